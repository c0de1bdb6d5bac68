// Every field a condition can look at, with where it is allowed, which operators and values it takes, and how it is
// read. Validation, the API's `definitions`, evaluation and the search of views all come from this table.
import { CHANNEL_NUMBERS, namesOfChannel } from '../../tickets/index.ts'
import type { Condition, RuleKind } from './condition.ts'
import { customField } from './custom-fields.ts'
import { HOUR_FIELDS } from './hours.ts'
import { CHANGES, IS, LISTS, ORDER, TEXTS } from './operators.ts'
import type { Need, RuleSubject, RuleTicket } from './subject.ts'

export const STATUS_ORDER = ['new', 'open', 'pending', 'hold', 'solved', 'closed']
export const PRIORITY_ORDER = ['low', 'normal', 'high', 'urgent']
export const TYPES = ['question', 'incident', 'problem', 'task']
const SCORES = ['unoffered', 'offered', 'bad', 'bad_with_comment', 'good', 'good_with_comment']

interface Common {
  readonly title: string
  readonly group: 'ticket' | 'requester' | 'organization' | 'hours' | 'update'
  readonly allowed_in: readonly RuleKind[]
  readonly operators: readonly string[]
  /** What a value has to look like; '' is always let through where `nullable`. */
  readonly pattern: RegExp
  readonly nullable?: boolean
  readonly values?: readonly string[]
  readonly needs?: readonly Need[]
  /** Refused when a rule is saved, with this reason: the product has nothing it could look at. */
  readonly not_here?: string
}

/** How a field is read. `choice` is one plain value with its history. */
export type ConditionField = Common &
  (
    | { readonly kind: 'choice'; readonly order?: readonly string[]; read(ticket: RuleTicket): string | null }
    | { readonly kind: 'tags'; read(ticket: RuleTicket): readonly string[] }
    | { readonly kind: 'number'; read(subject: RuleSubject): number | null }
    | { readonly kind: 'text'; read(subject: RuleSubject): string | null }
    | { readonly kind: 'test'; test(subject: RuleSubject, operator: string, condition: Condition): boolean }
  )

const ALL: readonly RuleKind[] = ['trigger', 'automation', 'view', 'sla']
const NOT_SLA: readonly RuleKind[] = ['trigger', 'automation', 'view']
const TRIGGER: readonly RuleKind[] = ['trigger']
const CHANGING = [...IS, ...LISTS, ...CHANGES]
const anything = /^[\s\S]*$/
const number = /^\d{1,15}$/
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

const id = (
  title: string,
  key: 'group_id' | 'assignee_id' | 'requester_id' | 'organization_id' | 'brand_id' | 'ticket_form_id',
  pattern: RegExp,
  allowed_in = ALL,
): ConditionField => ({
  kind: 'choice',
  title,
  group: 'ticket',
  allowed_in,
  operators: [...CHANGING, 'present', 'not_present'],
  pattern,
  nullable: true,
  read: (ticket) => text(ticket[key]),
})

const choice = (
  title: string,
  values: readonly string[],
  read: (ticket: RuleTicket) => string | null,
  more: Partial<Common> & { order?: readonly string[] } = {},
): ConditionField => ({
  kind: 'choice',
  title,
  group: 'ticket',
  allowed_in: NOT_SLA,
  operators: more.order ? [...CHANGING, ...ORDER] : CHANGING,
  pattern: new RegExp(`^(?:${values.join('|')})$`),
  nullable: true,
  values,
  read,
  ...more,
})

const via = (title: string, read: (subject: RuleSubject) => string): ConditionField => ({
  kind: 'test',
  title,
  group: 'ticket',
  allowed_in: ALL,
  operators: [...IS, ...LISTS],
  pattern: /^(?:\d+|[a-z_]+)$/,
  values: CHANNEL_NUMBERS,
  test(subject, operator, { value }) {
    const names = namesOfChannel(read(subject))
    const is_one = [value ?? ''].flat().some((one) => names.includes(one))
    return is_one === (operator === 'is' || operator === 'includes')
  },
})

const words = (title: string, need: Need, read: (subject: RuleSubject) => string | null): ConditionField => ({
  kind: 'text',
  title,
  group: 'ticket',
  allowed_in: TRIGGER,
  operators: [...IS, ...TEXTS],
  pattern: /\S/,
  needs: [need],
  read,
})

const count = (title: string, key: 'reopens' | 'replies' | 'assignee_stations'): ConditionField => ({
  kind: 'number',
  title,
  group: 'ticket',
  allowed_in: TRIGGER,
  operators: [...IS, ...ORDER],
  pattern: number,
  needs: ['times'],
  read: ({ times }) => times?.[key] ?? 0,
})

const twitter = (title: string): ConditionField => ({
  kind: 'test',
  title,
  group: 'requester',
  allowed_in: TRIGGER,
  operators: [...IS, ...ORDER],
  pattern: anything,
  not_here: 'is about a network this desk has no channel to',
  test: () => false,
})

const ROLE_NUMBERS: Readonly<Record<string, string>> = { '0': 'end-user', '2': 'admin', '4': 'agent' }

const role = (
  title: string,
  need: Need | undefined,
  read: (subject: RuleSubject) => { id: number; role: string } | null,
): ConditionField => ({
  kind: 'test',
  title,
  group: 'requester',
  allowed_in: TRIGGER,
  operators: IS,
  pattern: /^(?:end[-_]user|agent|admin|owner|\d{1,15})$/,
  needs: need ? [need] : [],
  test(subject, operator, { value }) {
    const person = read(subject)
    const is_one = [value ?? ''].flat().some((one) => {
      const wanted = ROLE_NUMBERS[one] ?? one.replace('_', '-')
      if (!person) return false
      if (/^\d+$/.test(wanted)) return String(person.id) === wanted
      // Admins and owners are agents too; whoever asks for admins means owners as well.
      if (wanted === 'agent') return person.role !== 'end-user'
      return person.role === wanted || (wanted === 'admin' && person.role === 'owner')
    })
    return is_one === (operator !== 'is_not')
  },
})

const isYes = (value: Condition['value']): boolean =>
  ['true', 'present', '1', 'yes', ''].includes([value ?? ''].flat()[0] ?? '')

/** A condition on whether something is so: value `true` (or nothing) or `false`. */
const flag = (title: string, read: (subject: RuleSubject) => boolean, more: Partial<Common> = {}): ConditionField => ({
  kind: 'test',
  title,
  group: 'update',
  allowed_in: TRIGGER,
  operators: [...IS, 'present', 'not_present'],
  pattern: /^(?:true|false|present|not_present)$/,
  nullable: true,
  values: ['true', 'false'],
  test(subject, operator, { value }) {
    const wanted = operator === 'present' || (operator !== 'not_present' && isYes(value))
    return (read(subject) === wanted) === (operator !== 'is_not')
  },
  ...more,
})

/** Fields whose name is always the same; `custom_fields_…` and its kin are in custom-fields.ts. */
export const FIELDS: Readonly<Record<string, ConditionField>> = {
  status: choice('Status', STATUS_ORDER, (ticket) => ticket.status, { order: STATUS_ORDER, nullable: false }),
  custom_status_id: {
    ...id('Ticket status', 'brand_id', number),
    kind: 'choice',
    read: (ticket) => text(ticket.custom_status_id),
  },
  type: choice('Type', TYPES, (ticket) => ticket.type),
  ticket_type_id: choice(
    'Type',
    ['1', '2', '3', '4'],
    (ticket) => (ticket.type === null ? null : String(TYPES.indexOf(ticket.type) + 1)),
    {
      allowed_in: ['sla'],
      operators: IS,
    },
  ),
  priority: choice('Priority', PRIORITY_ORDER, (ticket) => ticket.priority, { order: PRIORITY_ORDER }),
  group_id: id('Group', 'group_id', /^(?:\d{1,15}|current_groups)$/),
  assignee_id: id('Assignee', 'assignee_id', /^(?:\d{1,15}|current_user|requester_id)$/),
  requester_id: id('Requester', 'requester_id', /^(?:\d{1,15}|current_user|assignee_id|requester_id)$/),
  organization_id: id('Organization', 'organization_id', number),
  brand_id: id('Brand', 'brand_id', number, NOT_SLA),
  ticket_form_id: id('Form', 'ticket_form_id', number),
  current_tags: {
    kind: 'tags',
    title: 'Tags',
    group: 'ticket',
    allowed_in: ALL,
    operators: [...LISTS, ...IS],
    pattern: /\S/,
    read: (ticket) => ticket.tags,
  },
  via_id: via('Channel', ({ ticket }) => ticket.via_channel),
  current_via_id: via('Update via', ({ current_via }) => current_via),
  satisfaction_score: choice('Satisfaction', SCORES, (ticket) => ticket.satisfaction_score ?? 'unoffered', {
    order: SCORES,
    needs: ['satisfaction'],
  }),
  recipient: {
    kind: 'test',
    title: 'Received at',
    group: 'ticket',
    allowed_in: ALL,
    operators: IS,
    pattern: /\S/,
    needs: ['recipient'],
    test({ recipient }, operator, { value }) {
      const is_one = [value ?? ''].flat().some((one) => one.toLowerCase() === (recipient ?? '').toLowerCase())
      return is_one === (operator === 'is')
    },
  },
  subject_includes_word: words('Subject text', 'subject', ({ subject }) => subject ?? null),
  comment_includes_word: words('Comment text', 'comment_text', ({ comment_text }) => comment_text ?? null),
  description_includes_word: {
    ...words('Description', 'description', ({ description }) => description ?? null),
    allowed_in: ['trigger', 'automation', 'view'],
  },
  locale_id: {
    kind: 'test',
    title: "Requester's language",
    group: 'requester',
    allowed_in: NOT_SLA,
    operators: IS,
    pattern: /^[A-Za-z0-9_-]{1,30}$/,
    needs: ['requester'],
    test({ requester }, operator, { value }) {
      const is_one = [value ?? ''].flat().some((one) => one.toLowerCase() === (requester?.locale ?? '').toLowerCase())
      return is_one === (operator === 'is')
    },
  },
  requester_role: role("Requester's role", 'requester', ({ requester }) => requester ?? null),
  role: role('Who updates', undefined, ({ actor }) => actor),
  update_type: {
    kind: 'test',
    title: 'Ticket is',
    group: 'update',
    allowed_in: TRIGGER,
    operators: IS,
    pattern: /^(?:Create|Change)$/,
    values: ['Create', 'Change'],
    test: ({ update_type }, operator, { value }) => [value].flat().includes(update_type) === (operator === 'is'),
  },
  comment_is_public: {
    kind: 'test',
    title: 'Comment is',
    group: 'update',
    allowed_in: TRIGGER,
    operators: IS,
    pattern: /^(?:true|false|not_relevant|requester_can_see_comment)$/,
    values: ['true', 'false', 'not_relevant', 'requester_can_see_comment'],
    test({ comment }, operator, { value }) {
      const is_one = [value].flat().some((one) => {
        if (comment === null || one === undefined) return false
        return one === 'not_relevant' || comment.is_public === (one !== 'false')
      })
      return is_one === (operator === 'is')
    },
  },
  ticket_is_public: choice('Privacy', ['public', 'private'], (ticket) => (ticket.is_public ? 'public' : 'private'), {
    allowed_in: ['trigger', 'automation'],
    operators: IS,
    nullable: false,
  }),
  attachment: flag('Attachment', ({ has_attachment }) => has_attachment === true, { needs: ['attachment'] }),
  cc: flag('Somebody was put in copy', ({ cc_added }) => cc_added),
  reopens: count('Reopens', 'reopens'),
  replies: count('Agent replies', 'replies'),
  agent_stations: count('Assignee stations', 'assignee_stations'),
  in_business_hours: flag('Within business hours', isInHours, { needs: ['schedules'] }),
  is_business_hours: flag('Within business hours', isInHours, { needs: ['schedules'] }),
  within_schedule: {
    kind: 'test',
    title: 'Within schedule',
    group: 'update',
    allowed_in: TRIGGER,
    operators: IS,
    pattern: number,
    needs: ['schedules'],
    test: ({ now, schedules }, operator, { value }) =>
      (schedules ?? []).some((one) => [value].flat().includes(String(one.id)) && one.isWithin(now)) ===
      (operator === 'is'),
  },
  schedule_id: {
    kind: 'test',
    title: 'Schedule',
    group: 'ticket',
    allowed_in: TRIGGER,
    operators: IS,
    pattern: number,
    needs: ['schedules'],
    test: ({ schedules }, operator, { value }) =>
      [value].flat().includes(String(schedules?.[0]?.id ?? '')) === (operator === 'is'),
  },
  exact_created_at: {
    kind: 'number',
    title: 'Created at',
    group: 'hours',
    allowed_in: ['sla'],
    operators: ORDER,
    pattern: number,
    read: ({ ticket }) => Math.floor(ticket.created_at.getTime() / 1000),
  },
  requester_twitter_followers_count: twitter('Twitter followers'),
  requester_twitter_statuses_count: twitter('Tweets'),
  requester_twitter_verified: twitter('Verified by Twitter'),
  ...HOUR_FIELDS,
}

function isInHours({ schedules, now }: RuleSubject): boolean {
  // Without a schedule a desk is always open, as with Zendesk.
  return schedules?.[0]?.isWithin(now) ?? true
}

/** What a condition's field is; null for a name that is none. */
export function findConditionField(field: string): ConditionField | null {
  return Object.hasOwn(FIELDS, field) ? (FIELDS[field] ?? null) : customField(field)
}

/** What the conditions need beyond the ticket and the change. */
export function needsOf(conditions: readonly Condition[]): Set<Need> {
  return new Set(conditions.flatMap((condition) => findConditionField(condition.field)?.needs ?? []))
}
