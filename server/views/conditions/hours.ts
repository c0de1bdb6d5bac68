// Conditions of views that count hours since something happened, or until it is due: turned into bounds on the moment
// itself, by the calendar or in the desk's working hours, so that the database compares times only.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { type Condition, firstValue, operatorOf } from '../../rules/index.ts'
import { businessTimeBetween, type Hours, listSchedules } from '../../schedules/index.ts'
import { nextBreachOf, scheduleOf } from '../../slas/index.ts'

type Sql = RawBuilder<unknown>

interface Moment {
  by: Sql
  direction: 'since' | 'until'
  /** What else must hold, e.g. the status that began then. */
  while?: Sql
  /** True where no update of the ticket is older than the moment: then an index by updates narrows it. */
  is_an_update?: boolean
}

const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 24 * HOUR_MS
/** Working hours are counted this far; what lies beyond has more of them than any rule asks for. */
const FARTHEST_MS = 12 * YEAR_MS

const measured = (column: string) =>
  sql`(select ${sql.ref(`m.${column}`)} from ticket_metrics m where m.account_id = t.account_id and m.ticket_id = t.id)`
const inStatus = (status: string): Moment => ({
  by: sql`coalesce(${measured('status_updated_at')}, t.updated_at)`,
  direction: 'since',
  while: sql`t.status = ${sql.lit(status)}`,
  is_an_update: true,
})

export const MOMENTS: ReadonlyMap<string, Moment> = new Map([
  ['NEW', { by: sql`t.created_at`, direction: 'since' }],
  ['OPEN', inStatus('open')],
  ['PENDING', inStatus('pending')],
  ['HOLD', inStatus('hold')],
  ['SOLVED', inStatus('solved')],
  ['CLOSED', inStatus('closed')],
  ['assigned_at', { by: measured('assigned_at'), direction: 'since' }],
  ['updated_at', { by: sql`t.updated_at`, direction: 'since' }],
  ['requester_updated_at', { by: measured('requester_updated_at'), direction: 'since' }],
  ['assignee_updated_at', { by: measured('assignee_updated_at'), direction: 'since' }],
  ['due_date', { by: sql`t.due_at`, direction: 'since' }],
  ['until_due_date', { by: sql`t.due_at`, direction: 'until' }],
  ['sla_next_breach_at', { by: nextBreachOf, direction: 'until' }],
])

/** A condition on hours. Working hours are those of the ticket's own schedule where a rule gave it one. */
export async function hoursSql(work: Work, moment: Moment, condition: Condition): Promise<Sql> {
  const operator = operatorOf(condition.operator)
  const wanted = Number(firstValue(condition))
  if (operator === 'is_not')
    return sql`(${boundsSql(work, moment, 'any', wanted, null)} and not ${boundsSql(work, moment, 'is', wanted, null)})`
  if (!operator.endsWith('_business_hours')) return boundsSql(work, moment, operator, wanted, null)
  const plain = operator.replace('_business_hours', '')
  const [first = null, ...others] = await listSchedules(work)
  const of_first = boundsSql(work, moment, plain, wanted, first)
  if (others.length === 0) return of_first
  const ids = others.map((one) => one.id)
  const alternatives = others.map(
    (one) => sql`(${scheduleOf} = ${one.id}::bigint and ${boundsSql(work, moment, plain, wanted, one)})`,
  )
  return sql`((coalesce(${scheduleOf}, 0) <> all(${ids}::bigint[]) and ${of_first}) or ${sql.join(alternatives, sql` or `)})`
}

// Whole hours: less than N is before N have passed, more than N is after N + 1 have.
const BOUNDS: Record<string, (wanted: number) => [from: number | null, before: number | null]> = {
  is: (wanted) => [wanted, wanted + 1],
  less_than: (wanted) => [0, wanted],
  greater_than: (wanted) => [wanted + 1, null],
  any: () => [0, null],
}

function boundsSql(work: Work, moment: Moment, operator: string, wanted: number, hours: Hours | null): Sql {
  const [from, before] = BOUNDS[operator]?.(wanted) ?? [null, 0]
  const at = (count: number) => instantAt(hours, work.now, count, moment.direction)
  const parts: Sql[] = moment.while ? [moment.while] : []
  const { by } = moment
  if (moment.direction === 'since') {
    parts.push(sql`${by} <= ${work.now}`)
    if (from !== null && from > 0) parts.push(older(by, at(from)))
    if (before !== null) parts.push(newer(by, at(before)))
    if (before !== null && moment.is_an_update) parts.push(newer(sql`t.updated_at`, at(before)))
  } else {
    parts.push(sql`${by} >= ${work.now}`)
    if (from !== null && from > 0) parts.push(sql`${by} >= ${at(from) ?? new Date(work.now.getTime() + FARTHEST_MS)}`)
    if (before !== null) {
      const end = at(before)
      if (end) parts.push(sql`${by} < ${end}`)
    }
  }
  return sql`(${sql.join(parts, sql` and `)})`
}

/** At or before an instant; null lies too far back for anything to be older. */
const older = (by: Sql, at: Date | null): Sql => (at ? sql`${by} <= ${at}` : sql`false`)
const newer = (by: Sql, at: Date | null): Sql => (at ? sql`${by} > ${at}` : sql`true`)

/**
 * The instant `count` hours before (since) or after (until) now: the latest, or earliest, with that many working hours
 * between. Null when there are not that many within reach.
 */
function instantAt(hours: Hours | null, now: Date, count: number, direction: 'since' | 'until'): Date | null {
  const sign = direction === 'since' ? -1 : 1
  if (count === 0) return now
  if (!hours) {
    const distance = count * HOUR_MS
    return distance > FARTHEST_MS * 10 ? null : new Date(now.getTime() + sign * distance)
  }
  const between = (distance: number) => {
    const other = new Date(now.getTime() + sign * distance)
    return direction === 'since' ? businessTimeBetween(hours, other, now) : businessTimeBetween(hours, now, other)
  }
  let far = FARTHEST_MS
  if (between(far) < count * HOUR_MS) return null
  let near = 0
  // Halving twelve years to a millisecond takes forty steps.
  while (far - near > 1) {
    const middle = Math.floor((near + far) / 2)
    if (between(middle) >= count * HOUR_MS) far = middle
    else near = middle
  }
  return new Date(now.getTime() + sign * far)
}
