// What conditions of views there are, for whoever builds a view: fields with their operators and values.
import { z } from 'zod'
import { listFieldRows } from '../fields/index.ts'
import type { Work } from '../platform/work.ts'
import { type ConditionField, FIELDS, findConditionField, OPERATOR_TITLES, VALUELESS } from '../rules/index.ts'
import { isViewField } from './conditions/check.ts'

const entry = z.object({
  title: z.string(),
  subject: z.string(),
  type: z.enum(['list', 'text', 'number', 'date']),
  group: z.string(),
  nullable: z.boolean(),
  repeatable: z.boolean(),
  operators: z.array(z.object({ value: z.string(), title: z.string(), terminal: z.boolean() })),
  values: z.array(z.object({ value: z.string(), title: z.string(), enabled: z.boolean() })),
})
export const definitionsReply = z.object({
  definitions: z.object({ conditions_all: z.array(entry), conditions_any: z.array(entry) }),
})
type Entry = z.output<typeof entry>

const OF_CHANGES = new Set(['changed', 'not_changed', 'value', 'value_previous', 'not_value', 'not_value_previous'])

function entryOf(subject: string, title: string, field: ConditionField, values: Entry['values']): Entry {
  return {
    title,
    subject,
    type: values.length > 0 ? 'list' : field.group === 'hours' ? 'number' : 'text',
    group: field.group,
    nullable: field.nullable ?? false,
    repeatable: true,
    operators: field.operators
      .filter((operator) => !OF_CHANGES.has(operator))
      .map((value) => ({ value, title: OPERATOR_TITLES[value] ?? value, terminal: VALUELESS.has(value) })),
    values,
  }
}

export async function definitionsOf(work: Work): Promise<z.output<typeof definitionsReply>> {
  const plain = Object.entries(FIELDS)
    .filter(([name, field]) => field.allowed_in.includes('view') && !field.not_here && isViewField(name))
    .map(([name, field]) =>
      entryOf(
        name,
        field.title,
        field,
        (field.values ?? []).map((value) => ({ value, title: value, enabled: true })),
      ),
    )
  const rows = (await listFieldRows(work, 'ticket')).filter((row) => row.active && !row.system)
  const custom = rows.flatMap((row) => {
    const subject = `custom_fields_${row.id}`
    const field = findConditionField(subject)
    const values = row.options.map((option) => ({ value: option.value, title: option.name, enabled: true }))
    return field ? [entryOf(subject, row.title, field, values)] : []
  })
  const all = [...plain, ...custom]
  return { definitions: { conditions_all: all, conditions_any: all } }
}
