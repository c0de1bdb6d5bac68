// Writes a parsed HTML tree as allow-listed HTML. It builds its output from the lists in allow-list.ts and styles.ts
// and copies nothing; what it does not know loses its tags. Used twice: on what the sender wrote, and again on our own
// output until writing and parsing change nothing more (sanitise.ts).

import { ALLOWED_ELEMENTS, allowedAttribute, allowedLink, DROPPED_WITH_CONTENT, VOID_ELEMENTS } from './allow-list.ts'
import { isHidden, isIndistinct, type Look, lookOf, PAPER } from './hidden-text.ts'
import { TextWriter } from './html-text.ts'
import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  innerText,
  isElement,
  isHtmlNamespace,
  textOf,
} from './html-tree.ts'
import { HTML_LIMITS } from './limits.ts'
import { Structure } from './structure.ts'
import { type ReadStyle, readStyle } from './styles.ts'

export type BodyPart = 'visible' | 'quoted' | 'signature'

/** Which nodes begin quoted history or a signature; `holders` are the ancestors of those nodes, by part. */
export interface PartMarks {
  parts: Map<HtmlNode, BodyPart>
  holders: Map<HtmlNode, Set<BodyPart>>
}

/** What rendering finds on its way. One collection serves all parts of a message, so that indexes agree. */
export class Findings {
  readonly remote_images: string[] = []
  readonly inline_cids: string[] = []
  readonly links = new Set<string>()
  tracking_pixels = 0
  hidden_text = false

  indexOf(list: string[], value: string, max: number): number {
    const known = list.indexOf(value)
    if (known >= 0) return known
    return list.length < max ? list.push(value) - 1 : -1
  }
}

export interface RenderOptions {
  findings: Findings
  /** Our own output is read again: placeholders of images are kept, and nothing is looked for. */
  own_output: boolean
  part: BodyPart | 'all'
  marks: PartMarks | null
}

interface Place {
  depth: number
  part: BodyPart
  look: Look
}

export interface Rendered {
  html: string
  text: string
  /** A browser that parses `html` builds exactly this tree; else it must be parsed and written again (sanitise.ts). */
  stable: boolean
}

/** The children of the body as allow-listed HTML, and the words in it. */
export function render(body: HtmlElement, options: RenderOptions): Rendered {
  const writer = new Renderer(options)
  const style = readStyle(options.own_output ? '' : attribute(body, 'style'))
  const look = options.own_output ? PAPER : lookOf(body, style, PAPER)
  // The body's own ground goes with the body: text in the colour of the paper is shown, not lost on it.
  writer.children(body, { depth: 0, part: 'visible', look })
  const written = writer.out.join('')
  const html = written.trim()
  return { html, text: writer.words.result(), stable: writer.structure.stable }
}

class Renderer {
  readonly out: string[] = []
  readonly words = new TextWriter()
  readonly structure = new Structure()
  private readonly options: RenderOptions
  private chars = 0

  constructor(options: RenderOptions) {
    this.options = options
  }

  children(parent: HtmlElement, place: Place): void {
    for (const child of parent.childNodes) this.node(child, place)
  }

  private node(node: HtmlNode, around: Place): void {
    const { part: wanted, marks } = this.options
    const part = marks?.parts.get(node) ?? around.part
    const text = textOf(node)
    if (text !== null) {
      if (wanted === 'all' || part === wanted) this.text(text, around)
    } else if (isElement(node) && (wanted === 'all' || part === wanted || marks?.holders.get(node)?.has(wanted))) {
      this.element(node, part === around.part ? around : { ...around, part })
    }
  }

  private text(text: string, { look }: Place): void {
    if (look.size_is_zero) this.noteHidden(text)
    else {
      if (isIndistinct(look)) this.noteHidden(text)
      this.writeText(text)
    }
  }

  private writeText(text: string): void {
    const clean = cleanCharacters(text)
    this.structure.text(clean)
    this.words.text(clean)
    this.write(escapeText(clean))
  }

  private element(element: HtmlElement, around: Place): void {
    const name = element.tagName
    if (!isHtmlNamespace(element) || DROPPED_WITH_CONTENT.has(name)) return
    const style = readStyle(attribute(element, 'style'))
    if (!this.options.own_output && isHidden(element, style)) {
      this.noteHidden(innerText(element, HTML_LIMITS.attribute_chars))
      return
    }
    if (name === 'img') {
      this.image(element, style)
      return
    }
    const look = this.options.own_output ? PAPER : lookOf(element, style, around.look)
    const place: Place = { depth: around.depth + 1, part: around.part, look }
    if (around.depth >= HTML_LIMITS.depth) {
      this.writeText(innerText(element, HTML_LIMITS.output_chars))
      return
    }
    const tag = ALLOWED_ELEMENTS.has(name) ? this.openTag(element, style, look) : null
    if (tag !== null) this.write(tag)
    if (VOID_ELEMENTS.has(name)) {
      this.structure.leaf(name)
      this.words.open(name)
      return
    }
    if (tag !== null) this.structure.open(name)
    // Elements that lose their tags still end lines.
    this.words.open(name)
    // The parser drops one line end after <pre>; without this every round would lose another.
    if (name === 'pre' && element.childNodes[0] && textOf(element.childNodes[0])?.startsWith('\n')) this.write('\n')
    this.children(element, place)
    this.words.close(name)
    if (tag === null) return
    this.structure.close()
    this.write(`</${name}>`)
  }

  /** The opening tag, or null for a link that leads nowhere. */
  private openTag(element: HtmlElement, style: ReadStyle, look: Look): string | null {
    const attributes: string[] = []
    if (element.tagName === 'a') {
      const href = allowedLink(attribute(element, 'href'))
      if (href === null) return null
      if (!this.options.own_output && this.options.findings.links.size < HTML_LIMITS.links)
        this.options.findings.links.add(href)
      attributes.push(` href="${escapeAttribute(href)}" target="_blank" rel="noopener noreferrer nofollow"`)
    }
    const indistinct = !this.options.own_output && isIndistinct(look)
    for (const { name, value } of element.attrs) {
      if (indistinct && (name === 'color' || name === 'bgcolor')) continue
      const allowed = allowedAttribute(element.tagName, name, value)
      if (allowed !== null) attributes.push(` ${name}="${escapeAttribute(allowed)}"`)
    }
    const css = writeStyle(style, indistinct)
    if (css) attributes.push(` style="${escapeAttribute(css)}"`)
    return `<${element.tagName}${attributes.join('')}>`
  }

  /** An image becomes a placeholder with an index into the lists; nothing that could load is written. */
  private image(element: HtmlElement, style: ReadStyle): void {
    const place = this.options.own_output ? this.ownPlaceholder(element) : this.placeholder(element, style)
    if (place === null) return
    const attributes = element.attrs.flatMap(({ name, value }) => {
      const allowed = allowedAttribute('img', name, value)
      return allowed === null ? [] : ` ${name}="${escapeAttribute(allowed)}"`
    })
    const css = writeStyle(style, false)
    this.structure.leaf('img')
    this.words.open('img', attribute(element, 'alt'))
    this.write(`<img ${place}${attributes.join('')}${css ? ` style="${escapeAttribute(css)}"` : ''}>`)
  }

  private placeholder(element: HtmlElement, style: ReadStyle): string | null {
    const { findings } = this.options
    const src = attribute(element, 'src').trim()
    const cid = /^cid:(.{1,500})$/i.exec(src)?.[1]
    if (cid !== undefined) {
      const index = findings.indexOf(findings.inline_cids, decodeCid(cid), HTML_LIMITS.inline_images)
      return index < 0 ? null : `data-cid="${index}"`
    }
    const url = allowedLink(src.startsWith('//') ? `https:${src}` : src)
    if (url === null || !url.startsWith('http')) return null
    if (isPixel(element, style)) {
      findings.tracking_pixels++
      return null
    }
    const index = findings.indexOf(findings.remote_images, url, HTML_LIMITS.remote_images)
    return index < 0 ? null : `data-remote-image="${index}"`
  }

  private ownPlaceholder(element: HtmlElement): string | null {
    for (const name of ['data-cid', 'data-remote-image']) {
      const index = attribute(element, name)
      if (/^\d{1,4}$/.test(index)) return `${name}="${index}"`
    }
    return null
  }

  private noteHidden(text: string): void {
    if (!this.options.own_output && /[\p{L}\p{N}]{2}/u.test(text)) this.options.findings.hidden_text = true
  }

  /** Stops adding at the bound but still closes what is open: the tags after it are few and short. */
  private write(piece: string): void {
    if (this.chars > HTML_LIMITS.output_chars && !piece.startsWith('</')) {
      this.structure.stable = false
      return
    }
    this.chars += piece.length
    this.out.push(piece)
  }
}

function writeStyle(style: ReadStyle, without_colours: boolean): string {
  return style.kept
    .filter(([property]) => !(without_colours && /^(?:color|background|background-color)$/.test(property)))
    .map(([property, value]) => `${property}:${value}`)
    .join(';')
}

/** One or two pixels, or invisible by style: it is there to report that the mail was opened. */
function isPixel(element: HtmlElement, style: ReadStyle): boolean {
  const sides = ['width', 'height'].map((side) => Number.parseFloat(style.all.get(side) ?? attribute(element, side)))
  return sides.some((side) => side <= 2)
}

function decodeCid(cid: string): string {
  try {
    return decodeURIComponent(cid)
  } catch {
    // Not an encoded URL: Content-IDs with a bare per cent sign exist.
    return cid
  }
}

function escapeText(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (char) => ESCAPES[char]!)
}

function escapeAttribute(text: string): string {
  return cleanCharacters(text).replace(/[&<>"\u00a0]/g, (char) => ESCAPES[char]!)
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;' }

/** Control characters and lone surrogates would not survive being parsed again. */
function cleanCharacters(text: string): string {
  if (/^[\n\t\x20-\x7e\xa0-\ud7ff]*$/.test(text)) return text
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[[\p{Cc}\ufdd0-\ufdef\ufffe\uffff]--[\t\n]]/gv, '')
    .toWellFormed()
}
