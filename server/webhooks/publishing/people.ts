// Which events a fact about a person or an organisation is told as.
import { listOrganizationsByIds, usersByIds } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { ORGANIZATION_FIELD_EVENTS, PEOPLE_EVENTS, USER_FIELD_EVENTS } from '../subscriptions.ts'
import { idText, type Told } from './envelope.ts'

export interface PeopleFact {
  type: string
  subject_id: number
  data: { fields?: string[]; identity_id?: number }
  /** For changes: field → what it was and what it is. */
  texts: Record<string, unknown>
}

export function peopleEvents(fact: PeopleFact): Told[] {
  const own = PEOPLE_EVENTS[fact.type]
  if (own !== undefined) return [{ type: own, event: identityOf(fact) }]
  const events =
    fact.type === 'user.updated'
      ? USER_FIELD_EVENTS
      : fact.type === 'organization.updated'
        ? ORGANIZATION_FIELD_EVENTS
        : {}
  return (fact.data.fields ?? []).flatMap((field) => {
    const type = events[field]
    if (type === undefined) return []
    const pair = fact.texts[field]
    const [previous, current] = Array.isArray(pair) ? pair : [null, null]
    return [{ type, event: { current: shown(field, current), previous: shown(field, previous) } }]
  })
}

const shown = (field: string, value: unknown): unknown =>
  /_id$/.test(field) && typeof value === 'number' ? idText(value) : (value ?? null)

function identityOf({ data, texts }: PeopleFact): Record<string, unknown> {
  if (data.identity_id === undefined) return {}
  return { identity: { id: idText(data.identity_id), value: typeof texts.value === 'string' ? texts.value : null } }
}

/** The person or organisation as it is now, or the id alone once it is gone. */
export async function peopleDetail(work: Work, fact: PeopleFact): Promise<Record<string, unknown>> {
  const id = idText(fact.subject_id)
  if (fact.type.startsWith('organization.')) {
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
