// What the filters of policies may look at, for whoever draws a form for them.
import { z } from 'zod'
import { listFieldRows } from '../../fields/index.ts'
import type { Work } from '../../platform/work.ts'
import { TICKET_TYPES } from '../../tickets/index.ts'
import type { PolicyKind } from '../schema.ts'
import { FILTER_FIELDS } from './filter.ts'

const definition = z.object({
  title: z.string(),
  value: z.string(),
  group: z.string(),
  target: z.string().nullable(),
  operators: z.array(z.object({ title: z.string(), value: z.string() })),
  values: z.object({ type: z.string(), list: z.array(z.object({ title: z.string(), value: z.string().nullable() })) }),
})
type Definition = z.input<typeof definition>
export const definitionsReply = z.object({
  definitions: z.object({ all: z.array(definition), any: z.array(definition) }),
})

const TITLES: Record<string, string> = {
  is: 'Is',
  is_not: 'Is not',
  includes: 'Contains at least one of the following',
  not_includes: 'Contains none of the following',
  less_than: 'Before',
  less_than_equal: 'Before or on',
  greater_than: 'After',
  greater_than_equal: 'After or on',
}
const FIELD_TYPES = ['tagger', 'multiselect', 'checkbox']

export async function definitionsOf(work: Work, kind: PolicyKind): Promise<{ all: Definition[]; any: Definition[] }> {
  const operatorsOf = (names: readonly string[]) => names.map((value) => ({ title: TITLES[value] ?? value, value }))
  const own = Object.entries(FILTER_FIELDS)
    .filter(([name]) => kind === 'ticket' || name === 'group_id')
    .map(
      ([value, field]): Definition => ({
        title: field.title,
        value,
        group: field.group,
        target: null,
        operators: operatorsOf(field.operators),
        values: {
          type: field.kind === 'type' ? 'list' : field.kind === 'id' ? 'id' : 'text',
          list: field.kind === 'type' ? TICKET_TYPES.map((one) => ({ title: one, value: one })) : [],
        },
      }),
    )
  if (kind === 'group') return { all: own, any: [] }
  const rows = (await listFieldRows(work, 'ticket')).filter(
    (row) => row.active && !row.system && FIELD_TYPES.includes(row.type),
  )
  const custom = rows.map(
    (row): Definition => ({
      title: row.title,
      value: `ticket_fields_${row.id}`,
      group: 'ticket',
      target: null,
      operators: operatorsOf(['is', 'is_not', 'includes', 'not_includes']),
      values: {
        type: 'list',
        list:
          row.type === 'checkbox'
            ? ['true', 'false'].map((value) => ({ title: value, value }))
            : row.options.map((option) => ({ title: option.name, value: option.value })),
      },
    }),
  )
  const all = [...own, ...custom]
  return { all, any: all }
}
