// What may remain of a stranger's HTML: elements, attributes with the form of their values, and the schemes of links.
// Anything not named here is dropped; nothing is ever recognised as bad.

import { cleanLine } from '../clean-text.ts'
import { HTML_LIMITS } from './limits.ts'

/** Elements that stay. */
export const ALLOWED_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section ' +
    'small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
)

/** Elements that go with everything in them. Other unknown elements lose their tags and keep their content. */
export const DROPPED_WITH_CONTENT: ReadonlySet<string> = new Set(
  (
    'applet area audio base basefont bgsound canvas datalist embed frame frameset head iframe input keygen link map math meta ' +
    'meter noembed noframes noscript object optgroup option output param picture portal progress script select ' +
    'slot source style svg template textarea title track video'
  ).split(' '),
)

export const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr'])

export const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

type Check = (value: string) => string | null

const matching =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value.trim()) ? value.trim() : null
const oneOf = (words: string): Check => {
  const known = new Set(words.split(' '))
  return (value) => (known.has(value.trim().toLowerCase()) ? value.trim().toLowerCase() : null)
}
const words: Check = (value) => cleanLine(value, HTML_LIMITS.attribute_chars) || null
const length = matching(/^\d{1,5}(?:\.\d{1,3})?(?:%|px)?$/)
const number = matching(/^-?\d{1,5}$/)
const small = matching(/^(?:[1-9]\d{0,2}|1000)$/)
const colour = matching(/^(?:#[0-9a-f]{3,8}|[a-z]{3,30})$/i)
const horizontal = oneOf('left right center justify char')

/** Allowed on every element. */
const EVERYWHERE: Record<string, Check> = {
  dir: oneOf('ltr rtl auto'),
  lang: matching(/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/i),
  title: words,
  align: horizontal,
  valign: oneOf('top middle bottom baseline'),
}
const CELL: Record<string, Check> = {
  width: length,
  height: length,
  bgcolor: colour,
  nowrap: () => '',
  colspan: small,
  rowspan: small,
}

const BY_ELEMENT: Record<string, Record<string, Check>> = {
  img: {
    alt: words,
    width: length,
    height: length,
    border: number,
    hspace: number,
    vspace: number,
    align: oneOf('left right center top middle bottom'),
  },
  table: { width: length, height: length, bgcolor: colour, border: number, cellpadding: number, cellspacing: number },
  caption: { align: oneOf('left right center top bottom') },
  td: CELL,
  th: CELL,
  tr: { bgcolor: colour, height: length },
  tbody: {},
  thead: {},
  tfoot: {},
  col: { span: small, width: length },
  colgroup: { span: small, width: length },
  font: { color: colour, face: matching(/^[\p{L}\p{N} ,'_-]{1,200}$/u), size: matching(/^[+-]?\d{1,2}$/) },
  hr: { width: length, size: number, color: colour, noshade: () => '' },
  ol: { type: matching(/^[1aAiI]$/), start: number, reversed: () => '' },
  ul: { type: oneOf('disc circle square') },
  li: { value: number, type: matching(/^(?:[1aAiI]|disc|circle|square)$/) },
}

/** The value this attribute may have on this element, or null. `href`, `src` and `style` are handled by the caller. */
export function allowedAttribute(element: string, name: string, value: string): string | null {
  if (value.length > HTML_LIMITS.attribute_chars * 4) return null
  const own = Object.hasOwn(BY_ELEMENT, element) ? BY_ELEMENT[element]! : undefined
  const check =
    own && Object.hasOwn(own, name) ? own[name]! : Object.hasOwn(EVERYWHERE, name) ? EVERYWHERE[name]! : null
  return check ? check(value) : null
}

/** The link in its canonical form, or null where its scheme is not allowed. User names in web links are dropped. */
export function allowedLink(value: string): string | null {
  // Browsers ignore white space and control characters around and inside a scheme; URL does the same.
  if (value.length > HTML_LIMITS.url_chars || !URL.canParse(value)) return null
  const url = new URL(value)
  if (!LINK_SCHEMES.has(url.protocol)) return null
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    // https://bank.example@evil.example shows a name that is not where it leads.
    url.username = ''
    url.password = ''
  }
  return url.href.length <= HTML_LIMITS.url_chars ? url.href : null
}
