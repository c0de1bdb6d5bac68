// One row: a real link (opens in a new tab like any other), laid out in lines or columns by the list's width.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { PresenceFaces } from '../presence/PresenceFaces.tsx'
import { SlaBadge } from '../SlaBadge.tsx'
import { PriorityBadge, StatusBadge } from '../StatusBadge.tsx'
import { type Row, snippetOf } from './rows.ts'
import { TableCells } from './TableCells.tsx'
import type { Table } from './useTable.ts'

interface TicketRowProps {
  row: Row
  href: string
  isOpen: boolean
  isCurrent: boolean
  hasDraft: boolean
  /** With it, the row has the columns of its view; without, the layout of all lists. */
  table: Table | null
  onNear: () => void
  onFocus: () => void
}

export function TicketRow({ row, href, isOpen, isCurrent, hasDraft, table, onNear, onFocus }: TicketRowProps) {
  const { ticket, requester, assignee } = row
  const subject = ticket.subject || t('ticket.noSubject')
  const marks = (
    <>
      <PresenceFaces ticketId={ticket.id} />
      {hasDraft ? <Icon name="pencil" size="small" label={t('list.hasDraft')} /> : null}
      {ticket.pending_participants?.length ? <Icon name="hand" size="small" label={t('list.pendingPeople')} /> : null}
    </>
  )
  const link = (className: string, children: ReactNode) => (
    <Link
      href={href}
      className={className}
      {...(table ? { style: { gridTemplateColumns: table.tracks } } : {})}
      data-row={ticket.id}
      data-current={isCurrent || undefined}
      aria-current={isOpen ? 'true' : undefined}
      onPointerEnter={onNear}
      onFocus={onFocus}
    >
      {children}
    </Link>
  )
  if (table)
    return link(
      'ticket-row ticket-row-table',
      <>
        <TableCells row={row} table={table} />
        <span className="ticket-row-marks">{marks}</span>
      </>,
    )
  return link(
    'ticket-row',
    <>
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
        {marks}
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
    </>,
  )
}
