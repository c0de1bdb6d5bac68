// Who sees which tickets, and who may do what with them. `visibleTickets` is the only predicate: every list, single
// read, count, search and export goes through it. A hidden ticket is not found.
// A customer sees what they take part in, and what their organisation shares; they list the former as theirs.
import { groupIdsOf, organizationIdsOf, organizationsReadBy, publicGroupIds } from '../people/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { mayUse, type Rights, requireRight } from '../platform/rights.ts'
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
        ? sql`t.deleted_at is null and (${ownTickets(actor.user_id)} or (t.is_public and t.organization_id in ${sharedWith(actor)}))`
        : sql`t.deleted_at is null and ${ticketsOfAgent(actor)}`
  }
}

/** SQL: the organisations whose requests a customer reads; all of theirs where their rights say so. */
function sharedWith({ user_id, rights }: { user_id: number; rights: Rights }): RawBuilder<unknown> {
  return rights.ticket_access === 'within-organization'
    ? sql`(select unnest(${organizationIdsOf(user_id)}))`
    : organizationsReadBy(user_id)
}

/**
 * SQL over the alias `t`: what an agent's rights let them see. Whoever takes part in a ticket sees it, whatever else they
 * see. Each part is a comparison with a list that is read once, so that indexes can be used for all of them together.
 */
function ticketsOfAgent({ user_id, rights }: { user_id: number; rights: Rights }): RawBuilder<boolean> {
  const { ticket_access } = rights
  if (ticket_access === 'all') return sql`true`
  const theirs = sql`t.assignee_id = ${user_id}::bigint or t.requester_id = ${user_id}::bigint or t.id = any(array(
    select p.ticket_id from ticket_people p where p.account_id = current_account() and p.user_id = ${user_id}::bigint and p.state = 'active'))`
  switch (ticket_access) {
    case 'within-groups':
      return sql`(${theirs} or t.group_id = any(${groupIdsOf(user_id)}))`
    // What belongs to no group is in nobody's private one.
    case 'within-groups-and-public-groups':
      return sql`(${theirs} or t.group_id is null or t.group_id = any(${groupIdsOf(user_id)}) or t.group_id = any(${publicGroupIds()}))`
    case 'within-organization':
      return sql`(${theirs} or t.organization_id = any(${organizationIdsOf(user_id)}))`
    case 'assigned-only':
    case 'requested':
      return sql`(${theirs})`
  }
}

/** SQL over the alias `t`: the deleted ones, which staff may restore. */
export function deletedTickets(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql`t.deleted_at is not null`
  if (actor.kind !== 'user' || !mayUse(actor, 'view_deleted_tickets')) return sql`false`
  return sql`t.deleted_at is not null and ${ticketsOfAgent(actor)}`
}

/** Tickets that a customer takes part in: as requester, or as a CC that is not waiting for approval. */
export function ownTickets(user_id: number): RawBuilder<boolean> {
  return sql`(t.requester_id = ${user_id} or exists (
    select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${user_id} and p.kind = 'cc' and p.state = 'active'))`
}

/** Who changes tickets as such: their fields, people and status. Customers only speak in them. */
export function mayEditTicket(actor: Actor): boolean {
  return mayUse(actor, 'ticket_editing')
}

export function mayDeleteTicket(actor: Actor): boolean {
  return mayUse(actor, 'ticket_deletion')
}

export function mayMergeTickets(actor: Actor): boolean {
  return mayUse(actor, 'ticket_merge') && mayEditTicket(actor)
}

export function mayRedactTicket(actor: Actor): boolean {
  return mayUse(actor, 'ticket_redaction')
}

/** What a write by one of the team changes, as the rule on it sees it. */
export interface Judged {
  /** The names of what changes, tags left out. */
  fields: readonly string[]
  /** True where the write itself says other tags; those that follow from a field are the field's. */
  tags: boolean
  /** True where it says something to the customer in the team's name. */
  replies: boolean
}

/** 403 where the right to something in it is missing. What rules and the system do is not judged here. */
export function admitTicketChange(actor: Actor, { fields, tags, replies }: Judged): void {
  if (fields.length > 0) requireRight(actor, 'ticket_editing')
  if (tags) requireRight(actor, 'ticket_tag_editing')
  if (replies) requireRight(actor, ['ticket_comment_access', 'public'])
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
