// What one can do with the organisations of a person.

import { invalid, notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { admitEdit } from '../editing.ts'
import { organizationMemberAdded, organizationMemberRemoved, userUpdated } from '../events.ts'
import { hasOrganization } from '../organizations/queries.ts'
import { findUser, getUser } from '../queries.ts'
import type { UserRow } from '../schema.ts'
import {
  deleteOrganizationMemberships,
  findOrganizationMembership,
  insertOrganizationMembership,
  membershipsOf,
  setDefaultOrganization,
} from './queries.ts'
import type { OrganizationMembershipRow, OrganizationMembershipWrite } from './schema.ts'

/** Organisations of one person. */
const MAX_ORGANIZATIONS = 300

/** Makes a person a member. The first organisation of a person is their default. 422 for who is no person or a member. */
export async function addToOrganization(
  work: Work,
  write: OrganizationMembershipWrite,
): Promise<OrganizationMembershipRow> {
  const user = await findUser(work, write.user_id)
  if (!user?.active) throw invalid('user_id', 'User: not found', 'RecordNotFound')
  await admitEdit(work, user)
  if (!(await hasOrganization(work, write.organization_id)))
    throw invalid('organization_id', 'Organization: not found', 'RecordNotFound')
  const before = await membershipsOf(work, user.id)
  if (before.length >= MAX_ORGANIZATIONS)
    throw invalid('user_id', `User: is in ${MAX_ORGANIZATIONS} organisations already`)
  const id = await insertOrganizationMembership(work, { ...write, view_tickets: write.view_tickets ?? false })
  if (id === null) throw invalid('user_id', 'User: is already a member of this organization', 'DuplicateValue')
  work.record(organizationMemberAdded, write.organization_id, { user_id: user.id, membership_id: id })
  if (before.length === 0 || write.default === true) await switchDefault(work, user, write.organization_id)
  const membership = await findOrganizationMembership(work, id)
  if (!membership) throw new Error('the membership that was just created is not there')
  return membership
}

/** A membership; with `user_id` only one of that person. 404 otherwise. */
export async function getOrganizationMembership(
  work: Work,
  id: number,
  user_id?: number,
): Promise<OrganizationMembershipRow> {
  const membership = await findOrganizationMembership(work, id)
  if (!membership || (user_id !== undefined && membership.user_id !== user_id)) throw notFound()
  return membership
}

/** The membership of a person in an organisation. 404 when there is none. */
export async function getMembershipIn(work: Work, user_id: number, organization_id: number) {
  const membership = (await membershipsOf(work, user_id)).find((row) => row.organization_id === organization_id)
  if (!membership) throw notFound()
  return membership
}

export async function removeFromOrganization(work: Work, membership: OrganizationMembershipRow): Promise<void> {
  const { user_id, organization_id } = membership
  const user = await getUser(work, user_id)
  await admitEdit(work, user)
  await deleteOrganizationMemberships(work, { user_id, organization_id })
  work.record(organizationMemberRemoved, organization_id, { user_id, membership_id: membership.id })
  if (membership.is_default) recordDefault(work, user_id)
}

export async function makeDefaultOrganization(work: Work, membership: OrganizationMembershipRow): Promise<void> {
  const user = await getUser(work, membership.user_id)
  await admitEdit(work, user)
  if (!membership.is_default) await switchDefault(work, user, membership.organization_id)
}

async function switchDefault(work: Work, user: UserRow, organization_id: number): Promise<void> {
  await setDefaultOrganization(work, user.id, organization_id)
  recordDefault(work, user.id)
}

function recordDefault(work: Work, user_id: number): void {
  work.record(userUpdated, user_id, { fields: ['organization_id'] }, {})
}

/**
 * What writing `organization_id` on a person means: an organisation they are in becomes the default; another one takes
 * the place of the default; null takes them out of all. The caller has checked both and records the change.
 */
export async function followOrganizationId(
  work: Work,
  user: Pick<UserRow, 'id'>,
  organization_id: number | null,
): Promise<void> {
  const before = await membershipsOf(work, user.id)
  const is_member = before.some((row) => row.organization_id === organization_id)
  const left = before.filter((row) => organization_id === null || (!is_member && row.is_default))
  if (organization_id === null) await deleteOrganizationMemberships(work, { user_id: user.id })
  else
    for (const row of left)
      await deleteOrganizationMemberships(work, { user_id: user.id, organization_id: row.organization_id })
  for (const row of left)
    work.record(organizationMemberRemoved, row.organization_id, { user_id: user.id, membership_id: row.id })
  if (organization_id === null) return
  const membership_id = is_member
    ? null
    : await insertOrganizationMembership(work, { user_id: user.id, organization_id, view_tickets: false })
  if (membership_id !== null) work.record(organizationMemberAdded, organization_id, { user_id: user.id, membership_id })
  await setDefaultOrganization(work, user.id, organization_id)
}
