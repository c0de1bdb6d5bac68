// The editor's buttons. Arrow keys move within the bar, so that Tab passes it in one step.
import { setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import type { MarkType } from 'prosemirror-model'
import { wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { Toolbar } from 'react-aria-components'
import { type MessageKey, t } from '../../language/text.ts'
import { IconButton } from '../Button.tsx'
import type { IconName } from '../icon-names.ts'
import { schema } from './schema.ts'

interface Tool {
  label: MessageKey
  icon: IconName
  keys?: string
  command: Command
  mark?: MarkType
}

const { bullet_list, ordered_list, blockquote, code_block } = schema.nodes
const { strong, em } = schema.marks

const tools: readonly Tool[] = [
  ...(strong
    ? [
        {
          label: 'editor.bold' as const,
          icon: 'bold' as const,
          keys: '$mod+b',
          command: toggleMark(strong),
          mark: strong,
        },
      ]
    : []), // literals of the unions
  ...(em
    ? [{ label: 'editor.italic' as const, icon: 'italic' as const, keys: '$mod+i', command: toggleMark(em), mark: em }]
    : []), // literals of the unions
  ...(bullet_list
    ? [{ label: 'editor.bulletList' as const, icon: 'list' as const, command: wrapInList(bullet_list) }]
    : []), // literals of the unions
  ...(ordered_list
    ? [{ label: 'editor.orderedList' as const, icon: 'list-ordered' as const, command: wrapInList(ordered_list) }]
    : []), // literals of the unions
  ...(blockquote ? [{ label: 'editor.quote' as const, icon: 'quote' as const, command: wrapIn(blockquote) }] : []), // literals of the unions
  ...(code_block ? [{ label: 'editor.code' as const, icon: 'code' as const, command: setBlockType(code_block) }] : []), // literals of the unions
]

const clearFormatting: Command = (state, dispatch) => {
  const { from, to } = state.selection
  dispatch?.(state.tr.removeMark(from, to))
  return true
}

export function EditorToolbar({ view, onLink }: { view: EditorView; onLink: () => void }) {
  const run = (command: Command) => {
    command(view.state, view.dispatch, view)
    view.focus()
  }
  return (
    <Toolbar className="editor-bar" aria-label={t('editor.toolbar')}>
      {tools.map((tool) => (
        <IconButton
          key={tool.label}
          size="small"
          icon={tool.icon}
          label={t(tool.label)}
          keys={tool.keys}
          placement="top"
          {...(tool.mark ? { 'aria-pressed': isActive(view.state, tool.mark) } : {})}
          onPress={() => run(tool.command)}
        />
      ))}
      <IconButton
        size="small"
        icon="link"
        label={t('editor.link')}
        keys="$mod+Shift+u"
        placement="top"
        onPress={onLink}
      />
      <IconButton
        size="small"
        icon="remove-formatting"
        label={t('editor.clear')}
        placement="top"
        onPress={() => run(clearFormatting)}
      />
    </Toolbar>
  )
}

function isActive(state: EditorState, mark: MarkType): boolean {
  const { from, to, empty, $from } = state.selection
  return empty ? mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined : state.doc.rangeHasMark(from, to, mark)
}
