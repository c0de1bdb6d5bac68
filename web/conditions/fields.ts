/**
 * What a condition can be about, as the builder shows it: in the reader's words, with the operators that make sense for
 * the kind of field, and the control with which a value is given. Pure.
 */
import type { Condition, ConditionDefinition } from '../api/conditions.ts'
import type { DeskField } from '../api/fields.ts'
import { t } from '../language/text.ts'
import { fieldWords, operatorWords, textOperatorWords, valueWords } from './words.ts'

/** How a value is given. `none` stands for operators without one. */
export type Control = 'choice' | 'choices' | 'tags' | 'text' | 'number' | 'date' | 'user' | 'organization' | 'none'

export interface Choice {
  value: string
  label: string
}

export interface ConditionField {
  subject: string
  title: string
  group: string
  control: Exclude<Control, 'choices' | 'none'>
  choices: readonly Choice[]
  operators: readonly { value: string; label: string; isTerminal: boolean }[]
}

/** What the desk has that conditions can name. */
export interface DeskLists {
  agents: readonly Choice[]
  groups: readonly Choice[]
  brands: readonly Choice[]
  forms: readonly Choice[]
  statuses: readonly Choice[]
  schedules: readonly Choice[]
  languages: readonly Choice[]
  fields: readonly Pick<DeskField, 'id' | 'type'>[]
}

const CUSTOM = /^(?:custom_fields|ticket_fields)_(\d+)$/
const presence = ['present', 'not_present']
const order = ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal']
const changes = ['changed', 'not_changed', 'value', 'value_previous', 'not_value', 'not_value_previous']
const days = ['within_previous_n_days', 'within_next_n_days']
const severalOf = ['includes', 'not_includes']

/** Operators that mean something for a custom field of a type; the server lists them all for each. */
const ofCustomType: Readonly<Record<string, readonly string[]>> = {
  tagger: ['is', 'is_not', ...severalOf, ...presence, ...changes],
  multiselect: [...severalOf, ...presence, ...changes],
  checkbox: ['is', ...changes],
  integer: ['is', 'is_not', ...order, ...presence, ...changes],
  decimal: ['is', 'is_not', ...order, ...presence, ...changes],
  date: ['is', ...order, ...days, ...presence, ...changes],
}
const ofOtherTypes = ['is', 'is_not', ...presence, ...changes]

const numbers = ['reopens', 'replies', 'agent_stations', 'exact_created_at']
const roles = ['end_user', 'agent', 'admin']

export function conditionFieldOf(definition: ConditionDefinition, lists: DeskLists): ConditionField {
  const { subject, title, group } = definition
  const custom = CUSTOM.exec(subject)
  const type = custom ? (lists.fields.find((field) => String(field.id) === custom[1])?.type ?? 'text') : null
  const choices = choicesOf(definition, type, lists)
  const control = controlOfField(definition, type, choices)
  const own = fieldWords[subject]
  return {
    subject,
    title: own ? t(own) : title,
    group: custom || !['ticket', 'requester', 'organization', 'hours', 'update'].includes(group) ? 'custom' : group,
    control,
    choices,
    operators: definition.operators
      .filter(({ value }) => isSensible(value, definition, type, control))
      .map(({ value, title: theirs, terminal }) => {
        const words =
          (control === 'tags' || control === 'text' ? textOperatorWords[value] : undefined) ?? operatorWords[value]
        return { value, label: words ? t(words) : theirs, isTerminal: terminal }
      }),
  }
}

function controlOfField(
  { subject, group }: ConditionDefinition,
  type: string | null,
  choices: readonly Choice[],
): ConditionField['control'] {
  if (subject === 'current_tags') return 'tags'
  if (subject === 'requester_id') return 'user'
  if (subject === 'organization_id') return 'organization'
  if (choices.length > 0) return 'choice'
  if (type === 'date') return 'date'
  if (group === 'hours' || numbers.includes(subject) || type === 'integer' || type === 'decimal') return 'number'
  return 'text'
}

function isSensible(
  operator: string,
  { subject, values }: ConditionDefinition,
  type: string | null,
  control: ConditionField['control'],
): boolean {
  if (type !== null) return (ofCustomType[type] ?? ofOtherTypes).includes(operator)
  if (control === 'tags') return severalOf.includes(operator)
  if (control === 'user' || control === 'organization') return !severalOf.includes(operator)
  const isYesOrNo = values?.length === 2 && values.every(({ value }) => value === 'true' || value === 'false')
  if (isYesOrNo || subject === 'role' || subject === 'requester_role') return operator === 'is' || operator === 'is_not'
  return true
}

const specials: Readonly<Record<string, readonly string[]>> = {
  assignee_id: ['current_user', 'requester_id'],
  group_id: ['current_groups'],
  requester_id: ['current_user', 'assignee_id'],
}

const listOf: Readonly<Record<string, Exclude<keyof DeskLists, 'fields'>>> = {
  assignee_id: 'agents',
  group_id: 'groups',
  brand_id: 'brands',
  ticket_form_id: 'forms',
  custom_status_id: 'statuses',
  within_schedule: 'schedules',
  schedule_id: 'schedules',
  locale_id: 'languages',
}

function choicesOf(
  { subject, nullable, values }: ConditionDefinition,
  type: string | null,
  lists: DeskLists,
): readonly Choice[] {
  const word = (value: string): Choice => ({ value, label: valueLabel(subject, value) ?? value })
  const list = listOf[subject]
  const nothing = nullable ? [{ value: '', label: t('rule.value.none') }] : []
  if (subject === 'requester_id') return (specials.requester_id ?? []).map(word)
  if (list) return [...(specials[subject] ?? []).map(word), ...lists[list], ...nothing]
  if (subject === 'role' || subject === 'requester_role') return roles.map(word)
  if (type === 'checkbox') return ['true', 'false'].map(word)
  if (!values || values.length === 0) return []
  const isYesOrNo = values.some(({ value }) => value === 'true')
  return [
    ...values.map(({ value, title }) => ({ value, label: (type === null && valueLabel(subject, value)) || title })),
    ...(isYesOrNo ? [] : nothing),
  ]
}

function valueLabel(subject: string, value: string): string | null {
  const words = valueWords[subject]?.[value] ?? valueWords.any?.[value]
  return words ? t(words) : null
}

/** The control for the value of a condition on this field with this operator. */
export function controlOf(field: ConditionField, operator: string): Control {
  if (field.operators.find((one) => one.value === operator)?.isTerminal || presence.includes(operator)) return 'none'
  if (operator === 'changed' || operator === 'not_changed') return 'none'
  if (field.control === 'choice' && severalOf.includes(operator)) return 'choices'
  if (field.control === 'date' && days.includes(operator)) return 'number'
  return field.control
}

/** The values of a condition as a list. */
export function valuesOf({ value }: Pick<Condition, 'value'>): string[] {
  return value === null ? [] : [value].flat()
}

/** A new condition on a field: its first operator, and the first value where there is one to choose. */
export function conditionOn(field: ConditionField): Condition {
  const operator = field.operators[0]?.value ?? 'is'
  return { field: field.subject, operator, value: emptyValue(field, operator) }
}

/** The same condition with another operator; the value stays where the control for it does. */
export function withOperator(field: ConditionField, condition: Condition, operator: string): Condition {
  const [before, after] = [controlOf(field, condition.operator), controlOf(field, operator)]
  if (before === after) return { ...condition, operator }
  if (before === 'choice' && after === 'choices') return { ...condition, operator, value: valuesOf(condition) }
  if (before === 'choices' && after === 'choice')
    return { ...condition, operator, value: valuesOf(condition)[0] ?? emptyValue(field, operator) }
  return { ...condition, operator, value: emptyValue(field, operator) }
}

function emptyValue(field: ConditionField, operator: string): Condition['value'] {
  const control = controlOf(field, operator)
  if (control === 'none') return null
  if (control === 'choices') return []
  return control === 'choice' || control === 'user' ? (field.choices[0]?.value ?? '') : ''
}

/** True where something has still to be filled in: such a condition is not sent. */
export function isIncomplete(condition: Condition, field: ConditionField | undefined): boolean {
  if (!field) return false
  const control = controlOf(field, condition.operator)
  if (control === 'none' || control === 'choice') return false
  const values = valuesOf(condition)
  return values.length === 0 || (control !== 'choices' && values.every((value) => value.trim() === ''))
}
