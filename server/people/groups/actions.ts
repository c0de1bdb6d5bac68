// What one can do with groups and their members.
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { isStaff, type Work } from '../../platform/work.ts'
import {
  groupCreated,
  groupDeleted,
  groupUpdated,
  membershipCreated,
  membershipDeleted,
  membershipMadeDefault,
} from '../events.ts'
import { isSelf, mayManageGroupMemberships, mayManageGroups } from '../policy.ts'
import { findUser } from '../queries.ts'
import {
  deleteMembership,
  findGroup,
  findMembership,
  findMembershipIn,
  getGroup,
  insertGroup,
  insertMembership,
  isGroupNameTaken,
  markGroupDeleted,
  saveGroup,
  setDefaultGroup,
} from './queries.ts'
import type { GroupRow, GroupWrite, MembershipRow } from './schema.ts'

function admit(work: Work): void {
  if (!mayManageGroups(work.actor)) throw new Refusal('forbidden')
}

function admitMembers(work: Work): void {
  if (!mayManageGroupMemberships(work.actor)) throw new Refusal('forbidden')
}

export async function createGroup(work: Work, write: GroupWrite): Promise<GroupRow> {
  admit(work)
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  if (await isGroupNameTaken(work, write.name, null)) throw nameTaken(write.name)
  const id = await insertGroup(work, {
    name: write.name,
    description: write.description ?? '',
    is_default: false,
    is_public: write.is_public ?? true,
  })
  work.record(groupCreated, id, {}, { name: write.name })
  const group = await findGroup(work, id)
  if (!group) throw new Error('the group that was just created is not there')
  if (!write.default) return group
  await saveGroup(work, { ...group, is_default: true })
  return { ...group, is_default: true }
}

/** The group every new desk begins with. */
export async function createFirstGroup(work: Work, name: string): Promise<number> {
  const id = await insertGroup(work, { name, description: '', is_default: true, is_public: true })
  work.record(groupCreated, id, {}, { name })
  return id
}

export async function updateGroup(work: Work, id: number, write: GroupWrite): Promise<GroupRow> {
  const group = await getGroup(work, id)
  admit(work)
  if (write.name !== undefined && (await isGroupNameTaken(work, write.name, id))) throw nameTaken(write.name)
  const changed: GroupRow = {
    ...group,
    updated_at: work.now,
    name: write.name ?? group.name,
    is_public: write.is_public ?? group.is_public,
    description: write.description === undefined ? group.description : (write.description ?? ''),
    // A default is replaced by naming another one, not taken away.
    is_default: group.is_default || write.default === true,
  }
  const fields = (['name', 'description', 'is_public', 'is_default'] as const).filter(
    (field) => changed[field] !== group[field],
  )
  if (fields.length === 0) return group
  await saveGroup(work, changed)
  work.record(groupUpdated, id, { fields }, { name: changed.name, previous_name: group.name })
  return changed
}

export async function deleteGroup(work: Work, id: number): Promise<void> {
  const group = await getGroup(work, id)
  admit(work)
  if (group.is_default)
    throw invalid('base', 'The default group cannot be deleted. Make another group the default first.')
  await markGroupDeleted(work, id)
  work.record(groupDeleted, id, {})
}

/** Puts an agent into a group. 422 when the person is no agent or is in it already. */
export async function addMember(work: Work, user_id: number, group_id: number): Promise<MembershipRow> {
  admitMembers(work)
  const user = await findUser(work, user_id)
  if (!user?.active || user.role === 'end-user') throw invalid('user', 'User: is not an agent', 'RecordNotFound')
  if (!(await findGroup(work, group_id))) throw invalid('group', 'Group: not found', 'RecordNotFound')
  const id = await insertMembership(work, user_id, group_id)
  if (id === null) throw invalid('user_id', 'User: is already a member of this group', 'DuplicateValue')
  work.record(membershipCreated, group_id, { user_id, membership_id: id })
  const membership = await findMembership(work, id)
  if (!membership) throw new Error('the membership that was just created is not there')
  return membership
}

/** A membership; with `user_id` only one of that agent. 404 otherwise. */
export async function getMembership(work: Work, id: number, user_id?: number): Promise<MembershipRow> {
  const membership = isStaff(work.actor) ? await findMembership(work, id) : null
  if (!membership || (user_id !== undefined && membership.user_id !== user_id)) throw notFound()
  return membership
}

export async function removeMember(work: Work, id: number, user_id?: number): Promise<void> {
  const membership = await getMembership(work, id, user_id)
  admitMembers(work)
  await deleteMembership(work, membership)
  work.record(membershipDeleted, membership.group_id, { user_id: membership.user_id, membership_id: id })
}

/** Takes an agent out of a group they are in. */
export async function leaveGroup(work: Work, user_id: number, group_id: number): Promise<void> {
  const membership = await findMembershipIn(work, user_id, group_id)
  if (membership) await removeMember(work, membership.id)
}

/** Makes a group the one an agent's tickets go to. Agents choose for themselves, admins for everybody. */
export async function makeDefaultGroup(work: Work, id: number, user_id: number): Promise<void> {
  const membership = await getMembership(work, id, user_id)
  if (!isSelf(work.actor, { id: user_id })) admitMembers(work)
  if (membership.is_default) return
  await setDefaultGroup(work, user_id, membership.group_id)
  work.record(membershipMadeDefault, membership.group_id, { user_id, membership_id: id })
}

function nameTaken(name: string): Refusal {
  return invalid('name', `Name: ${name} has already been taken`, 'DuplicateValue')
}
