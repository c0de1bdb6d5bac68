// Which fields of a form show, and which must be filled in. Pure: the same rules hold in the API, in the portal and for
// whatever else writes tickets.
import type { Audience } from '../../platform/work.ts'
import type { FieldRow } from '../schema.ts'
import { SYSTEM_FIELD_IDS } from '../system-fields.ts'
import { type FieldValues, noFieldValues } from '../values/reading.ts'
import { fieldValueOf } from '../values/showing.ts'
import type { Condition, FormRow } from './schema.ts'

/** Field id → value as shown, system fields too (status and type as the API names them). */
export type ValuesById = Readonly<Record<string, unknown>>

type FormRules = Pick<FormRow, 'ticket_field_ids' | 'agent_conditions' | 'end_user_conditions'>

/** What `visibleFields` and `requiredFields` look at: custom values, and what the ticket says in columns of its own. */
export function valuesById(
  rows: readonly FieldRow[],
  values: FieldValues | null,
  ticket: { status?: string; custom_status_id?: number | null; type?: string | null; priority?: string | null } = {},
): ValuesById {
  const custom = rows.filter((row) => !row.system).map((row) => [row.id, fieldValueOf(row, values ?? noFieldValues())])
  return {
    ...Object.fromEntries(custom),
    [SYSTEM_FIELD_IDS.status]: ticket.status ?? null,
    [SYSTEM_FIELD_IDS.custom_status]: ticket.custom_status_id ?? null,
    [SYSTEM_FIELD_IDS.tickettype]: ticket.type ?? null,
    [SYSTEM_FIELD_IDS.priority]: ticket.priority ?? null,
  }
}

/**
 * The fields of a form that show, in its order; without a form all active ones. A field that is a child of conditions
 * shows when one of them holds and its parent shows. Customers see what is visible in the portal only.
 */
export function visibleFields(
  rows: readonly FieldRow[],
  form: FormRules | null,
  values: ValuesById,
  audience: Audience,
): FieldRow[] {
  const ids = form?.ticket_field_ids ?? rows.map((row) => row.id)
  const by_id = new Map(rows.map((row) => [row.id, row]))
  const conditions = conditionsFor(form, audience)
  const shows = (id: number, above: readonly number[]): boolean => {
    const row = by_id.get(id)
    if (!row?.active || (audience === 'customer' && !row.visible_in_portal)) return false
    const rules = conditions.filter((condition) => condition.child_fields.some((one) => one.id === id))
    if (rules.length === 0) return true
    // A circle cannot be saved; one that came to be otherwise hides its fields.
    if (above.includes(id)) return false
    return rules.some((rule) => isMet(rule, values) && shows(rule.parent_field_id, [...above, id]))
  }
  return ids.flatMap((id) => {
    const row = by_id.get(id)
    return row && shows(id, []) ? [row] : []
  })
}

/**
 * The visible fields that must have a value. For staff: what is required to solve, and what a condition requires on
 * this status. For customers: what is required in the portal. `status` is the category the ticket is to have; the
 * custom status is read from `values`. Only custom fields, type and priority are ever named.
 */
export function requiredFields(
  rows: readonly FieldRow[],
  form: FormRules | null,
  values: ValuesById,
  status: string,
  audience: Audience = 'staff',
): FieldRow[] {
  const conditions = conditionsFor(form, audience)
  const is_final = status === 'solved' || status === 'closed'
  return visibleFields(rows, form, values, audience).filter((row) => {
    if (row.system && row.type !== 'tickettype' && row.type !== 'priority') return false
    const children = conditions.flatMap((condition) =>
      condition.child_fields
        .filter((one) => one.id === row.id)
        .map((one) => ({ ...one, holds: isMet(condition, values) })),
    )
    if (children.length === 0)
      return audience === 'customer' ? row.required_in_portal && row.editable_in_portal : row.required && is_final
    return children.some((one) => {
      if (!one.holds) return false
      if (audience === 'customer') return one.is_required
      const on = one.required_on_statuses
      if (on === undefined) return one.is_required && is_final
      if (on.type !== 'SOME_STATUSES') return on.type === 'ALL_STATUSES'
      const custom_status_id = Number(values[SYSTEM_FIELD_IDS.custom_status] ?? 0)
      return (
        (on.statuses ?? []).some((one_status) => one_status === status) ||
        (on.custom_statuses ?? []).includes(custom_status_id)
      )
    })
  })
}

/** Those of `requiredFields` that have no value. A required checkbox has to be checked. */
export function missingFields(
  rows: readonly FieldRow[],
  form: FormRules | null,
  values: ValuesById,
  status: string,
  audience: Audience = 'staff',
): FieldRow[] {
  return requiredFields(rows, form, values, status, audience).filter((row) => {
    const value = values[row.id] ?? null
    return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  })
}

function conditionsFor(form: FormRules | null, audience: Audience): readonly Condition[] {
  return (audience === 'staff' ? form?.agent_conditions : form?.end_user_conditions) ?? []
}

function isMet(condition: Condition, values: ValuesById): boolean {
  const value = values[condition.parent_field_id] ?? null
  if (Array.isArray(value)) return value.some((one) => String(one) === condition.value)
  return value === null ? condition.value === 'false' : String(value) === condition.value
}
