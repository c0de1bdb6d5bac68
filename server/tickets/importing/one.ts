// Imports one ticket as a client describes it: created, said and solved at times gone by, by whoever did it then.
// Nothing is sent and no rule runs: every fact of it says that it was imported.
import { findUser } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import { rightsOfRole } from '../../platform/rights.ts'
import type { Actor, Role, Work } from '../../platform/work.ts'
import { createTicket } from '../actions.ts'
import { prepareComment, type Saying } from '../comments/say.ts'
import { ticketUpdated } from '../events.ts'
import { newTicketOf } from '../incoming.ts'
import { insertMetrics, type MetricRow } from '../metrics/queries.ts'
import { firstMetrics, stepOf, withStep } from '../metrics/step.ts'
import { rateInThePast } from '../satisfaction/actions.ts'
import type { TicketStatus } from '../schema.ts'
import { askedStatus, customStatusIdFor } from '../statuses.ts'
import { finishImport } from './queries.ts'
import type { ImportedComment, ImportInput } from './schema.ts'

interface Person {
  id: number
  role: Role
}

/** What our own imports know of a comment beside what the API takes. */
export interface PastWords extends ImportedComment {
  via_channel?: string
}

/** What our own imports know of a ticket beside what the API takes. */
export interface PastInput extends Omit<ImportInput, 'comments'> {
  comments?: PastWords[]
  /** Its number, where that is free. */
  number?: number
  via_channel?: string
  satisfaction?: { score: 'offered' | 'good' | 'bad'; comment: string }
}

/** One thing said, with who and when found out. */
export interface Spoken {
  saying: Saying
  author: Person
  at: Date
}

/** Imports a ticket and returns its number. 422 for times to come, unknown people, and a ticket in which nothing was said. */
export async function importTicket(work: Work, input: PastInput): Promise<number> {
  const created_at = pastTime(work, 'created_at', input.created_at) ?? work.now
  const { description, comment, comments, created_at: _c, updated_at, solved_at, status, ...given } = input
  const { custom_status_id, number, via_channel, satisfaction, ...ticket } = given
  const written: PastWords[] = [
    ...(description === undefined ? [] : [{ body: description }]),
    ...(comment === undefined ? [] : [comment]),
    ...(comments ?? []),
  ]
  const base = await newTicketOf(work, { ...ticket, comment: { body: '…' }, status: undefined })
  const [first, ...others] = await spoken(work, base.requester_id, created_at, written)
  if (!first) throw invalid('comments', 'Comments: give at least one, or a description', 'BlankValue')
  const present = work.now
  const asked = await askedStatus(work, custom_status_id)
  const final = status === 'closed' ? status : (asked?.status_category ?? status ?? 'open')
  const begins_as: TicketStatus = final === 'solved' || final === 'closed' ? 'open' : final
  const last_at = others.at(-1)?.at ?? first.at
  const ended_at = pastTime(work, 'solved_at', solved_at) ?? later(last_at, pastTime(work, 'updated_at', updated_at))
  try {
    Object.assign(work, { now: first.at })
    const { id } = await createTicket(work, {
      ...base,
      id: number,
      via_channel,
      saying: first.saying,
      status: begins_as,
      custom_status_id: asked?.status_category === begins_as ? asked.id : undefined,
      imported: { actor: actorOf(first.author) },
    })
    let metrics = await beginMetrics(base, begins_as, first.at)
    for (const one of others) {
      const fact = await say(work, id, one)
      const by = { requester: one.author.id === base.requester_id, assignee: one.author.id === base.assignee_id }
      metrics = withStep(metrics, stepOf({ changes: [], comment: fact }, one.at, false), one.at, by)
    }
    const steps = endingSteps(begins_as, final)
    for (const change of steps) {
      Object.assign(work, { now: ended_at })
      const nobody = work.as({ kind: 'system', name: 'tickets.import' })
      nobody.record(ticketUpdated, id, { changes: [change], comment: null, imported: true }, { subject: null })
      metrics = withStep(metrics, stepOf({ changes: [change], comment: null }, ended_at, false), ended_at, NOBODY)
    }
    const stored_at =
      pastTime(work, 'updated_at', updated_at, present) ?? later(last_at, steps.length > 0 ? ended_at : null)
    insertMetrics(work, [{ ...metrics, ticket_id: id, updated_at: stored_at }])
    if (satisfaction) {
      Object.assign(work, { now: ended_at })
      await rateInThePast(work, id, satisfaction)
    }
    await finishImport(work, {
      id,
      status: final,
      custom_status_id: await customStatusIdFor(work, final === 'closed' ? 'solved' : final, asked),
      solved_at: steps.length > 0 ? ended_at : null,
      updated_at: stored_at,
      version: 1 + others.length,
      comment_count: 1 + others.length,
      is_public: [first, ...others].some((one) => one.saying.kind === 'reply'),
    })
    return id
  } finally {
    Object.assign(work, { now: present })
  }
}

const NOBODY = { requester: false, assignee: false }
export const later = (one: Date, other: Date | null): Date => (other && other > one ? other : one)

async function beginMetrics(
  base: { assignee_id?: number | null; group_id?: number | null },
  status: TicketStatus,
  at: Date,
): Promise<MetricRow> {
  // Whoever has a ticket has it in some group.
  const given = { assignee_id: base.assignee_id, group_id: base.group_id ?? base.assignee_id }
  const changes = Object.entries(given).map(([field_name, value]) => ({ field_name, value, previous_value: null }))
  return { ...firstMetrics(0, stepOf({ changes, comment: null }, at, true), status, at), latest_comment_added_at: at }
}

/** Solved first, then closed, as tickets are. */
export function endingSteps(begins_as: TicketStatus, final: TicketStatus) {
  const steps: { field_name: string; value: TicketStatus; previous_value: TicketStatus }[] = []
  if (final === begins_as) return steps
  steps.push({ field_name: 'status', value: 'solved', previous_value: begins_as })
  if (final === 'closed') steps.push({ field_name: 'status', value: 'closed', previous_value: 'solved' })
  return steps
}

/** Says something at its time in its author's name. The files are those of whoever imports. */
export async function say(work: Work, ticket_id: number, { saying, author, at }: Spoken) {
  Object.assign(work, { now: at })
  const said = prepareComment(work, ticket_id, saying)
  const fact = { changes: [], comment: said.fact, imported: true as const }
  await said.write(work.as(actorOf(author)).record(ticketUpdated, ticket_id, fact, { subject: null }))
  return said.fact
}

/** What was said, in the order of its times. */
export async function spoken(
  work: Work,
  requester_id: number,
  created_at: Date,
  written: readonly PastWords[],
): Promise<Spoken[]> {
  const known = new Map<number, Person>()
  const all: Spoken[] = []
  for (const comment of written) {
    const author_id = comment.author_id ?? requester_id
    const author = known.get(author_id) ?? (await findUser(work, author_id))
    if (!author) throw invalid('comments', 'Comments: the author is not known', 'RecordNotFound')
    known.set(author_id, author)
    const saying: Saying = {
      kind: (comment.public ?? true) ? 'reply' : 'note',
      author_id,
      by_staff: author.role !== 'end-user',
      body: comment.value ?? comment.body,
      html_body: comment.html_body,
      uploads: comment.uploads,
      via_channel: comment.via_channel ?? 'api',
      undo_ms: 0,
    }
    const at = pastTime(work, 'comments', comment.created_at) ?? created_at
    all.push({ saying, author, at: later(created_at, at) })
  }
  return all.sort((one, other) => one.at.getTime() - other.at.getTime())
}

export function pastTime(work: Work, field: string, time: Date | undefined, now = work.now): Date | null {
  if (time === undefined) return null
  if (time > now) throw invalid(field, `${field}: cannot be in the future`)
  return time
}

/** What was done once is not judged by what its author may do today. */
function actorOf({ id, role }: Person): Actor {
  return {
    kind: 'user',
    user_id: id,
    role,
    rights: rightsOfRole(role),
    session_id: null,
    csrf_token: null,
    token_id: null,
    scopes: null,
    proved_at: null,
  }
}
