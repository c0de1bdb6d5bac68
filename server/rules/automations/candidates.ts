// Which tickets an automation may be about, as far as plain columns tell: what the database can leave out is not opened.
// Every candidate is looked at with all conditions afterwards, so that leaving too little out costs time only.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { TICKET_COLUMNS, type TicketRow, visibleTickets } from '../../tickets/index.ts'
import { type Condition, firstValue, valuesOf } from '../conditions/condition.ts'
import { operatorOf } from '../conditions/operators.ts'
import { STATUS_ORDER } from '../conditions/table.ts'

const HOUR_MS = 3_600_000

const COLUMNS: Readonly<Record<string, RawBuilder<unknown>>> = {
  priority: sql`t.priority`,
  type: sql`t.type`,
  group_id: sql`t.group_id::text`,
  assignee_id: sql`t.assignee_id::text`,
  requester_id: sql`t.requester_id::text`,
  organization_id: sql`t.organization_id::text`,
  brand_id: sql`t.brand_id::text`,
  ticket_form_id: sql`t.ticket_form_id::text`,
  custom_status_id: sql`t.custom_status_id::text`,
}

/** Moments that are columns. */
const MOMENTS: Readonly<Record<string, RawBuilder<unknown>>> = {
  NEW: sql`t.created_at`,
  updated_at: sql`t.updated_at`,
  due_date: sql`t.due_at`,
}

/** What the condition says in SQL over the alias `t`; null where only the process can tell. */
function narrowed(work: Work, condition: Condition): RawBuilder<unknown> | null {
  const { field } = condition
  const operator = operatorOf(condition.operator)
  const values = valuesOf(condition)
  if (field === 'status') {
    const statuses = statusesOf(operator, values)
    return statuses && sql`t.status = any(${statuses}::text[])`
  }
  if (
    Object.hasOwn(COLUMNS, field) &&
    operator === 'is' &&
    values.every((value) => value === '' || !/^[a-z_]+_(?:id|user|groups)$/.test(value))
  ) {
    const column = COLUMNS[field]
    const wanted = values.filter((value) => value !== '')
    return values.includes('')
      ? sql`(${column} is null or ${column} = any(${wanted}::text[]))`
      : sql`${column} = any(${wanted}::text[])`
  }
  if (field === 'current_tags' && operator === 'includes') {
    const tags = values.flatMap((value) => value.toLowerCase().split(/[\s,]+/))
    return sql`exists (select from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id and g.tag = any(${tags}::text[]))`
  }
  const moment = Object.hasOwn(MOMENTS, field) ? MOMENTS[field] : undefined
  // Of working hours there are at most as many as of others.
  if (moment && /^(?:is|greater_than)(?:_business_hours)?$/.test(operator)) {
    const before = new Date(work.now.getTime() - Number(firstValue(condition)) * HOUR_MS)
    return sql`${moment} <= ${before}::timestamptz`
  }
  const status = field.toLowerCase()
  return field === field.toUpperCase() && STATUS_ORDER.includes(status) && status !== 'new'
    ? sql`t.status = ${status}`
    : null
}

function statusesOf(operator: string, values: readonly string[]): string[] | null {
  const at = STATUS_ORDER.indexOf(values[0] ?? '')
  switch (operator) {
    case 'is':
      return STATUS_ORDER.filter((status) => values.includes(status))
    case 'is_not':
      return STATUS_ORDER.filter((status) => !values.includes(status))
    case 'less_than':
      return STATUS_ORDER.slice(0, at)
    case 'greater_than':
      return STATUS_ORDER.slice(at + 1)
    default:
      return null
  }
}

/** Tickets beyond an id that may be meant, in order. Closed ones never: nothing changes them. */
export async function listCandidates(
  work: Work,
  all: readonly Condition[],
  { after, limit }: { after: number; limit: number },
): Promise<TicketRow[]> {
  const where = all.map((condition) => narrowed(work, condition)).filter((one) => one !== null)
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t
    where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and t.status <> 'closed' and t.id > ${after}
      ${where.length > 0 ? sql`and ${sql.join(where, sql` and `)}` : sql``}
    order by t.id limit ${limit}`)
}
