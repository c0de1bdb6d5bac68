// Every action a rule can have: where it is allowed and what it takes. What each does is in plan.ts.
import { PRIORITY_ORDER, STATUS_ORDER, TYPES } from '../conditions/table.ts'
import { type Action, type ActionKind, type ActionValue, firstOf, listOf } from './action.ts'

export interface ActionEntry {
  readonly title: string
  readonly group: 'ticket' | 'notification' | 'comment' | 'requester'
  readonly allowed_in: readonly ActionKind[]
  /** How often one rule may have it. */
  readonly repeatable?: boolean
  /** As the API's definitions name kinds of values. */
  readonly type: 'list' | 'text' | 'tag' | 'autocomplete' | 'notification'
  readonly values?: readonly string[]
  /** Refused when a rule is saved, with this reason. */
  readonly not_here?: string
  /** True when the value can be one of this action. */
  takes(value: ActionValue): boolean
}

/** The values of skills that an action names. */
export const skillIds = (value: ActionValue): number[] =>
  listOf(value).flatMap((text) =>
    text
      .split(/[,\s]+/)
      .filter(Boolean)
      .map(Number),
  )

const ALL: readonly ActionKind[] = ['trigger', 'automation', 'macro']
const AUTOMATIC: readonly ActionKind[] = ['trigger', 'automation']
const ID = /^\d{1,15}$/
const one =
  (pattern: RegExp) =>
  (value: ActionValue): boolean =>
    listOf(value).length <= 1 && pattern.test(firstOf(value))

const choice = (title: string, values: readonly string[], allowed_in = ALL): ActionEntry => ({
  title,
  group: 'ticket',
  allowed_in,
  type: 'list',
  values,
  takes: one(new RegExp(`^(?:${values.join('|')})$`)),
})
const record = (title: string, pattern: RegExp, allowed_in = ALL): ActionEntry => ({
  title,
  group: 'ticket',
  allowed_in,
  type: 'list',
  takes: one(pattern),
})
const tags = (title: string): ActionEntry => ({
  title,
  group: 'ticket',
  allowed_in: ALL,
  type: 'tag',
  repeatable: true,
  takes: (value) => /\S/.test(listOf(value).join(' ')) && listOf(value).join(' ').length <= 5_000,
})
const words = (title: string, group: 'comment' | 'ticket', allowed_in: readonly ActionKind[]): ActionEntry => ({
  title,
  group,
  allowed_in,
  type: 'text',
  takes: (value) => listOf(value).some((text) => text.trim() !== ''),
})
/** Ids of values of skills, in one text or several. */
const skills = (title: string): ActionEntry => ({
  title,
  group: 'ticket',
  allowed_in: ['trigger'],
  type: 'list',
  repeatable: true,
  takes: (value) =>
    skillIds(value).length > 0 && listOf(value).every((text) => /^\d{1,15}(?:[,\s]+\d{1,15})*$/.test(text)),
})
/** `[whom, subject, body]` or `[which, body]`. */
const message = (title: string, whom: RegExp, parts: 2 | 3): ActionEntry => ({
  title,
  group: 'notification',
  allowed_in: AUTOMATIC,
  type: 'notification',
  repeatable: true,
  takes(value) {
    const [first = '', ...texts] = listOf(value)
    return (
      whom.test(first) &&
      (parts === 2 ? texts.length <= 1 : texts.length === 2 && texts.every((text) => text.trim() !== ''))
    )
  },
})
const refused = (title: string, not_here: string, allowed_in = ALL): ActionEntry => ({
  title,
  group: 'ticket',
  allowed_in,
  type: 'text',
  not_here,
  takes: () => false,
})

export const ACTIONS: Readonly<Record<string, ActionEntry>> = {
  status: choice(
    'Status',
    STATUS_ORDER.filter((status) => status !== 'new'),
  ),
  custom_status_id: record('Ticket status', ID),
  type: choice('Type', TYPES),
  priority: choice('Priority', PRIORITY_ORDER),
  group_id: record('Group', /^(?:|current_groups|\d{1,15})$/),
  assignee_id: record('Assignee', /^(?:|current_user|requester_id|\d{1,15})$/),
  brand_id: record('Brand', ID, ['trigger']),
  ticket_form_id: record('Form', ID),
  set_tags: tags('Set tags'),
  current_tags: tags('Add tags'),
  remove_tags: tags('Remove tags'),
  follower: { ...record('Add follower', /^(?:current_user|\d{1,15})$/), repeatable: true },
  cc: { ...record('Add CC', /^(?:current_user|requester_id|\d{1,15})$/, AUTOMATIC), repeatable: true },
  locale_id: record("Requester's language", /^[A-Za-z0-9_-]{1,30}$/, AUTOMATIC),
  subject: words('Subject', 'ticket', ['macro']),
  comment_value: words('Comment', 'comment', ['macro']),
  comment_value_html: words('Comment', 'comment', ['macro']),
  comment_mode_is_public: { ...choice('Comment mode', ['true', 'false'], ['macro']), group: 'comment' },
  notification_user: message(
    'Mail to a person',
    /^(?:all_agents|requester_id|assignee_id|current_user|requester_and_ccs|\d{1,15})$/,
    3,
  ),
  notification_group: message('Mail to a group', /^(?:group_id|\d{1,15})$/, 3),
  notification_target: message('Notify a target', ID, 2),
  notification_webhook: message('Notify a webhook', /^\S{1,64}$/, 2),
  // Asking is all a rule can do; what customers say is theirs.
  satisfaction_score: choice('Satisfaction', ['offered'], AUTOMATIC),
  tweet_requester: refused('Tweet to the requester', 'is about a network this desk has no channel to', AUTOMATIC),
  add_skills: skills('Add skills'),
  set_skills: skills('Set skills'),
  remove_skills: skills('Remove skills'),
  set_schedule: record('Set schedule', ID, AUTOMATIC),
  side_conversation_ticket: refused('Side conversation', 'cannot be started by a rule'),
  side_conversation_slack: refused('Side conversation', 'cannot be started by a rule'),
  notification_zis: refused('Integration', 'needs a service that this desk does not have: use a webhook'),
  notification_messaging_csat: refused('Survey', 'needs messaging, which this desk does not have'),
  reply_public: words('Reply', 'comment', ['trigger']),
  reply_internal: words('Note', 'comment', ['trigger']),
}

const CUSTOM_FIELD: ActionEntry = {
  title: 'Custom field',
  group: 'ticket',
  allowed_in: ALL,
  type: 'text',
  takes: (value) => listOf(value).every((text) => text.length <= 5_000),
}

/** The id of the ticket field that an action sets, or null. */
export function actionFieldId(field: string): number | null {
  const match = /^custom_fields_(\d{1,15})$/.exec(field)
  return match ? Number(match[1]) : null
}

export function findAction(field: string): ActionEntry | null {
  if (Object.hasOwn(ACTIONS, field)) return ACTIONS[field] ?? null
  return actionFieldId(field) === null ? null : CUSTOM_FIELD
}

/** Why an action cannot be part of a rule of this kind, or null. */
export function whyNotAction(kind: ActionKind, { field, value }: Action): string | null {
  const entry = findAction(field)
  if (!entry) return `Action: ${field || 'without a field'} is not an action of rules`
  if (entry.not_here) return `Action: ${field} ${entry.not_here}`
  if (!entry.allowed_in.includes(kind)) return `Action: ${field} cannot be used in a ${kind}`
  return entry.takes(value) ? null : `Action: ${field} cannot have the value ${JSON.stringify(value)?.slice(0, 80)}`
}
