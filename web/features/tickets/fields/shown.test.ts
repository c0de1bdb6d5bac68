import { describe, expect, it } from 'vitest'
import type { DeskField, TicketForm } from '../../../api/fields.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { shownFields, valuesOf } from './shown.ts'

const field = (id: number, type: string, more: Partial<DeskField> = {}) =>
  ({ id, type, active: true, ...more }) as DeskField // what the rule reads
const fields = [field(3, 'status'), field(10, 'tagger'), field(11, 'text'), field(12, 'date', { active: false })]
const form = {
  ticket_field_ids: [11, 10, 3, 12],
  agent_conditions: [{ parent_field_id: 10, value: 'broken', child_fields: [{ id: 11, is_required: false }] }],
} as unknown as TicketForm // as above
const ticket = (value: unknown) => ({ status: 'open', custom_fields: [{ id: 10, value }] }) as Ticket // as above

describe('the fields of a ticket', () => {
  it('are the active custom ones of its form, in its order, where their conditions are met', () => {
    const shown = (value: unknown) => shownFields(fields, form, valuesOf(ticket(value), fields)).map((one) => one.id)
    expect(shown('broken')).toEqual([11, 10])
    expect(shown('fine')).toEqual([10])
    expect(shown(null)).toEqual([10])
  })

  it('are all active ones where there is no form, and conditions may look at the status', () => {
    expect(shownFields(fields, null, valuesOf(ticket(null), fields)).map((one) => one.id)).toEqual([10, 11])
    const on_status = {
      ticket_field_ids: [11],
      agent_conditions: [{ parent_field_id: 3, value: 'open', child_fields: [{ id: 11, is_required: false }] }],
    } as unknown as TicketForm // as above
    expect(shownFields(fields, on_status, valuesOf(ticket(null), fields)).map((one) => one.id)).toEqual([11])
  })

  it('end where a circle of conditions begins', () => {
    const circle = {
      ticket_field_ids: [10, 11],
      agent_conditions: [
        { parent_field_id: 10, value: 'x', child_fields: [{ id: 11, is_required: false }] },
        { parent_field_id: 11, value: 'x', child_fields: [{ id: 10, is_required: false }] },
      ],
    } as unknown as TicketForm // as above
    expect(
      shownFields(
        fields,
        circle,
        new Map([
          [10, 'x'],
          [11, 'x'],
        ]),
      ),
    ).toEqual([])
  })
})
