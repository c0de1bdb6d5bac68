// The cells of a row in a wide list: badges where the values have looks, faces for the team, text for the rest. Each
// says its column to screen readers, as there is no table around it.

import { cellText, cellTime, type Names } from '../../../columns/cells.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { SlaBadge } from '../SlaBadge.tsx'
import { PriorityBadge, StatusBadge } from '../StatusBadge.tsx'
import { type Row, snippetOf } from './rows.ts'
import type { Table } from './useTable.ts'

export function TableCells({ row, table }: { row: Row; table: Table }) {
  return table.columns.map(({ id, title }) => (
    <span key={id} className={id === 'subject' ? 'table-cell ticket-row-words' : 'table-cell truncate'}>
      <span className="sr-only">{title}: </span>
      <Cell column={id} row={row} names={table.names} />
    </span>
  ))
}

function Cell({ column, row, names }: { column: string; row: Row; names: Names }) {
  const { ticket, assignee } = row
  const time = cellTime(column, ticket)
  if (time !== undefined) return time ? <TimeText at={time} /> : null
  switch (column) {
    case 'status':
      return <StatusBadge status={ticket.status} />
    case 'priority':
      return ticket.priority === 'high' || ticket.priority === 'urgent' ? (
        <PriorityBadge priority={ticket.priority} />
      ) : (
        cellText(column, ticket, names)
      )
    case 'sla_next_breach_at':
      return <SlaBadge ticket={ticket} />
    case 'assignee':
      return assignee ? (
        <span className="row table-person">
          <Avatar name={assignee.name} id={assignee.id} size="small" isTeam />
          <bdi className="truncate">{assignee.name}</bdi>
        </span>
      ) : (
        <span className="muted">{t('assignee.nobody')}</span>
      )
    case 'subject':
      return (
        <>
          <bdi className="ticket-row-subject truncate">{cellText(column, ticket, names)}</bdi>
          <bdi className="ticket-row-snippet truncate">{snippetOf(ticket)}</bdi>
        </>
      )
    default:
      return <bdi>{cellText(column, ticket, names)}</bdi>
  }
}
