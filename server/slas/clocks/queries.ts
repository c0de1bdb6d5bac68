// All SQL on ticket_slas. A change of a ticket costs one statement that reads and, where a clock moved, one that writes
// and that nobody waits for.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type CommentFact, TICKET_COLUMNS, type TicketRow, visibleTickets } from '../../tickets/index.ts'
import type { ClockState } from './clock.ts'
import type { Held } from './measure.ts'

/** Facts of a ticket that are read to set the clocks of one that is older than the first policy. */
const MAX_HISTORY = 5_000

/** The clocks, and how to go back to those from before an answer that may still be undone. */
export interface StoredState extends ClockState {
  undo?: { comment_id: number; before: ClockState }
}

export interface TicketSla {
  ticket_id: number
  policy_id: number | null
  group_policy_id: number | null
  schedule_id: number | null
  state: StoredState
  held: Held[]
  next_breach_at: Date | null
  note_at: Date | null
}

/** A ticket with its clocks, if it has any yet, and the version of the account's policies. */
export interface ReadTicket {
  ticket: TicketRow
  tags: string[]
  sla: TicketSla | null
  version: number
}

type ReadRow = TicketRow &
  Omit<TicketSla, 'state' | 'held'> & { state: StoredState | null } & Partial<TicketSla> & {
    sla_policy_id: number | null
    tags: string[] | null
    policies_version: number | null
  }

/** Null for a ticket that is not there any more. Tags are read only where a filter asks for them. */
export async function readTicket(work: Work, ticket_id: number, with_tags: boolean): Promise<ReadTicket | null> {
  const tags = with_tags
    ? sql`array(select g.tag from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id)`
    : sql`null::text[]`
  const row = await work.db.first<ReadRow>(sql`
    select ${TICKET_COLUMNS}, s.policy_id, s.group_policy_id, s.schedule_id, s.state, s.held, s.next_breach_at, s.note_at, ${tags} as tags,
      (select v.version from sla_policy_sets v where v.account_id = t.account_id) as policies_version
    from tickets t left join ticket_slas s on s.account_id = t.account_id and s.ticket_id = t.id
    where t.account_id = ${work.account_id}::bigint and t.id = ${ticket_id}::bigint and ${visibleTickets({ kind: 'system', name: 'slas' })}`)
  if (!row) return null
  const { policy_id, group_policy_id, schedule_id, state, held = [], next_breach_at, note_at } = row
  const sla = state && { ticket_id, policy_id, group_policy_id, schedule_id, state, held, next_breach_at, note_at }
  return { ticket: row, tags: row.tags ?? [], sla, version: row.policies_version ?? 0 }
}

/** Writes the clocks of these tickets, in one statement. */
export function putTicketSlas(work: Work, rows: readonly TicketSla[]): void {
  if (rows.length === 0) return
  const column = <Key extends keyof TicketSla>(key: Key) => rows.map((row) => row[key])
  work.db.send(sql`
    insert into ticket_slas (account_id, ticket_id, policy_id, group_policy_id, schedule_id, state, held, next_breach_at, note_at, updated_at)
    select ${work.account_id}::bigint, r.*, ${work.now}::timestamptz from unnest(
      ${column('ticket_id')}::bigint[], ${column('policy_id')}::bigint[], ${column('group_policy_id')}::bigint[], ${column('schedule_id')}::bigint[],
      ${rows.map((row) => JSON.stringify(row.state))}::jsonb[], ${rows.map((row) => JSON.stringify(row.held))}::jsonb[],
      ${column('next_breach_at')}::timestamptz[], ${column('note_at')}::timestamptz[]) r
    on conflict (account_id, ticket_id) do update set policy_id = excluded.policy_id, group_policy_id = excluded.group_policy_id,
      schedule_id = excluded.schedule_id, state = excluded.state, held = excluded.held, next_breach_at = excluded.next_breach_at,
      note_at = excluded.note_at, updated_at = excluded.updated_at`)
}

/** A deleted ticket misses nothing any more; when it is restored its clocks are set anew. */
export function silenceTicket(work: Work, ticket_id: number): void {
  work.db.send(sql`
    update ticket_slas set next_breach_at = null, note_at = null
    where account_id = ${work.account_id}::bigint and ticket_id = ${ticket_id}::bigint`)
}

const SLA_COLUMNS = sql.raw(
  's.ticket_id, s.policy_id, s.group_policy_id, s.schedule_id, s.state, s.held, s.next_breach_at, s.note_at',
)

/** The clocks of those of these tickets that the actor may see. */
export async function listTicketSlas(work: Work, ticket_ids: readonly number[]): Promise<TicketSla[]> {
  if (ticket_ids.length === 0) return []
  return await work.db.all<TicketSla>(sql`
    select ${SLA_COLUMNS} from ticket_slas s join tickets t on t.account_id = s.account_id and t.id = s.ticket_id
    where s.account_id = ${work.account_id}::bigint and s.ticket_id = any(${[...ticket_ids]}::bigint[]) and ${visibleTickets(work.actor)}`)
}

/**
 * Clocks whose next target passed and was not noted, oldest first. The tickets are locked with them, so that no change
 * of one notes the same; those that are being changed are left out and come in the next minute.
 */
export async function takeMissed(work: Work, limit: number): Promise<TicketSla[]> {
  return await work.db.all<TicketSla>(sql`
    select ${SLA_COLUMNS} from ticket_slas s join tickets t on t.account_id = s.account_id and t.id = s.ticket_id
    where s.account_id = ${work.account_id}::bigint and s.note_at <= ${work.now}::timestamptz
    order by s.note_at, s.ticket_id limit ${limit} for update of s, t skip locked`)
}

/**
 * When each of these tickets misses its next target (or missed it, while its clock still runs). Tickets without a
 * running clock are left out.
 */
export async function listNextBreaches(work: Work, ticket_ids: readonly number[]): Promise<Map<number, Date>> {
  const rows = await listTicketSlas(work, ticket_ids)
  return new Map(rows.flatMap((row) => (row.next_breach_at ? [[row.ticket_id, row.next_breach_at] as const] : [])))
}

/** The schedule a rule gave a ticket, as SQL over the alias `t`; null is the account's first one. */
export const scheduleOf: RawBuilder<number | null> = sql`(
  select s.schedule_id from ticket_slas s where s.account_id = t.account_id and s.ticket_id = t.id)`

/** SQL over the alias `t` of tickets: the instant of listNextBreaches, or null. For sorting and conditions. */
export const nextBreachOf: RawBuilder<Date | null> = sql`(
  select s.next_breach_at from ticket_slas s where s.account_id = t.account_id and s.ticket_id = t.id)`

export interface PastFact {
  type: 'ticket.created' | 'ticket.updated'
  data: { changes: { field_name: string; value: unknown }[]; comment: CommentFact | null }
  created_at: Date
}

/** What happened to a ticket before this unit of work, in order. */
export async function listPastFacts(work: Work, ticket_id: number): Promise<PastFact[]> {
  return await work.db.all<PastFact>(sql`
    select type, data, created_at from events
    where account_id = ${work.account_id}::bigint and subject_type = 'ticket' and subject_id = ${ticket_id}::bigint
      and type in ('ticket.created', 'ticket.updated')
    order by created_at, event_id limit ${MAX_HISTORY}`)
}
