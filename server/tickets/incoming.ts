// From what a client writes (`{ticket: {…}}`) to what the actions take: people by id or address, comments with defaults.
import { accountSettings } from '../accounts/index.ts'
import { createUser, findUser, findUserByEmail, getUser, namedPerson } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { mayUse, requireRight } from '../platform/rights.ts'
import { actorId, isStaff, type Work } from '../platform/work.ts'
import { changeTicket, type NewTicket, type Participant, type TicketChange } from './actions.ts'
import { admitGroup, groupFor } from './assignment.ts'
import type { Saying } from './comments/say.ts'
import type { FieldInput } from './custom-fields.ts'
import type { Change } from './events.ts'
import { closedSource, followUp } from './following-up/actions.ts'
import type { HeldTicket } from './holding.ts'
import { checkPlaces } from './places.ts'
import { admitTicketChange } from './policy.ts'
import { listParticipants, putParticipant, removeParticipant, type TicketRow } from './queries.ts'
import type { CommentInput, PersonChange, TicketInput } from './schema.ts'
import { keepTime } from './time-tracking/actions.ts'

/** Without it, what one of the team says is internal. */
const SPEAKING = ['ticket_comment_access', 'public'] as const
const VIA_CHANNEL = { web: 'web', api: 'api', email: 'email', system: 'api', cli: 'api' } as const

/** What is said by the caller. A comment of staff is a reply unless it says `public: false`. */
export async function sayingOf(work: Work, comment: CommentInput, inherited_public: boolean): Promise<Saying> {
  const own = actorId(work.actor)
  const staff = isStaff(work.actor)
  if (own === null) throw new Refusal('not_signed_in')
  let author_id = own
  let by_staff = staff
  if (staff && comment.author_id !== undefined && comment.author_id !== own) {
    // To speak in another's name takes what changing the ticket takes.
    requireRight(work.actor, 'ticket_editing')
    requireRight(work.actor, SPEAKING)
    const author = await getUser(work, comment.author_id)
    author_id = author.id
    by_staff = author.role !== 'end-user'
  }
  const is_public = staff ? (comment.public ?? (inherited_public && mayUse(work.actor, SPEAKING))) : true
  // Only what is typed on the page can be taken back.
  const undo_ms = work.origin.channel === 'web' ? (await accountSettings(work)).mail.undo_send_s * 1000 : 0
  return {
    kind: is_public ? 'reply' : 'note',
    author_id,
    by_staff,
    body: comment.body,
    html_body: comment.html_body,
    uploads: comment.uploads,
    via_channel: VIA_CHANNEL[work.origin.channel],
    undo_ms,
  }
}

/** An id that a write names a person by. 422 on its field when nobody has it. */
async function knownUser(work: Work, field: string, id: number): Promise<number> {
  if (!(await findUser(work, id))) throw invalid(field, 'User: not found', 'RecordNotFound')
  return id
}

async function personId(work: Work, change: PersonChange): Promise<number> {
  if (change.user_id !== undefined) return await knownUser(work, 'email_ccs', change.user_id)
  if (change.user_email === undefined) throw invalid('email_ccs', 'Give user_id or user_email', 'BlankValue')
  return (await namedPerson(work, { email: change.user_email, name: change.user_name })).id
}

/** A new ticket of staff or of an API client, as `POST /tickets` takes it. */
export async function newTicketOf(work: Work, input: TicketInput): Promise<NewTicket> {
  const own = actorId(work.actor)
  if (own === null) throw new Refusal('not_signed_in')
  const comment = input.comment ?? (input.description === undefined ? undefined : { body: input.description })
  if (!comment) throw invalid('base', 'Description: cannot be blank', 'BlankValue')
  await checkPlaces(work, input)
  const source = input.via_followup_source_id == null ? null : await closedSource(work, input.via_followup_source_id)
  const requester_id = await requesterOf(work, input, source?.requester_id ?? own)
  const ccs: Participant[] = []
  for (const change of peopleOf(input))
    if (change.action !== 'delete')
      ccs.push({ user_id: await personId(work, change), kind: change.kind, state: 'active' })
  const saying = await sayingOf(work, comment, true)
  // A ticket that staff open in a customer's name is told in that customer's words, as with Zendesk.
  const in_their_name = comment.author_id === undefined && requester_id !== own && work.origin.channel === 'api'
  const ticket: NewTicket = {
    ...alike(input),
    subject: input.subject ?? input.raw_subject ?? null,
    requester_id,
    submitter_id: input.submitter_id === undefined ? own : await knownUser(work, 'submitter_id', input.submitter_id),
    saying:
      in_their_name && saying.kind === 'reply'
        ? { ...saying, author_id: requester_id, by_staff: false, undo_ms: 0 }
        : saying,
    assignee_id: await assigneeOf(work, input),
    tags: input.tags ?? input.additional_tags,
    ccs,
  }
  admitTicketChange(work.actor, {
    fields: OF_EDITORS.filter((name) => ticket[name] !== undefined && ticket[name] !== null),
    tags: (ticket.tags ?? []).length > 0,
    replies: saying.kind === 'reply',
  })
  if (ccs.length > 0) requireRight(work.actor, 'ticket_editing')
  if (!mayUse(work.actor, 'assign_tickets_to_any_group'))
    await admitGroup(work, await groupFor(work, ticket.assignee_id ?? null, ticket.group_id))
  return source ? await followUp(work, source, ticket) : ticket
}

/** What of a new ticket only those set who may change tickets. Everybody on the team says what, for whom and of what kind. */
const OF_EDITORS = [
  'status',
  'priority',
  'type',
  'assignee_id',
  'group_id',
  'organization_id',
  'external_id',
  'due_at',
  'custom_status_id',
  'problem_id',
  'custom_fields',
] as const

/** What a new ticket and a change take alike. */
function alike(input: TicketInput) {
  const given: FieldInput[] = [...(input.fields ?? []), ...(input.custom_fields ?? [])]
  const macro_ids = input.macro_ids ?? (input.macro_id == null ? [] : [input.macro_id])
  return {
    status: input.status,
    priority: input.priority,
    type: input.type,
    group_id: input.group_id,
    organization_id: input.organization_id,
    external_id: input.external_id,
    due_at: input.due_at,
    brand_id: input.brand_id,
    ticket_form_id: input.ticket_form_id,
    custom_status_id: input.custom_status_id,
    problem_id: input.problem_id,
    custom_fields: given.length === 0 ? undefined : given,
    macro_ids: macro_ids.length === 0 ? undefined : macro_ids,
    metadata: input.metadata?.custom ?? undefined,
  }
}

/** The person a write names as the requester, made where nobody has the address; else `otherwise`. */
async function requesterOf(work: Work, input: TicketInput, otherwise: number): Promise<number> {
  if (input.requester_id !== undefined) return await knownUser(work, 'requester_id', input.requester_id)
  if (input.requester?.email !== undefined)
    return (await namedPerson(work, { email: input.requester.email, name: input.requester.name })).id
  if (input.requester?.name !== undefined) return (await createUser(work, { name: input.requester.name })).id
  return otherwise
}

async function assigneeOf(work: Work, input: TicketInput): Promise<number | null | undefined> {
  if (input.assignee_email === undefined)
    return input.assignee_id === undefined || input.assignee_id === null
      ? input.assignee_id
      : await knownUser(work, 'assignee_id', input.assignee_id)
  const user = await findUserByEmail(work, input.assignee_email)
  if (!user || user.role === 'end-user')
    throw invalid('assignee_email', 'Assignee: no agent has this address', 'RecordNotFound')
  return user.id
}

function peopleOf(input: TicketInput): (PersonChange & { kind: 'cc' | 'follower' })[] {
  return [
    ...(input.email_ccs ?? []).map((change) => ({ ...change, kind: 'cc' as const })),
    ...(input.followers ?? []).map((change) => ({ ...change, kind: 'follower' as const })),
    ...(input.collaborator_ids ?? []).map((user_id) => ({ user_id, kind: 'cc' as const })),
    ...[...(input.collaborators ?? []), ...(input.additional_collaborators ?? [])].map((one) =>
      typeof one === 'number'
        ? { user_id: one, kind: 'cc' as const }
        : {
            user_email: typeof one === 'string' ? one : one.email,
            user_name: typeof one === 'string' ? undefined : one.name,
            kind: 'cc' as const,
          },
    ),
  ]
}

const FIELD_OF = { cc: 'email_cc_ids', follower: 'follower_ids' } as const

/** Adds and removes CCs and followers as a write asks for. Returns what that changed, for the ticket's event. */
export async function changePeople(work: Work, ticket_id: number, input: TicketInput): Promise<Change[]> {
  const asked = peopleOf(input)
  // Collaborators are given whole; email_ccs, followers and additional_collaborators add and remove.
  const is_whole = input.collaborators !== undefined || input.collaborator_ids !== undefined
  if (asked.length === 0 && !is_whole) return []
  const before = await activePeople(work, ticket_id)
  if (is_whole) for (const user_id of before.cc) await removeParticipant(work, ticket_id, user_id, 'cc')
  for (const change of asked) {
    const user_id = await personId(work, change)
    if (change.action === 'delete') await removeParticipant(work, ticket_id, user_id, change.kind)
    else
      await putParticipant(work, {
        ticket_id,
        user_id,
        kind: change.kind,
        state: 'active',
        added_by_id: actorId(work.actor),
      })
  }
  const after = await activePeople(work, ticket_id)
  return (['cc', 'follower'] as const)
    .filter((kind) => String(before[kind]) !== String(after[kind]))
    .map((kind) => ({ field_name: FIELD_OF[kind], value: after[kind], previous_value: before[kind] }))
}

async function activePeople(work: Work, ticket_id: number): Promise<{ cc: number[]; follower: number[] }> {
  const active = (await listParticipants(work, [ticket_id])).filter((row) => row.state === 'active')
  const ids = (kind: 'cc' | 'follower') => active.filter((row) => row.kind === kind).map((row) => row.user_id)
  return { cc: ids('cc'), follower: ids('follower') }
}

/** The state a safe update expects the ticket in. 422 where it does not say. */
export function safeStamp(input: { safe_update?: boolean; updated_stamp?: string }): TicketChange['expected'] {
  if (!input.safe_update) return undefined
  if (input.updated_stamp === undefined)
    throw invalid('updated_stamp', 'Updated stamp: is required for a safe update', 'BlankValue')
  return { updated_stamp: input.updated_stamp }
}

/** A change of a ticket, as `PUT /tickets/{id}` takes it. */
export async function ticketChangeOf(work: Work, ticket: TicketRow, input: TicketInput): Promise<TicketChange> {
  const expected = safeStamp(input)
  await checkPlaces(work, input)
  return {
    ...alike(input),
    subject: input.subject ?? input.raw_subject,
    requester_id: namesRequester(input) ? await requesterOf(work, input, ticket.requester_id) : undefined,
    assignee_id: await assigneeOf(work, input),
    tags: input.tags,
    additional_tags: input.additional_tags,
    remove_tags: input.remove_tags,
    saying: input.comment ? await sayingOf(work, input.comment, ticket.is_public) : undefined,
    expected,
  }
}

const namesRequester = ({ requester_id, requester }: TicketInput): boolean =>
  requester_id !== undefined || requester?.email !== undefined || requester?.name !== undefined

/** Changes a ticket as a write asks for: its people, its fields, its words. The ticket is locked already. */
export async function applyWrite(
  work: Work,
  held: HeldTicket,
  input: TicketInput,
): Promise<{ event_id: number | null }> {
  const { ticket } = held
  const change = await ticketChangeOf(work, ticket, input)
  change.people = await changePeople(work, ticket.id, input)
  const people = change.people.length > 0 ? null : held.people
  const { event_id } = await changeTicket(work, ticket.id, change, { ...held, people })
  await keepTime(work, ticket.id, event_id, input.time_spent_s)
  return { event_id }
}
