// The facts about fields, forms and statuses. Titles are an admin's words and go to the sealed part like all text.
import { z } from 'zod'
import { event } from '../platform/events.ts'
import { FIELD_OWNERS } from './schema.ts'

const words = z.record(z.string(), z.unknown())
const of = z.enum(FIELD_OWNERS)
const changed = z.object({ fields: z.array(z.string()) })

export const fieldCreated = event({
  type: 'field.created',
  subject: 'field',
  summary: 'A field of tickets, people or organisations was created',
  data: z.object({ of, type: z.string() }),
  sealed: words,
})
export const fieldUpdated = event({
  type: 'field.updated',
  subject: 'field',
  summary: 'A field changed; `fields` names what did',
  data: changed.extend({ of }),
  sealed: words,
})
export const fieldDeleted = event({
  type: 'field.deleted',
  subject: 'field',
  summary: 'A field was deleted; values of it are kept and no longer shown',
  data: z.object({ of }),
  sealed: words,
})
export const fieldOptionsChanged = event({
  type: 'field.options_changed',
  subject: 'field',
  summary: 'Options of a drop-down or multi-select were written or taken away',
  data: z.object({ of, written_ids: z.array(z.number()), deleted_ids: z.array(z.number()) }),
})
export const fieldsReordered = event({
  type: 'field.reordered',
  subject: 'account',
  summary: 'The fields of tickets, people or organisations got another order',
  data: z.object({ of, ids: z.array(z.number()) }),
})
export const ticketFormCreated = event({
  type: 'ticket_form.created',
  subject: 'ticket_form',
  summary: 'A ticket form was created',
  data: z.object({}),
  sealed: words,
})
export const ticketFormUpdated = event({
  type: 'ticket_form.updated',
  subject: 'ticket_form',
  summary: 'A ticket form changed; `fields` names what did',
  data: changed,
  sealed: words,
})
export const ticketFormDeleted = event({
  type: 'ticket_form.deleted',
  subject: 'ticket_form',
  summary: 'A ticket form was deleted; tickets keep its number',
  data: z.object({}),
  sealed: words,
})
export const ticketFormsReordered = event({
  type: 'ticket_form.reordered',
  subject: 'account',
  summary: 'The ticket forms got another order',
  data: z.object({ ids: z.array(z.number()) }),
})
export const customStatusCreated = event({
  type: 'custom_status.created',
  subject: 'custom_status',
  summary: 'A status was created',
  data: z.object({ status_category: z.string() }),
  sealed: words,
})
export const customStatusUpdated = event({
  type: 'custom_status.updated',
  subject: 'custom_status',
  summary: 'A status changed; `fields` names what did',
  data: changed,
  sealed: words,
})
export const customStatusDeleted = event({
  type: 'custom_status.deleted',
  subject: 'custom_status',
  summary: 'A status was deleted',
  data: z.object({}),
  sealed: words,
})
export const customStatusesDefaulted = event({
  type: 'custom_status.defaults_changed',
  subject: 'account',
  summary: 'Other statuses became the defaults of their categories',
  data: z.object({ ids: z.array(z.number()) }),
})

export const FIELD_EVENTS = [
  fieldCreated,
  fieldUpdated,
  fieldDeleted,
  fieldOptionsChanged,
  fieldsReordered,
  ticketFormCreated,
  ticketFormUpdated,
  ticketFormDeleted,
  ticketFormsReordered,
  customStatusCreated,
  customStatusUpdated,
  customStatusDeleted,
  customStatusesDefaulted,
]
