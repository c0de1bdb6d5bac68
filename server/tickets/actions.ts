// The verbs on tickets: check, change, record.

import { defaultBrandId } from '../brands/index.ts'
import { noFieldValues } from '../fields/index.ts'
import { organizationOfUser } from '../people/index.ts'
import { configurationVersion } from '../platform/configuration.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { type Actor, isStaff, type Work } from '../platform/work.ts'
import { type Document, indexDocument } from '../search/index.ts'
import { assignmentPatch, groupFor, requireAssignee } from './assignment.ts'
import { prepareComment, type Saying } from './comments/say.ts'
import {
  changeFields,
  type FieldChange,
  type FieldInput,
  heldValues,
  rememberFields,
  requireFields,
} from './custom-fields.ts'
import { type Change, type RuleReference, type TicketTexts, ticketCreated, ticketUpdated } from './events.ts'
import { type HeldTicket, holdTicket } from './holding.ts'
import { admitTicketChange, statusAfterAssignment, statusAfterCustomerReply } from './policy.ts'
import { linkPatch } from './problems/linking.ts'
import { solveIncidentsLater } from './problems/solving.ts'
import {
  addTags,
  insertTicket,
  nextTicketNumber,
  placeOfTicket,
  putParticipant,
  type StoredTicket,
  type TicketContent,
  type TicketPatch,
  type TicketRow,
  updateTicketRow,
} from './queries.ts'
import { recipientHash } from './recipients/queries.ts'
import type { TicketStatus } from './schema.ts'
import { askedStatus, customStatusIdFor } from './statuses.ts'
import { changeTags, planTags, type TagWrite } from './tagging/changing.ts'
import { rememberWritten } from './written.ts'

/** The API's `description` repeats the first public comment up to this many characters. */
export const DESCRIPTION_LENGTH = 8_000

/** What a write may say besides the ticket's own columns. */
interface Beside {
  custom_fields?: readonly FieldInput[]
  macro_ids?: readonly number[]
  /** What a client notes with its write, as `metadata.custom`. */
  metadata?: Record<string, unknown>
}

export interface NewTicket extends Beside {
  /** It tells of the past, and whose doing it was: nothing is sent of it, and no rule looks at it. */
  imported?: { actor: Actor }
  /** Its number, where one was promised already. */
  id?: number
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
  brand_id?: number | null
  ticket_form_id?: number | null
  custom_status_id?: number | null
  problem_id?: number | null
  /** The closed ticket that this one follows up. */
  followup_source_id?: number | null
  tags?: readonly string[]
  ccs?: readonly Participant[]
  recipient?: string | null
  /** Where the ticket came from, if that differs from its first comment. */
  via_channel?: string
  source?: TicketContent['source']
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
    input.id ?? nextTicketNumber(work),
    input.organization_id === undefined ? organizationOfUser(work, input.requester_id) : input.organization_id,
    configurationVersion(work),
  ])
  const said = prepareComment(work, id, input.saying)
  const assignee_id = input.assignee_id ?? null
  const group_id = await groupFor(work, assignee_id, input.group_id)
  const asked = await askedStatus(work, input.custom_status_id)
  const status = statusAfterAssignment(asked?.status_category ?? input.status ?? 'new', assignee_id)
  if (status === 'closed') throw invalid('status', 'Status: a ticket cannot be created closed')
  const is_public = input.saying.kind === 'reply'
  const own_tags = [...new Set(input.tags ?? [])]
  const fields = await changeFields(work, noFieldValues(), input.custom_fields, { added: own_tags, removed: [] })
  const link = input.problem_id == null ? {} : await linkPatch(work, null, input)
  const content: TicketContent = {
    subject: input.subject,
    recipient: input.recipient ?? null,
    source: input.source ?? input.saying.source ?? { from: {}, to: {}, rel: null },
    // A note's words stay in the notes' table.
    description: is_public ? said.text.slice(0, DESCRIPTION_LENGTH) : null,
    ...(fields ? { field_texts: fields.after.texts } : {}),
  }
  const row: StoredTicket = {
    id,
    status,
    priority: input.priority ?? null,
    type: link.type ?? input.type ?? null,
    sealed: work.sealing.seal(placeOfTicket(id), content),
    requester_id: input.requester_id,
    submitter_id: input.submitter_id,
    assignee_id,
    group_id,
    organization_id: own_organization_id,
    external_id: input.external_id ?? null,
    via_channel: input.via_channel ?? input.saying.via_channel,
    due_at: input.due_at ?? null,
    brand_id: input.brand_id ?? (await defaultBrandId(work)),
    ticket_form_id: input.ticket_form_id ?? null,
    custom_status_id: await customStatusIdFor(work, status, asked),
    problem_id: link.problem_id ?? null,
    followup_source_id: input.followup_source_id ?? null,
    field_values: fields?.after.plain ?? {},
    version: 1,
    comment_count: 1,
    is_public,
    created_at: work.now,
    updated_at: work.now,
    solved_at: status === 'solved' ? work.now : null,
    deleted_at: null,
  }
  if (status === 'solved' && work.actor.kind === 'user' && isStaff(work.actor))
    await requireFields(work, row, fields?.after ?? noFieldValues())
  insertTicket(work, row, recipientHash(work, content.recipient))
  const tags = [...new Set([...own_tags, ...(fields?.tags_added ?? [])])].toSorted()
  addTags(work, id, tags)
  if (fields) await rememberFields(work, id, fields)
  for (const participant of input.ccs ?? [])
    await putParticipant(work, { ticket_id: id, ...participant, added_by_id: input.submitter_id })
  const changes: Change[] = [
    ...TOLD_AT_FIRST.filter((name) => row[name] !== null).map((field_name) => ({
      field_name,
      value: row[field_name],
      previous_value: null,
    })),
    ...(fields?.changes ?? []),
    ...(tags.length > 0 ? [{ field_name: 'tags', value: tags, previous_value: [] }] : []),
  ]
  const data = {
    requester_id: input.requester_id,
    changes,
    comment: said.fact,
    ...macrosOf(input),
    ...(input.imported ? { imported: true as const } : {}),
  }
  const texts = { subject: input.subject, ...textsOf(input, fields) }
  const event_id = work.as(input.imported?.actor ?? work.actor).record(ticketCreated, id, data, texts)
  const comment = await said.write(event_id, input.subject ? [subjectDocument(id, input.subject)] : [])
  const people = input.ccs && input.ccs.length > 0 ? null : []
  const shown = { ...row, has_incidents: false, followup_ids: [], satisfaction: null }
  if (!input.imported)
    rememberWritten(work, { event_id, type: 'ticket.created', data, texts, row: shown, tags, people, comment })
  return { id, comment_id: said.id, event_id }
}

/** What the event of a new ticket says of it, where there is anything to say. */
const TOLD_AT_FIRST = [
  'status',
  'priority',
  'type',
  'assignee_id',
  'group_id',
  'organization_id',
  'requester_id',
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
  'problem_id',
] as const

function macrosOf({ macro_ids }: Beside): { macro_ids?: number[] } {
  return macro_ids === undefined || macro_ids.length === 0 ? {} : { macro_ids: [...macro_ids] }
}

function textsOf({ metadata }: Beside, fields: FieldChange | null): Partial<TicketTexts> {
  return {
    ...(fields && Object.keys(fields.field_texts).length > 0 ? { field_texts: fields.field_texts } : {}),
    ...(metadata === undefined ? {} : { custom: metadata }),
  }
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

export interface TicketChange extends Beside, TagWrite {
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
  brand_id?: number | null
  ticket_form_id?: number | null
  custom_status_id?: number | null
  problem_id?: number | null
  /** True where nothing more is asked of the ticket's fields, e.g. when it is merged away. */
  is_complete?: boolean
  /** The rule that makes this change, where a rule does. */
  rule?: RuleReference
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
  held?: HeldTicket,
): Promise<{ before: TicketRow; event_id: number | null; comment_id: number | null }> {
  const { ticket, tags: tags_before, people } = held ?? (await holdTicket(work, id))
  const by_customer = !isStaff(work.actor)
  if (ticket.status === 'closed' && !isOfTagsOnly(change))
    throw new Refusal('invalid', undefined, {
      details: { status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }] },
    })
  checkExpected(ticket, change.expected)
  const saying = change.saying
  const patch = by_customer ? {} : await patchFor(work, ticket, change)
  const asked = by_customer ? null : await askedStatus(work, change.custom_status_id)
  const asked_status = asked?.status_category ?? change.status
  const customer_speaks = saying !== undefined && !saying.by_staff
  const status = statusFor(work, { ...ticket, ...patch }, asked_status, customer_speaks)
  if (status !== ticket.status) patch.status = status
  if (status !== 'closed' && (status !== ticket.status || asked_status !== undefined))
    patch.custom_status_id = await customStatusIdFor(work, status, asked)
  if (status === 'solved' && ticket.status !== 'solved' && !by_customer) requireAssignee(work, ticket, patch)

  const content = work.sealing.open<TicketContent>(placeOfTicket(id), ticket.sealed)
  const tags = by_customer ? null : planTags(tags_before, change)
  const before = heldValues(ticket, content)
  const fields = by_customer ? null : await changeFields(work, before, change.custom_fields, tags)
  const is_judged = status !== ticket.status || fields !== null || change.ticket_form_id !== undefined
  if (is_judged && !change.is_complete && work.actor.kind === 'user' && !by_customer)
    await requireFields(work, { ...ticket, ...patch }, fields?.after ?? before)
  const has_new_subject = !by_customer && change.subject !== undefined && change.subject !== content.subject
  if (fields) patch.field_values = fields.after.plain
  if (has_new_subject || fields)
    patch.sealed = work.sealing.seal(placeOfTicket(id), {
      ...content,
      ...(has_new_subject ? { subject: change.subject ?? null } : {}),
      ...(fields ? { field_texts: fields.after.texts } : {}),
    })
  const changes = [...changesOf(ticket, patch), ...(fields?.changes ?? []), ...(change.people ?? [])]
  const tag_changes = by_customer ? [] : changeTags(work, id, tags_before, tags, fields)
  changes.push(...tag_changes)
  if (!by_customer)
    admitTicketChange(work.actor, {
      fields: [
        ...changes.map((one) => one.field_name).filter((name) => name !== 'tags'),
        ...(has_new_subject ? ['subject'] : []),
      ],
      tags: tag_changes.length > 0 && writesTags(change),
      replies: saying?.kind === 'reply' && saying.by_staff,
    })
  const said = saying ? prepareComment(work, id, saying) : null
  if (changes.length === 0 && !said && !has_new_subject && !fields)
    return { before: ticket, event_id: null, comment_id: null }
  const row = updateTicketRow(work, ticket, patch, said ? 1 : 0)
  if (fields) await rememberFields(work, id, fields)
  const texts: TicketTexts = {
    ...(has_new_subject ? { subject: change.subject ?? null, previous_subject: content.subject } : { subject: null }),
    ...textsOf(change, fields),
  }
  const rule = change.rule ? { rule: change.rule } : {}
  const data = { changes, comment: said?.fact ?? null, ...rule, ...macrosOf(change) }
  const event_id = work.record(ticketUpdated, id, data, texts)
  const comment = (await said?.write(event_id)) ?? null
  if (has_new_subject) await indexDocument(work, subjectDocument(id, change.subject ?? ''))
  if (ticket.has_incidents && patch.status === 'solved') solveIncidentsLater(work, id, said?.fact ?? null)
  const [tags_after = tags_before] = tag_changes.map((one) => one.value as string[]) // as changeTags tells them
  // A new problem may have incidents already, and what follows up a closed ticket is told with it: those are read.
  if (row.type === ticket.type && row.status !== 'closed')
    rememberWritten(work, { event_id, type: 'ticket.updated', data, texts, row, tags: tags_after, people, comment })
  return { before: ticket, event_id, comment_id: said?.id ?? null }
}

/** The tag of a merge is the merge's. */
const writesTags = ({ tags, additional_tags, remove_tags, is_complete }: TicketChange): boolean =>
  !is_complete && [tags, additional_tags, remove_tags].some((given) => given !== undefined)

/** Of a closed ticket only the tags change. */
function isOfTagsOnly(change: TicketChange): boolean {
  const {
    tags: _tags,
    additional_tags: _added,
    remove_tags: _removed,
    expected: _expected,
    rule: _rule,
    ...rest
  } = change
  return Object.values(rest).every((value) => value === undefined || (Array.isArray(value) && value.length === 0))
}

function checkExpected(ticket: TicketRow, expected: TicketChange['expected']): void {
  if (!expected) return
  const stamp = expected.updated_stamp === undefined ? null : Math.floor(Date.parse(expected.updated_stamp) / 1000)
  const is_stale =
    (expected.version !== undefined && expected.version !== ticket.version) ||
    (stamp !== null && stamp < Math.floor(ticket.updated_at.getTime() / 1000))
  if (is_stale || Number.isNaN(stamp)) throw new Refusal('conflict')
}

const PLAIN_FIELDS = [
  'priority',
  'type',
  'requester_id',
  'organization_id',
  'external_id',
  'due_at',
  'brand_id',
  'ticket_form_id',
] as const

async function patchFor(work: Work, ticket: TicketRow, change: TicketChange): Promise<TicketPatch> {
  const patch: TicketPatch = {}
  for (const field of PLAIN_FIELDS) if (change[field] !== undefined) Object.assign(patch, { [field]: change[field] })
  return { ...patch, ...(await linkPatch(work, ticket, change)), ...(await assignmentPatch(work, ticket, change)) }
}

function statusFor(
  work: Work,
  ticket: StoredTicket,
  asked: TicketStatus | undefined,
  customer_speaks: boolean,
): TicketStatus {
  if (!isStaff(work.actor)) {
    if (asked === 'solved') return 'solved'
    return customer_speaks ? statusAfterCustomerReply(ticket.status) : ticket.status
  }
  if (asked !== undefined) return asked === 'new' && ticket.status !== 'new' ? 'open' : asked
  return statusAfterAssignment(
    customer_speaks ? statusAfterCustomerReply(ticket.status) : ticket.status,
    ticket.assignee_id,
  )
}

function changesOf(ticket: TicketRow, patch: TicketPatch): Change[] {
  return Object.entries(patch).flatMap(([field_name, value]) => {
    if (field_name === 'sealed' || field_name === 'field_values') return []
    const previous_value = ticket[field_name as keyof TicketRow] // the keys of a patch are columns of the row
    const is_same =
      value instanceof Date && previous_value instanceof Date
        ? value.getTime() === previous_value.getTime()
        : value === previous_value
    return is_same ? [] : [{ field_name, value, previous_value }]
  })
}
