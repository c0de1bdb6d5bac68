/** What a column shows of a ticket, as text. Lists draw some of it with badges and avatars. Pure. */
import type { DeskField } from '../api/fields.ts'
import type { Ticket } from '../api/shapes.ts'
import { type MessageKey, t } from '../language/text.ts'

/** Names of what tickets point at, by id. */
export interface Names {
  users: ReadonlyMap<number, string>
  groups: ReadonlyMap<number, string>
  organizations: ReadonlyMap<number, string>
  brands: ReadonlyMap<number, string>
  forms: ReadonlyMap<number, string>
  statuses: ReadonlyMap<number, string>
  fields: ReadonlyMap<string, DeskField>
}

/** A ticket with what only some columns need; the API gives it beside what the page knows everywhere. */
export interface ShownTicket extends Ticket {
  submitter_id?: number | null
  brand_id?: number | null
  due_at?: string | null
  external_id?: string | null
  satisfaction_rating?: { score?: string | null } | null
  slas?: { policy_metrics?: { breach_at: string | null; stage?: string }[] }
  metric_set?: Partial<
    Record<'solved_at' | 'assigned_at' | 'requester_updated_at' | 'assignee_updated_at', string | null>
  > | null
}

const words: Readonly<Record<string, MessageKey>> = {
  'status new': 'status.new',
  'status open': 'status.open',
  'status pending': 'status.pending',
  'status hold': 'status.hold',
  'status solved': 'status.solved',
  'status closed': 'status.closed',
  'priority low': 'priority.low',
  'priority normal': 'priority.normal',
  'priority high': 'priority.high',
  'priority urgent': 'priority.urgent',
  'type question': 'kind.question',
  'type incident': 'kind.incident',
  'type problem': 'kind.problem',
  'type task': 'kind.task',
  'satisfaction_score unoffered': 'rule.value.unoffered',
  'satisfaction_score offered': 'rule.value.offered',
  'satisfaction_score bad': 'rule.value.bad',
  'satisfaction_score bad_with_comment': 'rule.value.badComment',
  'satisfaction_score good': 'rule.value.good',
  'satisfaction_score good_with_comment': 'rule.value.goodComment',
  'channel email': 'channel.mail',
  'channel mail': 'channel.mail',
  'channel api': 'channel.api',
  'channel web': 'channel.webForm',
  'channel web_form': 'channel.webForm',
}

function word(column: string, value: string | null | undefined): string {
  if (!value) return ''
  const key = words[`${column} ${value}`]
  return key ? t(key) : value
}

const named = (names: ReadonlyMap<number, string>, id: number | null | undefined): string =>
  id === null || id === undefined ? '' : (names.get(id) ?? `#${id}`)

/** The instant of a column that is one; null where it is empty, undefined where it is no instant. */
export function cellTime(column: string, ticket: ShownTicket): string | null | undefined {
  switch (column) {
    case 'created':
      return ticket.created_at
    case 'updated':
      return ticket.updated_at
    case 'due_date':
      return ticket.due_at ?? null
    case 'solved':
      return ticket.metric_set?.solved_at ?? null
    case 'assigned':
      return ticket.metric_set?.assigned_at ?? null
    case 'updated_requester':
      return ticket.metric_set?.requester_updated_at ?? null
    case 'updated_assignee':
      return ticket.metric_set?.assignee_updated_at ?? null
    default:
      return undefined
  }
}

/** The text of a cell; '' where there is nothing. Instants are left to `cellTime`. */
export function cellText(column: string, ticket: ShownTicket, names: Names): string {
  switch (column) {
    case 'nice_id':
      return `#${ticket.id}`
    case 'subject':
      return ticket.subject || t('ticket.noSubject')
    case 'description':
      return ticket.description ?? ''
    case 'status':
    case 'priority':
    case 'type':
      return word(column, ticket[column])
    case 'custom_status_id':
      return named(names.statuses, ticket.custom_status_id)
    case 'requester':
      return named(names.users, ticket.requester_id)
    case 'submitter':
      return named(names.users, ticket.submitter_id)
    case 'assignee':
      return named(names.users, ticket.assignee_id)
    case 'group':
      return named(names.groups, ticket.group_id)
    case 'organization':
      return named(names.organizations, ticket.organization_id)
    case 'brand':
      return named(names.brands, ticket.brand_id)
    case 'ticket_form':
      return named(names.forms, ticket.ticket_form_id)
    case 'satisfaction_score':
      return word(column, ticket.satisfaction_rating?.score)
    case 'channel':
      return word(column, ticket.via?.channel)
    case 'external_id':
      return ticket.external_id ?? ''
    case 'tags':
      return ticket.tags.join(', ')
    default:
      return fieldText(names.fields.get(column), ticket.custom_fields?.find(({ id }) => String(id) === column)?.value)
  }
}

function fieldText(field: DeskField | undefined, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return t(value ? 'rule.value.yes' : 'rule.value.no')
  const nameOf = (one: unknown) =>
    field?.custom_field_options?.find((option) => option.value === one)?.name ?? String(one)
  return [value].flat().map(nameOf).join(', ')
}
