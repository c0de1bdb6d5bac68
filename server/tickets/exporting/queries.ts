// Tickets, their facts and what is said in them, in the order of change: for exports. Deleted tickets are among them.
import { type ChangePosition, type ChangeRange, isInRange, microseconds } from '../../platform/changes.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Actor, Work } from '../../platform/work.ts'
import { EVENT_COLUMNS, type EventRow } from '../audits/present.ts'
import { toldTypes } from '../audits/stories.ts'
import { COMMENT_COLUMNS, CONVERSATION, type CommentRow } from '../comments/queries.ts'
import { TICKET_COLUMNS, type TicketRow } from '../queries.ts'

/** Exports are of everything, so only those get one who may see everything, deleted tickets too. */
function isExportable(actor: Actor): RawBuilder<boolean> {
  const may = actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
  return may ? sql`true` : sql`false`
}

/** Tickets by id, deleted ones included. */
export async function listAnyTickets(work: Work, ids: readonly number[]): Promise<TicketRow[]> {
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id}::bigint and t.id = any(${[...ids]}::bigint[]) and ${isExportable(work.actor)} order by t.id`)
}

/** Tickets that changed, oldest change first. */
export async function listChangedTickets(
  work: Work,
  range: ChangeRange,
  exclude_deleted: boolean,
): Promise<(TicketRow & ChangePosition)[]> {
  const alive = exclude_deleted ? sql` and t.deleted_at is null` : sql``
  return await work.db.all<TicketRow & ChangePosition>(sql`
    select ${TICKET_COLUMNS}, ${microseconds(sql`t.updated_at`)} as at_us from tickets t
    where t.account_id = ${work.account_id}::bigint and ${isInRange(range, sql`t.updated_at`, sql`t.id`)}${alive} and ${isExportable(work.actor)}
    order by t.updated_at, t.id limit ${range.limit}`)
}

/** Ids between two others: what was made after the first and, at the latest, is the second. Ids are ordered by time. */
export interface IdRange {
  after: number
  until: number
  limit: number
}

/** What happened to tickets, in the order it happened. */
export async function listTicketFacts(work: Work, range: IdRange): Promise<EventRow[]> {
  return await work.db.all<EventRow>(sql`
    select ${EVENT_COLUMNS} from events e
    where e.account_id = ${work.account_id}::bigint and e.event_id > ${range.after}::bigint and e.event_id <= ${range.until}::bigint
      and e.subject_type = 'ticket' and e.type = any(${toldTypes()}::text[]) and ${isExportable(work.actor)}
    order by e.event_id limit ${range.limit}`)
}

/** What was said, in the order it was; notes for staff transactions only. */
export async function listSaidSince(work: Work, range: IdRange): Promise<CommentRow[]> {
  const part = (kind: string, table: string, send_after: string) => sql`(
    select account_id, id, ticket_id, author_id, ${sql.raw(`'${kind}'`)} as kind, sealed, via_channel, event_id, inbound_mail_id, sender_trust, ${sql.raw(send_after)} as send_after, created_at
    from ${sql.raw(table)} where account_id = ${work.account_id}::bigint and id > ${range.after}::bigint and id <= ${range.until}::bigint and ${isExportable(work.actor)}
    order by id limit ${range.limit})`
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from (${part('reply', 'ticket_replies', 'send_after')} union all ${part('note', 'ticket_notes', 'null::timestamptz')}) c
    order by c.id limit ${range.limit}`)
}

/** Size of what is said in each of these tickets, in bytes and number: what an export decides by how much fits. */
export async function measureSaid(
  work: Work,
  ticket_ids: readonly number[],
): Promise<Map<number, { comments: number; bytes: number }>> {
  const rows = await work.db.all<{ ticket_id: number; comments: number; bytes: number }>(sql`
    select c.ticket_id, count(*) as comments, sum(octet_length(c.sealed))::bigint as bytes from ${CONVERSATION}
    where c.account_id = ${work.account_id}::bigint and c.ticket_id = any(${[...ticket_ids]}::bigint[]) group by c.ticket_id`)
  return new Map(rows.map(({ ticket_id, ...size }) => [ticket_id, size]))
}

/** All that is said in these tickets, up to `per_ticket` of each, oldest first. */
export async function listSaidIn(work: Work, ticket_ids: readonly number[], per_ticket: number): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from (
      select c.*, row_number() over (partition by c.ticket_id order by c.id) as position from ${CONVERSATION}
      where c.account_id = ${work.account_id}::bigint and c.ticket_id = any(${[...ticket_ids]}::bigint[]) and ${isExportable(work.actor)}) c
    where c.position <= ${per_ticket} order by c.id`)
}

/** Comments by their ids, of any ticket. */
export async function listComments(work: Work, ids: readonly number[]): Promise<CommentRow[]> {
  return await work.db.all<CommentRow>(sql`
    select ${COMMENT_COLUMNS} from ${CONVERSATION}
    where c.account_id = ${work.account_id}::bigint and c.id = any(${[...ids]}::bigint[]) and ${isExportable(work.actor)} order by c.id`)
}

export interface MetricEventRow {
  id: number
  ticket_id: number
  metric: string
  type: string
  instance_id: number
  time: Date
  data: Record<string, unknown>
  deleted: boolean
}

/** What happened to measures of tickets, in the order it was written down. */
export async function listMetricEventsSince(work: Work, range: IdRange): Promise<MetricEventRow[]> {
  return await work.db.all<MetricEventRow>(sql`
    select id, ticket_id, metric, type, instance_id, time, data, deleted from ticket_metric_events
    where account_id = ${work.account_id}::bigint and id > ${range.after}::bigint and id <= ${range.until}::bigint and ${isExportable(work.actor)}
    order by id limit ${range.limit}`)
}
