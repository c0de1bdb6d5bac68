// Writes in a side conversation, or begins one: to whom, what about, the words, files, and one button that says to whom.
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { beginSideConversation, replyInSideConversation, type SideConversation } from '../../../api/beside.ts'
import { useMe } from '../../../api/session.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { announce, toast } from '../../../kit/Toasts.tsx'
import { fileSize } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'
import { uploadLimits } from '../composer/checks.ts'
import { isEmptyHtml } from '../composer/drafts.ts'
import { FileList } from '../composer/FileList.tsx'
import { splitAddresses } from '../composer/recipients.ts'
import { useUploads } from '../composer/useUploads.ts'

const Editor = lazy(() => import('../../../kit/editor/Editor.tsx'))

interface SideComposerProps {
  ticketId: number
  conversation: SideConversation | null
  /** Something was just sent: the next words are likely for the same people. */
  hasSent: boolean
  onSent: (id: string) => void
}

export function SideComposer({ ticketId, conversation, hasSent, onSent }: SideComposerProps) {
  const me = useMe()
  const others = conversation?.participants.flatMap((one) => (one.user_id === me.id ? [] : (one.email ?? []))) ?? []
  const [to, setTo] = useState(others.join(', '))
  const [subject, setSubject] = useState('')
  const [round, setRound] = useState(0)
  const [problem, setProblem] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const html = useRef('')
  const input = useRef<HTMLInputElement>(null)
  const uploads = useUploads(
    useCallback((file) => {
      const limit = fileSize(uploadLimits.file_bytes, formatLocale(language()))
      toast(t('upload.tooLarge', { name: file.name, limit }), 'triangle-alert')
    }, []),
  )
  const { addresses } = splitAddresses(to)

  const send = async () => {
    if (isSending) return
    if (addresses.length === 0) return setProblem(new Error(t('side.nobody')))
    if (isEmptyHtml(html.current) && uploads.files.length === 0) return setProblem(new Error(t('composer.empty')))
    if (uploads.isBusy) return setProblem(new Error(t('composer.uploadsBusy')))
    setProblem(null)
    setSending(true)
    const message = {
      html_body: html.current,
      to: addresses.map((email) => ({ email })),
      uploads: uploads.files.flatMap((file) => file.token ?? []),
    }
    try {
      const said = conversation
        ? await replyInSideConversation(ticketId, conversation.id, message)
        : await beginSideConversation(ticketId, { ...message, subject })
      html.current = ''
      uploads.clear()
      setRound(round + 1)
      announce(t('side.sent'))
      onSent(said.side_conversation.id)
    } catch (error) {
      setProblem(error)
    }
    setSending(false)
  }
  const label = t('side.message')
  return (
    <section
      className="side-composer stack"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          event.stopPropagation()
          void send()
        }
      }}
    >
      <TextField label={t('side.to')} help={t('side.to.help')} value={to} onChange={setTo} />
      {conversation ? null : <TextField label={t('side.subject')} value={subject} onChange={setSubject} />}
      <Suspense fallback={<Skeleton lines={3} />}>
        <Editor
          key={round}
          hasFocus={hasSent}
          label={label}
          placeholder={label}
          initialHtml=""
          onChange={(next) => {
            html.current = next
          }}
          onFiles={uploads.add}
        />
      </Suspense>
      <FileList files={uploads.files} onRemove={uploads.remove} onRetry={uploads.retry} />
      {problem ? <ErrorNotice error={problem} title={t('composer.notSent')} /> : null}
      <div className="row">
        <IconButton
          icon="paperclip"
          label={t('upload.add', {
            limit: fileSize(uploadLimits.file_bytes, formatLocale(language())),
            total: fileSize(uploadLimits.total_bytes, formatLocale(language())),
          })}
          onPress={() => input.current?.click()}
        />
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            uploads.add(event.target.files ?? [])
            event.target.value = ''
          }}
        />
        <span className="grow" />
        <Button kind="primary" icon="send" isPending={isSending} onPress={() => void send()}>
          {t('side.send', { count: addresses.length })}
        </Button>
      </div>
    </section>
  )
}
