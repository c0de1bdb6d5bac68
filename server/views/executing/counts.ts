// How many tickets a view holds for its reader. Counted at most every ten seconds per view and reader, in each process.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import type { ViewRow } from '../schema.ts'
import { ticketsOfView } from './rows.ts'

const FRESH_MS = 10_000
const KEPT = 5_000

interface Counted {
  value: number
  at_ms: number
}

const counted = new Map<string, Counted>()

export interface ViewCount {
  view_id: number
  url: string
  value: number
  pretty: string
  fresh: boolean
  active: boolean
}

/** The count of a view, not older than ten seconds. */
export async function countOfView(work: Work, view: ViewRow, origin_url: string): Promise<ViewCount> {
  // Whose groups and names the conditions mean depends on the reader; when the view changes, so does its key.
  const key = `${work.account_id}/${actorId(work.actor)}/${view.id}/${view.updated_at.getTime()}`
  const known = counted.get(key)
  const now_ms = work.now.getTime()
  const is_fresh = known !== undefined && now_ms - known.at_ms < FRESH_MS && now_ms >= known.at_ms
  const value = is_fresh ? known.value : await countTickets(work, await ticketsOfView(work, view, true))
  if (!is_fresh) remember(key, { value, at_ms: now_ms })
  return {
    view_id: view.id,
    url: `${origin_url}/api/v2/views/${view.id}/count.json`,
    value,
    pretty: pretty(value),
    fresh: true,
    active: view.active,
  }
}

function remember(key: string, count: Counted): void {
  counted.delete(key)
  counted.set(key, count)
  // A map keeps the order of what came in: the oldest is the first.
  if (counted.size > KEPT) counted.delete(counted.keys().next().value ?? key)
}

/** How many tickets a condition over `t` holds for. */
export async function countTickets(work: Work, where: RawBuilder<unknown>): Promise<number> {
  return (await work.db.one<{ count: number }>(sql`select count(*) as count from tickets t where ${where}`)).count
}

/** `14`, `1.4k`, `~140k`: as Zendesk writes them. */
export function pretty(value: number): string {
  if (value < 1_000) return String(value)
  if (value < 10_000) return `${(Math.floor(value / 100) / 10).toFixed(1)}k`
  return `~${Math.floor(value / 1_000)}k`
}
