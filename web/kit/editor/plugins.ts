// Keys and typing rules of the editor: Markdown-like starts of lists, quotes and code; Tab stays free for moving on.
import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import { type Command, Plugin } from 'prosemirror-state'
import { schema } from './schema.ts'

const { list_item, bullet_list, ordered_list, blockquote, code_block, hard_break } = schema.nodes

const insertBreak: Command = (state, dispatch) => {
  if (hard_break) dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView())
  return true
}

/** The plugins of one editor; `askLink` opens the link question (Ctrl+Shift+U, as Ctrl+K is the palette). */
export function editorPlugins(askLink: () => void): Plugin[] {
  if (!list_item || !bullet_list || !ordered_list || !blockquote || !code_block)
    throw new Error('The schema lacks a node.')
  const { strong, em, code } = schema.marks
  if (!strong || !em || !code) throw new Error('The schema lacks a mark.')
  return [
    inputRules({
      rules: [
        wrappingInputRule(/^\s*([-*])\s$/, bullet_list),
        wrappingInputRule(/^(\d{1,3})\.\s$/, ordered_list, (match) => ({ order: Number(match[1]) })),
        wrappingInputRule(/^\s*>\s$/, blockquote),
        textblockTypeInputRule(/^```$/, code_block),
      ],
    }),
    keymap({
      'Mod-b': toggleMark(strong),
      'Mod-i': toggleMark(em),
      'Mod-e': toggleMark(code),
      'Mod-Shift-u': () => {
        askLink()
        return true
      },
      'Mod-z': undo,
      'Mod-y': redo,
      'Mod-Shift-z': redo,
      'Shift-Enter': chainCommands(exitCode, insertBreak),
      Enter: splitListItem(list_item),
      'Mod-]': sinkListItem(list_item),
      'Mod-[': liftListItem(list_item),
    }),
    keymap(baseKeymap),
    history(),
    placeholderPlugin(),
  ]
}

/** Marks the editor as empty for the style sheet, which then shows the placeholder. */
function placeholderPlugin(): Plugin {
  return new Plugin({
    props: {
      attributes: (state): Record<string, string> => {
        const only = state.doc.childCount === 1 ? state.doc.firstChild : null
        return only?.isTextblock && only.content.size === 0 ? { 'data-empty': 'true' } : {}
      },
    },
  })
}
