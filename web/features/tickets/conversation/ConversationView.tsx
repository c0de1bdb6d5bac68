/**
 * An open ticket: its head, its messages with the changes between them, and the composer. Renders what is cached at
 * once and stays true by live updates.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { rememberVisit, useTimeSpent } from '../../../api/beside.ts'
import { useLiveNews } from '../../../api/liveBus.ts'
import { useAgents, useGroups } from '../../../api/people.ts'
import { useMe } from '../../../api/session.ts'
import type { Comment } from '../../../api/shapes.ts'
import {
  conversationQuery,
  patchTicket,
  refreshTicket,
  ticketQuery,
  undoReply,
  useAudits,
  useChangeTicket,
  useSkips,
} from '../../../api/tickets.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { useNow } from '../../../kit/TimeText.tsx'
import { announce, toast } from '../../../kit/Toasts.tsx'
import { dayHeading } from '../../../language/dates.ts'
import { formatLocale, language, t } from '../../../language/text.ts'
import { Composer, type Insertion } from '../composer/Composer.tsx'
import { storeLocalDraft } from '../composer/draftStore.ts'
import type { Effects } from '../macros/effects.ts'
import { MacroDialog } from '../macros/MacroDialog.tsx'
import { useMeasureTime } from '../time/spentTime.ts'
import { Bubble } from './Bubble.tsx'
import { EventLines } from './EventLines.tsx'
import { useAnnounceNewest, useScrollToNewest } from './follow.ts'
import { PendingPeople } from './PendingPeople.tsx'
import { TicketHeader } from './TicketHeader.tsx'
import { changesOf, changesOfSkips, timelineOf } from './timeline.ts'
import './conversation.css'

const SplitDialog = lazy(() => import('../beside/SplitDialog.tsx'))

interface ConversationViewProps {
  ticketId: number
  onBack: () => void
  onStep: (step: 1 | -1) => void
  /** While a view is played, a reply leads on to the next ticket. */
  isPlaying: boolean
  isContextOpen: boolean
  onContext: () => void
}

export default function ConversationView({
  ticketId,
  onBack,
  onStep,
  isPlaying,
  isContextOpen,
  onContext,
}: ConversationViewProps) {
  const client = useQueryClient()
  const me = useMe()
  const now = useNow()
  const one = useQuery(ticketQuery(ticketId))
  const conversation = useQuery(conversationQuery(ticketId))
  const audits = useAudits(ticketId)
  const skips = useSkips(ticketId)
  const agents = useAgents()
  const groups = useGroups()
  const [undone, setUndone] = useState({ round: 0, ticketId: 0 })
  const [insertion, setInsertion] = useState<(Insertion & { ticketId: number }) | null>(null)
  const [isMacroOpen, setMacroOpen] = useState(false)
  const [splitting, setSplitting] = useState<Comment | null>(null)
  const change = useChangeTicket(ticketId)
  useMeasureTime(ticketId, useTimeSpent(ticketId).data?.enabled === true)
  const isShown = one.data !== undefined
  useEffect(() => {
    // Only for the list of recent tickets: without it nothing is lost.
    if (isShown) rememberVisit(ticketId).catch(() => undefined)
  }, [ticketId, isShown])
  const scroller = useRef<HTMLDivElement>(null)

  const users = useMemo(
    () =>
      new Map(
        [...(agents.data ?? []), ...(conversation.data?.users ?? []), ...(one.data?.users ?? [])].map((user) => [
          user.id,
          user,
        ]),
      ),
    [agents.data, conversation.data, one.data],
  )
  const comments = conversation.data?.comments
  const entries = useMemo(
    () => timelineOf(comments ?? [], [...changesOf(audits.data ?? []), ...changesOfSkips(skips.data ?? [])]),
    [comments, audits.data, skips.data],
  )
  useScrollToNewest(scroller, ticketId, comments)

  useLiveNews((news) => {
    if (news.kind === 'reconnected' || ('id' in news && news.kind === 'ticket' && news.id === ticketId))
      void refreshTicket(client, ticketId)
  })
  useAnnounceNewest(ticketId, comments, (id) => (id === me.id ? null : (users.get(id)?.name ?? t('person.unknown'))))
  useCommand('ticket.macro', () => setMacroOpen(true), one.data !== undefined && one.data.ticket.status !== 'closed')
  useCommand('ticket.back', onBack)
  useCommand('ticket.next', () => onStep(1))
  useCommand('ticket.previous', () => onStep(-1))

  const undo = async (comment: Comment) => {
    try {
      const { draft, ticket } = await undoReply(ticketId, comment.id)
      storeLocalDraft(me.id, ticketId, 'reply', {
        html_body: draft.html_body,
        email_ccs: draft.email_ccs,
        updated_at: draft.updated_at,
        base_updated_at: draft.updated_at,
        is_unsaved: false,
      })
      patchTicket(client, ticketId, ticket)
      client.setQueryData(conversationQuery(ticketId).queryKey, (old) =>
        old ? { ...old, comments: old.comments.filter((entry) => entry.id !== comment.id) } : old,
      )
      setUndone(({ round }) => ({ round: round + 1, ticketId }))
      announce(t('undo.done'))
      if (comment.attachments.length > 0) toast(t('undo.filesGone'), 'paperclip')
    } catch (error) {
      toast(describeProblem(error).text, 'triangle-alert')
    }
    await refreshTicket(client, ticketId)
  }
  const sent = (comment: Comment, goNext: boolean) => {
    client.setQueryData(conversationQuery(ticketId).queryKey, (old) =>
      old
        ? {
            comments: [...old.comments.filter((entry) => entry.id !== comment.id), comment],
            users: [...old.users.filter((user) => user.id !== me.id), me],
          }
        : old,
    )
    void refreshTicket(client, ticketId)
    if (goNext || (isPlaying && comment.public)) onStep(1)
    else requestAnimationFrame(() => document.getElementById(`m-${comment.id}`)?.focus())
  }

  const applyMacro = ({ change: fields, comment }: Effects, macroId: number) => {
    setMacroOpen(false)
    const { status, ...rest } = fields
    // With words to send, the status leaves with them; without, it is all there is to do.
    const now = comment ? rest : fields
    if (Object.keys(now).length > 0) change.mutate({ ...now, macro_id: macroId })
    if (comment)
      setInsertion((old) => ({
        round: (old?.round ?? 0) + 1,
        ticketId,
        mode: comment.isPublic ? 'reply' : 'note',
        html: comment.html,
        status,
      }))
    announce(t('macro.applied'))
  }

  const problem = one.error ?? conversation.error
  if (problem && (!one.data || !comments)) {
    return (
      <section className="conversation" aria-label={t('ticket.label', { id: ticketId })}>
        <ErrorNotice error={problem} title={t('ticket.error')} onRetry={() => void refreshTicket(client, ticketId)} />
      </section>
    )
  }
  const ticket = one.data?.ticket
  const allUsers = [...users.values()]
  return (
    <section className="conversation" aria-label={t('ticket.label', { id: ticketId })}>
      {ticket ? (
        <TicketHeader
          key={`head-${ticket.id}`}
          ticket={ticket}
          assignee={ticket.assignee_id === null ? null : (users.get(ticket.assignee_id) ?? null)}
          customer={users.get(ticket.requester_id)?.name ?? t('person.unknown')}
          onBack={onBack}
          onStep={onStep}
          isContextOpen={isContextOpen}
          onContext={onContext}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="messages" ref={scroller} tabIndex={0} aria-label={t('ticket.messages')}>
        <div className="messages-inner">
          {comments && ticket ? (
            entries.map((entry) =>
              entry.kind === 'day' ? (
                <h2 className="day" key={entry.key}>
                  <span>{dayHeading(entry.at, Math.max(now, Date.parse(entry.at)), formatLocale(language()))}</span>
                </h2>
              ) : entry.kind === 'comment' ? (
                <Bubble
                  key={entry.key}
                  comment={entry.comment}
                  author={users.get(entry.comment.author_id) ?? null}
                  onUndo={(comment) => void undo(comment)}
                  onSplit={setSplitting}
                />
              ) : (
                <EventLines key={entry.key} changes={entry.changes} names={{ users, groups: groups.data ?? [] }} />
              ),
            )
          ) : (
            <Skeleton lines={3} kind="bubble" />
          )}
          {ticket ? <PendingPeople ticket={ticket} users={users} /> : null}
        </div>
      </section>
      {ticket && comments ? (
        <Composer
          key={`${ticket.id}-${undone.round}`}
          ticket={ticket}
          users={allUsers}
          comments={comments}
          isCalledBack={undone.ticketId === ticket.id}
          insertion={insertion?.ticketId === ticket.id ? insertion : null}
          onSent={sent}
        />
      ) : null}
      {splitting && ticket ? (
        <Suspense fallback={null}>
          <SplitDialog ticket={ticket} comment={splitting} onClose={() => setSplitting(null)} />
        </Suspense>
      ) : null}
      {isMacroOpen && ticket ? (
        <MacroDialog ticket={ticket} onApply={applyMacro} onClose={() => setMacroOpen(false)} />
      ) : null}
    </section>
  )
}
