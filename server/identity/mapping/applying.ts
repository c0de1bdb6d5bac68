// Gives a person what the mapping's table says, and takes away what it no longer does.

import { LOCALES } from '../../accounts/index.ts'
import {
  addMember,
  addToOrganization,
  findGroup,
  getMembershipIn,
  hasOrganization,
  isMemberOfGroup,
  isMemberOfOrganization,
  leaveGroup,
  removeFromOrganization,
  type UserRow,
  type UserWrite,
  updateUser,
} from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import type { Identity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'
import { everythingOf, firstOf, type GivenRole, grantsOf, nameOf } from './reading.ts'

/** `given` is the role decided before. Acts as the system: the mapping was made by an admin. */
export async function applyMapping(
  work: Work,
  { mapping }: ProviderRow,
  identity: Identity,
  user: UserRow,
  { given, is_new }: { given: GivenRole; is_new: boolean },
): Promise<void> {
  if (!is_new && mapping.applies === 'creation') return
  const grants = grantsOf(mapping, identity.attributes)
  const all = everythingOf(mapping)
  const write: UserWrite = {}
  const name = nameOf(mapping, identity.attributes)
  if (name !== null && !is_new && name !== user.name) write.name = name
  const locale = firstOf(identity.attributes, mapping.attributes.locale)?.slice(0, 2).toLowerCase()
  const known = LOCALES.find((one) => one === locale)
  if (known && known !== user.locale) write.locale = known
  const { role, custom_role_id } = given
  if (role !== user.role && role !== 'owner') write.role = role
  if (role === 'agent' && custom_role_id !== undefined && custom_role_id !== user.custom_role_id)
    write.custom_role_id = custom_role_id
  const organizations = await thoseThere(work, grants.organization_ids)
  const [first] = organizations
  if (first !== undefined && first !== user.organization_id) write.organization_id = first
  const tags = [...user.tags.filter((tag) => !all.tags.includes(tag) || grants.tags.includes(tag)), ...grants.tags]
  if (all.tags.length > 0) write.tags = [...new Set(tags)]
  if (Object.keys(write).length > 0) await updateUser(work, user.id, write)
  for (const organization_id of organizations)
    if (!(await isMemberOfOrganization(work, user.id, organization_id)))
      await addToOrganization(work, { user_id: user.id, organization_id })
  for (const organization_id of all.organization_ids.filter((one) => !grants.organization_ids.includes(one)))
    if (await isMemberOfOrganization(work, user.id, organization_id))
      await removeFromOrganization(work, await getMembershipIn(work, user.id, organization_id))
  if (role === 'end-user') return
  for (const group_id of grants.group_ids)
    if ((await findGroup(work, group_id)) && !(await isMemberOfGroup(work, user.id, group_id)))
      await addMember(work, user.id, group_id)
  for (const group_id of all.group_ids.filter((one) => !grants.group_ids.includes(one)))
    if (await isMemberOfGroup(work, user.id, group_id)) await leaveGroup(work, user.id, group_id)
}

/** What the table names may have been deleted since: nobody is kept out by that. */
async function thoseThere(work: Work, organization_ids: readonly number[]): Promise<number[]> {
  const found: number[] = []
  for (const id of organization_ids) if (await hasOrganization(work, id)) found.push(id)
  return found
}
