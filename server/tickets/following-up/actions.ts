// Following up a closed ticket: a new ticket that starts with the subject, the fields and the tags of the closed one.
import { listFieldRows, shownFieldValues } from '../../fields/index.ts'
import { invalid } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import type { NewTicket } from '../actions.ts'
import { type FieldInput, heldValues } from '../custom-fields.ts'
import { findTicket, listTags, placeOfTicket, type TicketContent, type TicketRow } from '../queries.ts'

/** The closed ticket that a new one follows up; null for one that is not closed, which has no effect, as with Zendesk. */
export async function closedSource(work: Work, id: number): Promise<TicketRow | null> {
  const source = await findTicket(work, id)
  if (!source) throw invalid('via_followup_source_id', 'Follow-up source: not found', 'RecordNotFound')
  return source.status === 'closed' ? source : null
}

/** A new ticket with what it takes over from the closed one; what it says itself comes first. */
export async function followUp(work: Work, source: TicketRow, input: NewTicket): Promise<NewTicket> {
  const content = work.sealing.open<TicketContent>(placeOfTicket(source.id), source.sealed)
  const given = new Set((input.custom_fields ?? []).map((field) => field.id))
  // Fields and options that were taken away since are left behind.
  const rows = await listFieldRows(work, 'ticket')
  const taken: FieldInput[] = shownFieldValues(rows, heldValues(source, content)).filter(
    (field) => field.value !== null && !given.has(field.id),
  )
  const subject = input.subject ?? content.subject
  return {
    ...input,
    subject,
    tags: input.tags ?? (await listTags(work, [source.id])).get(source.id) ?? [],
    custom_fields: [...(input.custom_fields ?? []), ...taken],
    ticket_form_id: input.ticket_form_id === undefined ? source.ticket_form_id : input.ticket_form_id,
    brand_id: input.brand_id === undefined ? source.brand_id : input.brand_id,
    type: input.type === undefined ? source.type : input.type,
    priority: input.priority === undefined ? source.priority : input.priority,
    followup_source_id: source.id,
    via_channel: 'closed_ticket',
    source: { from: { ticket_id: source.id, subject: content.subject }, to: {}, rel: 'follow_up' },
  }
}
