// Keeps the clocks of a ticket with the ticket, in the same unit of work: finds the policy that fits, moves the clocks,
// works out when targets will be missed, and tells the ticket's metric events.
import type { Work } from '../../platform/work.ts'
import type { Hours } from '../../schedules/index.ts'
import { type CommentFact, type NewMetricEvent, recordMetricEvents } from '../../tickets/index.ts'
import { fits } from '../policies/filter.ts'
import { type PolicySet, readPolicies, rememberedPolicies } from '../policies/queries.ts'
import type { PolicyRow } from '../schema.ts'
import { advance, type ClockState, type Metric, type Moment, NO_CLOCKS } from './clock.ts'
import { elapsed, type Held, type Targets } from './measure.ts'
import {
  listPastFacts,
  putTicketSlas,
  type ReadTicket,
  readTicket,
  type StoredState,
  type TicketSla,
} from './queries.ts'
import { type Stepped, step } from './step.ts'

/** What the change of a ticket was, as far as clocks care. */
export interface Turn {
  comment: CommentFact | null
  is_new: boolean
  /** The answer that was taken back. */
  undone_comment_id?: number
  /** The schedule the ticket is given; absent where it keeps its own. */
  schedule_id?: number | null
}

const hasPolicies = (set: PolicySet): boolean => set.ticket.length + set.group.length > 0

/** Moves the clocks of a ticket after a change. Asks the database nothing where the account has no policies. */
export async function keepClocks(work: Work, ticket_id: number, turn: Turn): Promise<void> {
  let set = await rememberedPolicies(work)
  if (!hasPolicies(set) && turn.schedule_id === undefined) return
  let read = await readTicket(work, ticket_id, set.asks_for_tags)
  if (read && read.version !== set.version) {
    set = await readPolicies(work)
    read = await readTicket(work, ticket_id, set.asks_for_tags)
  }
  if (!read || (!hasPolicies(set) && turn.schedule_id === undefined)) return
  const { ticket, sla } = read
  const schedule_id = turn.schedule_id === undefined ? (sla?.schedule_id ?? null) : turn.schedule_id
  const before = await stateBefore(work, read, turn)
  const filtered = { ...ticket, tags: read.tags }
  const policy = set.ticket.find((one) => fits(one.filter, filtered)) ?? null
  const group_policy = set.group.find((one) => fits(one.filter, filtered)) ?? null
  const targets = { ...targetsOf(policy, ticket.priority), ...targetsOf(group_policy, ticket.priority) }
  const hours = set.schedules.find((one) => one.id === schedule_id) ?? set.schedules[0] ?? null
  const moment: Moment = {
    at_ms: work.now.getTime(),
    status: ticket.status,
    group_id: ticket.group_id,
    said: speakerOf(turn.comment),
  }
  const stepped = step({ state: before, held: sla?.held ?? [] }, moment, targets, hours)
  const row: TicketSla = {
    ticket_id,
    policy_id: policy?.id ?? null,
    group_policy_id: group_policy?.id ?? null,
    schedule_id,
    state: withUndo(stepped.state, before, turn),
    held: stepped.held,
    next_breach_at: dateOf(stepped.next_breach_ms),
    note_at: dateOf(stepped.note_ms),
  }
  if (!sla || isChanged(sla, row)) putTicketSlas(work, [row])
  recordMetricEvents(work, eventsOf(work, stepped, { sla, row, policy, group_policy, hours }))
}

/** The clocks before the change; those of a ticket from before the first policy are set from what happened to it. */
async function stateBefore(work: Work, { ticket, sla }: ReadTicket, turn: Turn): Promise<ClockState> {
  const stored = sla?.state
  if (stored) {
    const undone = turn.undone_comment_id !== undefined && stored.undo?.comment_id === turn.undone_comment_id
    return undone && stored.undo ? stored.undo.before : stored
  }
  if (turn.is_new) return NO_CLOCKS
  let state: ClockState = NO_CLOCKS
  let status = ticket.status
  let group_id: number | null = null
  for (const { data, created_at } of await listPastFacts(work, ticket.id)) {
    for (const { field_name, value } of data.changes) {
      if (field_name === 'status') status = value as typeof status // written by our own event
      if (field_name === 'group_id') group_id = value as number | null // as above
    }
    const said = speakerOf(data.comment)
    state = advance(state, { at_ms: created_at.getTime(), status, group_id, said }).after
  }
  return state
}

/** Notes are the team's own business: only what is said in public moves a clock. */
function speakerOf(comment: CommentFact | null): Moment['said'] {
  if (comment?.kind !== 'reply') return null
  return comment.by_staff ? 'agent' : 'customer'
}

function withUndo(state: ClockState, before: ClockState, { comment }: Turn): StoredState {
  const { clocks, is_answered, group_id } = state
  const plain = { clocks, is_answered, group_id }
  if (!comment || comment.undo_ms === 0) return plain
  const earlier = { clocks: before.clocks, is_answered: before.is_answered, group_id: before.group_id }
  return { ...plain, undo: { comment_id: comment.id, before: earlier } }
}

function targetsOf(policy: PolicyRow | null, priority: string | null): Targets {
  const own = policy?.metrics.filter((one) => one.priority === priority) ?? []
  return Object.fromEntries(own.map(({ metric, target_s, business_hours }) => [metric, { target_s, business_hours }]))
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** What is left when it was paused says nothing new while nothing else moves. */
const comparable = ({ state, held, policy_id, group_policy_id, schedule_id, next_breach_at, note_at }: TicketSla) => {
  const plain = held.map(({ left_ms, ...rest }) => (rest.phase === 'paused' ? { ...rest, left_ms } : rest))
  const { clocks, is_answered, group_id, undo } = state
  return sortedJson([
    clocks,
    is_answered,
    group_id,
    undo,
    plain,
    policy_id,
    group_policy_id,
    schedule_id,
    next_breach_at,
    note_at,
  ])
}

function isChanged(before: TicketSla, after: TicketSla): boolean {
  return comparable(before) !== comparable(after)
}

/** JSON with its keys in order: the database gives them back in its own. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) && !(part instanceof Date)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Zendesk's names of measures in metric events. First and next replies are instances of one of them. */
const MEASURE: Record<Metric, string> = {
  first_reply_time: 'reply_time',
  next_reply_time: 'reply_time',
  periodic_update_time: 'periodic_update_time',
  pausable_update_time: 'pausable_update_time',
  requester_wait_time: 'requester_wait_time',
  agent_work_time: 'agent_work_time',
  ownership_time: 'group_ownership_time',
}

export function metricEvent(
  ticket_id: number,
  metric: Metric,
  instance: number,
  rest: Pick<NewMetricEvent, 'type' | 'time' | 'data'>,
): NewMetricEvent {
  const instance_id = metric === 'next_reply_time' ? instance + 1 : instance
  return { ticket_id, metric: MEASURE[metric], instance_id, ...rest }
}

interface Around {
  sla: TicketSla | null
  row: TicketSla
  policy: PolicyRow | null
  group_policy: PolicyRow | null
  hours: Hours | null
}

function eventsOf(work: Work, { facts, breaches }: Stepped, around: Around): NewMetricEvent[] {
  const { row, sla, hours } = around
  const { clocks } = row.state
  const time = work.now
  const events = breaches.map(({ metric, instance, at_ms }) =>
    metricEvent(row.ticket_id, metric, instance, { type: 'breach', time: new Date(at_ms), data: {} }),
  )
  for (const { metric, type, instance } of facts)
    events.push(metricEvent(row.ticket_id, metric, instance, { type, time, data: {} }))
  for (const one of row.held) {
    const clock = clocks[one.metric]
    if (!clock) continue
    if (isApplied(sla?.held, one, sla ? policyIdFor(sla, one.metric) !== policyIdFor(row, one.metric) : true))
      events.push(
        metricEvent(row.ticket_id, one.metric, clock.instance, {
          type: one.metric === 'ownership_time' ? 'apply_group_sla' : 'apply_sla',
          time,
          data: applied(one, one.metric === 'ownership_time' ? around.group_policy : around.policy),
        }),
      )
  }
  for (const { metric, type, instance } of facts) {
    const clock = clocks[metric]
    if (type === 'activate' || !clock) continue
    const minutes = (measure: Hours | null) => Math.floor(elapsed(clock, measure, time.getTime()) / 60_000)
    const status = { calendar: minutes(null), business: minutes(hours) }
    events.push(metricEvent(row.ticket_id, metric, instance, { type: 'update_status', time, data: { status } }))
  }
  return events
}

const policyIdFor = (sla: TicketSla, metric: Metric) =>
  metric === 'ownership_time' ? sla.group_policy_id : sla.policy_id

/** A target is told when it is new for the clock, when it changed, and when the clock began anew. */
function isApplied(before: readonly Held[] | undefined, now: Held, other_policy: boolean): boolean {
  const old = before?.find((one) => one.metric === now.metric)
  if (!old || other_policy) return now.phase !== 'fulfilled'
  const began_anew = old.phase === 'fulfilled' && now.phase !== 'fulfilled'
  return began_anew || old.target_s !== now.target_s || old.business_hours !== now.business_hours
}

function applied({ target_s, business_hours }: Held, policy: PolicyRow | null) {
  const named = policy && { id: policy.id, title: policy.title, description: policy.description }
  const sla = { target: Math.round(target_s / 60), target_in_seconds: target_s, business_hours, policy: named }
  return policy?.kind === 'group' ? { group_sla: sla } : { sla }
}
