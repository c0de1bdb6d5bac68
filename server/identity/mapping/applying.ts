// Gives a person what the mapping's table says, and takes away what it no longer does.

import { LOCALES } from '../../accounts/index.ts'
import {
  addMember,
  findGroup,
  hasOrganization,
  isMemberOfGroup,
  leaveGroup,
  type UserRow,
  type UserWrite,
  updateUser,
} from '../../people/index.ts'
import type { Role, Work } from '../../platform/work.ts'
import type { Identity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'
import { everythingOf, firstOf, grantsOf, nameOf } from './reading.ts'

/** `role` is the one decided before. Acts as the system: the mapping was made by an admin. */
export async function applyMapping(
  work: Work,
  { mapping }: ProviderRow,
  identity: Identity,
  user: UserRow,
  { role, is_new }: { role: Role; is_new: boolean },
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
  if (role !== user.role && role !== 'owner') write.role = role
  const { organization_id } = grants
  // What the table names may have been deleted since: nobody is kept out by that.
  if (
    organization_id !== null &&
    organization_id !== user.organization_id &&
    (await hasOrganization(work, organization_id))
  )
    write.organization_id = organization_id
  const tags = [...user.tags.filter((tag) => !all.tags.includes(tag) || grants.tags.includes(tag)), ...grants.tags]
  if (all.tags.length > 0) write.tags = [...new Set(tags)]
  if (Object.keys(write).length > 0) await updateUser(work, user.id, write)
  if (role === 'end-user') return
  for (const group_id of grants.group_ids)
    if ((await findGroup(work, group_id)) && !(await isMemberOfGroup(work, user.id, group_id)))
      await addMember(work, user.id, group_id)
  for (const group_id of all.group_ids.filter((one) => !grants.group_ids.includes(one)))
    if (await isMemberOfGroup(work, user.id, group_id)) await leaveGroup(work, user.id, group_id)
}
