// How the tickets that a search found divide: by status, type, priority, group and channel.
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'
import { KIND, type Understood } from './conditions.ts'

const BY = ['status', 'type', 'priority', 'group_id', 'via_channel'] as const

/** Counts by field and value; `none` where there is no value. Empty when no tickets were asked for. */
export async function facetsOf(
  work: Work,
  { conditions }: Understood,
): Promise<Record<string, Record<string, number>>> {
  const facets: Record<string, Record<string, number>> = Object.fromEntries(BY.map((by) => [by, {}]))
  const condition = conditions.get('ticket')
  if (!condition) return facets
  const rows = await work.db.all<Record<(typeof BY)[number], string | number | null> & { count: number }>(sql`
    select t.status, t.type, t.priority, t.group_id, t.via_channel, count(*) as count
    from ${KIND.ticket.from} where ${condition} group by 1, 2, 3, 4, 5`)
  for (const row of rows) {
    for (const by of BY) {
      const counts = facets[by]! // made above
      const value = String(row[by] ?? 'none')
      counts[value] = (counts[value] ?? 0) + row.count
    }
  }
  return facets
}
