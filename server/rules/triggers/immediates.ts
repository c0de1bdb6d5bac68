// Triggers act in the unit of work of the change that set them off: whoever changed the ticket is answered with what
// they made of it.

import { findUser } from '../../people/index.ts'
import type { Fact, Immediate, Work } from '../../platform/work.ts'
import {
  type Change,
  type CommentFact,
  findTicket,
  findWritten,
  listTags,
  placeOfTicket,
  type RuleReference,
  type TicketContent,
  type TicketRow,
  type TicketTexts,
} from '../../tickets/index.ts'
import { applyPlan, asRule } from '../actions/apply.ts'
import { changesTicket, planOf } from '../actions/plan.ts'
import { type Happening, loadSubjects, ownFirst } from '../conditions/load.ts'
import type { RuleSubject } from '../conditions/subject.ts'
import { ruleTicketOf } from '../conditions/ticket.ts'
import { activeTriggers } from '../rule-set.ts'
import type { RuleRow } from '../schema.ts'
import { recordRun } from '../why/queries.ts'
import { type Acted, runInOrder } from './order.ts'

interface TicketFact {
  changes: Change[]
  comment: CommentFact | null
  rule?: RuleReference
  imported?: boolean
}

const dataOf = (fact: Fact): TicketFact => fact.data as TicketFact // the engine hands over what was recorded by the event's own type

/** What triggers made themselves, and what happened long ago elsewhere, sets none off. Service levels only mark time. */
function isForTriggers(fact: Fact): boolean {
  const { rule, imported } = dataOf(fact)
  const by_trigger = fact.actor.kind === 'system' && fact.actor.name.startsWith('trigger/')
  return !imported && !by_trigger && rule?.kind !== 'trigger' && rule?.kind !== 'sla'
}

const on = (type: 'ticket.created' | 'ticket.updated'): Immediate => ({
  on: type,
  async run(work, fact) {
    if (isForTriggers(fact)) await runTriggers(work, fact, type === 'ticket.created' ? 'Create' : 'Change')
  },
})

export const triggerImmediates: Immediate[] = [on('ticket.created'), on('ticket.updated')]

async function runTriggers(work: Work, fact: Fact, type: Happening['type']): Promise<void> {
  // The system reads: what a customer may not see (an agent's group) still decides what rules do.
  const system = work.as({ kind: 'system', name: 'triggers' })
  const { triggers, needs } = await activeTriggers(system)
  if (triggers.length === 0) return
  // What the write left is known, unless something happened to the ticket since.
  const latest = findWritten(work, fact.subject_id)
  const written = latest?.event_id === fact.event_id ? latest : null
  const row = written?.row ?? (await findTicket(system, fact.subject_id))
  if (!row) return
  const happening = await happeningOf(system, fact, type)
  const [subject] = await loadSubjects(system, [{ row, happening, written }], needs)
  if (!subject) return
  // Nothing changes a ticket that was closed before; one that is being closed may still be told of.
  const was_closed = subject.before?.status === 'closed'
  if (was_closed) return
  const run = await runInOrder(triggers, subject, (trigger, now) => act(system, fact, trigger, now))
  recordRun(system, row.id, fact.event_id, run)
}

async function happeningOf(work: Work, fact: Fact, type: Happening['type']): Promise<Happening> {
  const { changes, comment } = dataOf(fact)
  const texts = fact.texts as TicketTexts | undefined // of the same event
  return {
    type,
    changes,
    comment,
    field_texts: texts?.field_texts ?? {},
    actor: await personWhoActs(work, fact, comment),
    channel: work.origin.channel,
  }
}

/** A mail is taken in by the system; the person who acts is who wrote it. */
async function personWhoActs(work: Work, { actor }: Fact, comment: CommentFact | null): Promise<Happening['actor']> {
  if (actor.kind === 'user') return { id: actor.user_id, role: actor.role }
  if (actor.kind === 'link') return { id: actor.user_id, role: 'end-user' }
  if (comment === null) return null
  if (!comment.by_staff) return { id: comment.author_id, role: 'end-user' }
  const author = await findUser(work, comment.author_id)
  return author && { id: author.id, role: author.role }
}

async function act(work: Work, fact: Fact, trigger: RuleRow, subject: RuleSubject): Promise<Acted> {
  const plan = planOf(trigger.actions, subject.ticket, subject.actor)
  const is_closed = subject.ticket.status === 'closed'
  if (is_closed && changesTicket(plan))
    return { subject: null, event_id: null, notified: 0, error: 'A closed ticket cannot be changed' }
  const applied = await applyPlan(work, trigger, plan, {
    ticket_id: subject.ticket.id,
    event_id: fact.event_id,
    delay_ms: dataOf(fact).comment?.undo_ms ?? 0,
    actor_id: subject.actor?.id ?? null,
  })
  const changed = applied.event_id === null ? null : await again(asRule(work, trigger), subject, plan.schedule_id)
  return { subject: changed, ...applied }
}

/** The same change, looked at with the ticket as a trigger left it. */
async function again(work: Work, subject: RuleSubject, schedule_id: number | null): Promise<RuleSubject> {
  const [row, tags] = await Promise.all([findTicket(work, subject.ticket.id), listTags(work, [subject.ticket.id])])
  if (!row) throw new Error('a ticket that a trigger changed is not there')
  const ticket = ruleTicketOf(row, tags.get(row.id) ?? [], openContent(work, row))
  const { schedules = [] } = subject
  return { ...subject, ticket, schedules: schedule_id === null ? schedules : ownFirst(schedules, schedule_id) }
}

const openContent = (work: Work, row: TicketRow): TicketContent =>
  work.sealing.open<TicketContent>(placeOfTicket(row.id), row.sealed)
