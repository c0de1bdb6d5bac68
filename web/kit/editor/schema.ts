/** What can be written: paragraphs, lists, quotes, code, and the marks bold, italic, code and link. */
import { Schema } from 'prosemirror-model'
import { marks, nodes } from 'prosemirror-schema-basic'
import { bulletList, listItem, orderedList } from 'prosemirror-schema-list'

export const schema = new Schema({
  nodes: {
    doc: nodes.doc,
    paragraph: nodes.paragraph,
    blockquote: nodes.blockquote,
    code_block: nodes.code_block,
    text: nodes.text,
    hard_break: nodes.hard_break,
    ordered_list: { ...orderedList, content: 'list_item+', group: 'block' },
    bullet_list: { ...bulletList, content: 'list_item+', group: 'block' },
    list_item: { ...listItem, content: 'paragraph block*' },
  },
  marks: {
    link: {
      ...marks.link,
      // Only addresses that open something harmless; anything else is pasted as plain text.
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (dom) =>
            isSafeAddress(dom.getAttribute('href')) ? { href: dom.getAttribute('href'), title: null } : false,
        },
      ],
      toDOM: (mark) => ['a', { href: mark.attrs.href, rel: 'noopener noreferrer' }, 0],
    },
    em: marks.em,
    strong: marks.strong,
    code: marks.code,
  },
})

/** http, https, mailto and tel; no scripts, no relative addresses. */
export function isSafeAddress(href: string | null): boolean {
  return href !== null && /^(https?:\/\/|mailto:|tel:)/i.test(href.trim())
}

/** What a person typed as an address, completed: "example.com" gets https, an e-mail address gets mailto. */
export function completeAddress(text: string): string | null {
  const address = text.trim()
  if (isSafeAddress(address)) return address
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`
  if (/^[^\s/:]+\.[^\s/:]{2,}(\/\S*)?$/.test(address)) return `https://${address}`
  return null
}
