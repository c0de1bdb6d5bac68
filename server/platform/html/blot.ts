// Takes words out of kept text and HTML for good: each of their letters becomes a block. What is found may be split by
// elements and line ends; whatever else the HTML says of it (where a link leads, what an image shows) goes too.

import { textToHtml } from './frame.ts'
import { stripTags } from './html-text.ts'
import { attribute, type HtmlElement, type HtmlNode, HtmlTooComplex, isElement, parseHtml } from './html-tree.ts'
import { rewriteOwn } from './sanitise.ts'

export const BLOT = '▇'

/** What to take out: texts wherever they stand, or stretches of letters counted without white space. */
export interface Blots {
  readonly texts: readonly string[]
  readonly stretches: readonly Stretch[]
}
export interface Stretch {
  /** First letter, and the one after the last. */
  from: number
  to: number
}

const TALKING_ATTRIBUTES = new Set(['href', 'title', 'alt', 'cite', 'src', 'name', 'id'])

function patternOf(text: string): RegExp | null {
  const words = text
    .toWellFormed()
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  return words.length === 0
    ? null
    : new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s*'), 'gu')
}

const blotted = (text: string): string => text.replaceAll(/\S/gu, BLOT)

/** Plain text without these words. */
export function blotText(text: string, texts: readonly string[]): string {
  return texts.reduce((rest, one) => {
    const pattern = patternOf(one)
    return pattern ? rest.replaceAll(pattern, blotted) : rest
  }, text)
}

/** Plain text without these words and stretches. */
export function blotPlain(text: string, blots: Blots): string {
  return apply(text, marksOf(text, blots))
}

/** HTML of ours without these words and stretches, and the words that are left. */
export function blotHtml(html: string, blots: Blots): { html: string; text: string } {
  try {
    const tree = parseHtml(`<!DOCTYPE html>${html}`)
    const nodes = textsOf(tree)
    const whole = nodes.map((node) => node.value).join('')
    const marks = marksOf(whole, blots)
    let start = 0
    for (const node of nodes) {
      const end = start + node.value.length
      node.value = apply(node.value, marks.subarray(start, end))
      start = end
    }
    for (const element of elementsOf(tree)) silence(element, blots.texts)
    return rewriteOwn(tree)
  } catch (error) {
    if (!(error instanceof HtmlTooComplex)) throw error
    const text = blotPlain(stripTags(html), blots)
    return { html: textToHtml(text), text }
  }
}

/** What `<redact>` marks in HTML that a client sends back: stretches of the letters of the whole. */
export function readRedactTags(html: string): {
  /** All letters of the document, without white space. */
  letters: string
  stretches: Stretch[]
  texts: string[]
  remote_images: number[]
  inline_images: number[]
} {
  const found = {
    letters: '',
    stretches: [] as Stretch[],
    texts: [] as string[],
    remote_images: [] as number[],
    inline_images: [] as number[],
  }
  for (const { node, inside } of walk(parseHtml(`<!DOCTYPE html>${html}`))) {
    if (node.nodeName === '#text' && 'value' in node) {
      const from = found.letters.length
      found.letters += withoutSpace(node.value)
      if (!inside || found.letters.length === from) continue
      const last = found.stretches.at(-1)
      if (last?.to === from) last.to = found.letters.length
      else found.stretches.push({ from, to: found.letters.length })
      found.texts.push(node.value)
    } else if (inside && isElement(node) && node.tagName === 'img') {
      const remote = attribute(node, 'data-remote-image')
      const inline = attribute(node, 'data-cid')
      if (/^\d{1,4}$/.test(remote)) found.remote_images.push(Number(remote))
      if (/^\d{1,4}$/.test(inline)) found.inline_images.push(Number(inline))
    }
  }
  return found
}

/** The letters of HTML of ours, as `stretches` count them. */
export function lettersOf(html: string): string {
  return withoutSpace(
    textsOf(parseHtml(`<!DOCTYPE html>${html}`))
      .map((node) => node.value)
      .join(''),
  )
}

const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, '')

function marksOf(text: string, { texts, stretches }: Blots): Uint8Array {
  const marks = new Uint8Array(text.length)
  for (const one of texts) {
    const pattern = patternOf(one)
    if (pattern) for (const match of text.matchAll(pattern)) marks.fill(1, match.index, match.index + match[0].length)
  }
  if (stretches.length === 0) return marks
  const is_marked = (letter: number) => stretches.some(({ from, to }) => letter >= from && letter < to)
  let letter = 0
  for (let i = 0; i < text.length; i++) {
    if (/\s/.test(text.charAt(i))) continue
    if (is_marked(letter)) marks[i] = 1
    letter++
  }
  return marks
}

function apply(text: string, marks: Uint8Array): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    if (!marks[i] || /\s/.test(unit)) out += unit
    // The second half of a character has its block already.
    else if (!/[\uDC00-\uDFFF]/.test(unit)) out += BLOT
  }
  return out
}

/** An element's attributes must not say what its words no longer do. */
function silence(element: HtmlElement, texts: readonly string[]): void {
  const words = textsOf(element)
    .map((node) => node.value)
    .join('')
    .trim()
  const is_all_blots = words !== '' && /^[▇\s]+$/u.test(words)
  element.attrs = element.attrs.filter(({ name, value }) => {
    if (!TALKING_ATTRIBUTES.has(name)) return true
    if (is_all_blots) return false
    const spoken = decoded(value)
    return blotText(value, texts) === value && blotText(spoken, texts) === spoken
  })
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url // not an encoding: then it says what it says
  }
}

type TextNode = Extract<HtmlNode, { nodeName: '#text' }>

function textsOf(root: HtmlElement): TextNode[] {
  return [...walk(root)].flatMap(({ node }) => (node.nodeName === '#text' && 'value' in node ? [node as TextNode] : [])) // named so
}

function elementsOf(root: HtmlElement): HtmlElement[] {
  return [...walk(root)].flatMap(({ node }) => (isElement(node) ? [node] : []))
}

/** All nodes below in document order, without recursion; `inside` is true below `<redact>` or an element with that attribute. */
function* walk(root: HtmlElement): Generator<{ node: HtmlNode; inside: boolean }> {
  const stack: { node: HtmlNode; inside: boolean }[] = [...root.childNodes]
    .reverse()
    .map((node) => ({ node, inside: isRedacted(node) }))
  while (stack.length > 0) {
    const next = stack.pop()
    if (!next) return
    yield next
    if (!('childNodes' in next.node)) continue
    for (const child of [...next.node.childNodes].reverse())
      stack.push({ node: child, inside: next.inside || isRedacted(child) })
  }
}

function isRedacted(node: HtmlNode): boolean {
  return isElement(node) && (node.tagName === 'redact' || node.attrs.some((one) => one.name === 'redact'))
}
