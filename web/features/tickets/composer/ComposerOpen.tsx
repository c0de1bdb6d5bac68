/**
 * An open reply or note. Its mode is told four times: by the band's colour, its icon, its words, and by the label of
 * the send button. Replies and notes leave through different endpoints (api/tickets.ts).
 */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { DraftMode } from '../../../api/paths.ts'
import { RequestProblem } from '../../../api/request.ts'
import { useMe } from '../../../api/session.ts'
import type { Comment, Status, Ticket, User } from '../../../api/shapes.ts'
import { addNote, sendReply, type Written } from '../../../api/tickets.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import type { EditorHandle } from '../../../kit/editor/Editor.tsx'
import { announce, toast } from '../../../kit/Toasts.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'
import { useComposing } from '../presence/presenceStore.ts'
import { setSpent, spentOn } from '../time/spentTime.ts'
import { TimeField } from '../time/TimeField.tsx'
import type { Insertion, Start } from './Composer.tsx'
import { ComposerHead } from './ComposerHead.tsx'
import { type Finding, findDoubts, uploadLimits } from './checks.ts'
import { DraftConflict } from './DraftConflict.tsx'
import { htmlOfText, isEmptyHtml, plainText } from './drafts.ts'
import { EarlyText } from './EarlyText.tsx'
import { FileList } from './FileList.tsx'
import { DoubtsQuestion, MakePublicQuestion, StaleQuestion } from './questions.tsx'
import { copyChanges, knownAddresses, type Recipients, shortName } from './recipients.ts'
import { SendBar } from './SendBar.tsx'
import { useDraft } from './useDraft.ts'
import { useUploads } from './useUploads.ts'

/** Fetches the editor's code; called before it is needed, so that the editor stands there when one begins to type. */
export const loadEditor = () => import('../../../kit/editor/Editor.tsx')
const Editor = lazy(loadEditor)

interface ComposerOpenProps {
  ticket: Ticket
  recipients: Recipients
  comments: readonly Comment[]
  users: readonly User[]
  start: Start
  hasFocus: boolean
  insertion: Insertion | null
  onClose: () => void
  onSent: (comment: Comment, goNext: boolean) => void
  /** Changes the mode; the text goes along when it is not null. */
  onSwitch: (mode: DraftMode, html: string | null) => void
}

type Question =
  | { kind: 'public' }
  | { kind: 'doubts'; findings: Finding[]; goNext: boolean }
  | { kind: 'stale'; goNext: boolean }
  | null

export function ComposerOpen({
  ticket,
  recipients,
  comments,
  users,
  start,
  hasFocus,
  insertion,
  onClose,
  onSent,
  onSwitch,
}: ComposerOpenProps) {
  const { mode } = start
  const me = useMe()
  const editor = useRef<EditorHandle>(null)
  const html = useRef(start.html_body)
  // The newest message when the agent began: what came since must be seen before something is sent.
  const seen = useRef(comments.at(-1)?.id)
  const present = recipients.ccs.flatMap((user) => user.email ?? [])
  const [ccs, setCcs] = useState<string[]>(start.email_ccs ?? present)
  const [status, setStatus] = useState<Status>(mode === 'reply' ? 'pending' : ticket.status)
  const [question, setQuestion] = useState<Question>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const [early, setEarly] = useState('')
  const [conflict, setConflict] = useState(start.conflict)
  useComposing(ticket.id, mode)
  const draft = useDraft(me.id, ticket.id, mode)
  const uploads = useUploads(
    useCallback((file, reason) => {
      const values = {
        name: file.name,
        limit: fileSize(
          reason === 'tooLarge' ? uploadLimits.file_bytes : uploadLimits.total_bytes,
          formatLocale(language()),
        ),
        count: uploadLimits.files,
      }
      toast(
        t(
          reason === 'tooLarge' ? 'upload.tooLarge' : reason === 'tooMany' ? 'upload.tooMany' : 'upload.tooMuch',
          values,
        ),
        'triangle-alert',
      )
    }, []),
  )

  const { begin, change } = draft
  // biome-ignore lint/correctness/useExhaustiveDependencies: the start belongs to this mount (the component is keyed by mode)
  useEffect(() => {
    begin({ html_body: start.html_body, email_ccs: ccs }, start.base_updated_at)
    if (start.isCarried) change({ html_body: start.html_body, email_ccs: ccs })
  }, [])

  const changeText = (next: string) => {
    html.current = next
    change({ html_body: next, email_ccs: ccs })
  }
  const inserted = useRef(0)
  // What is inserted before the editor's code has come.
  const [beforehand, setBeforehand] = useState(start.html_body)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each insertion is put in once, when it comes
  useEffect(() => {
    if (!insertion || insertion.round === inserted.current) return
    inserted.current = insertion.round
    const next = isEmptyHtml(html.current) ? insertion.html : html.current + insertion.html
    if (editor.current) editor.current.setHtml(next)
    else setBeforehand(next)
    changeText(next)
    if (insertion.status) setStatus(insertion.status)
  }, [insertion])
  const changeCcs = (next: string[]) => {
    setCcs(next)
    change({ html_body: html.current, email_ccs: next })
  }

  const send = async (goNext: boolean, version: number | undefined = ticket.version) => {
    setQuestion(null)
    setProblem(null)
    setSending(true)
    try {
      const tokens = uploads.files.flatMap((file) => file.token ?? [])
      const time_spent_s = spentOn(ticket.id)
      const change = {
        ...(status === ticket.status ? {} : { status }),
        ...(time_spent_s > 0 ? { time_spent_s } : {}),
      }
      const written: Written =
        mode === 'reply'
          ? await sendReply(ticket.id, {
              html_body: html.current,
              uploads: tokens,
              email_ccs: copyChanges(present, ccs),
              ...change,
              ...(version === undefined ? {} : { version }),
            })
          : await addNote(ticket.id, { html_body: html.current, uploads: tokens, ...change })
      setSpent(ticket.id, 0)
      await draft.discard(true)
      uploads.clear()
      announce(t(mode === 'reply' ? 'composer.replySent' : 'composer.noteAdded'))
      onSent(written.comment, goNext)
    } catch (error) {
      setSending(false)
      if (error instanceof RequestProblem && error.status === 409) setQuestion({ kind: 'stale', goNext })
      else setProblem(error)
    }
  }

  /** Ctrl+Enter and the button: asks first about what looks unfinished. */
  const trySend = (goNext: boolean) => {
    if (isSending) return
    if (isEmptyHtml(html.current) && uploads.files.length === 0) {
      setProblem(new Error(t('composer.empty')))
      editor.current?.focus()
      return
    }
    if (uploads.isBusy) {
      setProblem(new Error(t('composer.uploadsBusy')))
      return
    }
    const newest = comments.at(-1)
    if (mode === 'reply' && newest && newest.id !== seen.current && newest.author_id !== me.id) {
      seen.current = newest.id
      setQuestion({ kind: 'stale', goNext })
      return
    }
    const findings = mode === 'reply' ? findDoubts(plainText(html.current), uploads.files.length) : []
    if (findings.length > 0) setQuestion({ kind: 'doubts', findings, goNext })
    else void send(goNext)
  }
  useCommand('composer.send', () => trySend(false))
  useCommand('composer.sendNext', () => trySend(true))
  useCommand('composer.close', onClose)

  const switchMode = (next: DraftMode) => {
    if (next === mode) return
    if (next === 'note') {
      const text = html.current
      if (isEmptyHtml(text)) onSwitch('note', null)
      else void draft.discard(false).then(() => onSwitch('note', text))
    } else if (isEmptyHtml(html.current)) onSwitch('reply', null)
    else setQuestion({ kind: 'public' })
  }

  const goTo = (next: DraftMode) => {
    if (next === mode) editor.current?.focus()
    else switchMode(next)
  }
  useCommand('ticket.reply', () => goTo('reply'))
  useCommand('ticket.note', () => goTo('note'))

  const label = t(mode === 'reply' ? 'composer.label.reply' : 'composer.label.note')
  return (
    <section
      className={`composer composer-open composer-${mode}`}
      aria-label={label}
      onKeyDown={(event) => {
        const isInEditor = event.target instanceof Element && event.target.closest('.editor-text') !== null
        if (event.key === 'Escape' && (!event.defaultPrevented || isInEditor)) onClose()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.defaultPrevented || event.dataTransfer.files.length === 0) return
        event.preventDefault()
        uploads.add(event.dataTransfer.files)
      }}
    >
      <ComposerHead
        mode={mode}
        to={recipients.to}
        ccs={ccs}
        known={knownAddresses(recipients, comments)}
        onCcs={changeCcs}
        onMode={switchMode}
        onClose={onClose}
      />
      {conflict ? (
        <DraftConflict
          conflict={conflict}
          onChoose={(choice) => {
            html.current = choice
            editor.current?.setHtml(choice)
            change({ html_body: choice, email_ccs: ccs })
            setConflict(null)
          }}
        />
      ) : null}
      <Suspense
        fallback={
          <EarlyText
            label={label}
            hasFocus={hasFocus}
            onChange={(text) => {
              setEarly(text)
              changeText(beforehand + htmlOfText(text))
            }}
          />
        }
      >
        <Editor
          ref={editor}
          label={label}
          hasFocus={hasFocus}
          placeholder={
            mode === 'reply'
              ? t('composer.placeholder.reply', { name: shortName(recipients.to) })
              : t('composer.placeholder.note')
          }
          initialHtml={beforehand + htmlOfText(early)}
          onChange={changeText}
          onFiles={uploads.add}
        />
      </Suspense>
      <FileList files={uploads.files} onRemove={uploads.remove} onRetry={uploads.retry} />
      {problem ? <ErrorNotice error={problem} title={t('composer.notSent')} /> : null}
      <TimeField ticketId={ticket.id} />
      <SendBar
        mode={mode}
        status={status}
        to={recipients.to}
        ccs={ccs}
        draftState={draft.state}
        isSending={isSending}
        onStatus={setStatus}
        onSend={() => trySend(false)}
        onFiles={uploads.add}
        onDiscard={() => {
          uploads.clear()
          void draft.discard(false)
          onClose()
        }}
      />
      <MakePublicQuestion
        isOpen={question?.kind === 'public'}
        name={shortName(recipients.to)}
        text={plainText(html.current)}
        onMove={() => {
          const text = html.current
          setQuestion(null)
          void draft.discard(false).then(() => onSwitch('reply', text))
        }}
        onStartEmpty={() => {
          setQuestion(null)
          onSwitch('reply', null)
        }}
        onClose={() => setQuestion(null)}
      />
      <DoubtsQuestion
        findings={question?.kind === 'doubts' ? question.findings : []}
        onSend={() => void send(question?.kind === 'doubts' && question.goNext)}
        onClose={() => setQuestion(null)}
      />
      <StaleQuestion
        isOpen={question?.kind === 'stale'}
        ticketId={ticket.id}
        users={users}
        onSend={() => void send(question?.kind === 'stale' && question.goNext, undefined)}
        onClose={() => setQuestion(null)}
      />
    </section>
  )
}
