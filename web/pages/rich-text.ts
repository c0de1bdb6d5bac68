// Words of people on a page: text with its links, and simple HTML as elements of ours. Nothing is put in as it came:
// every element is made anew from a short list, so that not even a mistake in what was kept could run here.
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { h } from 'preact'
import { type Content, html } from './html.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

const LINK = /https?:\/\/[^\s<>"']{3,2000}/g
const MOST_NODES = 800
const DEEPEST = 24

/** Text with line breaks as they are; addresses of pages become links that tell nobody where they were found. */
export function plainText(text: string): Content {
  const parts: Content[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(/[.,;:!?)\]]+$/, '')
    parts.push(text.slice(from, match.index), link(url, url))
    from = match.index + url.length
  }
  parts.push(text.slice(from))
  return html`<div class="text" dir="auto">${parts}</div>`
}

function link(href: string, content: Content): Content {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${content}</a>`
}

/** Elements that stay what they are; headings would confuse the page's own. */
const KEPT = new Set('p br b strong i em u s sub sup small ul ol li blockquote pre code hr dl dt dd'.split(' '))
const TRANSPARENT = new Set('span font center bdi abbr address cite article section header footer main'.split(' '))
const HEADING = /^h[1-6]$/

class NotSimple extends Error {}

/**
 * Sanitised HTML as elements of this page; null where it holds more than words (images, tables) or is large, so that
 * it needs a frame of its own. Colours and sizes are the page's.
 */
export function simpleHtml(source: string): Content | null {
  let nodes = 0
  const children = (parents: readonly Node[], depth: number): Content[] => parents.map((node) => convert(node, depth))
  const convert = (node: Node, depth: number): Content => {
    nodes += 1
    if (nodes > MOST_NODES || depth > DEEPEST) throw new NotSimple()
    if (node.nodeName === '#text' && 'value' in node) return node.value
    if (!('tagName' in node)) return null
    const name = node.tagName
    const inner = () => children(node.childNodes, depth + 1)
    if (KEPT.has(name)) return name === 'br' || name === 'hr' ? h(name, null) : h(name, null, inner())
    if (TRANSPARENT.has(name)) return inner()
    if (name === 'div') return h('div', null, inner())
    if (HEADING.test(name)) return html`<p><strong>${inner()}</strong></p>`
    const href = node.attrs.find((attr) => attr.name === 'href')?.value ?? ''
    if (name === 'a') return /^(?:https?|mailto|tel):/i.test(href) ? link(href, inner()) : inner()
    throw new NotSimple()
  }
  try {
    return html`<div class="text rich" dir="auto">${children(parseFragment(source).childNodes, 0)}</div>`
  } catch (error) {
    if (error instanceof NotSimple) return null
    throw error
  }
}
