/** Which custom fields a ticket shows: those of its form whose conditions are met. The server decides again. Pure. */
import type { DeskField, FormCondition, TicketForm } from '../../../api/fields.ts'
import type { Ticket } from '../../../api/shapes.ts'

/** Types of fields that the system has of its own; the page draws those elsewhere. */
const SYSTEM_TYPES = new Set([
  'subject',
  'description',
  'status',
  'tickettype',
  'priority',
  'group',
  'assignee',
  'custom_status',
  'basic_priority',
])

export const isCustom = (field: DeskField): boolean => !SYSTEM_TYPES.has(field.type)

export type Values = ReadonlyMap<number, unknown>

/** Every value a condition may look at: custom ones by id, and the system's own by the id of their field. */
export function valuesOf(ticket: Ticket, fields: readonly DeskField[]): Values {
  const own: Record<string, unknown> = {
    status: ticket.status,
    tickettype: ticket.type,
    priority: ticket.priority,
    group: ticket.group_id,
    assignee: ticket.assignee_id,
    custom_status: ticket.custom_status_id,
  }
  return new Map([
    ...fields.filter((field) => field.type in own).map((field) => [field.id, own[field.type]] as const),
    ...(ticket.custom_fields ?? []).map((field) => [field.id, field.value] as const),
  ])
}

function isMet(condition: FormCondition, values: Values): boolean {
  const value = values.get(condition.parent_field_id) ?? null
  if (Array.isArray(value)) return value.some((one) => String(one) === condition.value)
  return value === null ? condition.value === 'false' : String(value) === condition.value
}

/** The custom fields to draw, in the form's order; without a form all active ones. */
export function shownFields(fields: readonly DeskField[], form: TicketForm | null, values: Values): DeskField[] {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const order = form ? form.ticket_field_ids : fields.map((field) => field.id)
  const conditions = form?.agent_conditions ?? []
  const shows = (id: number, above: readonly number[]): boolean => {
    if (!byId.get(id)?.active || above.includes(id)) return false
    const rules = conditions.filter((condition) => condition.child_fields.some((child) => child.id === id))
    return (
      rules.length === 0 || rules.some((rule) => isMet(rule, values) && shows(rule.parent_field_id, [...above, id]))
    )
  }
  return order.flatMap((id) => {
    const field = byId.get(id)
    return field && isCustom(field) && shows(id, []) ? [field] : []
  })
}
