// All SQL on tickets, their tags and their people.

import { type RawBuilder, sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { visibleTickets } from './policy.ts'
import type { TicketStatus } from './schema.ts'

export interface TicketContent {
  subject: string | null
  recipient: string | null
  source: { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null }
  /** The first comment's text; the API's `description`. */
  description: string | null
}

export interface TicketRow {
  id: number
  status: TicketStatus
  priority: 'low' | 'normal' | 'high' | 'urgent' | null
  type: 'problem' | 'incident' | 'question' | 'task' | null
  sealed: Buffer
  requester_id: number
  submitter_id: number
  assignee_id: number | null
  group_id: number | null
  organization_id: number | null
  external_id: string | null
  via_channel: string
  due_at: Date | null
  version: number
  comment_count: number
  is_public: boolean
  created_at: Date
  updated_at: Date
  solved_at: Date | null
  deleted_at: Date | null
}

export const TICKET_COLUMNS = sql.raw(
  't.id, t.status, t.priority, t.type, t.sealed, t.requester_id, t.submitter_id, t.assignee_id, t.group_id, t.organization_id, t.external_id, t.via_channel, t.due_at, t.version, t.comment_count, t.is_public, t.created_at, t.updated_at, t.solved_at, t.deleted_at',
)

export const placeOfTicket = (id: number): string => `tickets/${id}/sealed`

export async function findTicket(work: Work, id: number, lock = false): Promise<TicketRow | null> {
  return await work.db.first<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.id = ${id} and ${visibleTickets(work.actor)} ${sql.raw(lock ? 'for update of t' : '')}`)
}

/** A ticket the actor may see, or 404. With `lock` nobody else changes it until the commit. */
export async function getTicket(work: Work, id: number, lock = false): Promise<TicketRow> {
  const row = await findTicket(work, id, lock)
  if (!row) throw notFound()
  return row
}

export async function listTicketsByIds(work: Work, ids: readonly number[]): Promise<TicketRow[]> {
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.id = any(${[...ids]}::bigint[]) and ${visibleTickets(work.actor)} order by t.id`)
}

/** The oldest unsolved tickets of an agent. */
export async function listUnsolvedOf(work: Work, assignee_id: number, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t
    where t.account_id = ${work.account_id} and t.assignee_id = ${assignee_id} and t.status not in ('solved', 'closed')
      and ${visibleTickets(work.actor)} order by t.id limit ${limit}`)
  return rows.map((row) => row.id)
}

export async function nextTicketNumber(work: Work): Promise<number> {
  return (await work.db.one<{ id: number }>(sql`select next_ticket_number() as id`)).id
}

export function insertTicket(work: Work, row: Omit<TicketRow, 'version' | 'solved_at' | 'deleted_at'>): void {
  work.db.send(sql`
    insert into tickets (account_id, id, status, priority, type, sealed, requester_id, submitter_id, assignee_id, group_id, organization_id,
      external_id, via_channel, due_at, comment_count, is_public, created_at, updated_at, solved_at)
    values (${work.account_id}, ${row.id}, ${row.status}, ${row.priority}, ${row.type}, ${row.sealed}, ${row.requester_id}, ${row.submitter_id}, ${row.assignee_id},
      ${row.group_id}, ${row.organization_id}, ${row.external_id}, ${row.via_channel}, ${row.due_at}, ${row.comment_count}, ${row.is_public}, ${row.created_at}, ${row.updated_at},
      ${row.status === 'solved' ? work.now : null})`)
}

export type TicketPatch = Partial<
  Pick<
    TicketRow,
    | 'status'
    | 'priority'
    | 'type'
    | 'sealed'
    | 'requester_id'
    | 'assignee_id'
    | 'group_id'
    | 'organization_id'
    | 'external_id'
    | 'due_at'
  >
>

const PATCHABLE = [
  'status',
  'priority',
  'type',
  'sealed',
  'requester_id',
  'assignee_id',
  'group_id',
  'organization_id',
  'external_id',
  'due_at',
] as const

/** Writes the changed columns, counts the version up and moves updated_at. */
export async function updateTicketRow(
  work: Work,
  ticket: TicketRow,
  patch: TicketPatch,
  comments_added: number,
): Promise<void> {
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${work.now}`]
  for (const column of PATCHABLE) {
    if (patch[column] !== undefined) sets.push(sql`${sql.ref(column)} = ${patch[column]}`)
  }
  if (patch.status === 'solved' && ticket.status !== 'solved') sets.push(sql`solved_at = ${work.now}`)
  if (comments_added !== 0) sets.push(sql`comment_count = comment_count + ${comments_added}`)
  await work.db.run(
    sql`update tickets set ${sql.join(sets)} where account_id = ${work.account_id} and id = ${ticket.id}`,
  )
}

export async function markTicketDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update tickets set deleted_at = ${work.now}, updated_at = ${work.now}, version = version + 1 where account_id = ${work.account_id} and id = ${id}`,
  )
}

export async function listTags(work: Work, ticket_ids: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await work.db.all<{ ticket_id: number; tags: string[] }>(sql`
    select ticket_id, array_agg(tag order by tag) as tags from ticket_tags
    where account_id = ${work.account_id} and ticket_id = any(${[...ticket_ids]}::bigint[]) group by ticket_id`)
  return new Map(rows.map((row) => [row.ticket_id, row.tags]))
}

export function addTags(work: Work, ticket_id: number, tags: readonly string[]): void {
  if (tags.length === 0) return
  work.db.send(sql`
    insert into ticket_tags (account_id, ticket_id, tag) select ${work.account_id}, ${ticket_id}, tag from unnest(${[...tags]}::text[]) tag on conflict do nothing`)
}

export async function removeTags(work: Work, ticket_id: number, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  await work.db.run(
    sql`delete from ticket_tags where account_id = ${work.account_id} and ticket_id = ${ticket_id} and tag = any(${[...tags]}::text[])`,
  )
}

export interface ParticipantRow {
  ticket_id: number
  user_id: number
  kind: 'cc' | 'follower'
  state: 'active' | 'pending' | 'declined'
  added_by_id: number | null
}

export async function listParticipants(work: Work, ticket_ids: readonly number[]): Promise<ParticipantRow[]> {
  return await work.db.all<ParticipantRow>(sql`
    select ticket_id, user_id, kind, state, added_by_id from ticket_people
    where account_id = ${work.account_id} and ticket_id = any(${[...ticket_ids]}::bigint[]) order by created_at, user_id`)
}

export async function putParticipant(work: Work, row: ParticipantRow): Promise<void> {
  // Somebody who is already in, or was declined, does not become pending again because a stranger names them once more.
  await work.db.run(sql`
    insert into ticket_people (account_id, ticket_id, user_id, kind, state, added_by_id, created_at)
    values (${work.account_id}, ${row.ticket_id}, ${row.user_id}, ${row.kind}, ${row.state}, ${row.added_by_id}, ${work.now})
    on conflict (account_id, ticket_id, user_id, kind) do update set state = excluded.state where excluded.state <> 'pending'`)
}

export async function removeParticipant(
  work: Work,
  ticket_id: number,
  user_id: number,
  kind: 'cc' | 'follower',
): Promise<void> {
  await work.db.run(
    sql`delete from ticket_people where account_id = ${work.account_id} and ticket_id = ${ticket_id} and user_id = ${user_id} and kind = ${kind}`,
  )
}

/** Unsolved, mine, unassigned, pending, solved and all, counted in one pass. */
export async function countViews(work: Work, user_id: number | null): Promise<Record<string, number>> {
  const rows = await work.db.all<{ status: TicketStatus; mine: boolean; unassigned: boolean; count: number }>(sql`
    select t.status, coalesce(t.assignee_id = ${user_id}, false) as mine, t.assignee_id is null as unassigned, count(*) as count
    from tickets t where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} group by 1, 2, 3`)
  const counts = { unsolved: 0, mine: 0, unassigned: 0, pending: 0, solved: 0, all: 0 }
  for (const row of rows) {
    const is_unsolved = row.status !== 'solved' && row.status !== 'closed'
    counts.all += row.count
    if (is_unsolved) counts.unsolved += row.count
    if (is_unsolved && row.mine) counts.mine += row.count
    if (is_unsolved && row.unassigned) counts.unassigned += row.count
    if (row.status === 'pending' || row.status === 'hold') counts.pending += row.count
    if (row.status === 'solved' || row.status === 'closed') counts.solved += row.count
  }
  return counts
}
