// The verbs on tickets: check, change, record.

import { findDefaultGroup, findFirstGroup, getUser, isMemberOfGroup, organizationOfUser } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { isStaff, type Work } from '../platform/work.ts'
import { type Document, indexDocument } from '../search/index.ts'
import { prepareComment, type Saying } from './comments/say.ts'
import { type Change, ticketCreated, ticketDeleted, ticketUpdated } from './events.ts'
import { mayDeleteTicket, mayEditTicket, statusAfterAssignment, statusAfterCustomerReply } from './policy.ts'
import {
  addTags,
  getTicket,
  insertTicket,
  listTags,
  markTicketDeleted,
  nextTicketNumber,
  placeOfTicket,
  putParticipant,
  removeTags,
  type TicketContent,
  type TicketPatch,
  type TicketRow,
  updateTicketRow,
} from './queries.ts'
import { TAGS_PER_TICKET, type TicketStatus } from './schema.ts'

/** The API's `description` repeats the first public comment up to this many characters. */
export const DESCRIPTION_LENGTH = 8_000

export interface NewTicket {
  subject: string | null
  requester_id: number
  submitter_id: number
  saying: Saying
  status?: TicketStatus
  priority?: TicketRow['priority']
  type?: TicketRow['type']
  assignee_id?: number | null
  group_id?: number | null
  organization_id?: number | null
  external_id?: string | null
  due_at?: Date | null
  tags?: readonly string[]
  ccs?: readonly Participant[]
  recipient?: string | null
}

export interface Participant {
  user_id: number
  kind: 'cc' | 'follower'
  state: 'active' | 'pending'
}

/** Creates a ticket with its first comment. Returns its number, the comment's id and the event's. */
export async function createTicket(
  work: Work,
  input: NewTicket,
): Promise<{ id: number; comment_id: number; event_id: number }> {
  const [id, own_organization_id] = await Promise.all([
    nextTicketNumber(work),
    input.organization_id === undefined ? organizationOfUser(work, input.requester_id) : input.organization_id,
  ])
  const said = prepareComment(work, id, input.saying)
  const assignee_id = input.assignee_id ?? null
  const group_id = await groupFor(work, assignee_id, input.group_id)
  const status = statusAfterAssignment(input.status ?? 'new', assignee_id)
  if (status === 'closed') throw invalid('status', 'Status: a ticket cannot be created closed')
  const is_public = input.saying.kind === 'reply'
  const content: TicketContent = {
    subject: input.subject,
    recipient: input.recipient ?? null,
    source: input.saying.source ?? { from: {}, to: {}, rel: null },
    // A note's words stay in the notes' table.
    description: is_public ? said.text.slice(0, DESCRIPTION_LENGTH) : null,
  }
  const row = {
    id,
    status,
    priority: input.priority ?? null,
    type: input.type ?? null,
    sealed: work.sealing.seal(placeOfTicket(id), content),
    requester_id: input.requester_id,
    submitter_id: input.submitter_id,
    assignee_id,
    group_id,
    organization_id: own_organization_id,
    external_id: input.external_id ?? null,
    via_channel: input.saying.via_channel,
    due_at: input.due_at ?? null,
    comment_count: 1,
    is_public,
    created_at: work.now,
    updated_at: work.now,
  }
  insertTicket(work, row)
  const tags = [...new Set(input.tags ?? [])]
  addTags(work, id, tags)
  for (const participant of input.ccs ?? [])
    await putParticipant(work, { ticket_id: id, ...participant, added_by_id: input.submitter_id })
  const changes: Change[] = [
    ...Object.entries({
      status,
      priority: row.priority,
      type: row.type,
      assignee_id,
      group_id,
      organization_id: row.organization_id,
      requester_id: row.requester_id,
    })
      .filter(([, value]) => value !== null)
      .map(([field_name, value]) => ({ field_name, value, previous_value: null })),
    ...(tags.length > 0 ? [{ field_name: 'tags', value: tags, previous_value: [] }] : []),
  ]
  const event_id = work.record(
    ticketCreated,
    id,
    { requester_id: input.requester_id, changes, comment: said.fact },
    { subject: input.subject },
  )
  await said.write(event_id, input.subject ? [subjectDocument(id, input.subject)] : [])
  return { id, comment_id: said.id, event_id }
}

/** What the index is told of a subject. */
export function subjectDocument(ticket_id: number, text: string): Document {
  return {
    kind: 'ticket',
    record_id: ticket_id,
    part: 'subject',
    part_id: ticket_id,
    internal: false,
    text,
    is_short: true,
  }
}

export interface TicketChange {
  subject?: string | null
  status?: TicketStatus
  priority?: TicketRow['priority']
  type?: TicketRow['type']
  requester_id?: number
  assignee_id?: number | null
  group_id?: number | null
  organization_id?: number | null
  external_id?: string | null
  due_at?: Date | null
  /** Replaces all tags. */
  tags?: readonly string[]
  additional_tags?: readonly string[]
  remove_tags?: readonly string[]
  /** What was changed already about its CCs and followers, to be told with the rest. */
  people?: readonly Change[]
  saying?: Saying
  /** 409 unless the ticket still has this version or this updated_at. */
  expected?: { version?: number; updated_stamp?: string }
}

/** Changes a ticket and says something in it. Returns the ticket before the change, the event and the comment. */
export async function changeTicket(
  work: Work,
  id: number,
  change: TicketChange,
): Promise<{ before: TicketRow; event_id: number | null; comment_id: number | null }> {
  const ticket = await getTicket(work, id, true)
  const by_customer = !isStaff(work.actor)
  if (ticket.status === 'closed')
    throw new Refusal('invalid', undefined, {
      details: { status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }] },
    })
  checkExpected(ticket, change.expected)
  const saying = change.saying
  const patch = by_customer ? {} : await patchFor(work, ticket, change)
  const status = statusFor(work, { ...ticket, ...patch }, change, saying !== undefined && !saying.by_staff)
  if (status !== ticket.status) patch.status = status
  if (status === 'solved' && ticket.status !== 'solved' && !by_customer) requireAssignee(work, ticket, patch)

  const content = work.sealing.open<TicketContent>(placeOfTicket(id), ticket.sealed)
  const has_new_subject = !by_customer && change.subject !== undefined && change.subject !== content.subject
  if (has_new_subject)
    patch.sealed = work.sealing.seal(placeOfTicket(id), { ...content, subject: change.subject ?? null })
  const changes = [...changesOf(ticket, patch), ...(change.people ?? [])]
  if (!by_customer) changes.push(...(await changeTags(work, id, change)))
  const said = saying ? prepareComment(work, id, saying) : null
  if (changes.length === 0 && !said && !has_new_subject) return { before: ticket, event_id: null, comment_id: null }
  await updateTicketRow(work, ticket, patch, said ? 1 : 0)
  const texts = has_new_subject
    ? { subject: change.subject ?? null, previous_subject: content.subject }
    : { subject: null }
  const event_id = work.record(ticketUpdated, id, { changes, comment: said?.fact ?? null }, texts)
  await said?.write(event_id)
  if (has_new_subject) await indexDocument(work, subjectDocument(id, change.subject ?? ''))
  return { before: ticket, event_id, comment_id: said?.id ?? null }
}

function checkExpected(ticket: TicketRow, expected: TicketChange['expected']): void {
  if (!expected) return
  const stamp = expected.updated_stamp === undefined ? null : Math.floor(Date.parse(expected.updated_stamp) / 1000)
  const is_stale =
    (expected.version !== undefined && expected.version !== ticket.version) ||
    (stamp !== null && stamp < Math.floor(ticket.updated_at.getTime() / 1000))
  if (is_stale || Number.isNaN(stamp)) throw new Refusal('conflict')
}

const PLAIN_FIELDS = ['priority', 'type', 'requester_id', 'organization_id', 'external_id', 'due_at'] as const

async function patchFor(work: Work, ticket: TicketRow, change: TicketChange): Promise<TicketPatch> {
  if (!mayEditTicket(work.actor)) throw new Refusal('forbidden')
  const patch: TicketPatch = {}
  for (const field of PLAIN_FIELDS) if (change[field] !== undefined) Object.assign(patch, { [field]: change[field] })
  if (change.assignee_id !== undefined || change.group_id !== undefined) {
    const assignee_id =
      change.assignee_id === undefined
        ? change.group_id === ticket.group_id
          ? ticket.assignee_id
          : null
        : change.assignee_id
    patch.assignee_id = assignee_id
    patch.group_id = await groupFor(
      work,
      assignee_id,
      change.group_id === undefined ? ticket.group_id : change.group_id,
    )
  }
  return patch
}

/** The group a ticket belongs to when it goes to an agent: the given one if the agent is in it, else the agent's own. */
async function groupFor(
  work: Work,
  assignee_id: number | null,
  group_id: number | null | undefined,
): Promise<number | null> {
  if (assignee_id === null) return group_id ?? null
  if (group_id !== null && group_id !== undefined && (await isMemberOfGroup(work, assignee_id, group_id)))
    return group_id
  const assignee = await getUser(work, assignee_id)
  if (assignee.role === 'end-user') throw invalid('assignee_id', 'Assignee: is not an agent', 'InvalidValue')
  return (await findDefaultGroup(work, assignee_id)) ?? (await findFirstGroup(work))?.id ?? null
}

function statusFor(work: Work, ticket: TicketRow, change: TicketChange, customer_speaks: boolean): TicketStatus {
  if (!isStaff(work.actor)) {
    if (change.status === 'solved') return 'solved'
    return customer_speaks ? statusAfterCustomerReply(ticket.status) : ticket.status
  }
  if (change.status !== undefined) return change.status === 'new' && ticket.status !== 'new' ? 'open' : change.status
  return statusAfterAssignment(
    customer_speaks ? statusAfterCustomerReply(ticket.status) : ticket.status,
    ticket.assignee_id,
  )
}

/** A solved ticket has somebody who solved it: the acting agent, when nobody had it. */
function requireAssignee(work: Work, ticket: TicketRow, patch: TicketPatch): void {
  const assignee_id = patch.assignee_id === undefined ? ticket.assignee_id : patch.assignee_id
  if (assignee_id !== null) return
  if (work.actor.kind !== 'user')
    throw new Refusal('invalid', undefined, {
      details: { base: [{ description: 'Assignee: is required when solving a ticket', error: 'BlankValue' }] },
    })
  patch.assignee_id = work.actor.user_id
}

function changesOf(ticket: TicketRow, patch: TicketPatch): Change[] {
  return Object.entries(patch).flatMap(([field_name, value]) => {
    if (field_name === 'sealed') return []
    const previous_value = ticket[field_name as keyof TicketRow] // the keys of a patch are columns of the row
    const is_same =
      value instanceof Date && previous_value instanceof Date
        ? value.getTime() === previous_value.getTime()
        : value === previous_value
    return is_same ? [] : [{ field_name, value, previous_value }]
  })
}

async function changeTags(work: Work, id: number, change: TicketChange): Promise<Change[]> {
  if (!change.tags && !change.additional_tags && !change.remove_tags) return []
  const before = (await listTags(work, [id])).get(id) ?? []
  const wanted = new Set(change.tags ?? before)
  for (const tag of change.additional_tags ?? []) wanted.add(tag)
  for (const tag of change.remove_tags ?? []) wanted.delete(tag)
  if (wanted.size > TAGS_PER_TICKET)
    throw new Refusal('too_many_values', `A ticket has at most ${TAGS_PER_TICKET} tags`)
  const added = [...wanted].filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !wanted.has(tag))
  addTags(work, id, added)
  await removeTags(work, id, removed)
  return added.length + removed.length === 0
    ? []
    : [{ field_name: 'tags', value: [...wanted].toSorted(), previous_value: before }]
}

/** Deletes a ticket softly: it is nobody's any more, and can be restored. */
export async function deleteTicket(work: Work, id: number): Promise<void> {
  const ticket = await getTicket(work, id, true)
  if (!mayDeleteTicket(work.actor)) throw new Refusal('forbidden')
  await markTicketDeleted(work, ticket.id)
  work.record(ticketDeleted, id, {})
}
