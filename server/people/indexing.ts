// What the search index is told of people and organisations, for staff only: a customer must not find out who else
// writes to the desk.
import type { Work } from '../platform/work.ts'
import { indexDocument, removeDocuments } from '../search/index.ts'
import { listIdentities } from './identities.ts'
import type { OrganizationRow } from './organizations/schema.ts'
import type { UserRow } from './schema.ts'

/** Makes a person findable by name, alias and addresses. Whoever is not active is in no index. */
export async function indexPerson(
  work: Work,
  user: Pick<UserRow, 'id' | 'name' | 'alias' | 'active'>,
  addresses: readonly string[],
): Promise<void> {
  if (!user.active) return
  await indexDocument(work, {
    kind: 'user',
    record_id: user.id,
    part: 'person',
    part_id: user.id,
    internal: true,
    text: [user.name, user.alias ?? '', ...addresses].join('\n'),
    is_short: true,
  })
}

/** As indexPerson, after an address or a name changed. */
export async function indexPersonAgain(work: Work, user: UserRow): Promise<void> {
  const identities = await listIdentities(work, user.id)
  await indexPerson(
    work,
    user,
    identities.map(({ value }) => value),
  )
}

export async function forgetPerson(work: Work, user_id: number): Promise<void> {
  await removeDocuments(work, 'user', user_id)
}

/** Makes an organisation findable by name and domains. */
export async function indexOrganization(
  work: Work,
  organization: Pick<OrganizationRow, 'id' | 'name' | 'domain_names'>,
): Promise<void> {
  await indexDocument(work, {
    kind: 'organization',
    record_id: organization.id,
    part: 'organization',
    part_id: organization.id,
    internal: true,
    text: [organization.name, ...organization.domain_names].join('\n'),
    is_short: true,
  })
}

export async function forgetOrganization(work: Work, organization_id: number): Promise<void> {
  await removeDocuments(work, 'organization', organization_id)
}
