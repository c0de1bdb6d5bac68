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
  /** Field id → free text of a custom field. */
  field_texts?: Record<string, string | null>
}

/** A ticket as it is stored. */
export interface StoredTicket {
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
  brand_id: number | null
  ticket_form_id: number | null
  custom_status_id: number | null
  /** The problem that this incident belongs to. */
  problem_id: number | null
  /** The closed ticket that this one follows up. */
  followup_source_id: number | null
  /** Field id → value of a custom field that holds no free text. */
  field_values: Record<string, unknown>
  version: number
  comment_count: number
  is_public: boolean
  created_at: Date
  updated_at: Date
  solved_at: Date | null
  deleted_at: Date | null
}

/** A ticket as it is read. */
export interface TicketRow extends StoredTicket {
  /** True for a problem with incidents. */
  has_incidents: boolean
  /** The tickets that follow up this closed one. */
  followup_ids: number[]
  /** Whether its requester was asked how satisfied they are, and what they said; null for not asked. */
  satisfaction: 'offered' | 'good' | 'bad' | null
}

const COLUMNS = [
  'id',
  'status',
  'priority',
  'type',
  'sealed',
  'requester_id',
  'submitter_id',
  'assignee_id',
  'group_id',
  'organization_id',
  'external_id',
  'via_channel',
  'due_at',
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
  'problem_id',
  'followup_source_id',
  'field_values',
  'version',
  'comment_count',
  'is_public',
  'created_at',
  'updated_at',
  'solved_at',
  'deleted_at',
] as const satisfies readonly (keyof StoredTicket)[]

/**
 * Over the alias `t`. Only a problem is asked for its incidents, and only a closed ticket for what follows it up. Without
 * OFFSET the planner reads all tickets into a table of problems as soon as a page has one.
 */
export const TICKET_COLUMNS = sql.raw(`${COLUMNS.map((name) => `t.${name}`).join(', ')}, t.satisfaction,
  case when t.type = 'problem' then exists (
    select from tickets i where i.account_id = t.account_id and i.problem_id = t.id and i.deleted_at is null offset 0) else false end as has_incidents,
  case when t.status = 'closed' then coalesce((
    select json_agg(f.id order by f.id) from tickets f where f.account_id = t.account_id and f.followup_source_id = t.id and f.deleted_at is null), '[]') else '[]' end as followup_ids`)

export const placeOfTicket = (id: number): string => `tickets/${id}/sealed`

export async function findTicket(work: Work, id: number, lock = false): Promise<TicketRow | null> {
  return await work.db.first<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.id = ${id} and ${visibleTickets(work.actor)} ${sql.raw(lock ? 'for update of t' : '')}`)
}

/** Those of some ids whose tickets the actor sees. */
export async function listSeenIds(work: Work, ids: readonly number[]): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t where t.account_id = ${work.account_id} and t.id = any(${[...ids]}::bigint[]) and ${visibleTickets(work.actor)}`)
  return rows.map((row) => row.id)
}

/** A ticket the actor may see, or 404. With `lock` nobody else changes it until the commit. */
export async function getTicket(work: Work, id: number, lock = false): Promise<TicketRow> {
  const row = await findTicket(work, id, lock)
  if (!row) throw notFound()
  return row
}

/** Whether a ticket that is not closed, a deleted one too, has a custom status. */
export async function hasUnclosedTickets(work: Work, custom_status_id: number): Promise<boolean> {
  const one = await work.db.first<{ id: number }>(sql`
    select id from tickets where account_id = ${work.account_id} and custom_status_id = ${custom_status_id} and status <> 'closed' limit 1`)
  return one !== null
}

export async function listTicketsByIds(work: Work, ids: readonly number[]): Promise<TicketRow[]> {
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and t.id = any(${[...ids]}::bigint[]) and ${visibleTickets(work.actor)} order by t.id`)
}

/** The tickets with one of these external ids, at most a hundred. */
export async function findIdsByExternalIds(work: Work, external_ids: readonly string[]): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select t.id from tickets t
    where t.account_id = ${work.account_id} and t.external_id = any(${[...external_ids]}::text[]) and ${visibleTickets(work.actor)}
    order by t.id limit 100`)
  return rows.map((row) => row.id)
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

export function insertTicket(work: Work, row: StoredTicket, recipient_hash: Buffer): void {
  work.db.send(sql`
    insert into tickets (account_id, recipient_hash, ${sql.join(COLUMNS.map((name) => sql.ref(name)))})
    values (${work.account_id}, ${recipient_hash}, ${sql.join(COLUMNS.map((name) => row[name]))})`)
}

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
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
  'problem_id',
  'field_values',
] as const satisfies readonly (keyof StoredTicket)[]

export type TicketPatch = Partial<Pick<StoredTicket, (typeof PATCHABLE)[number]>>

/** Writes the changed columns, counts the version up and moves updated_at. The ticket is locked. Returns it as it is then. */
export function updateTicketRow(work: Work, ticket: TicketRow, patch: TicketPatch, comments_added: number): TicketRow {
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${work.now}`]
  for (const column of PATCHABLE) {
    if (patch[column] !== undefined) sets.push(sql`${sql.ref(column)} = ${patch[column]}`)
  }
  const is_over = patch.status === 'solved' || patch.status === 'closed'
  const is_solved_now = is_over && ticket.status !== 'solved' && ticket.status !== 'closed'
  if (is_solved_now) sets.push(sql`solved_at = ${work.now}`)
  if (comments_added !== 0) sets.push(sql`comment_count = comment_count + ${comments_added}`)
  work.db.send(sql`update tickets set ${sql.join(sets)} where account_id = ${work.account_id} and id = ${ticket.id}`)
  return {
    ...ticket,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
    version: ticket.version + 1,
    updated_at: work.now,
    solved_at: is_solved_now ? work.now : ticket.solved_at,
    comment_count: ticket.comment_count + comments_added,
  }
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

export function removeTags(work: Work, ticket_id: number, tags: readonly string[]): void {
  if (tags.length === 0) return
  work.db.send(
    sql`delete from ticket_tags where account_id = ${work.account_id} and ticket_id = ${ticket_id} and tag = any(${[...tags]}::text[])`,
  )
}

/** Which values of custom fields a ticket is found by, instead of those before. */
export function putFieldValues(
  work: Work,
  ticket_id: number,
  values: readonly { field_id: number; value: string }[],
): void {
  work.db.send(sql`delete from ticket_field_values where account_id = ${work.account_id} and ticket_id = ${ticket_id}`)
  if (values.length === 0) return
  work.db.send(sql`
    insert into ticket_field_values (account_id, field_id, value, ticket_id)
    select distinct ${work.account_id}::bigint, r.field_id, r.value, ${ticket_id}::bigint
    from unnest(${values.map((one) => one.field_id)}::bigint[], ${values.map((one) => one.value)}::text[]) r(field_id, value)`)
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
