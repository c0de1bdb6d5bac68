// What a directory can do with groups: those of the desk, and those that stand for a role by the account's mapping.
import { addMember, createGroup, deleteGroup, leaveGroup, updateGroup } from '../../people/index.ts'
import { newId } from '../../platform/ids.ts'
import type { ScimCall } from '../attempt.ts'
import { badRequest, notUnique, ScimRefusal } from '../failures.ts'
import { standsForRole } from '../mapping.ts'
import { MAX_MEMBERS } from '../protocol.ts'
import { lockScim } from '../settings/queries.ts'
import { regrant } from '../users/actions.ts'
import { seenAmong } from '../users/queries.ts'
import {
  addRoleMembers,
  deleteScimGroup,
  listSeenGroups,
  membersOfGroups,
  removeRoleMembers,
  type SeenGroup,
  saveScimGroup,
} from './queries.ts'

/** A group as a directory wants it. Undefined is as it is. */
export interface WantedGroup {
  name?: string
  external_id?: string | null
  members?: ReadonlySet<number>
}

/** A group SCIM sees. 404 otherwise. */
export async function getSeenGroup(call: ScimCall, id: string): Promise<SeenGroup> {
  const is_id = /^\d{1,16}$/.test(id) && Number.isSafeInteger(Number(id))
  const [group] = is_id ? await listSeenGroups(call.work, Number(id)) : []
  if (!group) throw new ScimRefusal('not_found', `There is no group ${id.slice(0, 40).toWellFormed()}`)
  return group
}

export async function memberIdsOf(call: ScimCall, group_id: number): Promise<Set<number>> {
  const rows = await membersOfGroups(call.work, [group_id])
  if (!rows) throw badRequest('tooMany', 'The group has too many members')
  return new Set(rows.map((row) => row.user_id))
}

export async function createScimGroup(call: ScimCall, wanted: WantedGroup & { name: string }): Promise<SeenGroup> {
  const { work, settings } = call
  await lockScim(work)
  const { name } = wanted
  const is_role = standsForRole(settings.mapping, name)
  await checkName(call, name, null)
  const id = is_role ? newId() : (await createGroup(work, { name })).id
  await saveScimGroup(work, { id, is_role, name, external_id: wanted.external_id ?? null, made_here: true })
  await setMembers(call, { id, is_role }, new Set(), wanted.members ?? new Set())
  return await getSeenGroup(call, String(id))
}

async function checkName(call: ScimCall, name: string, except_id: number | null): Promise<void> {
  const all = await listSeenGroups(call.work)
  if (all.some((one) => one.id !== except_id && one.name.toLowerCase() === name.toLowerCase()))
    throw notUnique('displayName belongs to another group')
}

/** Changes a group. The caller has the lock, and has looked at the version. */
export async function changeScimGroup(
  call: ScimCall,
  group: SeenGroup,
  members: ReadonlySet<number>,
  wanted: WantedGroup,
): Promise<SeenGroup> {
  const { work, settings } = call
  const name = wanted.name ?? group.name
  if (name !== group.name) {
    await checkName(call, name, group.id)
    if (standsForRole(settings.mapping, name) !== group.is_role)
      throw new ScimRefusal(
        'collision',
        'By the mapping of this desk one of the two names stands for a role: make another group',
        'mutability',
      )
    if (!group.is_role) await updateGroup(work, group.id, { name })
  }
  const external_id = wanted.external_id === undefined ? group.external_id : wanted.external_id
  if (name !== group.name || external_id !== group.external_id)
    await saveScimGroup(work, { ...group, name, external_id })
  if (wanted.members) await setMembers(call, group, members, wanted.members)
  return await getSeenGroup(call, String(group.id))
}

/** Adds and removes until the members are these. 400 for people SCIM does not see, and for too many at once. */
async function setMembers(
  call: ScimCall,
  group: Pick<SeenGroup, 'id' | 'is_role'>,
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
): Promise<void> {
  const added = [...after].filter((id) => !before.has(id))
  const removed = [...before].filter((id) => !after.has(id))
  if (added.length + removed.length > MAX_MEMBERS)
    throw badRequest('tooMany', `One request changes at most ${MAX_MEMBERS} members`)
  const known = await seenAmong(call.work, added)
  const unknown = added.find((id) => !known.has(id))
  if (unknown !== undefined) throw badRequest('invalidValue', `There is no user ${unknown} to be a member`)
  if (group.is_role) {
    await addRoleMembers(call.work, group.id, added)
    await removeRoleMembers(call.work, group.id, removed)
    for (const user_id of [...added, ...removed]) await regrant(call, user_id)
    return
  }
  for (const user_id of added) await addMember(call.work, user_id, group.id)
  for (const user_id of removed) await leaveGroup(call.work, user_id, group.id)
}

/** Deletes what the directory made; groups of the desk's own are the desk's to delete. */
export async function deleteScimGroupOf(call: ScimCall, group: SeenGroup): Promise<void> {
  if (!group.made_here)
    throw new ScimRefusal('forbidden', 'The desk made this group: an admin can delete it there', 'mutability')
  if (group.is_role) await setMembers(call, group, await memberIdsOf(call, group.id), new Set())
  else await deleteGroup(call.work, group.id)
  await deleteScimGroup(call.work, group.id)
}
