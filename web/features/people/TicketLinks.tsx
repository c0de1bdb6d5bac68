// Other tickets of a person, each with how it ended.
import { Link } from 'wouter'
import type { Status, Ticket } from '../../api/shapes.ts'
import { TimeText } from '../../kit/TimeText.tsx'
import { type MessageKey, t } from '../../language/text.ts'
import { places } from '../../places/places.ts'

const words: Record<Status, MessageKey> = {
  new: 'status.new',
  open: 'status.open',
  pending: 'status.pending',
  hold: 'status.hold',
  solved: 'status.solved',
  closed: 'status.closed',
}

export function TicketLinks({ tickets }: { tickets: readonly Ticket[] }) {
  return (
    <ul className="ticket-links">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link href={places.ticket(ticket.id)} className="ticket-link">
            <bdi className="truncate">{ticket.subject || t('ticket.noSubject')}</bdi>
            <span className="muted small">
              #{ticket.id} · {t(words[ticket.status])} · <TimeText at={ticket.updated_at} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
