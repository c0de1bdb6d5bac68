// Who sees which people, and who may change whom. Pure rules; the tables in policy.test.ts are their specification.
import { type RawBuilder, sql } from '../platform/db.ts'
import { type Actor, isStaff, type Role } from '../platform/work.ts'
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

/** Staff create end users; admins create agents and admins; owners create owners. */
export function mayCreateUser(actor: Actor, role: Role): boolean {
  if (!isStaff(actor)) return false
  return role === 'end-user' || (rankOf(actor) >= RANK.admin && rankOf(actor) >= RANK[role])
}

/** Everything about a person but their role: agents edit end users, admins also staff, only owners edit owners. */
export function mayEditUser(actor: Actor, user: Pick<UserRow, 'id' | 'role'>): boolean {
  if (!isStaff(actor)) return false
  return user.role === 'end-user' || (rankOf(actor) >= RANK.admin && rankOf(actor) >= RANK[user.role])
}

/** What a person may change about themself, whatever their role. */
export const OWN_FIELDS = ['name', 'phone', 'locale', 'time_zone'] as const
/** Of these, what only staff have. */
export const OWN_STAFF_FIELDS = ['alias', 'signature', 'default_group_id'] as const

/** The fields an actor may write on a person; null means all but the role. */
export function writableFields(actor: Actor, user: Pick<UserRow, 'id' | 'role'>): readonly string[] | null {
  if (mayEditUser(actor, user)) return null
  if (!isSelf(actor, user)) return []
  return user.role === 'end-user' ? OWN_FIELDS : [...OWN_FIELDS, ...OWN_STAFF_FIELDS]
}

/** Nobody raises themself; admins give roles up to their own; owners are made and unmade by owners. */
export function maySetRole(actor: Actor, user: Pick<UserRow, 'id' | 'role'>, role: Role): boolean {
  if (role === user.role) return true
  if (isSelf(actor, user)) return rankOf(actor) >= RANK.admin && RANK[role] < RANK[user.role]
  return rankOf(actor) >= RANK.admin && rankOf(actor) >= RANK[user.role] && rankOf(actor) >= RANK[role]
}

/** Suspending or deleting oneself would be a lock-out; the rest as editing. */
export function mayRemoveUser(actor: Actor, user: Pick<UserRow, 'id' | 'role'>): boolean {
  return mayEditUser(actor, user) && !isSelf(actor, user)
}

/** Groups and the team's structure are for admins. */
export function mayManageGroups(actor: Actor): boolean {
  return rankOf(actor) >= RANK.admin
}

/** Any staff member keeps organisations in order. */
export function mayEditOrganizations(actor: Actor): boolean {
  return isStaff(actor)
}
