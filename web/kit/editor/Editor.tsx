/**
 * The rich-text editor, ProseMirror without wrappers. It takes and gives HTML of its own schema. HTML is parsed by
 * ProseMirror's clipboard code, whose Trusted Types policy is the only one that our Content-Security-Policy admits.
 */
import { DOMSerializer } from 'prosemirror-model'
import { EditorState, Selection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { t } from '../../language/text.ts'
import { EditorToolbar } from './EditorToolbar.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { editorPlugins } from './plugins.ts'
import { schema } from './schema.ts'
import './editor.css'

export interface EditorHandle {
  focus: () => void
  setHtml: (html: string) => void
}

interface EditorProps {
  label: string
  placeholder: string
  initialHtml: string
  /** Takes the focus as soon as there is something to type into. */
  hasFocus?: boolean
  onChange: (html: string) => void
  onFiles: (files: File[]) => void
  ref?: Ref<EditorHandle>
}

export default function Editor({
  label,
  placeholder,
  initialHtml,
  hasFocus = false,
  onChange,
  onFiles,
  ref,
}: EditorProps) {
  const mount = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ onChange, onFiles })
  const isQuiet = useRef(false)
  const [, setTick] = useState(0)
  const [isLinkOpen, setLinkOpen] = useState(false)
  useEffect(() => {
    latest.current = { onChange, onFiles }
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: one view per editor; later HTML comes through setHtml
  useEffect(() => {
    if (!mount.current) return undefined
    const plugins = editorPlugins(() => setLinkOpen(true))
    const takeFiles = (data: DataTransfer | null) => {
      const files = [...(data?.files ?? [])]
      if (files.length > 0) latest.current.onFiles(files)
      return files.length > 0
    }
    const editor = new EditorView(mount.current, {
      state: EditorState.create({ schema, plugins }),
      attributes: {
        role: 'textbox',
        tabindex: '0',
        'aria-multiline': 'true',
        'aria-label': label,
        'data-placeholder': placeholder,
        class: 'editor-text',
      },
      dispatchTransaction(transaction) {
        editor.updateState(editor.state.apply(transaction))
        setTick((tick) => tick + 1)
        if (transaction.docChanged && !isQuiet.current) latest.current.onChange(htmlOf(editor))
      },
      handlePaste: (_view, event) => takeFiles(event.clipboardData),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer),
    })
    view.current = editor
    fillQuietly(editor, initialHtml)
    if (hasFocus) editor.focus()
    setTick((tick) => tick + 1)
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  /** Filling is not typing: it must not look like a change of the draft. */
  function fillQuietly(editor: EditorView, html: string) {
    isQuiet.current = true
    fill(editor, html)
    isQuiet.current = false
  }

  useImperativeHandle(ref, () => ({
    focus: () => view.current?.focus(),
    setHtml: (html) => {
      if (view.current) fillQuietly(view.current, html)
    },
  }))

  return (
    <div className="editor">
      {view.current ? (
        <EditorToolbar view={view.current} onLink={() => setLinkOpen(true)} />
      ) : (
        <div className="editor-bar" />
      )}
      <div ref={mount} className="editor-mount" />
      {isLinkOpen && view.current ? (
        <LinkDialog
          view={view.current}
          onClose={() => {
            setLinkOpen(false)
            view.current?.focus()
          }}
        />
      ) : null}
      <p className="sr-only">{t('editor.help')}</p>
    </div>
  )
}

/** Replaces everything by the HTML's content, behind which one writes on, and starts a new history with it. */
function fill(view: EditorView, html: string): void {
  const empty = EditorState.create({ schema, plugins: view.state.plugins })
  view.updateState(empty)
  if (!html) return
  view.pasteHTML(html)
  const { doc, plugins } = view.state
  view.updateState(EditorState.create({ doc, plugins, selection: Selection.atEnd(doc) }))
}

function htmlOf(view: EditorView): string {
  const holder = document.createElement('div')
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(view.state.doc.content))
  return holder.innerHTML
}
