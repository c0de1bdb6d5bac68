// Does what a plan says: one change of the ticket in the rule's name, then what it sends, as jobs.

import { localeName } from '../../locales/index.ts'
import { findGroup, findUser, updateUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { setTicketSkills, ticketSkills } from '../../routing/index.ts'
import { listSchedules } from '../../schedules/index.ts'
import { setTicketSchedule } from '../../slas/index.ts'
import {
  type Change,
  changeTicket,
  getTicket,
  listParticipants,
  offerRating,
  putParticipant,
  type TicketChange,
} from '../../tickets/index.ts'
import { queueNotifications } from '../notifications/queue.ts'
import type { RuleRow } from '../schema.ts'
import { changesTicket, type Plan } from './plan.ts'

export interface Applied {
  /** The ticket's event that the change made; null where nothing changed. */
  event_id: number | null
  notified: number
  /** Why nothing was done. */
  error: string | null
}

export interface Cause {
  readonly ticket_id: number
  /** The event that set the rule off, or the run of an automation: one cause sends each message once. */
  readonly event_id: number
  /** Milliseconds until what was said may leave: the undo window of the reply that set the rule off. */
  readonly delay_ms: number
  /** Who set the rule off; null where nobody did. */
  readonly actor_id: number | null
}

/** The actor under whose name a rule's changes are recorded. */
export const asRule = (work: Work, rule: Pick<RuleRow, 'kind' | 'id'>): Work =>
  work.as({ kind: 'system', name: `${rule.kind}/${rule.id}` })

/**
 * Carries a plan out. What the ticket does not take (its group is gone, solving needs an assignee) is undone as a whole
 * and told as `error`: a rule never stops what a person does. Anything but a Refusal is a bug and thrown.
 */
export async function applyPlan(work: Work, rule: RuleRow, plan: Plan, cause: Cause): Promise<Applied> {
  let event_id: number | null = null
  if (changesTicket(plan) || plan.requester_locale !== null) {
    work.db.sendPlain('savepoint rule')
    try {
      event_id = await change(asRule(work, rule), rule, plan, cause.ticket_id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await work.db.plain('rollback to savepoint rule')
      return { event_id: null, notified: 0, error: reasonOf(error) }
    }
    work.db.sendPlain('release savepoint rule')
  }
  queueNotifications(work, rule, plan.notifications, cause)
  return { event_id, notified: plan.notifications.length, error: null }
}

const REASON_LENGTH = 300

function reasonOf(error: Refusal): string {
  const described = Object.values(error.details ?? {}).flat()[0]?.description
  return (described ?? error.message).slice(0, REASON_LENGTH)
}

async function change(work: Work, rule: RuleRow, plan: Plan, ticket_id: number): Promise<number | null> {
  await checkRecords(work, plan)
  if (plan.requester_locale !== null) await setLanguage(work, ticket_id, plan.requester_locale)
  if (plan.offers_rating) await offerRating(work, ticket_id)
  const reference = { kind: rule.kind, id: rule.id }
  const scheduled =
    plan.schedule_id === null ? null : await setTicketSchedule(work, ticket_id, plan.schedule_id, reference)
  if (plan.skills.length > 0) await changeSkills(work, ticket_id, plan)
  const people = await addPeople(work, ticket_id, plan)
  const changed = await changeTicket(work, ticket_id, {
    ...(plan.change as TicketChange), // statuses and the like were checked when the rule was saved
    people,
    rule: reference,
  })
  return changed.event_id ?? scheduled
}

async function changeSkills(work: Work, ticket_id: number, { skills }: Plan): Promise<void> {
  const before = (await ticketSkills(work, [ticket_id])).get(ticket_id) ?? new Set<number>()
  let after = new Set(before)
  for (const { how, ids } of skills)
    if (how === 'set') after = new Set(ids)
    else for (const id of ids) how === 'add' ? after.add(id) : after.delete(id)
  if (after.size !== before.size || [...after].some((id) => !before.has(id)))
    await setTicketSkills(work, ticket_id, [...after])
}

/** What was there when the rule was saved may be gone. */
async function checkRecords(work: Work, { change, people, schedule_id }: Plan): Promise<void> {
  if (schedule_id !== null && !(await listSchedules(work)).some((one) => one.id === schedule_id))
    throw gone('schedule_id', 'Schedule: is gone')
  if (change.group_id && !(await findGroup(work, change.group_id))) throw gone('group_id', 'Group: is gone')
  if (change.assignee_id) {
    const assignee = await findUser(work, change.assignee_id)
    if (!assignee?.active || assignee.suspended || assignee.role === 'end-user')
      throw gone('assignee_id', 'Assignee: is not an agent any more')
  }
  for (const { user_id } of people)
    if (!(await findUser(work, user_id))?.active) throw gone('people', 'Somebody to be added is not here any more')
}

const gone = (field: string, description: string): Refusal =>
  new Refusal('invalid', undefined, { details: { [field]: [{ description, error: 'RecordNotFound' }] } })

/** A language by its name or its number. */
async function setLanguage(work: Work, ticket_id: number, asked: string): Promise<void> {
  const locale = /^\d+$/.test(asked) ? localeName(Number(asked)) : asked
  if (locale === null) throw gone('locale_id', 'Language: is none that this desk knows')
  const ticket = await getTicket(work, ticket_id)
  await updateUser(work, ticket.requester_id, { locale })
}

const FIELD_OF = { cc: 'email_cc_ids', follower: 'follower_ids' } as const

/** Puts people in copy, and tells what that changed. */
async function addPeople(work: Work, ticket_id: number, { people }: Plan): Promise<Change[]> {
  if (people.length === 0) return []
  const before = await listParticipants(work, [ticket_id])
  const changes: Change[] = []
  for (const kind of ['cc', 'follower'] as const) {
    const had = before.filter((one) => one.kind === kind && one.state === 'active').map((one) => one.user_id)
    const added = [...new Set(people.filter((one) => one.kind === kind).map((one) => one.user_id))].filter(
      (id) => !had.includes(id),
    )
    for (const user_id of added)
      await putParticipant(work, { ticket_id, user_id, kind, state: 'active', added_by_id: null })
    if (added.length > 0) changes.push({ field_name: FIELD_OF[kind], value: [...had, ...added], previous_value: had })
  }
  return changes
}
