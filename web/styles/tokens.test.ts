// The tokens: nothing else writes colours or sizes, directions are logical, and texts can be read in every theme.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const web = path.resolve(import.meta.dirname, '..')
const tokens = readFileSync(path.join(web, 'styles/tokens.css'), 'utf8')
const sheets = globSync('{app,columns,conditions,features,kit,styles}/**/*.css', { cwd: web })
  .filter((file) => file !== 'styles/tokens.css')
  .map((file) => ({ file, text: readFileSync(path.join(web, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }))

function offences(pattern: RegExp): string[] {
  return sheets.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => pattern.test(line) && !/^\s*@(media|container)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
}

describe('style sheets', () => {
  it('are found', () => expect(sheets.length).toBeGreaterThan(8))
  it('write no colour', () => expect(offences(/#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab)\(/i)).toEqual([]))
  it('write no size in pixels or rem', () => expect(offences(/[\d.]+(?:px|rem)\b/)).toEqual([]))
  it('know no left and no right', () =>
    expect(
      offences(
        /\b(?:(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height))\s*:|text-align:\s*(?:left|right)/,
      ),
    ).toEqual([]))
  it('use no token that does not exist', () => {
    const known = new Set(
      [...[tokens, ...sheets.map((sheet) => sheet.text)].join('\n').matchAll(/(--[\w-]+)\s*:/g)].map(
        (match) => match[1],
      ),
    )
    const used = sheets.flatMap(({ text }) => [...text.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]))
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })
})

/** Token -> colour in a theme; `contrast` lays the block for more contrast over it. */
function palette(side: 0 | 1, isMore: boolean): Record<string, string> {
  const blocks = tokens.split(':root[data-contrast="more"]')
  const texts = isMore ? blocks : blocks.slice(0, 1)
  const colours: Record<string, string> = {}
  for (const text of texts) {
    for (const [, name = '', light = '', dark = ''] of text.matchAll(
      /--([\w-]+):\s*light-dark\((#[0-9a-f]{6})\w*,\s*(#[0-9a-f]{6})\w*\)/g,
    ))
      colours[name] = [light, dark][side] ?? ''
    for (const [, name = '', only = ''] of text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)) colours[name] = only
  }
  return colours
}

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(one = '', other = ''): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((left, right) => right - left)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['ground', 'surface', 'raised', 'hover', 'selected']
const tones = ['blue', 'red', 'violet', 'slate', 'green', 'amber']
const texts: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['text', ground],
    ['text-muted', ground],
  ]),
  ['text-faint', 'raised'],
  ['link', 'surface'],
  ['link', 'raised'],
  ['danger', 'raised'],
  ['danger', 'surface'],
  ['text-on-accent', 'accent'],
  ['text-on-accent', 'accent-hover'],
  ['text-on-accent', 'danger'],
  ['accent-text', 'accent-soft'],
  ['public-text', 'public-band'],
  ['public-text', 'raised'],
  ['text', 'public-soft'],
  ['text-muted', 'public-soft'],
  ['note-text', 'note-band'],
  ['text', 'note-band'],
  ['text-muted', 'note-band'],
  ['text-on-note', 'note-solid'],
  ['rail-text', 'rail'],
  ['rail-text-strong', 'rail-hover'],
  ['rail-text-strong', 'rail-selected'],
  ['paper-text', 'paper'],
  ...tones.map((tone): [string, string] => [`${tone}-text`, `${tone}-soft`]),
]
const shapes: [string, string][] = [
  ...['ground', 'surface', 'raised'].flatMap((ground): [string, string][] => [
    ['focus', ground],
    ['border-strong', ground],
    ['accent', ground],
    ['public-line', ground],
    ['note-line', ground],
  ]),
  ['focus', 'selected'],
]

describe.each([
  ['light', 0, false],
  ['dark', 1, false],
  ['light with more contrast', 0, true],
  ['dark with more contrast', 1, true],
] as const)('the %s theme', (_name, side, isMore) => {
  const colours = palette(side, isMore)
  it('has texts of at least 4.5 to 1', () => {
    expect(
      texts
        .map(([text, ground]) => [text, ground, contrast(colours[text], colours[ground])] as const)
        .filter(([, , ratio]) => ratio < 4.5),
    ).toEqual([])
  })
  it('has lines and focus rings of at least 3 to 1', () => {
    expect(
      shapes
        .map(([line, ground]) => [line, ground, contrast(colours[line], colours[ground])] as const)
        .filter(([, , ratio]) => ratio < 3),
    ).toEqual([])
  })
})
