// Tickets of the source with everything said in them. A new one is imported whole; one that was taken before and has
// changed there gets what was said since, and its state unless somebody changed it here.
import type { Work } from '../../platform/work.ts'
import { claimNumber, getTicket, importLater, importTicket, linkFollowUp, type PastWords } from '../../tickets/index.ts'
import { findRecord, type RecordRow } from '../moving-in/queries.ts'
import { quietWork } from '../moving-in/quiet.ts'
import { commentsOf, type Said, unknownAuthor, wordsOf } from './conversation.ts'
import { askOr } from './lists.ts'
import { knowOrganization } from './organizations.ts'
import { knowPeople, nobody } from './people.ts'
import { idOf, idsOf, type Json, listOf, textOf, timeOf } from './reading.ts'
import { findOurs, mapOurs, type Run, reasonOf, refuse, type Taken, take } from './taking.ts'
import { type Part, peopleIn, type TicketInput, ticketInput } from './ticket-input.ts'
import { externalIdOf } from './writing.ts'

/** What is left out, one way after the other, when a ticket is refused with it. */
const LEFT_OUT: readonly (readonly Part[])[] = [
  [],
  ['custom_fields'],
  ['custom_fields', 'assignee_id', 'group_id', 'problem_id', 'custom_status_id'],
  [
    'custom_fields',
    'assignee_id',
    'group_id',
    'problem_id',
    'custom_status_id',
    'ticket_form_id',
    'brand_id',
    'email_ccs',
    'followers',
    'due_at',
  ],
]
const DESCRIPTION_LENGTH = 262_144

/** Takes a ticket, or what happened to it since it was taken. Returns our number of it, or null. */
export async function takeTicket(run: Run, record: Json, key: string): Promise<number | null> {
  const known = await quietWork(run, (work) => findRecord(work, run.source.id, 'ticket', key))
  const stamp = timeOf(record.updated_at)
  const what = { kind: 'ticket', key, stamp }
  if (record.status === 'deleted') return goneThere(run, key, known)
  const is_same = known?.problem === null && known.stamp !== null && stamp !== null && stamp <= known.stamp
  if (is_same) return known.record_id
  if (record.type === 'incident') await takeProblem(run, record)
  const last = Number(known?.state.last_comment ?? 0)
  let found: { said: Said[]; lost: string[] }
  let unknown_id: number | null
  try {
    found = await commentsOf(run, key, last)
    await knowPeople(run, [...peopleIn(record), ...found.said.map((one) => one.record.author_id)])
    await knowOrganization(run, record.organization_id)
    unknown_id = await unknownAuthor(run, found.said)
  } catch (error) {
    return await refuse(run, what, reasonOf(run, error, 'ticket'))
  }
  const requester = await quietWork(run, (work) => findOurs(work, run, 'user', record.requester_id))
  const stand_in = requester ?? unknown_id ?? (await nobody(run))
  const last_comment = Math.max(last, ...found.said.map((one) => Number(one.key) || 0))
  const taken = await take(run, { ...what, ways: LEFT_OUT.length }, async (work, row, way): Promise<Taken> => {
    const input = await ticketInput(work, run, record, LEFT_OUT[way] ?? [], stand_in)
    const words = await wordsOf(work, run, found.said, unknown_id)
    const state = { last_comment }
    const lost = [...found.lost, ...input.lost]
    if (row?.record_id) {
      const done = await bringUpToDate(work, row.record_id, row, input, words)
      return { ...done, lost: [...found.lost, ...(done.lost ?? [])], state: { ...state, ...done.state } }
    }
    const number = Number(key)
    const keeps = run.options.keep_numbers && Number.isSafeInteger(number) && (await claimNumber(work, number))
    if (run.options.keep_numbers && !keeps) lost.push('its number is taken here')
    const id = await importTicket(work, {
      ...input.ticket,
      external_id: externalIdOf(record, key),
      comments: words.length > 0 ? words : [{ value: description(record) }],
      ...(keeps ? { number } : {}),
    })
    return { id, how: 'created', lost, state }
  })
  if (taken !== null) await linkFollowUps(run, record, taken)
  return taken
}

const FOLLOW_UPS_PER_TICKET = 100

/** Either of the two may come first: the later one makes the link. */
async function linkFollowUps(run: Run, record: Json, id: number): Promise<void> {
  const [source] = listOf(listOf([record.via]).map((via) => via.source))
  const [from] = source?.rel === 'follow_up' ? listOf([source.from]) : []
  const followers = idsOf(record.followup_ids).slice(0, FOLLOW_UPS_PER_TICKET)
  if (!from && followers.length === 0) return
  await quietWork(run, async (work) => {
    const before = from ? await findOurs(work, run, 'ticket', from.ticket_id) : null
    if (before !== null) await linkFollowUp(work, id, before)
    for (const after of (await mapOurs(work, run, 'ticket', followers)).values()) await linkFollowUp(work, after, id)
  })
}

const description = (record: Json): string => {
  const text = textOf(record.description)?.slice(0, DESCRIPTION_LENGTH) ?? ''
  return text.trim() === '' ? '—' : text
}

function goneThere(run: Run, key: string, known: RecordRow | null): number | null {
  if (known?.record_id)
    run.report.note({
      kind: 'ticket',
      source: key,
      result: 'partly',
      id: known.record_id,
      why: 'it was deleted there since it was taken; here it stays',
    })
  return known?.record_id ?? null
}

/** What was said since, and the state it has there. Whoever changed the ticket here is not overruled. */
async function bringUpToDate(
  work: Work,
  id: number,
  taken: Pick<RecordRow, 'stamp' | 'state'>,
  { ticket, lost }: TicketInput,
  words: PastWords[],
): Promise<Taken> {
  const here = await getTicket(work, id)
  const is_later = taken.stamp !== null && here.updated_at.getTime() > taken.stamp.getTime()
  const is_ours_now = is_later || taken.state.changed_here === true
  const { email_ccs, followers, satisfaction, custom_status_id, updated_at } = ticket
  const done = await importLater(work, id, {
    comments: words,
    updated_at: updated_at ?? work.now,
    ...(is_ours_now
      ? {}
      : {
          now: {
            ...stateOf(ticket),
            custom_status_id: custom_status_id ?? undefined,
            ccs: email_ccs ?? [],
            followers: followers ?? [],
            satisfaction,
          },
        }),
  })
  if (!done) return { id, how: 'updated', lost: ['it is closed here: what happened to it there since was left out'] }
  if (!is_ours_now) return { id, how: 'updated', lost }
  const state = { changed_here: true }
  return { id, how: 'updated', state, lost: ['it was changed here: only what was said there was added'] }
}

/** What of a ticket may have become another. */
function stateOf(ticket: TicketInput['ticket']) {
  const { subject, status, priority, type, requester_id, assignee_id, group_id, organization_id } = ticket
  const { brand_id, ticket_form_id, problem_id, due_at, tags, custom_fields } = ticket
  return {
    ...{ subject, status, priority, type, requester_id, assignee_id, group_id, organization_id },
    ...{ brand_id, ticket_form_id, problem_id, due_at, tags },
    custom_fields,
  }
}

/** The problem comes before its incident; problems have none themselves. */
async function takeProblem(run: Run, incident: Json): Promise<void> {
  const key = idOf(incident.problem_id)
  if (key === null || (await quietWork(run, (work) => findOurs(work, run, 'ticket', key))) !== null) return
  const [problem] = listOf([(await askOr(run, `/api/v2/tickets/${key}.json`)).ticket])
  if (problem && problem.type !== 'incident') await takeTicket(run, problem, key)
}
