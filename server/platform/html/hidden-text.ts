// Decides what of a message a reader does not see: the ways in which HTML shows one text to a person and hands
// another to a machine. Works on inline styles and attributes only, since style sheets are dropped before display.

import { attribute, type HtmlElement } from './html-tree.ts'
import type { ReadStyle } from './styles.ts'

/** What an element inherits from those around it. Colours are [r, g, b]; null means not known. */
export interface Look {
  size_is_zero: boolean
  colour: Colour | null
  background: Colour | null
}
type Colour = readonly [number, number, number]

export const PAPER: Look = { size_is_zero: false, colour: [0, 0, 0], background: [255, 255, 255] }

const NAMED: Record<string, Colour> = {
  white: [255, 255, 255],
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  whitesmoke: [245, 245, 245],
  ghostwhite: [248, 248, 255],
  floralwhite: [255, 250, 240],
}
/** Sum of the differences of the three channels under which text cannot be told from its ground. */
const INDISTINCT = 40

/** Whether the element and all in it are not displayed, whatever its children say. */
export function isHidden(element: HtmlElement, style: ReadStyle): boolean {
  const { all } = style
  if (element.attrs.some((attr) => attr.name === 'hidden')) return true
  if (all.get('display') === 'none' || all.get('mso-hide') === 'all') return true
  if (/^(?:hidden|collapse)$/.test(all.get('visibility') ?? '')) return true
  if (isNearZero(all.get('opacity'), 0.1) || /opacity\(0?%?0?\)|opacity=0\b/.test(all.get('filter') ?? '')) return true
  const clips = /^(?:hidden|clip)$/.test(all.get('overflow') ?? '')
  if (clips && ['height', 'max-height', 'width', 'max-width'].some((side) => isNearZero(all.get(side), 1))) return true
  if (all.has('clip') || /inset\(\s*(?:100|50)%/.test(all.get('clip-path') ?? '')) return true
  if (
    /^(?:absolute|fixed)$/.test(all.get('position') ?? '') &&
    ['left', 'top', 'right'].some((side) => isFarOut(all.get(side)))
  )
    return true
  return isFarOut(all.get('text-indent')) || isFarOut(all.get('margin-left'))
}

/** The look of an element's own text. Font size and colours can be set back by children, unlike isHidden. */
export function lookOf(element: HtmlElement, style: ReadStyle, around: Look): Look {
  const size = style.all.get('font-size') ?? /(?:^|\s)(\d[\d.]*[a-z%]*)(?:\/|\s)/.exec(style.all.get('font') ?? '')?.[1]
  const size_is_zero = size === undefined ? around.size_is_zero : isZeroSize(size, around.size_is_zero)
  const background_value =
    style.all.get('background-color') ?? style.all.get('background') ?? attribute(element, 'bgcolor')
  const image =
    style.all.has('background-image') || /url\(/.test(background_value) || attribute(element, 'background') !== ''
  const colour_value = style.all.get('color') ?? (element.tagName === 'font' ? attribute(element, 'color') : '')
  const background = image
    ? null
    : background_value === ''
      ? around.background
      : readColour(background_value, around.background)
  if (isTransparent(colour_value))
    return { size_is_zero, colour: background ?? PAPER.background, background: background ?? PAPER.background }
  return {
    size_is_zero,
    colour: colour_value === '' ? around.colour : readColour(colour_value, around.colour),
    background,
  }
}

/** Whether text in this look cannot be told from the paper it is on. */
export function isIndistinct({ colour, background }: Look): boolean {
  if (!colour || !background) return false
  return colour.reduce((sum, channel, i) => sum + Math.abs(channel - background[i]!), 0) < INDISTINCT
}

function isZeroSize(size: string, around: boolean): boolean {
  if (/(?:em|%|larger|smaller|inherit)$/.test(size) && !/rem$/.test(size)) return around || isNearZero(size, 0.1)
  return isNearZero(size, 2)
}

function isNearZero(value: string | undefined, below: number): boolean {
  if (value === undefined) return false
  const number = Number.parseFloat(value)
  return Number.isFinite(number) && number < below && number >= 0
}

function isFarOut(value: string | undefined): boolean {
  return value !== undefined && Number.parseFloat(value) < -200
}

function isTransparent(value: string): boolean {
  return (
    value === 'transparent' ||
    /^(?:rgb|hsl)a?\((?:[^,/]+[,/\s]+){3}0?(?:\.0+)?0?%?\)$/.test(value) ||
    /^#(?:[0-9a-f]{3}0|[0-9a-f]{6}0[0-9a-f])$/.test(value)
  )
}

/** Names we do not know are some colour: null, which is never called indistinct. */
function readColour(value: string, around: Colour | null): Colour | null {
  const text = value
    .replace(/!important/, '')
    .trim()
    .toLowerCase()
  if (/^(?:inherit|none|initial|unset)$/.test(text) || isTransparent(text)) return around
  const hex = /^#?([0-9a-f]{3,8})\b/.exec(text)?.[1]
  if (hex) return readHex(hex)
  const parts =
    /^rgba?\(([^)]*)\)/
      .exec(text)?.[1]
      ?.split(/[\s,/]+/)
      .filter(Boolean) ?? []
  if (parts.length >= 3) {
    const channels = parts
      .slice(0, 3)
      .map((part) => (part.endsWith('%') ? Number.parseFloat(part) * 2.55 : Number.parseFloat(part)))
    return channels.every(Number.isFinite) ? [channels[0]!, channels[1]!, channels[2]!] : null
  }
  const first = text.split(/\s+/)[0]!
  return Object.hasOwn(NAMED, first) ? NAMED[first]! : null
}

function readHex(hex: string): Colour | null {
  const wide = hex.length === 3 || hex.length === 4 ? [...hex].map((digit) => digit + digit).join('') : hex
  if (wide.length !== 6 && wide.length !== 8) return null
  return [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16)) as unknown as Colour // three numbers by construction
}
