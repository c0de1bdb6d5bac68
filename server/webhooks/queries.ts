// All SQL on webhooks themselves. Rows leave opened.
import { remembered } from '../platform/configuration.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { cursorUnlessOffset, type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import { actorId, type Work } from '../platform/work.ts'
import type { WebhookRow, WebhookWords } from './schema.ts'

type StoredWebhook = Omit<WebhookRow, keyof WebhookWords> & { sealed: Buffer }

const columns = sql.raw(
  'w.id, w.name, w.description, w.is_active, w.http_method, w.request_format, w.subscriptions, w.sealed, w.circuit_window_started_at, w.circuit_requests, w.circuit_errors, w.circuit_open_until, w.created_at, w.created_by_id, w.updated_at, w.updated_by_id',
)

export const placeOfWebhook = (id: number): string => `webhooks/${id}/sealed`

function openWebhook(work: Work, { sealed, ...row }: StoredWebhook): WebhookRow {
  return { ...row, ...work.sealing.open<WebhookWords>(placeOfWebhook(row.id), sealed) }
}

const wordsOf = ({ endpoint, authentication, custom_headers, signing_secret }: WebhookWords): WebhookWords => ({
  endpoint,
  authentication,
  custom_headers,
  signing_secret,
})

export interface WebhookFilter {
  name_contains?: string
  is_active?: boolean
}

/** One page of webhooks, by cursor only. */
export async function listWebhooks(work: Work, filter: WebhookFilter, query: PagingQuery, url: URL) {
  const conditions: RawBuilder<unknown>[] = [sql`w.account_id = ${work.account_id}::bigint`]
  if (filter.is_active !== undefined) conditions.push(sql`w.is_active = ${filter.is_active}`)
  if (filter.name_contains !== undefined)
    conditions.push(sql`position(lower(${filter.name_contains}) in lower(w.name)) > 0`)
  const source: ListSource<StoredWebhook> = {
    columns,
    from: sql`webhooks w`,
    where: sql.join(conditions, sql` and `),
    id: sql`w.id`,
    default_sort: 'id',
    sorts: {
      id: { by: sql`w.id`, type: 'bigint' },
      name: { by: sql`w.name`, type: 'text' },
      status: { by: sql`case when w.is_active then 'active' else 'inactive' end`, type: 'text' },
    },
  }
  const { rows, paging } = await listPage(work, source, cursorUnlessOffset(query), url)
  return { webhooks: rows.map((row) => openWebhook(work, row)), paging }
}

export async function findWebhook(work: Work, id: number, lock = false): Promise<WebhookRow | null> {
  const row = await work.db.first<StoredWebhook>(sql`
    select ${columns} from webhooks w where w.account_id = ${work.account_id}::bigint and w.id = ${id}::bigint ${sql.raw(lock ? 'for update' : '')}`)
  return row && openWebhook(work, row)
}

/** A webhook, or 404. */
export async function getWebhook(work: Work, id: number, lock = false): Promise<WebhookRow> {
  const row = await findWebhook(work, id, lock)
  if (!row) throw notFound()
  return row
}

export async function countWebhooks(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from webhooks where account_id = ${work.account_id}::bigint`,
  )
  return count
}

/** The active webhooks that subscribe to events. */
export async function listEventWebhooks(work: Work): Promise<Pick<WebhookRow, 'id' | 'subscriptions'>[]> {
  return await work.db.all(sql`
    select id, subscriptions from webhooks where account_id = ${work.account_id}::bigint and is_active and takes_events order by id`)
}

/** Whether any active webhook subscribes to events. */
export const hasEventWebhooks = remembered(async (work) => (await listEventWebhooks(work)).length > 0)

export async function insertWebhook(work: Work, row: WebhookRow, takes_events: boolean): Promise<void> {
  await work.db.run(sql`
    insert into webhooks (account_id, id, name, description, is_active, http_method, request_format, subscriptions, takes_events, sealed, created_at, created_by_id, updated_at, updated_by_id)
    values (${work.account_id}, ${row.id}, ${row.name}, ${row.description}, ${row.is_active}, ${row.http_method}, ${row.request_format}, ${row.subscriptions}::text[], ${takes_events},
      ${work.sealing.seal(placeOfWebhook(row.id), wordsOf(row))}, ${row.created_at}, ${row.created_by_id}, ${row.updated_at}, ${row.updated_by_id})`)
  hasEventWebhooks.forget(work)
}

export async function saveWebhook(work: Work, row: WebhookRow, takes_events: boolean): Promise<void> {
  await work.db.run(sql`
    update webhooks set name = ${row.name}, description = ${row.description}, is_active = ${row.is_active}, http_method = ${row.http_method},
      request_format = ${row.request_format}, subscriptions = ${row.subscriptions}::text[], takes_events = ${takes_events},
      sealed = ${work.sealing.seal(placeOfWebhook(row.id), wordsOf(row))}, updated_at = ${work.now}, updated_by_id = ${actorId(work.actor)}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
  hasEventWebhooks.forget(work)
}

export async function deleteWebhookRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from webhooks where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
  hasEventWebhooks.forget(work)
}

export type CircuitColumns = Pick<
  WebhookRow,
  'circuit_window_started_at' | 'circuit_requests' | 'circuit_errors' | 'circuit_open_until'
>

export async function saveCircuit(work: Work, id: number, circuit: CircuitColumns): Promise<void> {
  await work.db.run(sql`
    update webhooks set circuit_window_started_at = ${circuit.circuit_window_started_at}, circuit_requests = ${circuit.circuit_requests},
      circuit_errors = ${circuit.circuit_errors}, circuit_open_until = ${circuit.circuit_open_until}
    where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}
