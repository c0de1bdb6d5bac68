/** The questions a composer asks before somebody outside reads something. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Comment, User } from '../../../api/shapes.ts'
import { conversationQuery, refreshTicket, ticketQuery } from '../../../api/tickets.ts'
import { Confirm } from '../../../kit/Dialog.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import type { Finding } from './checks.ts'

const previewLength = 600

/** Note -> public reply: shows the very words that would become visible. */
export function MakePublicQuestion({
  isOpen,
  name,
  text,
  onMove,
  onStartEmpty,
  onClose,
}: {
  isOpen: boolean
  name: string
  text: string
  onMove: () => void
  onStartEmpty: () => void
  onClose: () => void
}) {
  return (
    <Confirm
      title={t('public.title', { name })}
      isOpen={isOpen}
      confirm={t('public.move')}
      onConfirm={onMove}
      alternative={{ label: t('public.startEmpty'), onPress: onStartEmpty }}
      onClose={onClose}
    >
      <p>{t('public.text', { name })}</p>
      <blockquote className="question-preview">{text.slice(0, previewLength)}</blockquote>
    </Confirm>
  )
}

/** A missing attachment or an unresolved placeholder. */
export function DoubtsQuestion({
  findings,
  onSend,
  onClose,
}: {
  findings: readonly Finding[]
  onSend: () => void
  onClose: () => void
}) {
  return (
    <Confirm
      title={t('doubts.title')}
      isOpen={findings.length > 0}
      confirm={t('doubts.send')}
      onConfirm={onSend}
      onClose={onClose}
    >
      <ul className="stack">
        {findings.map((finding) => (
          <li key={finding.kind}>
            {t(finding.kind === 'attachment' ? 'doubts.attachment' : 'doubts.placeholder', { word: finding.word })}
          </li>
        ))}
      </ul>
    </Confirm>
  )
}

/** Somebody wrote or changed something meanwhile: shows the newest message before it is too late. */
export function StaleQuestion({
  isOpen,
  ticketId,
  users,
  onSend,
  onClose,
}: {
  isOpen: boolean
  ticketId: number
  users: readonly User[]
  onSend: () => void
  onClose: () => void
}) {
  const client = useQueryClient()
  const [newest, setNewest] = useState<Comment | null>(null)
  useEffect(() => {
    if (!isOpen) return
    void refreshTicket(client, ticketId).then(async () => {
      await client.ensureQueryData(ticketQuery(ticketId))
      setNewest((await client.ensureQueryData(conversationQuery(ticketId))).comments.at(-1) ?? null)
    })
  }, [isOpen, client, ticketId])
  const author = users.find((user) => user.id === newest?.author_id)
  return (
    <Confirm title={t('stale.title')} isOpen={isOpen} confirm={t('stale.send')} onConfirm={onSend} onClose={onClose}>
      <p>{t('stale.text')}</p>
      {newest ? (
        <blockquote className="question-preview">
          <p className="row">
            <strong className="grow">
              <bdi>{author?.name ?? ''}</bdi>
            </strong>
            <TimeText at={newest.created_at} />
          </p>
          {(newest.plain_body ?? newest.body).slice(0, previewLength)}
        </blockquote>
      ) : null}
    </Confirm>
  )
}
