/** The head of a ticket, always in view: what it is about, how it stands, whose it is. */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useSideConversations } from '../../../api/beside.ts'
import { useMe } from '../../../api/session.ts'
import type { Ticket, User } from '../../../api/shapes.ts'
import { deleteTicket, useChangeTicket } from '../../../api/tickets.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { MergedBanner } from '../beside/LinkedCard.tsx'
import { AssigneePicker } from '../fields/AssigneePicker.tsx'
import { PriorityMenu, StatusMenu } from '../fields/FieldMenus.tsx'
import { type Linking, TicketLinking } from '../merging/TicketLinking.tsx'
import { PresenceFaces } from '../presence/PresenceFaces.tsx'
import { SlaBadge } from '../SlaBadge.tsx'
import { SubjectLine } from './SubjectLine.tsx'

const SideDialog = lazy(() => import('../beside/SideDialog.tsx'))
const WhyDialog = lazy(() => import('../why/WhyDialog.tsx'))
const ViewersDialog = lazy(() => import('../viewers/ViewersDialog.tsx'))

interface TicketHeaderProps {
  ticket: Ticket
  assignee: User | null
  /** The customer's name, for saying what they do not see. */
  customer: string
  onBack: () => void
  onStep: (step: 1 | -1) => void
  isContextOpen: boolean
  onContext: () => void
}

export function TicketHeader({
  ticket,
  assignee,
  customer,
  onBack,
  onStep,
  isContextOpen,
  onContext,
}: TicketHeaderProps) {
  const client = useQueryClient()
  const change = useChangeTicket(ticket.id)
  const [isRenaming, setRenaming] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const [isWhy, setWhy] = useState(false)
  const [isViewers, setViewers] = useState(false)
  const me = useMe()
  const [side, setSide] = useState<string | null>(null)
  const conversations = useSideConversations(ticket.id).data
  const openSide = () => setSide(conversations?.[0]?.id ?? 'new')
  const [linking, setLinking] = useState<Linking>(null)
  const isOver = ticket.status === 'closed'

  const copy = () => {
    void navigator.clipboard.writeText(`${location.origin}${location.pathname}`).then(() => toast(t('copied.link')))
  }
  const remove = () => {
    setDeleting(false)
    void deleteTicket(ticket.id)
      .then(() => {
        toast(t('ticket.deleted', { id: ticket.id }))
        onBack()
        return client.invalidateQueries({ queryKey: ['tickets'] })
      })
      .catch((error: unknown) => toast(describeProblem(error).text, 'triangle-alert'))
  }
  // A thing that one's role does not allow says so where it would be done.
  const unlessAllowed = (right: string) =>
    me.rights?.[right] === false ? { isDisabled: true, detail: t('ticket.noRight') } : {}
  const isFixed = isOver || me.rights?.ticket_editing === false
  useCommand('ticket.solve', () => change.mutate({ status: 'solved' }), !isOver && ticket.status !== 'solved')
  useCommand('ticket.copyLink', copy)
  useCommand('ticket.rename', () => setRenaming(true), !isOver)
  useCommand('ticket.merge', () => setLinking('merge'), !isOver)
  useCommand('ticket.problem', () => setLinking('problem'), !isOver)
  useCommand('ticket.side', openSide)
  useCommand('ticket.why', () => setWhy(true))
  useCommand('ticket.delete', () => setDeleting(true))

  return (
    <header className="ticket-head">
      <div className="ticket-line">
        <IconButton
          icon="arrow-left"
          label={t('command.ticket.back')}
          keys="u"
          onPress={onBack}
          className="ticket-back"
        />
        <SubjectLine
          ticket={ticket}
          isEditing={isRenaming}
          onEditing={setRenaming}
          onChange={(subject) => change.mutate({ subject })}
        />
        <span className="ticket-number numeric">#{ticket.id}</span>
        <IconButton
          icon="chevron-up"
          label={t('command.ticket.previous')}
          keys="<"
          onPress={() => onStep(-1)}
          className="ticket-step"
        />
        <IconButton
          icon="chevron-down"
          label={t('command.ticket.next')}
          keys=">"
          onPress={() => onStep(1)}
          className="ticket-step"
        />
        <Menu
          label={t('ticket.more')}
          entries={[
            { id: 'copy', label: t('command.ticket.copyLink'), icon: 'link', keys: '.' },
            {
              id: 'rename',
              label: t('command.ticket.rename'),
              icon: 'pencil',
              isDisabled: isOver,
              ...unlessAllowed('ticket_editing'),
            },
            {
              id: 'merge',
              label: t('command.ticket.merge'),
              icon: 'merge',
              isDisabled: isOver,
              ...unlessAllowed('ticket_merge'),
            },
            {
              id: 'problem',
              label: t('command.ticket.problem'),
              icon: 'link',
              isDisabled: isOver,
              ...unlessAllowed('ticket_editing'),
            },
            { id: 'side', label: t('command.ticket.side'), icon: 'users' },
            { id: 'why', label: t('command.ticket.why'), icon: 'info' },
            { id: 'viewers', label: t('ticket.viewers'), icon: 'eye' },
            {
              id: 'delete',
              label: t('command.ticket.delete'),
              icon: 'trash-2',
              isDangerous: true,
              startsGroup: true,
              ...unlessAllowed('ticket_deletion'),
            },
          ]}
          onPick={(id) => {
            if (id === 'copy') copy()
            else if (id === 'rename') setRenaming(true)
            else if (id === 'merge' || id === 'problem') setLinking(id)
            else if (id === 'side') openSide()
            else if (id === 'why') setWhy(true)
            else if (id === 'viewers') setViewers(true)
            else setDeleting(true)
          }}
          trigger={<IconButton icon="ellipsis" label={t('ticket.more')} />}
        />
        <IconButton
          icon="panel-right"
          label={t('command.ticket.context')}
          keys="i"
          aria-pressed={isContextOpen}
          onPress={onContext}
        />
      </div>
      <div className="ticket-strip">
        <StatusMenu status={ticket.status} isDisabled={isFixed} onChange={(status) => change.mutate({ status })} />
        <AssigneePicker
          assignee={assignee}
          isDisabled={isFixed}
          onChange={(assignee_id) => change.mutate({ assignee_id })}
        />
        <PriorityMenu
          priority={ticket.priority}
          isDisabled={isFixed}
          onChange={(priority) => change.mutate({ priority })}
        />
        <SlaBadge ticket={ticket} />
        <PresenceFaces ticketId={ticket.id} isNamed />
      </div>
      {change.isError ? (
        <p className="notice notice-red" role="alert">
          {describeProblem(change.error).text}{' '}
          {describeProblem(change.error).requestId
            ? t('error.requestId', { id: describeProblem(change.error).requestId ?? '' })
            : ''}
        </p>
      ) : null}
      <MergedBanner ticketId={ticket.id} />
      {side === null ? null : (
        <Suspense fallback={null}>
          <SideDialog ticket={ticket} customer={customer} openId={side} onClose={() => setSide(null)} />
        </Suspense>
      )}
      {isViewers ? (
        <Suspense fallback={null}>
          <ViewersDialog ticketId={ticket.id} onClose={() => setViewers(false)} />
        </Suspense>
      ) : null}
      {isWhy ? (
        <Suspense fallback={null}>
          <WhyDialog ticketId={ticket.id} onClose={() => setWhy(false)} />
        </Suspense>
      ) : null}
      <TicketLinking
        ticket={ticket}
        linking={linking}
        onProblem={(problem_id) => change.mutate({ type: 'incident', problem_id })}
        onClose={() => setLinking(null)}
      />
      <Confirm
        title={t('ticket.delete.title', { id: ticket.id })}
        isOpen={isDeleting}
        confirm={t('ticket.delete.confirm')}
        isDangerous
        onConfirm={remove}
        onClose={() => setDeleting(false)}
      >
        <p>{t('ticket.delete.text')}</p>
      </Confirm>
    </header>
  )
}
