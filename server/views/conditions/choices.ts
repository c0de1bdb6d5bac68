// Conditions of views on one plain column of a ticket, as SQL over the alias `t`: the same answers as the rules' own
// comparison gives for a ticket in memory.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { type Condition, operatorOf, PRIORITY_ORDER, STATUS_ORDER, valuesOf } from '../../rules/index.ts'

type Sql = RawBuilder<unknown>

/** What is looked at, and how its values are written. */
interface Column {
  by: Sql
  kind: 'name' | 'id'
  order?: readonly string[]
}

const name = (by: Sql, order?: readonly string[]): Column => ({ by, kind: 'name', order })
const id = (by: Sql): Column => ({ by, kind: 'id' })

export const SCORE_ORDER = ['unoffered', 'offered', 'bad', 'bad_with_comment', 'good', 'good_with_comment']

export const COLUMNS: ReadonlyMap<string, Column> = new Map([
  ['status', name(sql`t.status`, STATUS_ORDER)],
  ['type', name(sql`t.type`)],
  ['priority', name(sql`t.priority`, PRIORITY_ORDER)],
  ['satisfaction_score', name(sql`coalesce(t.satisfaction, 'unoffered')`, SCORE_ORDER)],
  ['group_id', id(sql`t.group_id`)],
  ['assignee_id', id(sql`t.assignee_id`)],
  ['requester_id', id(sql`t.requester_id`)],
  ['organization_id', id(sql`t.organization_id`)],
  ['brand_id', id(sql`t.brand_id`)],
  ['ticket_form_id', id(sql`t.ticket_form_id`)],
  ['custom_status_id', id(sql`t.custom_status_id`)],
])

export function choiceSql(work: Work, column: Column, condition: Condition): Sql {
  const operator = operatorOf(condition.operator)
  const values = valuesOf(condition)
  switch (operator) {
    case 'is':
    case 'includes':
      return isOneOf(work, column, values)
    case 'is_not':
    case 'not_includes':
      return sql`not coalesce(${isOneOf(work, column, values)}, false)`
    case 'present':
      return sql`${column.by} is not null`
    case 'not_present':
      return sql`${column.by} is null`
    default:
      return isBeside(column, operator, values[0] ?? '')
  }
}

/** Any of the values, where '' is none and some words stand for people and groups around the reader. */
function isOneOf(work: Work, { by, kind }: Column, values: readonly string[]): Sql {
  const alternatives: Sql[] = []
  const plain: string[] = []
  for (const value of values) {
    if (value === '') alternatives.push(sql`${by} is null`)
    else if (kind === 'id' && !/^\d+$/.test(value)) alternatives.push(sql`${by} = ${aroundReader(work, value)}`)
    else plain.push(value)
  }
  if (plain.length > 0)
    alternatives.push(
      kind === 'id'
        ? sql`${by} = any(${plain.map(Number)}::bigint[])`
        : // Names come from closed lists (checked when the view was saved): literals let partial indexes apply.
          sql`${by} in (${sql.join(plain.map((one) => sql.lit(one)))})`,
    )
  return alternatives.length === 0 ? sql`false` : sql`(${sql.join(alternatives, sql` or `)})`
}

/** What a word of a condition stands for; compared with `=`. */
function aroundReader(work: Work, word: string): Sql {
  const reader = actorId(work.actor)
  switch (word) {
    case 'current_user':
      return sql`${reader}::bigint`
    case 'requester_id':
      return sql`t.requester_id`
    case 'assignee_id':
      return sql`t.assignee_id`
    case 'current_groups':
      return sql`any(array(select m.group_id from group_memberships m where m.account_id = ${work.account_id} and m.user_id = ${reader}::bigint))`
    default:
      return sql`null::bigint`
  }
}

const RANKED: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  less_than: (left, right) => left < right,
  less_than_equal: (left, right) => left <= right,
  greater_than: (left, right) => left > right,
  greater_than_equal: (left, right) => left >= right,
}

function isBeside({ by, order = [] }: Column, operator: string, value: string): Sql {
  const at = order.indexOf(value)
  const compare = Object.hasOwn(RANKED, operator) ? RANKED[operator] : undefined
  const wanted = at === -1 || !compare ? [] : order.filter((_one, index) => compare(index, at))
  return wanted.length === 0 ? sql`false` : sql`${by} in (${sql.join(wanted.map((one) => sql.lit(one)))})`
}
