// Parses HTML as a browser does (parse5), with a bound on what one message may make us build. Without it a few hundred
// kilobytes of nested formatting elements become millions of nodes by the rules of the HTML standard.

import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html, parse } from 'parse5'
import { HTML_LIMITS } from './limits.ts'

export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlParent = DefaultTreeAdapterTypes.ParentNode

/** The HTML would make us build more than the limit; the caller shows it as plain text. */
export class HtmlTooComplex extends Error {
  constructor() {
    super('The HTML has more elements than the limit')
    this.name = 'HtmlTooComplex'
  }
}

/** Long data: URLs are never shown and would be the largest part of many mails. */
const DATA_URL = /data:[^"'\s<>)]{200,}/g

/** The children of the body of this document. Throws HtmlTooComplex. */
export function parseHtml(source: string): HtmlElement {
  let elements = 0
  const document = parse(source.replace(DATA_URL, 'data:'), {
    scriptingEnabled: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(tagName, namespace, attributes) {
        if (++elements > HTML_LIMITS.elements) throw new HtmlTooComplex()
        return defaultTreeAdapter.createElement(tagName, namespace, attributes)
      },
    },
  })
  const root = document.childNodes.find((node): node is HtmlElement => node.nodeName === 'html')
  const body = root?.childNodes.find((node): node is HtmlElement => node.nodeName === 'body')
  // A document with a frameset has no body and nothing to show.
  return body ?? defaultTreeAdapter.createElement('body', html.NS.HTML, [])
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

export function textOf(node: HtmlNode): string | null {
  return node.nodeName === '#text' && 'value' in node ? node.value : null
}

export function isHtmlNamespace(element: HtmlElement): boolean {
  return element.namespaceURI === html.NS.HTML
}

export function attribute(element: HtmlElement, name: string): string {
  return element.attrs.find((attr) => attr.name === name)?.value ?? ''
}

/** The words of a subtree in document order, at most `max` characters; without recursion, so any depth will do. */
export function innerText(node: HtmlNode | HtmlParent, max: number): string {
  const stack: (HtmlNode | HtmlParent)[] = [node]
  let out = ''
  while (stack.length > 0 && out.length < max) {
    const next = stack.pop()!
    if (next.nodeName === '#text' && 'value' in next) out += next.value
    else if (next.nodeName === 'br') out += '\n'
    else if ('childNodes' in next && !isSilent(next))
      for (let i = next.childNodes.length - 1; i >= 0; i--) stack.push(next.childNodes[i]!)
  }
  return out.slice(0, max)
}

function isSilent(node: HtmlParent): boolean {
  return /^(?:script|style|title|template|noscript|textarea)$/.test(node.nodeName)
}
