// One row: a real link (opens in a new tab like any other), laid out in lines or columns by the list's width.
import { Link } from 'wouter'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { PresenceFaces } from '../presence/PresenceFaces.tsx'
import { SlaBadge } from '../SlaBadge.tsx'
import { PriorityBadge, StatusBadge } from '../StatusBadge.tsx'
import { type Row, snippetOf } from './rows.ts'

interface TicketRowProps {
  row: Row
  href: string
  isOpen: boolean
  isCurrent: boolean
  hasDraft: boolean
  onNear: () => void
  onFocus: () => void
}

export function TicketRow({ row, href, isOpen, isCurrent, hasDraft, onNear, onFocus }: TicketRowProps) {
  const { ticket, requester, assignee } = row
  const subject = ticket.subject || t('ticket.noSubject')
  return (
    <Link
      href={href}
      className="ticket-row"
      data-row={ticket.id}
      data-current={isCurrent || undefined}
      aria-current={isOpen ? 'true' : undefined}
      onPointerEnter={onNear}
      onFocus={onFocus}
    >
      <span className="ticket-row-status">
        <StatusBadge status={ticket.status} />
      </span>
      <span className="ticket-row-person truncate">
        <bdi>{requester?.name || requester?.email || t('person.unknown')}</bdi>
      </span>
      <span className="ticket-row-words">
        <bdi className="ticket-row-subject truncate">{subject}</bdi>
        <bdi className="ticket-row-snippet truncate">{snippetOf(ticket)}</bdi>
      </span>
      <span className="ticket-row-marks">
        <PresenceFaces ticketId={ticket.id} />
        {hasDraft ? <Icon name="pencil" size="small" label={t('list.hasDraft')} /> : null}
        {ticket.pending_participants?.length ? <Icon name="hand" size="small" label={t('list.pendingPeople')} /> : null}
        <SlaBadge ticket={ticket} />
        <PriorityBadge priority={ticket.priority} />
      </span>
      <span className="ticket-row-assignee">
        {assignee ? (
          <>
            <Avatar name={assignee.name} id={assignee.id} size="small" isTeam />
            <span className="truncate ticket-row-assignee-name">
              <span className="sr-only">{t('list.assignedTo')} </span>
              <bdi>{assignee.name}</bdi>
            </span>
          </>
        ) : (
          <span className="ticket-row-assignee-name muted">{t('assignee.nobody')}</span>
        )}
      </span>
      <span className="ticket-row-age">
        <TimeText at={ticket.updated_at} />
      </span>
    </Link>
  )
}
