// Requests of people who are not signed in. Anybody can write any address into one: so nothing in the answer depends on
// whose it is, and what is made of it later never speaks for anybody, copies nobody and sets no mail off to a customer.
import { countAttempt, sourceOf } from '../../../access/index.ts'
import { accountSettings } from '../../../accounts/index.ts'
import { noFieldValues } from '../../../fields/index.ts'
import { findOrCreateRequester } from '../../../people/index.ts'
import { normaliseAddress } from '../../../platform/addresses.ts'
import { type FieldErrors, invalid, Refusal } from '../../../platform/errors.ts'
import type { Work } from '../../../platform/work.ts'
import { createTicket } from '../../actions.ts'
import { prepareComment, type Saying } from '../../comments/say.ts'
import { changeFields, requireFields } from '../../custom-fields.ts'
import { requestReceived } from '../../events.ts'
import { checkPlaces } from '../../places.ts'
import { nextTicketNumber } from '../../queries.ts'
import { insertUnknownRequest, type UnknownRequest } from './queries.ts'

const HOUR_S = 3_600
/** Requests of one place within an hour; an office shares one. */
const PER_SOURCE = { name: 'anonymous_source', most: 30, window_s: HOUR_S }
/** All of them to one desk: whoever has many places must not bury it. */
const PER_DESK = { name: 'anonymous_desk', most: 1_000, window_s: HOUR_S }
export const TAKE_REQUEST_JOB = 'tickets.take_request'

/** What a client wrote, with its shape checked. */
export interface GivenRequest extends Omit<UnknownRequest, 'ticket_id' | 'name' | 'email'> {
  requester?: { name?: string; email: string }
  uploads?: readonly string[]
  via_followup_source_id?: number | null
}

/** `requester` of a request that names nobody else, as Zendesk refuses it. */
function requesterOf({ requester }: GivenRequest): { name: string; email: string } {
  const details: FieldErrors = {}
  const name = requester?.name?.trim() ?? ''
  if (!requester) details.requester = [{ description: 'Requester: cannot be blank', error: 'BlankValue' }]
  else {
    if (name === '') details.name = [{ description: 'Name: cannot be blank', error: 'BlankValue' }]
    if (requester.email.trim() === '') details.email = [{ description: 'Email: cannot be blank', error: 'BlankValue' }]
    else if (normaliseAddress(requester.email) === null)
      details.email = [{ description: 'Email: is not properly formatted', error: 'InvalidFormat' }]
  }
  if (!requester || Object.keys(details).length > 0) throw new Refusal('invalid', undefined, { details })
  return { name, email: requester.email.trim() }
}

/** A comment of somebody who wrote down an address and proved nothing. */
function sayingOf(request: Pick<UnknownRequest, 'body' | 'html_body' | 'email'>, author_id: number): Saying {
  const { body, html_body, email } = request
  return { kind: 'reply', author_id, by_staff: false, body, html_body, via_channel: 'api', undo_ms: 0, unproven: email }
}

/**
 * Receives a request of somebody who is not signed in; a job makes a ticket of it. Returns the number it will have. 401
 * where the desk takes none; 422 for what a signed-in customer could not write either; 429 beyond the limits.
 */
export async function receiveRequest(work: Work, given: GivenRequest): Promise<UnknownRequest> {
  const { requests } = await accountSettings(work)
  if (!requests.anybody_can_submit) throw new Refusal('not_signed_in')
  for (const [limit, key] of [
    [PER_SOURCE, sourceOf(work.origin.ip)],
    [PER_DESK, 'all'],
  ] as const) {
    const reached = await countAttempt(work, limit, key)
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
  }
  const { requester: _requester, uploads, via_followup_source_id, ...parts } = given
  const person = requesterOf(given)
  if (uploads && uploads.length > 0) throw invalid('uploads', 'Uploads: sign in to enclose files')
  if (via_followup_source_id) throw invalid('via_followup_source_id', 'Follow-up source: not found', 'RecordNotFound')
  await checkPlaces(work, parts)
  const request: UnknownRequest = { ...parts, ...person, ticket_id: await nextTicketNumber(work) }
  // Looked at here, while somebody can still mend it.
  prepareComment(work, request.ticket_id, sayingOf(request, 0))
  const fields = await changeFields(work, noFieldValues(), request.custom_fields, null)
  const judged = {
    status: 'new' as const,
    custom_status_id: null,
    type: request.type ?? null,
    priority: request.priority ?? null,
    ticket_form_id: request.ticket_form_id ?? null,
  }
  await requireFields(work, judged, fields?.after ?? noFieldValues(), 'customer')
  const request_id = await insertUnknownRequest(work, request)
  work.record(requestReceived, request.ticket_id, {})
  work.addJob(TAKE_REQUEST_JOB, { account_id: work.account_id, request_id })
  return request
}

/** Makes the ticket of a request; its address becomes an unproven customer's where nobody has it. */
export async function openRequest(work: Work, request: UnknownRequest): Promise<number> {
  const { email, name, due_at } = request
  const requester = await findOrCreateRequester(work, { email, name, verified: false })
  const { id } = await createTicket(work, {
    id: request.ticket_id,
    subject: request.subject,
    requester_id: requester.id,
    submitter_id: requester.id,
    priority: request.priority,
    type: request.type,
    due_at: due_at == null ? due_at : new Date(due_at),
    custom_fields: request.custom_fields,
    ticket_form_id: request.ticket_form_id,
    saying: sayingOf(request, requester.id),
  })
  return id
}
