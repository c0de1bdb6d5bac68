// The order of a view's tickets: by one column, or in groups of one and by another within. Two columns become one text
// that sorts like both, so that one cursor walks them.
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { SortKey } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import type { Execution } from '../schema.ts'
import { type Column, findColumn } from './columns.ts'

export interface Order {
  key: SortKey
  descending: boolean
}

const BY_ID: Order = { key: { by: sql`t.id`, type: 'bigint' }, descending: true }

/** The order of a view as it is saved, or as a request changes it. What is gone no longer orders. */
export async function orderOf(work: Work, execution: Execution): Promise<Order> {
  const group = execution.group_by === null ? null : await findColumn(work, execution.group_by)
  const sort = execution.sort_by === null ? null : await findColumn(work, execution.sort_by)
  const [by_group, by_sort] = [sortable(group, execution.group_order), sortable(sort, execution.sort_order)]
  if (!by_group) return by_sort ?? BY_ID
  const within = by_sort ?? BY_ID
  const key: SortKey = {
    by: sql`((${sortText(by_group)} || ${sortText(within)}) collate "C")`,
    type: 'text',
  }
  return { key, descending: false }
}

function sortable(column: Column | null, order: 'asc' | 'desc'): Order | null {
  return column?.sort ? { key: column.sort, descending: order === 'desc' } : null
}

/** Larger than any id, instant in microseconds or scaled number that sorts here. */
const OFFSET = '100000000000000000'
const DIGITS = 18

/** A value as text of one length that sorts the same way; nothing comes last, and first when descending. */
function sortText({ key, descending }: Order): RawBuilder<unknown> {
  const sign = sql.raw(descending ? '-' : '+')
  const nothing = sql.lit((descending ? '!' : '~').repeat(DIGITS))
  return sql`coalesce(lpad((${sql.raw(OFFSET)}::bigint ${sign} ${asNumber(key)})::text, ${sql.raw(String(DIGITS))}, '0'), ${nothing})`
}

function asNumber({ by, type }: SortKey): RawBuilder<unknown> {
  switch (type) {
    case 'bigint':
      return sql`(${by})::bigint`
    case 'timestamptz':
      return sql`(extract(epoch from ${by}) * 1000000)::bigint`
    case 'text':
      // Days, as 2026-01-31.
      return sql`replace(${by}, '-', '')::bigint`
  }
}
