// What the search index is told of people and organisations, for staff only: a customer must not find out who else
// writes to the desk.
import type { Work } from '../platform/work.ts'
import { type Document, indexDocuments, removeDocuments } from '../search/index.ts'
import { listIdentities } from './identities.ts'
import type { OrganizationRow } from './organizations/schema.ts'
import type { UserRow } from './schema.ts'

type Findable = Pick<UserRow, 'id' | 'name' | 'alias' | 'active'> &
  Partial<Pick<UserRow, 'phone' | 'notes' | 'details'>>

/** The texts of a person, each a part of its own, so that a search can name it. */
function documentsOfPerson(user: Findable, addresses: readonly string[]): Document[] {
  const place = { kind: 'user', record_id: user.id, part_id: user.id, internal: true } as const
  return [
    { ...place, part: 'person', text: [user.name, user.alias ?? ''].join('\n'), is_short: true },
    { ...place, part: 'person_contact', text: [...addresses, user.phone ?? ''].join('\n').trim(), is_short: true },
    { ...place, part: 'person_notes', text: user.notes ?? '' },
    { ...place, part: 'person_details', text: user.details ?? '' },
  ]
}

/** Makes a new person findable by name, addresses, phone, notes and details. Whoever is not active is in no index. */
export async function indexPerson(work: Work, user: Findable, addresses: readonly string[]): Promise<void> {
  if (!user.active) return
  await indexDocuments(
    work,
    documentsOfPerson(user, addresses).filter(({ text }) => text !== ''),
  )
}

/** As indexPerson, after something of it changed. */
export async function indexPersonAgain(work: Work, user: UserRow): Promise<void> {
  if (!user.active) return
  const identities = await listIdentities(work, user.id)
  // What has no text any more replaces what had.
  await indexDocuments(
    work,
    documentsOfPerson(
      user,
      identities.map(({ value }) => value),
    ),
  )
}

export async function forgetPerson(work: Work, user_id: number): Promise<void> {
  await removeDocuments(work, 'user', user_id)
}

/** Makes an organisation findable by name, domains, notes and details. */
export async function indexOrganization(
  work: Work,
  organization: Pick<OrganizationRow, 'id' | 'name' | 'domain_names' | 'notes' | 'details'>,
): Promise<void> {
  const place = { kind: 'organization', record_id: organization.id, part_id: organization.id, internal: true } as const
  const text = [organization.name, ...organization.domain_names].join('\n')
  await indexDocuments(work, [
    { ...place, part: 'organization', text, is_short: true },
    { ...place, part: 'organization_notes', text: organization.notes ?? '' },
    { ...place, part: 'organization_details', text: organization.details ?? '' },
  ])
}

export async function forgetOrganization(work: Work, organization_id: number): Promise<void> {
  await removeDocuments(work, 'organization', organization_id)
}
