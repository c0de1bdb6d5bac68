// What actions come to for one ticket, before anything is done: pure, so that a trigger, an automation, a macro, a dry
// run and a test all mean the same by them.
import type { Role } from '../../platform/work.ts'
import type { RuleTicket } from '../conditions/subject.ts'
import { STATUS_ORDER } from '../conditions/table.ts'
import { type Action, firstOf, listOf } from './action.ts'
import { actionFieldId, skillIds } from './table.ts'

export interface PlanActor {
  readonly id: number
  readonly role: Role
  readonly group_ids?: readonly number[]
}

/** Keys as `changeTicket` takes them; only what differs from the ticket. */
export interface PlannedChange {
  status?: string
  priority?: string
  type?: string
  group_id?: number | null
  assignee_id?: number | null
  brand_id?: number
  ticket_form_id?: number
  custom_status_id?: number
  tags?: string[]
  custom_fields?: { id: number; value: unknown }[]
}

export interface Plan {
  change: PlannedChange
  people: { user_id: number; kind: 'cc' | 'follower' }[]
  /** Numbers of the actions that send something. */
  notifications: number[]
  requester_locale: string | null
  /** The working hours the ticket is given. */
  schedule_id: number | null
  /** What becomes of the skills the ticket asks for, in order. */
  skills: { how: 'add' | 'set' | 'remove'; ids: number[] }[]
  /** The requester is asked how it went. */
  offers_rating: boolean
  subject: string | null
  comment: { text: string | null; html: string | null; is_public: boolean | null }
}

/** What is written by a job: mails, calls, and what a rule itself says in the ticket. */
const NOTIFICATIONS = [
  'notification_user',
  'notification_group',
  'notification_target',
  'notification_webhook',
  'reply_public',
  'reply_internal',
]
const SKILLS = { add_skills: 'add', set_skills: 'set', remove_skills: 'remove' } as const
const ID_FIELDS = ['brand_id', 'ticket_form_id', 'custom_status_id'] as const
const CHOICES = ['status', 'priority', 'type'] as const

/** What the actions, in their order, come to for this ticket. */
export function planOf(actions: readonly Action[], ticket: RuleTicket, actor: PlanActor | null): Plan {
  const plan: Plan = {
    change: {},
    people: [],
    notifications: [],
    requester_locale: null,
    schedule_id: null,
    skills: [],
    offers_rating: false,
    subject: null,
    comment: { text: null, html: null, is_public: null },
  }
  let tags = [...ticket.tags]
  actions.forEach(({ field, value }, index) => {
    const first = firstOf(value)
    const change = plan.change
    if (NOTIFICATIONS.includes(field)) plan.notifications.push(index)
    else if (field === 'set_tags') tags = tagsOf(value)
    else if (field === 'current_tags') tags = [...new Set([...tags, ...tagsOf(value)])]
    else if (field === 'remove_tags') tags = tags.filter((tag) => !tagsOf(value).includes(tag))
    else if (field === 'group_id') {
      const group_id = first === 'current_groups' ? actor?.group_ids?.[0] : numberOf(first)
      if (group_id !== undefined) change.group_id = group_id
    } else if (field === 'assignee_id') {
      const assignee_id = personOf(first, ticket, actor)
      if (assignee_id !== undefined) change.assignee_id = assignee_id
    } else if (field === 'cc' || field === 'follower') {
      const user_id = field === 'cc' && first === 'current_user' ? actor?.id : personOf(first, ticket, actor)
      if (user_id) plan.people.push({ user_id, kind: field })
    } else if (field === 'locale_id') plan.requester_locale = first
    else if (field === 'set_schedule') plan.schedule_id = Number(first)
    else if (isOneOf(['add_skills', 'set_skills', 'remove_skills'] as const, field))
      plan.skills.push({ how: SKILLS[field], ids: skillIds(value) })
    else if (field === 'satisfaction_score')
      plan.offers_rating = (ticket.satisfaction_score ?? 'unoffered') === 'unoffered'
    else if (field === 'subject') plan.subject = first
    else if (field === 'comment_value') plan.comment.text = listOf(value).at(-1) ?? null
    else if (field === 'comment_value_html') plan.comment.html = listOf(value).at(-1) ?? null
    else if (field === 'comment_mode_is_public') plan.comment.is_public = first !== 'false'
    else if (isOneOf(CHOICES, field)) change[field] = first
    else if (isOneOf(ID_FIELDS, field)) change[field] = Number(first)
    else {
      const id = actionFieldId(field)
      if (id !== null) change.custom_fields = [...(change.custom_fields ?? []), { id, value: fieldValue(value) }]
    }
  })
  plan.change.tags = tags
  plan.change = onlyDifferences(plan.change, ticket)
  return plan
}

const isOneOf = <Name extends string>(names: readonly Name[], field: string): field is Name =>
  (names as readonly string[]).includes(field)

const tagsOf = (value: Action['value']): string[] => [
  ...new Set(
    listOf(value)
      .flatMap((one) => one.toLowerCase().split(/[\s,]+/))
      .filter((tag) => tag !== '')
      .map((tag) => tag.slice(0, 255)),
  ),
]

const numberOf = (text: string): number | null => (text === '' ? null : Number(text))

/** An agent by keyword or id; null for nobody, undefined where the keyword means no agent here. */
function personOf(text: string, ticket: RuleTicket, actor: PlanActor | null): number | null | undefined {
  if (text === 'current_user') return actor && actor.role !== 'end-user' ? actor.id : undefined
  if (text === 'requester_id') return ticket.requester_id
  return numberOf(text)
}

function fieldValue(value: Action['value']): unknown {
  if (value === null || value === '') return null
  return value === 'true' || value === 'false' ? value === 'true' : value
}

/** What would change nothing is no change: else a rule would be said to have changed the ticket each time. */
function onlyDifferences(change: PlannedChange, ticket: RuleTicket): PlannedChange {
  const result: PlannedChange = { ...change }
  for (const key of [...CHOICES, ...ID_FIELDS, 'group_id', 'assignee_id'] as const)
    if (result[key] === ticket[key]) delete result[key]
  // An agent's group follows the agent; naming the one the ticket has changes something when the agent changes.
  if (change.group_id !== undefined && result.assignee_id !== undefined) result.group_id = change.group_id
  if (result.tags && sameTags(result.tags, ticket.tags)) delete result.tags
  const fields = result.custom_fields?.filter(
    ({ id, value }) => JSON.stringify(value) !== JSON.stringify(ticket.field_values[id] ?? null),
  )
  if (fields && fields.length > 0) result.custom_fields = fields
  else delete result.custom_fields
  return result
}

const sameTags = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((tag) => other.includes(tag))

export const changesTicket = ({ change, people, offers_rating, schedule_id, skills }: Plan): boolean =>
  Object.keys(change).length > 0 || people.length > 0 || offers_rating || schedule_id !== null || skills.length > 0

/** The ticket as the change leaves it, as far as that can be said without asking (an agent's group cannot). */
export function ticketAfter(ticket: RuleTicket, { change, offers_rating }: Plan): RuleTicket {
  const { custom_fields, ...columns } = change
  const assigned = change.assignee_id !== undefined && change.assignee_id !== null
  const field_values = { ...ticket.field_values }
  for (const { id, value } of custom_fields ?? []) field_values[id] = value
  return {
    ...ticket,
    ...columns,
    // Giving a new ticket to somebody opens it.
    status: columns.status ?? (assigned && ticket.status === STATUS_ORDER[0] ? 'open' : ticket.status),
    field_values,
    satisfaction_score: offers_rating ? 'offered' : ticket.satisfaction_score,
  }
}

export interface PlannedDifference {
  field_name: string
  value: unknown
  previous_value: unknown
}

/** What differs between two states of a ticket, as a ticket's event tells it. */
export function differencesOf(before: RuleTicket, after: RuleTicket): PlannedDifference[] {
  const columns = [...CHOICES, ...ID_FIELDS, 'group_id', 'assignee_id', 'satisfaction_score'] as const
  const fields = [...new Set([...Object.keys(before.field_values), ...Object.keys(after.field_values)])]
  const pairs: [string, unknown, unknown][] = [
    ...columns.map((name): [string, unknown, unknown] => [name, after[name], before[name]]),
    ['tags', [...after.tags].toSorted(), [...before.tags].toSorted()],
    ...fields.map((id): [string, unknown, unknown] => [
      `custom_fields_${id}`,
      after.field_values[id] ?? null,
      before.field_values[id] ?? null,
    ]),
  ]
  return pairs
    .filter(([, value, previous]) => JSON.stringify(value) !== JSON.stringify(previous))
    .map(([field_name, value, previous_value]) => ({ field_name, value, previous_value }))
}
