// All SQL on what is to be sent to webhooks and what was.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { cursorUnlessOffset, type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'

/** Zendesk's words. `accepted` waits for its first attempt; the others tell of the latest one. */
export const STATUSES = [
  'unknown',
  'accepted',
  'success',
  'failed',
  'timeout',
  'circuit broken',
  'throttled',
  'client error',
  'server error',
] as const
export type InvocationStatus = (typeof STATUSES)[number]

/** The log reaches back this far. */
export const KEPT_DAYS = 7
const KEPT_MS = KEPT_DAYS * 86_400_000

/** A request under way that has not come back after this long belongs to a process that died. */
export const CLAIMED_FOR_MS = 60_000

export interface InvocationRow {
  id: number
  webhook_id: number
  event_type: string
  event_id: number | null
  ticket_id: number | null
  rule_kind: string | null
  rule_id: number | null
  replay_of_id: number | null
  idempotency_key: string
  status: InvocationStatus
  status_code: number | null
  attempts: number
  next_attempt_at: Date | null
  sealed: Buffer
  created_at: Date
  latest_completed_at: Date | null
}

export interface InvocationWords {
  body: string
}

export interface AttemptRow {
  id: number
  invocation_id: number
  status: InvocationStatus
  status_code: number | null
  sealed: Buffer
  started_at: Date
  completed_at: Date
}

export interface Exchange {
  headers: { key: string; value: string }[]
  payload: string
}

export interface AttemptWords {
  request: Exchange & { method: string; url: string }
  response: Exchange | null
  /** Why there is no response. */
  error: string | null
}

const columns = sql.raw(
  'i.id, i.webhook_id, i.event_type, i.event_id, i.ticket_id, i.rule_kind, i.rule_id, i.replay_of_id, i.idempotency_key, i.status, i.status_code, i.attempts, i.next_attempt_at, i.sealed, i.created_at, i.latest_completed_at',
)
const attemptColumns = sql.raw('a.id, a.invocation_id, a.status, a.status_code, a.sealed, a.started_at, a.completed_at')

export const placeOfInvocation = (id: number): string => `webhook_invocations/${id}/sealed`
export const placeOfAttempt = (id: number): string => `webhook_attempts/${id}/sealed`

export interface InvocationFilter {
  status?: InvocationStatus
  from?: Date
  to?: Date
}

/** One page of a webhook's invocations, by cursor unless offsets are asked for. */
export async function listInvocations(
  work: Work,
  webhook_id: number,
  filter: InvocationFilter,
  query: PagingQuery,
  url: URL,
) {
  const conditions: RawBuilder<unknown>[] = [
    sql`i.account_id = ${work.account_id}::bigint and i.webhook_id = ${webhook_id}::bigint and i.created_at >= ${new Date(work.now.getTime() - KEPT_MS)}`,
  ]
  if (filter.status !== undefined) conditions.push(sql`i.status = ${filter.status}`)
  if (filter.from !== undefined) conditions.push(sql`coalesce(i.latest_completed_at, i.created_at) >= ${filter.from}`)
  if (filter.to !== undefined) conditions.push(sql`coalesce(i.latest_completed_at, i.created_at) <= ${filter.to}`)
  const source: ListSource<InvocationRow> = {
    columns,
    from: sql`webhook_invocations i`,
    where: sql.join(conditions, sql` and `),
    id: sql`i.id`,
    default_sort: '-id',
    sorts: {
      id: { by: sql`i.id`, type: 'bigint' },
      latest_completed_at: { by: sql`i.latest_completed_at`, type: 'timestamptz', nullable: true },
    },
  }
  const { rows, paging } = await listPage(work, source, cursorUnlessOffset(query), url)
  return { invocations: rows, paging }
}

/** An invocation of a webhook, or 404. */
export async function getInvocation(work: Work, webhook_id: number, id: number): Promise<InvocationRow> {
  const row = await work.db.first<InvocationRow>(sql`
    select ${columns} from webhook_invocations i
    where i.account_id = ${work.account_id}::bigint and i.webhook_id = ${webhook_id}::bigint and i.id = ${id}::bigint`)
  if (!row) throw notFound()
  return row
}

/** All attempts of an invocation; their number is bounded by that of the retries. */
export async function listAttempts(work: Work, invocation_id: number): Promise<AttemptRow[]> {
  return await work.db.all<AttemptRow>(sql`
    select ${attemptColumns} from webhook_attempts a
    where a.account_id = ${work.account_id}::bigint and a.invocation_id = ${invocation_id}::bigint order by a.id`)
}

export type NewInvocation = Pick<
  InvocationRow,
  | 'id'
  | 'webhook_id'
  | 'event_type'
  | 'event_id'
  | 'ticket_id'
  | 'rule_kind'
  | 'rule_id'
  | 'replay_of_id'
  | 'idempotency_key'
  | 'sealed'
> & { once_key: string | null }

/** Writes one that is due at once. False when its webhook is not there or not active, or there is one of its `once_key`. */
export async function insertInvocation(work: Work, row: NewInvocation): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into webhook_invocations (account_id, id, webhook_id, event_type, event_id, ticket_id, rule_kind, rule_id, replay_of_id, once_key, idempotency_key, status, next_attempt_at, sealed, created_at)
    select ${work.account_id}::bigint, ${row.id}::bigint, w.id, ${row.event_type}::text, ${row.event_id}::bigint, ${row.ticket_id}::bigint, ${row.rule_kind}::text, ${row.rule_id}::bigint,
      ${row.replay_of_id}::bigint, ${row.once_key}::text, ${row.idempotency_key}::text, 'accepted', ${work.now}::timestamptz, ${row.sealed}::bytea, ${work.now}::timestamptz
    from webhooks w where w.account_id = ${work.account_id}::bigint and w.id = ${row.webhook_id}::bigint and w.is_active
    on conflict do nothing`)
  return inserted === 1
}

/** Takes up to `limit` that are due, oldest first, and counts an attempt for each. Nobody else takes them for a minute. */
export async function claimDue(work: Work, webhook_id: number, limit: number): Promise<InvocationRow[]> {
  const until = new Date(work.now.getTime() + CLAIMED_FOR_MS)
  const rows = await work.db.all<InvocationRow>(sql`
    with due as materialized (
      select id from webhook_invocations
      where account_id = ${work.account_id}::bigint and webhook_id = ${webhook_id}::bigint and next_attempt_at <= ${work.now}
      order by next_attempt_at limit ${limit} for update skip locked)
    update webhook_invocations i set attempts = i.attempts + 1, next_attempt_at = ${until}
    where i.account_id = ${work.account_id}::bigint and i.id in (select id from due) returning ${columns}`)
  return rows.toSorted((a, b) => a.id - b.id)
}

/** Whether something waits to be sent now. */
export async function hasDue(work: Work, webhook_id: number): Promise<boolean> {
  const row = await work.db.first(sql<{ one: number }>`
    select 1 as one from webhook_invocations
    where account_id = ${work.account_id}::bigint and webhook_id = ${webhook_id}::bigint and next_attempt_at <= ${work.now} limit 1`)
  return row !== null
}

/** The webhooks that something waits for since a while: its job was lost, or its process died. */
export async function listOverdueWebhooks(work: Work, before: Date, limit: number): Promise<number[]> {
  const rows = await work.db.all<{ webhook_id: number }>(sql`
    select distinct webhook_id from webhook_invocations
    where account_id = ${work.account_id}::bigint and next_attempt_at < ${before} limit ${limit}`)
  return rows.map((row) => row.webhook_id)
}

/** Puts off what is due until the breaker lets something through again; what is too old is given up. How many. */
export async function holdBack(work: Work, webhook_id: number, until: Date, given_up_before: Date): Promise<number> {
  return await work.db.run(sql`
    update webhook_invocations set status = 'circuit broken',
      next_attempt_at = case when created_at < ${given_up_before} then null else ${until}::timestamptz end,
      latest_completed_at = case when created_at < ${given_up_before} then ${work.now}::timestamptz else latest_completed_at end
    where account_id = ${work.account_id}::bigint and webhook_id = ${webhook_id}::bigint and next_attempt_at <= ${work.now}`)
}

/** Ends all that waits for a webhook that is gone or switched off. */
export async function giveUpAll(work: Work, webhook_id: number): Promise<void> {
  await work.db.run(sql`
    update webhook_invocations set status = 'failed', next_attempt_at = null, latest_completed_at = ${work.now}
    where account_id = ${work.account_id}::bigint and webhook_id = ${webhook_id}::bigint and next_attempt_at is not null`)
}

export async function insertAttempt(work: Work, row: AttemptRow): Promise<void> {
  // The log of an invocation whose time was over meanwhile went with it.
  await work.db.run(sql`
    insert into webhook_attempts (account_id, id, invocation_id, status, status_code, sealed, started_at, completed_at)
    select ${work.account_id}::bigint, ${row.id}::bigint, id, ${row.status}::text, ${row.status_code}::int, ${row.sealed}::bytea, ${row.started_at}::timestamptz, ${row.completed_at}::timestamptz
    from webhook_invocations where account_id = ${work.account_id}::bigint and id = ${row.invocation_id}::bigint`)
}

export async function settleInvocation(
  work: Work,
  id: number,
  result: Pick<InvocationRow, 'status' | 'status_code' | 'next_attempt_at' | 'latest_completed_at'>,
): Promise<void> {
  await work.db.run(sql`
    update webhook_invocations set status = ${result.status}, status_code = ${result.status_code}, next_attempt_at = ${result.next_attempt_at},
      latest_completed_at = ${result.latest_completed_at}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** Everything that was sent of a ticket, and what of it waits to be sent again; attempts go with it. */
export function deleteInvocationsOfTicket(work: Work, ticket_id: number): void {
  work.db.send(sql`
    delete from webhook_invocations where account_id = ${work.account_id}::bigint and ticket_id = ${ticket_id}::bigint`)
}
