// A stranger's HTML made safe to keep and to show: parsed as a browser parses it, written anew from an allow-list, and
// parsed again until nothing changes. The last step is what defeats mutation XSS: a browser that parses our output
// builds exactly the tree that we checked.

import { stripTags } from './html-text.ts'
import { type HtmlElement, HtmlTooComplex, parseHtml } from './html-tree.ts'
import { HTML_LIMITS } from './limits.ts'
import { type BodyPart, Findings, type PartMarks, type Rendered, render } from './render.ts'

export interface SanitisedHtml {
  /** Allow-listed HTML. Remote images are `<img data-remote-image="N">`, enclosed ones `<img data-cid="N">`. */
  html: string
  /** The words a reader sees. */
  text: string
  /** N is the index into these; nothing loads before somebody asks for it. */
  remote_images: string[]
  inline_cids: string[]
  /** Distinct targets of links, http, https, mailto and tel only. */
  links: string[]
  tracking_pixels: number
  /** Text was hidden from readers (display, opacity, size: removed) or had the colour of its ground (shown). */
  hidden_text: boolean
  /** The HTML was beyond the limits; `html` is its text. */
  flattened: boolean
}

export interface SanitisedBody extends SanitisedHtml {
  /** The body in parts, each complete HTML of its own. All is visible where folding would leave nothing to read. */
  visible_html: string
  visible_text: string
  quoted_html: string
  signature_html: string
}

/** Sanitises HTML of any origin. Never throws on input; takes at most `HTML_LIMITS.source_chars` of it. */
export function sanitise(html: string): SanitisedHtml {
  const {
    visible_html: _v,
    visible_text: _t,
    quoted_html: _q,
    signature_html: _s,
    ...whole
  } = sanitiseParts(html, null)
  return whole
}

/** Sanitises the body of a message and folds what `findParts` marks as quoted history or signature. */
export function sanitiseBody(html: string, findParts: (body: HtmlElement) => PartMarks | null): SanitisedBody {
  return sanitiseParts(html, findParts)
}

function sanitiseParts(source: string, findParts: ((body: HtmlElement) => PartMarks | null) | null): SanitisedBody {
  const html = source.slice(0, HTML_LIMITS.source_chars)
  const findings = new Findings()
  try {
    const body = parseHtml(html)
    const marks = findParts?.(body) ?? null
    const whole = renderPart(body, 'all', null, findings)
    const parts = marks ? renderParts(body, marks, findings) : null
    const found = {
      remote_images: findings.remote_images,
      inline_cids: findings.inline_cids,
      links: [...findings.links],
    }
    const seen = { tracking_pixels: findings.tracking_pixels, hidden_text: findings.hidden_text, flattened: false }
    const unfolded = { visible_html: whole.html, visible_text: whole.text, quoted_html: '', signature_html: '' }
    return { ...whole, ...found, ...seen, ...(parts ?? unfolded) }
  } catch (error) {
    if (!(error instanceof HtmlTooComplex)) throw error
    return flatten(html)
  }
}

function renderParts(body: HtmlElement, marks: PartMarks, findings: Findings) {
  const pixels = findings.tracking_pixels
  const visible = renderPart(body, 'visible', marks, findings)
  // A forwarded message without a word above it is what the sender wants us to read.
  const nothing_left = !/[\p{L}\p{N}\p{S}]/u.test(visible.text) && !visible.html.includes('<img ')
  const quoted = nothing_left ? '' : renderPart(body, 'quoted', marks, findings).html
  const signature = nothing_left ? '' : renderPart(body, 'signature', marks, findings).html
  findings.tracking_pixels = pixels
  if (nothing_left) return null
  return {
    visible_html: trimBreaks(visible.html),
    visible_text: visible.text,
    quoted_html: quoted,
    signature_html: signature,
  }
}

function renderPart(body: HtmlElement, part: BodyPart | 'all', marks: PartMarks | null, findings: Findings) {
  return settle(render(body, { findings, own_output: false, part, marks }))
}

/** Writes HTML of ours anew after its tree was changed. Throws HtmlTooComplex where it does not settle. */
export function rewriteOwn(tree: HtmlElement): { html: string; text: string } {
  return settle(render(tree, { findings: new Findings(), own_output: true, part: 'all', marks: null }))
}

/** Parses and writes until nothing changes. Throws HtmlTooComplex where it does not settle. */
function settle(first: Rendered): { html: string; text: string } {
  let last = first
  for (let round = 0; round < HTML_LIMITS.stable_rounds; round++) {
    if (last.stable) return { html: last.html, text: last.text }
    const tree = parseHtml(`<!DOCTYPE html>${last.html}`)
    const again = render(tree, { findings: new Findings(), own_output: true, part: 'all', marks: null })
    if (again.html === last.html) return { html: again.html, text: again.text }
    last = again
  }
  throw new HtmlTooComplex()
}

/** The words alone, in one preformatted block. */
function flatten(html: string): SanitisedBody {
  const text = stripTags(html).slice(0, HTML_LIMITS.text_chars)
  const body = parseHtml(`<!DOCTYPE html><pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`)
  const safe = settle(render(body, { findings: new Findings(), own_output: true, part: 'all', marks: null }))
  const none = {
    remote_images: [],
    inline_cids: [],
    links: [],
    tracking_pixels: 0,
    hidden_text: false,
    flattened: true,
  }
  return {
    html: safe.html,
    text: safe.text,
    ...none,
    visible_html: safe.html,
    visible_text: safe.text,
    quoted_html: '',
    signature_html: '',
  }
}

/** Line breaks that stood between the reply and what is folded away. */
function trimBreaks(html: string): string {
  let rest = html.trimEnd()
  while (rest.endsWith('<br>')) rest = rest.slice(0, -4).trimEnd()
  return rest
}
