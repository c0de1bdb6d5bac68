// People: end users and the team, how they are reached, their organisations and groups. It knows nothing of passwords
// and sessions (access) or of tickets.
import type { Module } from '../platform/module.ts'
import { userEndpoints } from './api.ts'
import { bulkMembershipEndpoints, bulkMembershipJobs } from './bulk/memberships.ts'
import { bulkOrganizationEndpoints, bulkOrganizationJobs } from './bulk/organizations.ts'
import { bulkUserEndpoints, bulkUserJobs } from './bulk/users.ts'
import { countingEndpoints } from './counting.ts'
import { currentLocale } from './current-locale.ts'
import { deletedUserEndpoints } from './deleted/api.ts'
import { effectiveRights } from './effective-rights/api.ts'
import { PEOPLE_EVENTS } from './events.ts'
import { groupEndpoints } from './groups/api.ts'
import { membershipEndpoints } from './groups/memberships-api.ts'
import { identityEndpoints } from './identity-api.ts'
import { userListEndpoints } from './lists-api.ts'
import { organizationMembershipEndpoints } from './memberships/api.ts'
import { mergingEndpoints } from './merging/api.ts'
import { organizationMergingEndpoints } from './merging/organizations.ts'
import { organizationEndpoints } from './organizations/api.ts'
import { peoplePersonalData } from './personal-data.ts'
import { peopleSearchEndpoints } from './search-api.ts'
import { subscriptionEndpoints } from './subscriptions/api.ts'
import { taggingEndpoints } from './tagging/api.ts'

export { createUser, updateUser } from './actions.ts'
export { countOf, countReply } from './counts.ts'
export { listChangedOrganizations, listChangedUsers } from './exporting/queries.ts'
export {
  addMember,
  createFirstGroup,
  createGroup,
  deleteGroup,
  leaveGroup,
  updateGroup,
} from './groups/actions.ts'
export { groupIdsOf, listGroupIdsOf, listMemberIds, listTeamIds, publicGroupIds } from './groups/members.ts'
export { findDefaultGroup, findFirstGroup, findGroup, isMemberOfGroup } from './groups/queries.ts'
export { type Group, type GroupRow, groupSchema } from './groups/schema.ts'
export { countUndeliverable, listIdentities } from './identities.ts'
export { getIdentity, updateIdentity } from './identity-actions.ts'
export type { IdentityRow } from './identity-schema.ts'
export { addToOrganization, getMembershipIn, removeFromOrganization } from './memberships/actions.ts'
export {
  isMemberOfOrganization,
  listMembersOfOrganization,
  listReadersOfOrganization,
  mayAnswerFor,
  organizationIdsOf,
  organizationsReadBy,
} from './memberships/queries.ts'
export { createOrganization } from './organizations/actions.ts'
export {
  anyOrganizationsByIds,
  findOrganizationByName,
  getOrganization,
  hasOrganization,
  organizationOfUser,
} from './organizations/queries.ts'
export {
  type Organization,
  type OrganizationRow,
  organizationReply,
  organizationSchema,
} from './organizations/schema.ts'
export { listPeople } from './people-page.ts'
export { peopleSealedColumns } from './personal-data.ts'
export {
  isSelf,
  listedUsers,
  mayEditUser,
  mayRemoveUser,
  maySeeTeam,
  visibleGroups,
  visibleOrganizations,
  visibleUsers,
} from './policy.ts'
export {
  countUsers,
  findSignInUser,
  findUser,
  findUserByEmail,
  getUser,
  listAdmins,
  listUsers,
  markSecondFactor,
  touchLastLogin,
  usersByIds,
} from './queries.ts'
export { findOrCreateRequester, namedPerson } from './requesters.ts'
export { countByRole, endAccessAt, listOperators, listTeam, type Operator, roleIdOf } from './rights-of-team.ts'
export { type SideloadedUser as User, sideloadedUserSchema as userSchema, type UserRow } from './schema.ts'
export { listGroupsByIds, listOrganizationsByIds, listUsersByIds } from './sideloads.ts'
export { countSubscriptions, hasSubscriptions, listSubscriberIds } from './subscriptions/queries.ts'
export { takeBackAddresses } from './taking-back.ts'
export type { UserWrite } from './user-input.ts'
export { type OfferedCount, offerUserCounts, sideLoadByIds, userSideLoads } from './user-sideloads.ts'

export const module: Module = {
  name: 'people',
  endpoints: [
    ...peopleSearchEndpoints,
    ...userListEndpoints,
    ...countingEndpoints,
    ...userEndpoints,
    ...bulkUserEndpoints,
    ...mergingEndpoints,
    ...deletedUserEndpoints,
    ...identityEndpoints,
    ...organizationEndpoints,
    ...bulkOrganizationEndpoints,
    ...organizationMergingEndpoints,
    ...subscriptionEndpoints,
    ...taggingEndpoints,
    ...organizationMembershipEndpoints,
    ...groupEndpoints,
    ...membershipEndpoints,
    currentLocale,
    effectiveRights,
    ...bulkMembershipEndpoints,
  ],
  events: PEOPLE_EVENTS,
  jobs: [...bulkUserJobs, ...bulkOrganizationJobs, ...bulkMembershipJobs],
  personalData: peoplePersonalData,
}
