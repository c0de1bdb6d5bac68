// The panel beside a ticket: the person, then the ticket's own fields.
import { useQuery } from '@tanstack/react-query'
import { conversationQuery, ticketQuery } from '../api/tickets.ts'
import { PersonCard } from '../features/people/PersonCard.tsx'
import { LinkedCard } from '../features/tickets/beside/LinkedCard.tsx'
import { SideCard } from '../features/tickets/beside/SideCard.tsx'
import { TicketFields } from '../features/tickets/fields/TicketFields.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { t } from '../language/text.ts'

export default function Context({ ticketId }: { ticketId: number }) {
  const one = useQuery(ticketQuery(ticketId))
  const conversation = useQuery(conversationQuery(ticketId))
  if (!one.data) return <Skeleton lines={3} />
  const { ticket, organizations, users } = one.data
  const newest = conversation.data?.comments.findLast(
    (comment) => comment.author_id === ticket.requester_id && comment.sender,
  )
  return (
    <>
      <PersonCard
        key={ticket.requester_id}
        userId={ticket.requester_id}
        ticketId={ticketId}
        organization={organizations?.find((entry) => entry.id === ticket.organization_id) ?? null}
        sender={newest?.sender ?? null}
      />
      <SideCard
        key={`side-${ticketId}`}
        ticket={ticket}
        customer={users?.find((user) => user.id === ticket.requester_id)?.name ?? t('person.unknown')}
      />
      <TicketFields ticketId={ticketId} />
      <LinkedCard ticketId={ticketId} />
    </>
  )
}
