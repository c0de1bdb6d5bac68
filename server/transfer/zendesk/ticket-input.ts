// From a ticket of the source to what our import takes: ids become ours, and what has no counterpart is named.
import { listFieldRows } from '../../fields/index.ts'
import { usersByIds } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { type PastInput, TICKET_PRIORITIES, TICKET_STATUSES, TICKET_TYPES } from '../../tickets/index.ts'
import { channelOf } from './conversation.ts'
import { idOf, idsOf, type Json, listOf, textOf, timeOf } from './reading.ts'
import { findOurs, mapOurs, type Run } from './taking.ts'

const PEOPLE_PER_TICKET = 48
const TAGS_PER_TICKET = 300
const SUBJECT_LENGTH = 1_000

/** What can be left out where a ticket is refused with it. */
export type Part =
  | 'custom_fields'
  | 'assignee_id'
  | 'group_id'
  | 'problem_id'
  | 'custom_status_id'
  | 'ticket_form_id'
  | 'brand_id'
  | 'email_ccs'
  | 'followers'
  | 'due_at'

export interface TicketInput {
  ticket: Omit<PastInput, 'comments' | 'custom_fields'> & {
    status: (typeof TICKET_STATUSES)[number]
    requester_id: number
    custom_fields: { id: number; value: unknown }[]
  }
  lost: string[]
}

const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | null =>
  values.find((value) => value === given) ?? null

/** Everybody a ticket names. */
export function peopleIn(record: Json): unknown[] {
  const { requester_id, submitter_id, assignee_id, email_cc_ids, follower_ids, collaborator_ids } = record
  return [requester_id, submitter_id, assignee_id, ...[email_cc_ids, follower_ids, collaborator_ids].flatMap(idsOf)]
}

/** The ticket as we write it. `unknown_id` is the requester where the source's is gone. */
export async function ticketInput(
  work: Work,
  run: Run,
  record: Json,
  without: readonly Part[],
  unknown_id: number,
): Promise<TicketInput> {
  const lost: string[] = without.map((part) => `without its ${part}`)
  const keeps = (part: Part) => !without.includes(part)
  const our = async (kind: string, name: string): Promise<number | null> => {
    const id = await findOurs(work, run, kind, record[name])
    if (id === null && idOf(record[name]) !== null) lost.push(`${name} ${String(record[name])} was not taken`)
    return id
  }
  const people = await peopleOf(work, run, record)
  const requester_id = (await our('user', 'requester_id')) ?? unknown_id
  const assignee_id = keeps('assignee_id') ? await our('user', 'assignee_id') : null
  const is_agent = assignee_id !== null && people.staff.has(assignee_id)
  if (assignee_id !== null && !is_agent) lost.push('its assignee is no agent here')
  if (people.dropped > 0) lost.push(`${people.dropped} followers who are no agents here`)
  const satisfaction = satisfactionOf(record)
  const brand_id = keeps('brand_id') ? await our('brand', 'brand_id') : null
  const ticket: TicketInput['ticket'] = {
    subject: (textOf(record.raw_subject) ?? textOf(record.subject))?.slice(0, SUBJECT_LENGTH) ?? null,
    status: oneOf(TICKET_STATUSES, record.status) ?? 'open',
    priority: oneOf(TICKET_PRIORITIES, record.priority),
    type: oneOf(TICKET_TYPES, record.type),
    requester_id,
    submitter_id: (await findOurs(work, run, 'user', record.submitter_id)) ?? requester_id,
    assignee_id: is_agent ? assignee_id : null,
    group_id: keeps('group_id') ? await our('group', 'group_id') : null,
    organization_id: await our('organization', 'organization_id'),
    ...(brand_id === null ? {} : { brand_id }),
    ticket_form_id: keeps('ticket_form_id') ? await our('ticket_form', 'ticket_form_id') : null,
    custom_status_id: keeps('custom_status_id') ? await our('custom_status', 'custom_status_id') : null,
    problem_id: keeps('problem_id') ? await our('ticket', 'problem_id') : null,
    due_at: keeps('due_at') ? timeOf(record.due_at) : null,
    tags: (Array.isArray(record.tags) ? record.tags : [])
      .flatMap((tag) => textOf(tag)?.toLowerCase() ?? [])
      .slice(0, TAGS_PER_TICKET),
    email_ccs: keeps('email_ccs') ? people.ccs.map((user_id) => ({ user_id })) : [],
    followers: keeps('followers') ? people.followers.map((user_id) => ({ user_id })) : [],
    custom_fields: keeps('custom_fields') ? await fieldValues(work, run, record.custom_fields, lost) : [],
    created_at: timeOf(record.created_at) ?? undefined,
    updated_at: timeOf(record.updated_at) ?? undefined,
    via_channel: channelOf(listOf([record.via])[0] ?? {}),
    ...(satisfaction ? { satisfaction } : {}),
  }
  return { ticket, lost }
}

async function peopleOf(work: Work, run: Run, record: Json) {
  const known = await mapOurs(
    work,
    run,
    'user',
    peopleIn(record)
      .map(idOf)
      .filter((one) => one !== null),
  )
  const users = await usersByIds(work, [...known.values()])
  const staff = new Set(users.filter((one) => one.role !== 'end-user').map((one) => one.id))
  const ours = (ids: unknown) => idsOf(ids).flatMap((key) => known.get(key) ?? [])
  const named_followers = ours(record.follower_ids)
  // Accounts of old know collaborators only; those are people in copy.
  const ccs = Array.isArray(record.email_cc_ids) ? ours(record.email_cc_ids) : ours(record.collaborator_ids)
  const followers = named_followers.filter((id) => staff.has(id))
  return {
    staff,
    ccs: ccs.slice(0, PEOPLE_PER_TICKET),
    followers: followers.slice(0, PEOPLE_PER_TICKET),
    dropped: named_followers.length - followers.length,
  }
}

function satisfactionOf(record: Json): PastInput['satisfaction'] {
  const [rating] = listOf([record.satisfaction_rating])
  const score = oneOf(['offered', 'good', 'bad'] as const, rating?.score)
  return score === null ? undefined : { score, comment: textOf(rating?.comment) ?? '' }
}

/** Values of fields that were taken. A look-up's value is an id, and becomes ours. */
async function fieldValues(
  work: Work,
  run: Run,
  given: unknown,
  lost: string[],
): Promise<{ id: number; value: unknown }[]> {
  const rows = await listFieldRows(work, 'ticket')
  const values: { id: number; value: unknown }[] = []
  for (const { id: key, value } of listOf(given)) {
    if (value === null || value === undefined || value === '') continue
    const id = await findOurs(work, run, 'ticket_field', key)
    const row = rows.find((one) => one.id === id)
    if (!row || row.system) {
      lost.push(`the value of field ${String(key)}, which was not taken`)
      continue
    }
    const target = row.type === 'lookup' ? row.relationship_target_type?.replace('zen:', '') : undefined
    const named = target === undefined ? null : await findOurs(work, run, target, value)
    if (target !== undefined && named === null)
      lost.push(`the value of field ${String(key)}: what it names was not taken`)
    else values.push({ id: row.id, value: target === undefined ? value : String(named) })
  }
  return values
}
