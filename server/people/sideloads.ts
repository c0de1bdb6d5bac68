// People, groups and organisations beside other modules' records, as the reader of the reply may see them.
import type { Work } from '../platform/work.ts'
import { groupsByIds } from './groups/queries.ts'
import { type Group, groupReply } from './groups/schema.ts'
import { organizationsByIds } from './organizations/queries.ts'
import { memberOrganizationReply, type Organization, organizationReply } from './organizations/schema.ts'
import { usersByIds } from './queries.ts'
import { publicUserReply, type SideloadedUser, userReply } from './schema.ts'

type Ids = readonly (number | null | undefined)[]

const known = (ids: Ids): number[] => ids.filter((id) => id !== null && id !== undefined)

/**
 * The people a record names. Staff get whole users; a customer, who sees the record and so knows that somebody wrote
 * there, gets names only. Ids of records the reader may see must be passed, never ids from a request.
 */
export async function listUsersByIds(work: Work, ids: Ids, origin_url: string): Promise<SideloadedUser[]> {
  const users = await usersByIds(work, known(ids))
  return users.map((user) => (work.audience === 'staff' ? userReply(user, origin_url) : publicUserReply(user)))
}

/** Groups by id; customers get none. */
export async function listGroupsByIds(work: Work, ids: Ids, origin_url: string): Promise<Group[]> {
  return (await groupsByIds(work, known(ids))).map((group) => groupReply(group, origin_url))
}

/** Organisations by id; a customer gets their own. */
export async function listOrganizationsByIds(work: Work, ids: Ids, origin_url: string): Promise<Organization[]> {
  const rows = await organizationsByIds(work, known(ids))
  return rows.map((row) =>
    work.audience === 'staff' ? organizationReply(row, origin_url) : memberOrganizationReply(row, origin_url),
  )
}
