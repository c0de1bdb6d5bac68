// People: end users and the team, how they are reached, their organisations and groups. It knows nothing of passwords
// and sessions (access) or of tickets.
import type { Module } from '../platform/module.ts'
import { userEndpoints } from './api.ts'
import { PEOPLE_EVENTS } from './events.ts'
import { groupEndpoints } from './groups/api.ts'
import { identityEndpoints } from './identity-api.ts'
import { organizationEndpoints } from './organizations/api.ts'
import { peoplePersonalData } from './personal-data.ts'
import { peopleSearchEndpoints } from './search-api.ts'

export { createUser, findOrCreateRequester, updateUser } from './actions.ts'
export { addMember, createFirstGroup } from './groups/actions.ts'
export { findDefaultGroup, findFirstGroup, findGroup, isMemberOfGroup } from './groups/queries.ts'
export { type Group, type GroupRow, groupSchema } from './groups/schema.ts'
export { countUndeliverable, type IdentityRow, listIdentities } from './identities.ts'
export { readIds } from './ids.ts'
export { createOrganization } from './organizations/actions.ts'
export { hasOrganization, organizationOfUser } from './organizations/queries.ts'
export { type Organization, type OrganizationRow, organizationSchema } from './organizations/schema.ts'
export { peopleSealedColumns } from './personal-data.ts'
export { isSelf, mayEditUser } from './policy.ts'
export { findSignInUser, findUser, findUserByEmail, getUser, touchLastLogin, usersByIds } from './queries.ts'
export {
  type SideloadedUser as User,
  sideloadedUserSchema as userSchema,
  type UserRow,
  type UserWrite,
} from './schema.ts'
export { listGroupsByIds, listOrganizationsByIds, listUsersByIds } from './sideloads.ts'

export const module: Module = {
  name: 'people',
  endpoints: [
    ...peopleSearchEndpoints,
    ...userEndpoints,
    ...identityEndpoints,
    ...organizationEndpoints,
    ...groupEndpoints,
  ],
  events: PEOPLE_EVENTS,
  personalData: peoplePersonalData,
}
