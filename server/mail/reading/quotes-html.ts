// Finds quoted history and signatures in the HTML of the mail programs people use. It only marks nodes of the tree as
// the sender wrote it, while classes and ids are still there; render.ts writes the parts.

import {
  attribute,
  type HtmlElement,
  type HtmlNode,
  type HtmlParent,
  innerText,
  isElement,
  textOf,
} from '../../platform/html/html-tree.ts'
import { HTML_LIMITS } from '../../platform/html/limits.ts'
import type { BodyPart, PartMarks } from '../../platform/html/render.ts'
import {
  isAttribution,
  isForwardedLine,
  isHeaderBlock,
  isOriginalMessageLine,
  MAX_HEADER_LINE,
  startsHeaderBlock,
  startsSignature,
} from './quote-headers.ts'

/** The element itself is quoted history. Programs that quote us again prefix names with `x_` or `m_123`. */
const QUOTE_CLASS =
  /(?:^|[\s_])(?:gmail_quote|gmail_quote_container|gmail_extra|yahoo_quoted|yahoo-quoted-begin|protonmail_quote|tutanota_quote|zmail_extra|moz-cite-prefix|moz-forward-container|hmmessage_quote|ms-outlook-mobile-reference-message|OutlookMessageHeader|quoted-message|mail_quote|freebirdMailQuote)(?:$|\s)/
const QUOTE_ID =
  /(?:^|_)(?:OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|yahoo_quoted_\w+|replybody\w*|isReplyContent|reply139content|origbody|lastQuotedMessage|mailru-quote|tutanota_quote)$/
/** From this element on, everything is quoted history. */
const FROM_HERE_ID =
  /(?:^|_)(?:divRplyFwdMsg|appendonsend|stopSpelling|reply-intro|ydp\w*yahoo_quoted|hotmail_original|SkyDrivePlaceholder_quote)$/
const SIGNATURE =
  /(?:^|[\s_])(?:gmail_signature|gmail_signature_prefix|moz-signature|AppleMailSignature|ms-outlook-mobile-signature|protonmail_signature_block(?:-user)?|yahoo-signature|Signature|signature_old)(?:$|\s)/
const FORWARDED_CLASS = /(?:^|[\s_])(?:gmail_forwarded|moz-forward-container)(?:$|\s)/
/** Outlook draws a line above the header of what it quotes. */
const OUTLOOK_RULE =
  /border:\s*none;\s*border-top:\s*solid\s*#?\w+\s*[\d.]+pt|border-top:\s*#?\w+\s*(?:[\d.]+(?:pt|px)|1px)\s*solid|border-top:\s*(?:1px|[\d.]+pt)?\s*solid/i
const HEADER_BLOCK_CHARS = 1_200
/** Places of one message where a header block is looked for in full; a real message has a handful. */
const MAX_BLOCK_CHECKS = 300
const BLOCK = /^(?:p|div|td|blockquote|table|hr|font|span|b|pre|tr|tbody|center)$/

/** Marks for render.ts, or null where there is nothing to fold. Linear in the size of the tree. */
export function findQuotesInHtml(body: HtmlElement): PartMarks | null {
  const marks: PartMarks = { parts: new Map(), holders: new Map() }
  const finder = new Finder(marks)
  finder.walk(body, 0)
  if (marks.parts.size === 0 || finder.interleaved) return null
  return marks
}

class Finder {
  interleaved = false
  private readonly marks: PartMarks
  private quotes = 0
  private words_since_quote = false
  private ended = false
  private checks = 0

  constructor(marks: PartMarks) {
    this.marks = marks
  }

  walk(parent: HtmlElement, depth: number): void {
    if (depth > HTML_LIMITS.depth) return
    for (const [at, node] of parent.childNodes.entries()) {
      if (this.ended) return
      if (isElement(node)) this.element(parent, node, at, depth)
      else this.text(parent, at, textOf(node) ?? '')
    }
  }

  private element(parent: HtmlElement, element: HtmlElement, at: number, depth: number): void {
    if (/^(?:style|script|head|title)$/.test(element.tagName)) return
    const names = `${attribute(element, 'class')} ${attribute(element, 'id')}`
    if (isForwarded(element, names)) {
      this.ended = true
    } else if (isQuote(element) || (element.tagName === 'blockquote' && followsAttribution(parent, at))) {
      this.quote(parent, at)
    } else if (FROM_HERE_ID.test(attribute(element, 'id')) || this.startsHistory(parent, element, at)) {
      this.restFrom(parent, at)
    } else if (SIGNATURE.test(names) || attribute(element, 'data-smartmail') === 'gmail_signature') {
      this.mark(element, 'signature')
    } else {
      this.walk(element, depth + 1)
    }
  }

  private text(parent: HtmlElement, at: number, text: string): void {
    if (!/[\p{L}\p{N}]/u.test(text)) return
    const line = text.trim()
    if (isOriginalMessageLine(line) || this.isHeaderBlockAt(parent, at)) this.restFrom(parent, at)
    else if (startsSignature(line)) this.mark(parent.childNodes[at]!, 'signature')
    else this.words_since_quote = true
  }

  /** A quotation that ends: text below it, as in an answer at the bottom, stays visible. */
  private quote(parent: HtmlElement, at: number): void {
    const before = attributionBefore(parent, at)
    if (this.quotes > 0 && this.words_since_quote && before === at) this.interleaved = true
    for (let i = before; i <= at; i++) this.mark(parent.childNodes[i]!, 'quoted')
    if (before === at) for (const node of attributionInside(parent, at)) this.mark(node, 'quoted')
    this.quotes++
    this.words_since_quote = false
  }

  /** From this node to the end of the document, in document order. */
  private restFrom(parent: HtmlElement, at: number): void {
    let first = at
    while (first > 0 && isRuleOrSpace(parent.childNodes[first - 1]!)) first--
    let holder: HtmlParent | null = parent
    let from = first
    for (let depth = 0; holder && depth <= HTML_LIMITS.depth + 1; depth++) {
      for (const node of holder.childNodes.slice(from)) this.mark(node, 'quoted')
      const above: HtmlParent | null = 'tagName' in holder && holder.tagName !== 'body' ? holder.parentNode : null
      from = above ? above.childNodes.indexOf(holder as HtmlElement) + 1 : 0 // a holder with a parent is an element
      holder = above
    }
    this.ended = true
  }

  /** Outlook's header block: a ruled-off box, or a paragraph, that says From, Sent, To, Subject; or `-----Original …`. */
  private startsHistory(parent: HtmlElement, element: HtmlElement, at: number): boolean {
    if (!BLOCK.test(element.tagName)) return false
    const ruled = OUTLOOK_RULE.test(attribute(element, 'style').slice(0, 300))
    if (element.tagName === 'hr') return false
    if (!ruled && !/^(?:p|div|b|span|font|td)$/.test(element.tagName)) return false
    // Cheap first: most elements do not begin with a label or a rule.
    if (!/^\s*[-_=*]*\s*\p{L}{2,20}[\s\u00a0*]*[:：]|^\s*[-_=]{2}/u.test(innerText(element, 60))) return false
    if (++this.checks > MAX_BLOCK_CHECKS) return false
    const lines = startOf(element)
    if (lines.length > 0 && (isOriginalMessageLine(lines[0]!) || isHeaderBlock(lines))) return true
    // `<b>From: </b>ann@example.org<br>`: the label alone is in the element.
    return /^(?:b|strong|span|font)$/.test(element.tagName) && this.isHeaderBlockAt(parent, at)
  }

  private isHeaderBlockAt(parent: HtmlElement, at: number): boolean {
    const start = parent.childNodes
      .slice(at, at + 2)
      .map((node) => innerText(node, 60))
      .join('')
    return startsHeaderBlock(start) && ++this.checks <= MAX_BLOCK_CHECKS && isHeaderBlock(linesFrom(parent, at))
  }

  private mark(node: HtmlNode, part: BodyPart): void {
    if (this.marks.parts.has(node)) return
    this.marks.parts.set(node, part)
    for (let above: HtmlParent | null = node.parentNode; above && 'tagName' in above; above = above.parentNode) {
      const held = this.marks.holders.get(above) ?? new Set()
      if (held.has(part)) break
      this.marks.holders.set(above, held.add(part))
    }
  }
}

function isQuote(element: HtmlElement): boolean {
  if (element.tagName === 'blockquote')
    return (
      attribute(element, 'type') === 'cite' ||
      /\bcite\b|quote/i.test(attribute(element, 'class')) ||
      /border-left/i.test(attribute(element, 'style'))
    )
  const id = attribute(element, 'id')
  return QUOTE_CLASS.test(attribute(element, 'class')) || (id !== '' && QUOTE_ID.test(id))
}

/** Gmail and Thunderbird wrap forwarded messages in the same elements as quotes. */
function isForwarded(element: HtmlElement, names: string): boolean {
  if (FORWARDED_CLASS.test(names)) return true
  return (QUOTE_CLASS.test(names) || element.tagName === 'div') && isForwardedLine(firstLine(element))
}

/** The index of the first sibling that belongs to the `On … wrote:` line just before; `at` where there is none. */
function attributionBefore(parent: HtmlElement, at: number): number {
  let joined = ''
  for (let i = at - 1; i >= 0 && i >= at - 12; i--) {
    const node = parent.childNodes[i]!
    if (isElement(node) && isQuote(node) && !/moz-cite-prefix/.test(attribute(node, 'class'))) return at
    joined = `${innerText(node, MAX_HEADER_LINE).replace(/\s+/g, ' ')}${joined}`
    if (joined.length > MAX_HEADER_LINE) return at
    if (isAttribution(joined)) return i
  }
  return at
}

/** Whether the nearest thing above ends with an attribution: then even a bare blockquote is a quotation. */
function followsAttribution(parent: HtmlElement, at: number): boolean {
  return attributionBefore(parent, at) !== at || attributionInside(parent, at).length > 0
}

/** The nodes of an attribution that is the last line inside the element above, as Yandex writes it. */
function attributionInside(parent: HtmlElement, at: number): HtmlNode[] {
  let above = at - 1
  while (above >= 0 && !isElement(parent.childNodes[above]!) && isRuleOrSpace(parent.childNodes[above]!)) above--
  const element = parent.childNodes[above]
  if (!element || !isElement(element)) return []
  const last = element.childNodes.findLastIndex((node) => node.nodeName === 'br')
  const tail = element.childNodes.slice(last + 1)
  if (tail.length > 12) return []
  return isAttribution(
    tail
      .map((node) => innerText(node, MAX_HEADER_LINE))
      .join('')
      .replace(/\s+/g, ' '),
  )
    ? tail
    : []
}

function isRuleOrSpace(node: HtmlNode): boolean {
  return isElement(node) ? node.tagName === 'hr' : (textOf(node) ?? '').trim() === ''
}

function startOf(element: HtmlElement): string[] {
  const text = blockText(element, HEADER_BLOCK_CHARS)
  return text
    .split('\n')
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, 8)
}

function firstLine(element: HtmlElement): string {
  return startOf(element)[0] ?? ''
}

/** The lines from a text node on, as far as its parent goes. */
function linesFrom(parent: HtmlElement, at: number): string[] {
  const text = parent.childNodes
    .slice(at, at + 24)
    .map((node) => blockText(node, 300))
    .join('')
  return text
    .slice(0, HEADER_BLOCK_CHARS)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Like innerText, but a block ends a line; bounded, so that asking at every element stays cheap. */
function blockText(node: HtmlNode, max: number): string {
  const stack: (HtmlNode | '\n')[] = [node]
  let out = ''
  for (let steps = 0; stack.length > 0 && out.length < max && steps < 200; steps++) {
    const next = stack.pop()!
    if (next === '\n') out += '\n'
    else if (isElement(next)) {
      if (next.tagName === 'br') out += '\n'
      if (/^(?:style|script|title)$/.test(next.tagName)) continue
      if (/^(?:p|div|tr|li|h[1-6])$/.test(next.tagName)) stack.push('\n')
      for (let i = Math.min(next.childNodes.length, 100) - 1; i >= 0; i--) stack.push(next.childNodes[i]!)
    } else out += (textOf(next) ?? '').replace(/\s+/g, ' ')
  }
  return out.slice(0, max)
}
