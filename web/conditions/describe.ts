/** Conditions, and what differs in a ticket, in words. Pure. */
import type { Condition } from '../api/conditions.ts'
import { t } from '../language/text.ts'
import { type ConditionField, valuesOf } from './fields.ts'

/** The field that a change is about: events name tags and custom fields otherwise than conditions do. */
function fieldOf(fields: readonly ConditionField[], name: string): ConditionField | undefined {
  const subject = name === 'tags' ? 'current_tags' : /^\d+$/.test(name) ? `custom_fields_${name}` : name
  return fields.find((field) => field.subject === subject)
}

function labelOf(field: ConditionField | undefined, value: string): string {
  if (value === '') return t('rule.value.none')
  return field?.choices.find((choice) => choice.value === value)?.label ?? value
}

/** "Priority is Urgent". What the page does not know keeps the API's names. */
export function conditionInWords(condition: Condition, fields: readonly ConditionField[]): string {
  const field = fields.find((one) => one.subject === condition.field)
  const operator = field?.operators.find((one) => one.value === condition.operator)
  const values = operator?.isTerminal ? [] : valuesOf(condition).map((value) => labelOf(field, value))
  return [field?.title ?? condition.field, operator?.label ?? condition.operator, values.join(', ')]
    .filter(Boolean)
    .join(' ')
}

export function fieldInWords(name: string, fields: readonly ConditionField[]): string {
  return fieldOf(fields, name)?.title ?? name
}

/** The value of a ticket's field: "Anna", "red, blue", "(nothing)". */
export function valueInWords(name: string, value: unknown, fields: readonly ConditionField[]): string {
  const field = fieldOf(fields, name)
  const values = [value ?? ''].flat().map(String)
  return values.length === 0 ? t('rule.value.none') : values.map((one) => labelOf(field, one)).join(', ')
}
