// The lists by which clients build their forms: which conditions and actions a rule can have, from the same tables that
// check them.
import { z } from 'zod'
import { listFieldRows } from '../fields/index.ts'
import type { Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import { ACTIONS, type ActionEntry } from './actions/table.ts'
import type { RuleKind } from './conditions/condition.ts'
import { customField } from './conditions/custom-fields.ts'
import { OPERATOR_TITLES, VALUELESS } from './conditions/operators.ts'
import { type ConditionField, FIELDS } from './conditions/table.ts'

const valueSchema = z.object({ value: z.string(), title: z.string(), enabled: z.boolean() })
const operatorSchema = z.object({ value: z.string(), title: z.string(), terminal: z.boolean() })
const common = {
  title: z.string(),
  subject: z.string(),
  type: z.string(),
  group: z.string(),
  nullable: z.boolean(),
  repeatable: z.boolean(),
  values: z.array(valueSchema).optional(),
}
const conditionDefinition = z.object({ ...common, operators: z.array(operatorSchema) })
const actionDefinition = z.object(common)
export const definitionsSchema = z.object({
  conditions_all: z.array(conditionDefinition),
  conditions_any: z.array(conditionDefinition),
  actions: z.array(actionDefinition),
})
export const definitionsReply = z.object({ definitions: definitionsSchema })

const valuesOf = (values: readonly string[] | undefined) =>
  values?.map((value) => ({ value, title: value, enabled: true }))

function describe(subject: string, title: string, entry: ConditionField) {
  return {
    title,
    subject,
    type: entry.values ? 'list' : entry.kind === 'tags' ? 'autocomplete' : 'text',
    group: entry.group,
    nullable: entry.nullable ?? false,
    repeatable: entry.kind === 'tags' || entry.kind === 'text',
    values: valuesOf(entry.values),
    operators: entry.operators.map((value) => ({
      value,
      title: OPERATOR_TITLES[value] ?? value,
      terminal: VALUELESS.has(value),
    })),
  }
}

const describeAction = (subject: string, title: string, entry: ActionEntry) => ({
  title,
  subject,
  type: entry.type,
  group: entry.group,
  nullable: entry.takes(''),
  repeatable: entry.repeatable ?? false,
  values: valuesOf(entry.values),
})

/** The conditions that a rule of this kind can have, custom fields included. */
export async function conditionDefinitions(work: Work, kind: RuleKind) {
  const fields = (await listFieldRows(work, 'ticket')).filter((row) => !row.system && row.active)
  const custom = fields.flatMap((row) => {
    const subject = `${kind === 'sla' ? 'ticket_fields_' : 'custom_fields_'}${row.id}`
    const entry = customField(subject)
    if (!entry) return []
    const options = row.options.map((option) => ({ value: option.value, title: option.name, enabled: true }))
    return [
      { ...describe(subject, row.title, entry), ...(options.length > 0 ? { type: 'list', values: options } : {}) },
    ]
  })
  const fixed = Object.entries(FIELDS)
    .filter(([, entry]) => entry.allowed_in.includes(kind) && !entry.not_here)
    .map(([subject, entry]) => describe(subject, entry.title, entry))
  return [...fixed, ...custom]
}

/** The actions that a rule of this kind can have. */
export async function actionDefinitions(work: Work, kind: ActionKind) {
  const fields = (await listFieldRows(work, 'ticket')).filter((row) => !row.system && row.active)
  const custom = fields.map((row) => ({
    title: row.title,
    subject: `custom_fields_${row.id}`,
    type: row.options.length > 0 ? 'list' : 'text',
    group: 'ticket',
    nullable: true,
    repeatable: false,
    values:
      row.options.length > 0
        ? row.options.map((option) => ({ value: option.value, title: option.name, enabled: true }))
        : undefined,
  }))
  const fixed = Object.entries(ACTIONS)
    .filter(([, entry]) => entry.allowed_in.includes(kind) && !entry.not_here)
    .map(([subject, entry]) => describeAction(subject, entry.title, entry))
  return [...fixed, ...custom]
}

export async function definitionsOf(work: Work, kind: 'trigger' | 'automation') {
  const conditions = await conditionDefinitions(work, kind)
  return { conditions_all: conditions, conditions_any: conditions, actions: await actionDefinitions(work, kind) }
}
