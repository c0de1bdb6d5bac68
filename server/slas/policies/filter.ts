// Which tickets a policy is for: the small vocabulary of SLA filters, checked when it is written and evaluated in the
// process when a ticket changes. It looks at nothing that is sealed.
import type { FieldError } from '../../platform/errors.ts'
import { Refusal } from '../../platform/errors.ts'
import { namesOfChannel, TICKET_TYPES, type TicketRow } from '../../tickets/index.ts'
import type { Condition, Filter, PolicyKind } from '../schema.ts'

/** A ticket as filters see it. */
export type Filtered = Pick<
  TicketRow,
  | 'group_id'
  | 'assignee_id'
  | 'requester_id'
  | 'organization_id'
  | 'brand_id'
  | 'ticket_form_id'
  | 'custom_status_id'
  | 'type'
  | 'via_channel'
  | 'field_values'
  | 'created_at'
> & { tags: readonly string[] }

interface FilterField {
  title: string
  group: 'ticket' | 'requester'
  kind: 'id' | 'type' | 'tags' | 'via' | 'time' | 'field'
  operators: readonly string[]
  /** The values a ticket has, as text; none where it is unset. */
  of(ticket: Filtered): string[]
}

const IS = ['is', 'is_not'] as const
const ORDER = ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal'] as const
const INCLUDES = ['includes', 'not_includes'] as const

function idField(key: 'group_id' | 'assignee_id' | 'organization_id' | 'brand_id' | 'ticket_form_id', title: string) {
  return {
    title,
    group: 'ticket',
    kind: 'id',
    operators: [...IS, ...INCLUDES],
    of: (ticket: Filtered) => (ticket[key] === null ? [] : [String(ticket[key])]),
  } satisfies FilterField
}

const via: FilterField = {
  title: 'Channel',
  group: 'ticket',
  kind: 'via',
  operators: [...IS, ...INCLUDES],
  of: (ticket) => namesOfChannel(ticket.via_channel),
}
const type: FilterField = {
  title: 'Type',
  group: 'ticket',
  kind: 'type',
  operators: [...IS],
  of: (ticket) => (ticket.type === null ? [] : [ticket.type]),
}

export const FILTER_FIELDS: Record<string, FilterField> = {
  group_id: idField('group_id', 'Group'),
  assignee_id: idField('assignee_id', 'Assignee'),
  organization_id: idField('organization_id', 'Organization'),
  brand_id: idField('brand_id', 'Brand'),
  ticket_form_id: idField('ticket_form_id', 'Ticket form'),
  requester_id: {
    title: 'Requester',
    group: 'requester',
    kind: 'id',
    operators: [...IS, ...INCLUDES],
    of: (ticket) => [String(ticket.requester_id)],
  },
  custom_status_id: {
    title: 'Status',
    group: 'ticket',
    kind: 'id',
    operators: [...IS, ...INCLUDES],
    of: (ticket) => (ticket.custom_status_id === null ? [] : [String(ticket.custom_status_id)]),
  },
  current_tags: {
    title: 'Tags',
    group: 'ticket',
    kind: 'tags',
    operators: [...INCLUDES],
    of: (ticket) => [...ticket.tags],
  },
  via_id: via,
  current_via_id: via,
  type,
  // Zendesk's filters number the types.
  ticket_type_id: type,
  exact_created_at: {
    title: 'Created',
    group: 'ticket',
    kind: 'time',
    operators: [...ORDER],
    of: (ticket) => [String(Math.floor(ticket.created_at.getTime() / 1_000))],
  },
}

const TYPE_NUMBERS = ['question', 'incident', 'problem', 'task'] as const
const CUSTOM_FIELD = /^(?:ticket_fields_|custom_fields_)(\d{1,16})$/

/** The field a condition names, or null. */
export function findFilterField(name: string): FilterField | null {
  if (Object.hasOwn(FILTER_FIELDS, name)) return FILTER_FIELDS[name] ?? null
  const id = CUSTOM_FIELD.exec(name)?.[1]
  if (id === undefined) return null
  return {
    title: name,
    group: 'ticket',
    kind: 'field',
    operators: [...IS, ...INCLUDES],
    of: (ticket) => [ticket.field_values[id] ?? []].flat().map(String),
  }
}

/** The values of a condition as they are compared. */
function wantedValues(field: FilterField, { value }: Condition): string[] {
  const wanted = value.flatMap((one) => (field.kind === 'tags' ? one.toLowerCase().split(/\s+/) : [one]))
  const plain = wanted.filter((one) => one !== '')
  return field.kind === 'type' ? plain.map((one) => TYPE_NUMBERS[Number(one) - 1] ?? one) : plain
}

function isWrongValue(field: FilterField, value: string): boolean {
  if (field.kind === 'id' || field.kind === 'time') return !/^\d{1,16}$/.test(value)
  return field.kind === 'type' && !TICKET_TYPES.some((one) => one === value)
}

/** Why a condition cannot stand in a filter, or null. */
function whyNot(kind: PolicyKind, condition: Condition): string | null {
  const { field: name, operator } = condition
  const field = findFilterField(name)
  if (!field) return `Filter: ${name} is not a field of service levels`
  if (kind === 'group' && name !== 'group_id') return 'Filter: a group policy looks at group_id only'
  if (!field.operators.includes(operator))
    return `Filter: ${name} takes the operators ${field.operators.join(', ')}, not ${operator}`
  const values = wantedValues(field, condition)
  if (values.length === 0 && (field.kind === 'tags' || field.kind === 'time')) return `Filter: ${name} needs a value`
  const wrong = values.find((value) => isWrongValue(field, value))
  return wrong === undefined ? null : `Filter: ${name} cannot have the value ${JSON.stringify(wrong.slice(0, 60))}`
}

/** 422 with a reason for each condition that cannot be. */
export function checkFilter(kind: PolicyKind, { all, any }: Filter): void {
  const reasons = [...all, ...any].map((condition) => whyNot(kind, condition)).filter((reason) => reason !== null)
  if (kind === 'group' && any.length > 0) reasons.push('Filter: a group policy has conditions in all only')
  if (reasons.length === 0) return
  const error: FieldError['error'] = 'InvalidValue'
  throw new Refusal('invalid', undefined, {
    details: { filter: reasons.slice(0, 10).map((description) => ({ description, error })) },
  })
}

function holds(condition: Condition, ticket: Filtered): boolean {
  const field = findFilterField(condition.field)
  if (!field) return false
  const own = field.of(ticket)
  const wanted = wantedValues(field, condition)
  // No value asks whether the ticket has none either.
  const meets = wanted.length === 0 ? own.length === 0 : wanted.some((value) => own.includes(value))
  const [mine, limit] = [Number(own[0]), Number(wanted[0])]
  switch (condition.operator) {
    case 'is':
    case 'includes':
      return meets
    case 'is_not':
    case 'not_includes':
      return !meets
    case 'less_than':
      return mine < limit
    case 'less_than_equal':
      return mine <= limit
    case 'greater_than':
      return mine > limit
    case 'greater_than_equal':
      return mine >= limit
    default:
      return false
  }
}

/** Whether a ticket fits a filter: all of `all`, and one of `any` where there is one. */
export function fits({ all, any }: Filter, ticket: Filtered): boolean {
  return all.every((one) => holds(one, ticket)) && (any.length === 0 || any.some((one) => holds(one, ticket)))
}

/** Whether a filter looks at tags, which are not in the ticket's row. */
export function asksForTags({ all, any }: Filter): boolean {
  return [...all, ...any].some((one) => one.field === 'current_tags')
}
