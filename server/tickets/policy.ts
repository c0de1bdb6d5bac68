// Who sees which tickets, and who may do what with them. `visibleTickets` is the only predicate: every list, single
// read, count, search and export goes through it. A hidden ticket is not found.
// A customer sees what they take part in, and what their organisation shares; they list the former as theirs.
import { organizationsReadBy } from '../people/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import type { Actor } from '../platform/work.ts'
import type { TicketStatus } from './schema.ts'

/** SQL over the alias `t` of tickets. Deleted tickets are nobody's here. */
export function visibleTickets(actor: Actor): RawBuilder<boolean> {
  switch (actor.kind) {
    case 'system':
      return sql`t.deleted_at is null`
    case 'anonymous':
      return sql`false`
    // A link names one ticket and one person, and is worth no more than that person's rights on it.
    case 'link':
      return sql`t.deleted_at is null and t.id = ${actor.ticket_id} and ${ownTickets(actor.user_id)}`
    case 'user':
      return actor.role === 'end-user'
        ? sql`t.deleted_at is null and (${ownTickets(actor.user_id)} or (t.is_public and t.organization_id in ${organizationsReadBy(actor.user_id)}))`
        : sql`t.deleted_at is null`
  }
}

/** SQL over the alias `t`: the deleted ones, which staff may restore. */
export function deletedTickets(actor: Actor): RawBuilder<boolean> {
  return mayEditTicket(actor) ? sql`t.deleted_at is not null` : sql`false`
}

/** Tickets that a customer takes part in: as requester, or as a CC that is not waiting for approval. */
export function ownTickets(user_id: number): RawBuilder<boolean> {
  return sql`(t.requester_id = ${user_id} or exists (
    select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${user_id} and p.kind = 'cc' and p.state = 'active'))`
}

/** Staff change tickets; customers only speak in them. */
export function mayEditTicket(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && actor.role !== 'end-user')
}

export function mayDeleteTicket(actor: Actor): boolean {
  return mayEditTicket(actor)
}

/** Nothing brings back what is erased: for admins. */
export function mayEraseTicket(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/** What a customer's answer does to the status: a waiting or solved ticket opens again. Closed ones never change. */
export function statusAfterCustomerReply(status: TicketStatus): TicketStatus {
  return status === 'pending' || status === 'hold' || status === 'solved' ? 'open' : status
}

/** `new` means that nobody has it: giving a ticket to somebody opens it. */
export function statusAfterAssignment(status: TicketStatus, assignee_id: number | null): TicketStatus {
  return status === 'new' && assignee_id !== null ? 'open' : status
}
