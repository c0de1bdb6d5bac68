// The words of HTML as plain text, with line ends where a browser would show them.

import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  HtmlTooComplex,
  innerText,
  isElement,
  parseHtml,
  textOf,
} from './html-tree.ts'
import { HTML_LIMITS } from './limits.ts'

const BLOCKS = new Set(
  'address article aside blockquote caption center dd div dl dt figcaption figure footer header hr li main nav ol pre section table tr ul'.split(
    ' ',
  ),
)
const SPACED = new Set('p h1 h2 h3 h4 h5 h6'.split(' '))
const SILENT = new Set('script style title head template noscript textarea select svg math iframe object'.split(' '))

/** Plain text for search and display. Takes any HTML; for a stranger's, give it the sanitised form, which has no hidden text. */
export function htmlToText(html: string): string {
  try {
    return treeToText(parseHtml(html))
  } catch (error) {
    if (error instanceof HtmlTooComplex) return stripTags(html)
    throw error
  }
}

export function treeToText(body: HtmlElement): string {
  const writer = new TextWriter()
  for (const child of body.childNodes) write(child, writer, 0)
  return writer.result()
}

/** Collects words and line ends as elements open and close. */
export class TextWriter {
  private readonly out: string[] = []
  private preformatted = 0

  open(name: string, alt = ''): void {
    if (name === 'br') this.out.push('\n')
    if (name === 'img' && alt) this.out.push(`[${alt}]`)
    this.breakLine(name)
    if (name === 'li') this.out.push('- ')
    if (name === 'pre') this.preformatted++
  }

  close(name: string): void {
    this.breakLine(name)
    if (name === 'pre') this.preformatted--
    if (name === 'td' || name === 'th') this.out.push('\t')
  }

  text(text: string): void {
    this.out.push(this.preformatted > 0 ? text : this.collapse(text))
  }

  result(): string {
    return tidyLines(this.out.join(''))
  }

  /** White space is one space, and none at the start of a line. */
  private collapse(text: string): string {
    const collapsed = text.replace(/[ \t\n\f\r]+/g, ' ')
    const last = this.out.at(-1)?.at(-1) ?? '\n'
    return /\s/.test(last) && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed
  }

  /** Ends the line unless it just ended; nothing before the first word. */
  private breakLine(name: string): void {
    const around = SPACED.has(name) ? '\n\n' : BLOCKS.has(name) ? '\n' : ''
    const last = this.out.at(-1)
    if (around === '' || last === undefined || last === '\n\n' || (last === '\n' && around === '\n')) return
    this.out.push(around)
  }
}

/** Lines without white space at their ends, at most one empty line in a row. Linear, unlike a regex with \s*\n. */
function tidyLines(text: string): string {
  const lines = text
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trim())
  return lines
    .filter((line, i) => line !== '' || lines[i - 1] !== '')
    .join('\n')
    .trim()
}

function write(node: HtmlNode, writer: TextWriter, depth: number): void {
  const text = textOf(node)
  if (text !== null) {
    writer.text(text)
    return
  }
  if (!isElement(node) || SILENT.has(node.tagName)) return
  if (depth > HTML_LIMITS.depth * 2) {
    writer.text(innerText(node, HTML_LIMITS.output_chars))
    return
  }
  writer.open(node.tagName, attribute(node, 'alt'))
  for (const child of node.childNodes) write(child, writer, depth + 1)
  writer.close(node.tagName)
}

/** For HTML that is too complex to parse: tags out, linear, nothing else. */
export function stripTags(html: string): string {
  const text = html
    .split('<')
    .map((piece, i) => (i === 0 ? piece : afterTag(piece)))
    .join(' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]{2,}/g, ' ')
  return tidyLines(text)
}

function afterTag(piece: string): string {
  if (/^(?:script|style|title|head|!--)/i.test(piece)) return ''
  if (!/^[a-z!/?]/i.test(piece)) return `<${piece}`
  const end = piece.indexOf('>')
  return end < 0 ? '' : piece.slice(end + 1)
}
