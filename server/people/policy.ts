// Who sees which people, and who may change whom. Pure rules; the tables in policy.test.ts are their specification.
import { type RawBuilder, sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { mayUse, type RightsHolder, rightsBeyond, rightsOf } from '../platform/rights.ts'
import { type Actor, actorId, isStaff, type Role } from '../platform/work.ts'
import type { UserRow } from './schema.ts'

const RANK: Record<Role, number> = { 'end-user': 0, agent: 1, admin: 2, owner: 3 }

/** The highest role an actor has; nobody and holders of links have the lowest. */
function rankOf(actor: Actor): number {
  if (actor.kind === 'system') return RANK.owner
  return actor.kind === 'user' ? RANK[actor.role] : RANK['end-user']
}

/** Predicate on `users`: staff see everybody, a customer only themself. */
export function visibleUsers(actor: Actor): RawBuilder<boolean> {
  if (isStaff(actor)) return sql<boolean>`true`
  if (actor.kind === 'user' || actor.kind === 'link') return sql<boolean>`users.id = ${actor.user_id}::bigint`
  return sql<boolean>`false`
}

/** Lists of customers: for whose role says so. */
const mayListCustomers = (actor: Actor): boolean => mayUse(actor, ['end_user_list_access', 'full'])

/** Who is on the team: for everybody whose role does not keep it from them (`manage_team_members: off`). */
export const maySeeTeam = (actor: Actor): boolean => mayUse(actor, ['manage_team_members', 'readonly'])

/** 403 for whose role keeps the team from them: for lists of nothing else. Whom they work with they still read by name. */
export function requireTeam(actor: Actor): void {
  if (!maySeeTeam(actor)) throw new Refusal('forbidden', 'Your role does not show who is on the team')
}

/** True where somebody's record may be opened: customers' by all staff, the team's by whoever sees the team, one's own. */
export function maySeeRecord(actor: Actor, person: Pick<UserRow, 'id' | 'role'>): boolean {
  return !isStaff(actor) || person.role === 'end-user' || isSelf(actor, person) || maySeeTeam(actor)
}

/** Predicate on `users`: whom lists and searches name. Oneself always; customers and the team as the role says. */
export function listedUsers(actor: Actor): RawBuilder<boolean> {
  if (!isStaff(actor)) return visibleUsers(actor)
  const [customers, team] = [mayListCustomers(actor), maySeeTeam(actor)]
  if (customers && team) return visibleUsers(actor)
  const own = sql<boolean>`users.id = ${actorId(actor)}::bigint`
  if (team) return sql<boolean>`users.role <> 'end-user'`
  return customers ? sql<boolean>`(users.role = 'end-user' or ${own})` : own
}

/** True where lists and searches name this person: `listedUsers` for one who is known. */
export function isListed(actor: Actor, person: Pick<UserRow, 'id' | 'role'>): boolean {
  return maySeeRecord(actor, person) && (person.role !== 'end-user' || mayListCustomers(actor))
}

/** Predicate on `organizations`: staff see all, an end user their own. */
export function visibleOrganizations(actor: Actor): RawBuilder<boolean> {
  if (isStaff(actor)) return sql<boolean>`organizations.deleted_at is null`
  if (actor.kind !== 'user') return sql<boolean>`false`
  return sql<boolean>`organizations.deleted_at is null and exists (
    select from organization_memberships mine where mine.account_id = organizations.account_id
      and mine.organization_id = organizations.id and mine.user_id = ${actor.user_id}::bigint)`
}

/** Predicate on `groups`: the team's own business. */
export function visibleGroups(actor: Actor): RawBuilder<boolean> {
  return isStaff(actor) ? sql<boolean>`groups.deleted_at is null` : sql<boolean>`false`
}

/** Predicate on the alias `s` of organization_subscriptions: staff see all, a customer their own. */
export function visibleSubscriptions(actor: Actor): RawBuilder<boolean> {
  if (isStaff(actor)) return sql<boolean>`true`
  return actor.kind === 'user' ? sql<boolean>`s.user_id = ${actor.user_id}::bigint` : sql<boolean>`false`
}

export function isSelf(actor: Actor, user: Pick<UserRow, 'id'>): boolean {
  return actor.kind === 'user' && actor.user_id === user.id
}

/** What the rules need to know of a person. */
export type Judged = Pick<UserRow, 'id'> & RightsHolder

/** Agents who keep the team: up to their own rights, never themselves and never admins. */
function keepsTeam(actor: Actor): boolean {
  return rankOf(actor) >= RANK.admin || mayUse(actor, ['manage_team_members', 'all-with-self-restriction'])
}

/** True where these rights are among the actor's own: nobody gives or takes over what they have not. */
export function holdsAtLeast(actor: Actor, person: RightsHolder): boolean {
  if (rankOf(actor) >= RANK.admin) return rankOf(actor) >= RANK[person.role]
  return actor.kind === 'user' && person.role === 'agent' && rightsBeyond(actor.rights, rightsOf(person)).length === 0
}

/** Staff whose role says so create end users; who keeps the team creates agents; admins create admins; owners owners. */
export function mayCreateUser(actor: Actor, person: RightsHolder): boolean {
  if (person.role === 'end-user') return mayUse(actor, ['end_user_profile_access', 'edit'])
  return keepsTeam(actor) && holdsAtLeast(actor, person)
}

/** Everything about a person but their role: as a role says of end users; of the team who keeps it, up to their own rights. */
export function mayEditUser(actor: Actor, person: Judged): boolean {
  if (person.role === 'end-user') return mayUse(actor, ['end_user_profile_access', 'edit'])
  return keepsTeam(actor) && holdsAtLeast(actor, person) && (rankOf(actor) >= RANK.admin || !isSelf(actor, person))
}

/** End users whom an actor may edit, or create, if they share an organisation with them. */
export function mayEditWithinOrganization(actor: Actor, person: RightsHolder): boolean {
  return person.role === 'end-user' && mayUse(actor, ['end_user_profile_access', 'edit-within-org'])
}

/** What a person may change about themself, whatever their role. */
export const OWN_FIELDS = ['name', 'phone', 'locale', 'time_zone'] as const
/** Of these, what only staff have. */
export const OWN_STAFF_FIELDS = ['alias', 'signature', 'default_group_id'] as const

/** The fields somebody may write on themself. */
export function ownFields(person: Judged): readonly string[] {
  return person.role === 'end-user' ? OWN_FIELDS : [...OWN_FIELDS, ...OWN_STAFF_FIELDS]
}

/**
 * Nobody raises themself; admins give roles up to their own, and step down; owners are made and unmade by owners. Who
 * keeps the team gives and takes the roles of agents that allow no more than their own.
 */
export function maySetRole(actor: Actor, before: Judged, after: RightsHolder): boolean {
  const same_role = before.role === after.role
  if (same_role && rightsBeyond(rightsOf(before), rightsOf(after)).length === 0 && isUnchanged(before, after))
    return true
  if (isSelf(actor, before)) return rankOf(actor) >= RANK.admin && RANK[after.role] < RANK[before.role]
  if (same_role && after.role === 'end-user') return mayUse(actor, ['end_user_profile_access', 'edit'])
  if (!keepsTeam(actor)) return false
  return [before, after].every((person) => person.role === 'end-user' || holdsAtLeast(actor, person))
}

function isUnchanged(before: RightsHolder, after: RightsHolder): boolean {
  return JSON.stringify(rightsOf(before)) === JSON.stringify(rightsOf(after))
}

/** Suspending, merging away or deleting: of end users where the role says all; nobody themself, which would lock them out. */
export function mayRemoveUser(actor: Actor, person: Judged): boolean {
  if (isSelf(actor, person)) return false
  return person.role === 'end-user' ? mayUse(actor, ['end_user_profile_access', 'full']) : mayEditUser(actor, person)
}

/** Groups: for whom a role lets. */
export function mayManageGroups(actor: Actor): boolean {
  return mayUse(actor, 'manage_groups')
}

export function mayManageGroupMemberships(actor: Actor): boolean {
  return mayUse(actor, 'manage_group_memberships')
}

/** Adding organisations and changing them. */
export function mayEditOrganizations(actor: Actor): boolean {
  return mayUse(actor, 'organization_editing') || mayUse(actor, 'manage_organizations')
}

/** Deleting and merging organisations. */
export function mayManageOrganizations(actor: Actor): boolean {
  return mayUse(actor, 'manage_organizations')
}
