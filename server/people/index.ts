// People: end users and the team, how they are reached, their organisations and groups. It knows nothing of passwords
// and sessions (access) or of tickets.
import { userEndpoints } from './api.ts'
import { groupEndpoints } from './groups/api.ts'
import { identityEndpoints } from './identity-api.ts'
import { organizationEndpoints } from './organizations/api.ts'

export { createUser, deleteUser, findOrCreateRequester, updateUser } from './actions.ts'
export { events } from './events.ts'
export { addMember, createFirstGroup, createGroup } from './groups/actions.ts'
export { findDefaultGroup, findGroup, groupIdsOfUser, isMemberOfGroup } from './groups/queries.ts'
export { type Group, type GroupRow, groupSchema } from './groups/schema.ts'
export { countUndeliverable, type IdentityRow, listIdentities } from './identities.ts'
export { createOrganization } from './organizations/actions.ts'
export { hasOrganization, organizationForEmail } from './organizations/queries.ts'
export { type Organization, type OrganizationRow, organizationSchema } from './organizations/schema.ts'
export { personalData } from './personal-data.ts'
export { isSelf, mayCreateUser, mayEditUser, visibleUsers } from './policy.ts'
export { findUser, findUserByEmail, getUser, touchLastLogin, usersByIds } from './queries.ts'
export { type PublicUser, publicUserReply, type SideloadedUser, sideloadedUserSchema, type User, type UserRow, type UserWrite, userReply, userSchema } from './schema.ts'
export { listGroupsByIds, listOrganizationsByIds, listUsersByIds } from './sideloads.ts'
export { normaliseTags } from './tags.ts'

export const endpoints = [...userEndpoints, ...identityEndpoints, ...organizationEndpoints, ...groupEndpoints]
export const reactions = []
export const jobs = []
