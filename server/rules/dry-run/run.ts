// What a rule would have done to the last tickets. Nothing is written and nothing is sent: the endpoint's transaction is
// read-only, and what a rule comes to is worked out without acting.
import type { Work } from '../../platform/work.ts'
import type { Change, CommentFact, TicketTexts } from '../../tickets/index.ts'
import { type Action, listOf } from '../actions/action.ts'
import { changesTicket, differencesOf, type PlannedDifference, planOf, ticketAfter } from '../actions/plan.ts'
import { firstFalse } from '../conditions/evaluate.ts'
import { type Happening, loadSubjects } from '../conditions/load.ts'
import type { RuleSubject } from '../conditions/subject.ts'
import { needsOfRules } from '../rule-set.ts'
import type { RuleRow } from '../schema.ts'
import { type LastChange, listLastTickets } from './queries.ts'

/** Tickets a dry run looks at, the newest ones. */
export const LOOKED_AT = 1_000
/** Tickets it tells of. */
const TOLD = 100

export interface DryRun {
  looked_at: number
  count: number
  tickets: { ticket_id: number; changes: PlannedDifference[]; messages: { field: string; to: string }[] }[]
}

/** A trigger is tried on the last change of each ticket, an automation on the ticket as it is now, a macro on every one. */
export async function dryRun(work: Work, rule: Pick<RuleRow, 'kind' | 'conditions' | 'actions'>): Promise<DryRun> {
  const tickets = await listLastTickets(work, LOOKED_AT, rule.kind === 'trigger')
  const looks = tickets.map(({ row, last }) => ({ row, happening: last === null ? null : happeningOf(work, last) }))
  const subjects = await loadSubjects(work, looks, needsOfRules([rule]))
  const meant = subjects.filter(
    (subject, index) =>
      (rule.kind !== 'trigger' || tickets[index]?.last !== null) &&
      subject.ticket.status !== 'closed' &&
      firstFalse(rule.conditions, subject) === null,
  )
  const told = meant.map((subject) => wouldDo(rule.actions, subject)).filter((one) => one !== null)
  return { looked_at: tickets.length, count: told.length, tickets: told.slice(0, TOLD) }
}

function wouldDo(actions: readonly Action[], subject: RuleSubject): DryRun['tickets'][number] | null {
  const { ticket } = subject
  const plan = planOf(actions, ticket, subject.actor)
  if (!changesTicket(plan) && plan.notifications.length === 0) return null
  const messages = plan.notifications.map((index) => ({
    field: actions[index]?.field ?? '',
    to: /^reply_/.test(actions[index]?.field ?? '') ? '' : (listOf(actions[index]?.value ?? null)[0] ?? ''),
  }))
  const people = plan.people.map(({ user_id, kind }) => ({ field_name: kind, value: user_id, previous_value: null }))
  return { ticket_id: ticket.id, changes: [...differencesOf(ticket, ticketAfter(ticket, plan)), ...people], messages }
}

interface Data {
  changes?: Change[]
  comment?: CommentFact | null
}

function happeningOf(work: Work, last: LastChange): Happening {
  const { changes = [], comment = null } = last.data as Data // recorded by the ticket events' own types
  const texts = last.sealed
    ? work.sealing.open<Partial<TicketTexts>>(`events/${last.event_id}/sealed`, last.sealed)
    : {}
  return {
    type: last.type === 'ticket.created' ? 'Create' : 'Change',
    changes,
    comment,
    field_texts: texts.field_texts ?? {},
    actor: last.actor_id === null ? null : { id: last.actor_id, role: last.actor_role ?? 'end-user' },
    channel: last.channel,
  }
}
