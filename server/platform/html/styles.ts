// Style attributes, reduced to an allow-list of properties and of kinds of values. Nothing that loads (url), runs
// (expression), moves out of its place (position) or covers something else survives, because it is not in the list.

import { type CssNode, type Declaration, generate, parse } from 'css-tree'
import { HTML_LIMITS } from './limits.ts'

const PROPERTIES: ReadonlySet<string> = new Set(
  (
    'background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width ' +
    'border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius ' +
    'border-right border-right-color border-right-style border-right-width border-spacing border-style border-top ' +
    'border-top-color border-top-style border-top-width border-width clear color direction display float font font-family ' +
    'font-size font-style font-variant font-weight height letter-spacing line-height list-style-type margin margin-bottom ' +
    'margin-left margin-right margin-top max-width min-width overflow-wrap padding padding-bottom padding-left padding-right ' +
    'padding-top table-layout text-align text-decoration text-decoration-color text-decoration-line text-decoration-style ' +
    'text-indent text-transform vertical-align white-space width word-break word-spacing word-wrap'
  ).split(' '),
)
const DISPLAY = /^(?:block|inline|inline-block|table|inline-table|table-cell|table-row|table-row-group|list-item)$/i
/** Negative lengths pull content over its neighbours; only these may have them, and only in their place. */
const MAY_BE_NEGATIVE = /^(?:letter-spacing|word-spacing)$/
const COLOUR_FUNCTIONS = /^(?:rgb|rgba|hsl|hsla)$/i
const UNITS = /^(?:px|pt|em|rem|ex|ch|pc|in|cm|mm|deg)$/i
const MAX_LENGTH = 4_000
const MAX_VALUE_CHARS = 200

export interface ReadStyle {
  /** Declarations that may be written, in their order. */
  kept: [property: string, value: string][]
  /** All declarations in lower case, the last of each, for deciding what a reader sees. Never written. */
  all: Map<string, string>
}

const NOTHING: ReadStyle = { kept: [], all: new Map() }
const remembered = new Map<string, ReadStyle>()

/** Reads a style attribute. Mails repeat the same few styles hundreds of times, so recent results are remembered. */
export function readStyle(style: string): ReadStyle {
  if (style.length === 0 || style.length > HTML_LIMITS.style_chars) return NOTHING
  const known = remembered.get(style)
  if (known) return known
  const read = parseStyle(style)
  if (remembered.size >= HTML_LIMITS.remembered_styles) remembered.clear()
  remembered.set(style, read)
  return read
}

function parseStyle(style: string): ReadStyle {
  let list: CssNode
  try {
    list = parse(style, { context: 'declarationList', parseCustomProperty: false })
  } catch {
    // css-tree recovers from what browsers recover from; what makes it throw is not CSS.
    return NOTHING
  }
  if (list.type !== 'DeclarationList') return NOTHING
  const all = new Map<string, string>()
  const kept: [string, string][] = []
  for (const node of list.children.toArray()) {
    if (node.type !== 'Declaration') continue
    const property = node.property.toLowerCase()
    const value = generate(node.value)
    all.set(property, value.toLowerCase())
    if (PROPERTIES.has(property) && isAllowedValue(property, node, value)) kept.push([property, value])
  }
  return { kept, all }
}

function isAllowedValue(property: string, declaration: Declaration, value: string): boolean {
  if (declaration.value.type !== 'Value' || value.length === 0 || value.length > MAX_VALUE_CHARS) return false
  if (property === 'display' && !DISPLAY.test(value)) return false
  return declaration.value.children.toArray().every((node) => isAllowedNode(property, node))
}

function isAllowedNode(property: string, node: CssNode): boolean {
  switch (node.type) {
    case 'Identifier':
      return /^[a-z][a-z-]{0,40}$/i.test(node.name) || property === 'font-family'
        ? /^[\p{L}\p{N}_-]{1,60}$/u.test(node.name)
        : false
    case 'Hash':
      return /^[0-9a-f]{3,8}$/i.test(node.value)
    case 'Number':
    case 'Percentage':
      return isAllowedNumber(property, node.value)
    case 'Dimension':
      return UNITS.test(node.unit) && isAllowedNumber(property, node.value)
    case 'Operator':
      return node.value === ',' || node.value === '/'
    case 'String':
      return (property === 'font-family' || property === 'font') && /^[\p{L}\p{N} ._-]{1,60}$/u.test(node.value)
    case 'Function':
      return COLOUR_FUNCTIONS.test(node.name) && node.children.toArray().every((child) => isColourPart(child))
    default:
      return false
  }
}

function isAllowedNumber(property: string, value: string): boolean {
  const number = Number(value)
  return Number.isFinite(number) && Math.abs(number) <= MAX_LENGTH && (number >= 0 || MAY_BE_NEGATIVE.test(property))
}

function isColourPart(node: CssNode): boolean {
  return (
    node.type === 'Number' ||
    node.type === 'Percentage' ||
    (node.type === 'Dimension' && node.unit === 'deg') ||
    (node.type === 'Operator' && /^[,/]$/.test(node.value))
  )
}
