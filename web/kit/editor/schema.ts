/** What can be written: paragraphs, lists, quotes, code, and the marks bold, italic, code and link. */
import { Schema } from 'prosemirror-model'
import { marks, nodes } from 'prosemirror-schema-basic'
import { bulletList, listItem, orderedList } from 'prosemirror-schema-list'
import { isSafeAddress } from './addresses.ts'

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
