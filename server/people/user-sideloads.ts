// What `include=` adds to people: their organisations, groups, addresses, what the caller may do with them, and what
// later modules know of them.
import { z } from 'zod'
import type { Work } from '../platform/work.ts'
import { roleReplies, roleSchema } from '../roles/index.ts'
import { groupsByIds } from './groups/queries.ts'
import { groupReply, groupSchema } from './groups/schema.ts'
import { identitiesOf } from './identities.ts'
import { identityReply, identitySchema } from './identity-schema.ts'
import { organizationsByIds } from './organizations/queries.ts'
import { organizationReply, organizationSchema } from './organizations/schema.ts'
import { isSelf, mayEditUser } from './policy.ts'
import { usersByIds } from './queries.ts'
import type { UserRow } from './schema.ts'

const abilitySchema = z.object({
  user_id: z.number(),
  url: z.string(),
  can_edit: z.boolean(),
  can_edit_password: z.boolean(),
  can_manage_identities_of: z.boolean(),
  can_verify_identities: z.boolean(),
})

export const userSideLoads = {
  organizations: z.array(organizationSchema).optional(),
  groups: z.array(groupSchema).optional(),
  identities: z.array(identitySchema).optional(),
  roles: z.array(roleSchema).optional().describe('Custom roles'),
  abilities: z.array(abilitySchema).optional(),
  open_ticket_count: z.record(z.string(), z.number()).optional().describe('By id, of those who have such tickets'),
}

/** Numbers by the id of a person, from a module that people does not know. */
export interface OfferedCount {
  name: 'open_ticket_count'
  load(work: Work, user_ids: readonly number[]): Promise<Record<string, number>>
}

let offered: readonly OfferedCount[] = []

/** Called once, where the modules are put together. */
export function offerUserCounts(counts: readonly OfferedCount[]): void {
  offered = counts
}

function abilitiesOf(work: Work, user: UserRow, origin_url: string): z.output<typeof abilitySchema> {
  const can_edit = mayEditUser(work.actor, user)
  return {
    user_id: user.id,
    url: `${origin_url}/api/v2/users/${user.id}.json`,
    can_edit: can_edit || isSelf(work.actor, user),
    can_edit_password: isSelf(work.actor, user),
    can_manage_identities_of: can_edit,
    can_verify_identities: can_edit,
  }
}

/** The side-loads that `include` names; what it names beside them is ignored. For staff. */
export async function sideLoad(
  work: Work,
  include: string | undefined,
  users: readonly UserRow[],
  origin_url: string,
): Promise<z.output<z.ZodObject<typeof userSideLoads>>> {
  const names = (include ?? '').split(',').map((name) => name.trim())
  const ids = (field: 'organization_id' | 'default_group_id') =>
    users.map((user) => user[field]).filter((value) => value !== null)
  const user_ids = users.map((user) => user.id)
  const loaded: z.output<z.ZodObject<typeof userSideLoads>> = {}
  if (names.includes('organizations'))
    loaded.organizations = (await organizationsByIds(work, ids('organization_id'))).map((row) =>
      organizationReply(row, origin_url),
    )
  if (names.includes('groups'))
    loaded.groups = (await groupsByIds(work, ids('default_group_id'))).map((row) => groupReply(row, origin_url))
  if (names.includes('identities'))
    loaded.identities = (await identitiesOf(work, user_ids)).map((row) => identityReply(row, origin_url))
  if (names.includes('roles'))
    loaded.roles = await roleReplies(
      work,
      users.map((user) => user.custom_role_id),
      origin_url,
    )
  if (names.includes('abilities')) loaded.abilities = users.map((user) => abilitiesOf(work, user, origin_url))
  for (const { name, load } of offered) if (names.includes(name)) loaded[name] = await load(work, user_ids)
  return loaded
}

/** A look-up takes so many. */
const PEOPLE_AT_ONCE = 1_000

/** The same for the people of an export's page, by their ids. */
export async function sideLoadByIds(
  work: Work,
  include: string | undefined,
  ids: readonly number[],
  origin_url: string,
): Promise<z.output<z.ZodObject<typeof userSideLoads>>> {
  if (!include) return {}
  const users: UserRow[] = []
  for (let at = 0; at < ids.length; at += PEOPLE_AT_ONCE)
    users.push(...(await usersByIds(work, ids.slice(at, at + PEOPLE_AT_ONCE))))
  return await sideLoad(work, include, users, origin_url)
}
