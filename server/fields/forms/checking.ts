// What a form's fields and conditions must be before they are saved: fields that exist, values their parents can
// have, and no circle of fields that wait for each other.
import { type FieldError, Refusal } from '../../platform/errors.ts'
import type { FieldRow } from '../schema.ts'
import { systemOptions } from '../system-fields.ts'
import type { Condition, FormRow } from './schema.ts'

const PARENT_TYPES: readonly string[] = ['checkbox', 'tagger', 'multiselect', 'tickettype', 'priority', 'status']

/** 422 with the first thing that is wrong. Returns the form with `parent_field_type` filled in. */
export function checkForm(form: FormRow, rows: readonly FieldRow[]): FormRow {
  const by_id = new Map(rows.map((row) => [row.id, row]))
  if (form.ticket_field_ids.some((id) => !by_id.has(id)))
    throw wrong('ticket_field_ids', 'Ticket field ids: has one of no field', 'RecordNotFound')
  const check = (name: 'agent_conditions' | 'end_user_conditions', title: string): Condition[] => {
    const checked = form[name].map((condition) => {
      const parent = by_id.get(condition.parent_field_id)
      const in_form = (id: number) => form.ticket_field_ids.includes(id)
      if (!parent || !in_form(parent.id)) throw wrong(name, `${title}: a parent is not a field of this form`)
      if (!PARENT_TYPES.includes(parent.type)) throw wrong(name, `${title}: ${parent.title} cannot be a parent`)
      const value = condition.value.trim().toLowerCase()
      if (!possibleValues(parent).includes(value)) throw wrong(name, `${title}: ${parent.title} cannot have this value`)
      for (const child of condition.child_fields) {
        if (!in_form(child.id)) throw wrong(name, `${title}: a child is not a field of this form`)
        const row = by_id.get(child.id)
        if (row?.system && row.type !== 'tickettype' && row.type !== 'priority')
          throw wrong(name, `${title}: ${row.title} is always shown`)
      }
      return { ...condition, value, parent_field_type: parent.type }
    })
    if (hasCircle(checked)) throw wrong(name, `${title}: a field cannot wait for itself`)
    return checked
  }
  return {
    ...form,
    ticket_field_ids: [...new Set(form.ticket_field_ids)],
    agent_conditions: check('agent_conditions', 'Agent conditions'),
    end_user_conditions: check('end_user_conditions', 'End user conditions'),
  }
}

/** The forms that have the field in a condition, by name. */
export function formsWithConditionOn(forms: readonly FormRow[], field_id: number): string[] {
  const names_it = (condition: Condition) =>
    condition.parent_field_id === field_id || condition.child_fields.some((child) => child.id === field_id)
  return forms
    .filter((form) => form.agent_conditions.some(names_it) || form.end_user_conditions.some(names_it))
    .map((form) => form.name)
}

function possibleValues(parent: FieldRow): string[] {
  if (parent.type === 'checkbox') return ['true', 'false']
  const values = parent.system ? systemOptions(parent) : parent.options
  return values.map((option) => option.value)
}

/** Takes away fields that wait for nobody, until none is left or the rest wait for each other. */
function hasCircle(conditions: readonly Condition[]): boolean {
  let waiting = conditions.flatMap((condition) =>
    condition.child_fields.map((child) => ({ child: child.id, parent: condition.parent_field_id })),
  )
  for (;;) {
    const children = new Set(waiting.map((pair) => pair.child))
    const left = waiting.filter((pair) => children.has(pair.parent))
    if (left.length === waiting.length) return left.length > 0
    waiting = left
  }
}

function wrong(field: string, description: string, error: FieldError['error'] = 'InvalidValue'): Refusal {
  return new Refusal('invalid', undefined, { details: { [field]: [{ description, error }] } })
}
