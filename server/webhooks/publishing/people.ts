// Which events a fact about a person or an organisation is told as.
import { listOrganizationsByIds, usersByIds } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import {
  MEMBERSHIP_EVENTS,
  ORGANIZATION_FIELD_CHANGED,
  ORGANIZATION_FIELD_EVENTS,
  PEOPLE_EVENTS,
  USER_FIELD_CHANGED,
  USER_FIELD_EVENTS,
} from '../subscriptions.ts'
import { idText, type Told } from './envelope.ts'

export interface PeopleFact {
  type: string
  subject_type: string
  subject_id: number
  data: { fields?: string[]; identity_id?: number; winner_id?: number; user_id?: number }
  /** For changes: field → what it was and what it is. */
  texts: Record<string, unknown>
}

/** Memberships are told of the person; the organisation or group is then `of`. */
export function personOfFact(fact: PeopleFact): PeopleFact & { of?: { type: string; id: number } } {
  const { user_id } = fact.data
  if (MEMBERSHIP_EVENTS[fact.type] === undefined || user_id === undefined) return fact
  return { ...fact, subject_type: 'user', subject_id: user_id, of: { type: fact.subject_type, id: fact.subject_id } }
}

export function peopleEvents(fact: ReturnType<typeof personOfFact>): Told[] {
  const membership = MEMBERSHIP_EVENTS[fact.type]
  if (membership !== undefined && fact.of)
    return [{ type: membership, event: { [fact.of.type]: { id: idText(fact.of.id) } } }]
  const own = PEOPLE_EVENTS[fact.type]
  if (own !== undefined) return [{ type: own, event: { ...identityOf(fact), ...winnerOf(fact) } }]
  const events =
    fact.type === 'user.updated'
      ? USER_FIELD_EVENTS
      : fact.type === 'organization.updated'
        ? ORGANIZATION_FIELD_EVENTS
        : {}
  return (fact.data.fields ?? []).flatMap((field) => {
    if (field === 'field_values') return fieldEvents(fact)
    const type = events[field]
    if (type === undefined) return []
    const pair = fact.texts[field]
    const [previous, current] = Array.isArray(pair) ? pair : [null, null]
    return [{ type, event: { current: shown(field, current), previous: shown(field, previous) } }]
  })
}

type Held = { plain?: Record<string, unknown>; texts?: Record<string, unknown> } | undefined

/** One event per custom field whose value changed. */
function fieldEvents({ subject_type, texts }: PeopleFact): Told[] {
  const [before, after] = (Array.isArray(texts.field_values) ? texts.field_values : []) as [Held, Held] // as people records it
  const valuesOf = (held: Held): Record<string, unknown> => ({ ...held?.plain, ...held?.texts })
  const [previous, current] = [valuesOf(before), valuesOf(after)]
  return [...new Set([...Object.keys(previous), ...Object.keys(current)])]
    .filter((id) => JSON.stringify(previous[id] ?? null) !== JSON.stringify(current[id] ?? null))
    .map((id) => ({
      type: subject_type === 'organization' ? ORGANIZATION_FIELD_CHANGED : USER_FIELD_CHANGED,
      event: { current: current[id] ?? null, previous: previous[id] ?? null, field: { id } },
    }))
}

/** Whom a person was merged into. */
const winnerOf = ({ type, data: { winner_id } }: PeopleFact): Record<string, unknown> =>
  type === 'user.merged' && winner_id !== undefined ? { target_user: { id: idText(winner_id) } } : {}

const shown = (field: string, value: unknown): unknown =>
  /_id$/.test(field) && typeof value === 'number' ? idText(value) : (value ?? null)

function identityOf({ data, texts }: PeopleFact): Record<string, unknown> {
  if (data.identity_id === undefined) return {}
  return { identity: { id: idText(data.identity_id), value: typeof texts.value === 'string' ? texts.value : null } }
}

/** The person or organisation as it is now, or the id alone once it is gone. */
export async function peopleDetail(work: Work, fact: PeopleFact): Promise<Record<string, unknown>> {
  const id = idText(fact.subject_id)
  if (fact.subject_type === 'organization') {
    const [organization] = await listOrganizationsByIds(work, [fact.subject_id], '')
    if (!organization) return { id }
    const { name, external_id, shared_comments, shared_tickets, created_at, updated_at } = organization
    const group_id = idText(organization.group_id)
    return { id, name, external_id, group_id, shared_comments, shared_tickets, created_at, updated_at }
  }
  const [user] = await usersByIds(work, [fact.subject_id])
  if (!user) return { id }
  return {
    created_at: user.created_at,
    default_group_id: idText(user.default_group_id),
    email: user.email,
    external_id: user.external_id,
    id,
    organization_id: idText(user.organization_id),
    role: user.role === 'owner' ? 'admin' : user.role,
    updated_at: user.updated_at,
  }
}
