// All SQL on users, their identities and tags. Rows leave opened; nothing here decides who may ask (policy does).

import {
  type FieldRow,
  type FieldValues,
  indexedFieldValues,
  listFieldRows,
  noFieldValues,
  shownFieldValuesByKey,
} from '../fields/index.ts'
import { normaliseAddress } from '../platform/addresses.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import { newId } from '../platform/ids.ts'
import type { RightsHolder } from '../platform/rights.ts'
import type { Work } from '../platform/work.ts'
import { customRoleOf } from '../roles/index.ts'
import { listedUsers, visibleUsers } from './policy.ts'
import type { UserRow } from './schema.ts'

/** The sealed part of a user. */
export interface PersonWords {
  name: string
  alias: string | null
  details: string | null
  notes: string | null
  signature: string | null
  phone: string | null
  /** Absent where nothing was ever written into a field. */
  field_values?: FieldValues
}

/** A user as the table has it. */
interface StoredUser {
  id: number
  role: UserRow['role']
  sealed: Buffer
  email_id: number | null
  email_sealed: Buffer | null
  tags: string[] | null
  organization_id: number | null
  default_group_id: number | null
  external_id: string | null
  locale: string | null
  time_zone: string | null
  custom_role_id: number | null
  custom_role: UserRow['custom_role']
  ticket_restriction: UserRow['ticket_restriction']
  only_private_comments: boolean
  moderator: boolean | null
  access_ends_at: Date | null
  active: boolean
  suspended: boolean
  verified: boolean
  last_login_at: Date | null
  second_factor_since: Date | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  erased_at: Date | null
}

/** At most this many people in one look-up by ids. */
export const MAX_IDS = 1_000

const role = customRoleOf(sql`users.account_id`, sql`users.custom_role_id`)

const columns = sql`users.id, users.role, users.sealed, users.organization_id, users.default_group_id, users.external_id, users.locale, users.time_zone,
  users.custom_role_id, ${role} as custom_role, users.ticket_restriction, users.only_private_comments, users.moderator, users.access_ends_at,
  users.active, users.suspended, users.verified, users.last_login_at, users.second_factor_since, users.created_at, users.updated_at, users.deleted_at, users.erased_at,
  email.id as email_id, email.sealed as email_sealed,
  (select array_agg(tag order by tag) from user_tags where user_tags.account_id = users.account_id and user_tags.user_id = users.id) as tags`

const from = sql`users left join user_identities email
  on email.account_id = users.account_id and email.user_id = users.id and email.type = 'email' and email.is_primary`

export const userPlace = (id: number) => `users/${id}/sealed`
export const identityPlace = (id: number) => `user_identities/${id}/sealed`

export function addressHash(work: Pick<Work, 'sealing'>, normalised: string): Buffer {
  return work.sealing.lookupHash('email', normalised)
}

function openUser(work: Work, row: StoredUser, fields: readonly FieldRow[]): UserRow {
  const { sealed, email_id, email_sealed, tags, ...plain } = row
  const { field_values = noFieldValues(), ...words } = work.sealing.open<PersonWords>(userPlace(row.id), sealed)
  const email =
    email_id !== null && email_sealed !== null
      ? work.sealing.open<{ value: string }>(identityPlace(email_id), email_sealed).value
      : null
  const user_fields = shownFieldValuesByKey(fields, field_values)
  return { ...plain, ...words, email, tags: tags ?? [], field_values, user_fields }
}

async function selectUsers(work: Work, where: RawBuilder<unknown>): Promise<UserRow[]> {
  const [rows, fields] = await Promise.all([
    work.db.all<StoredUser>(
      sql`select ${columns} from ${from} where users.account_id = ${work.account_id}::bigint and ${where}`,
    ),
    listFieldRows(work, 'user'),
  ])
  return rows.map((row) => openUser(work, row, fields))
}

/** A person by id, whoever asks; null when there is none. For decisions of our own, not for replies. */
export async function findUser(work: Work, id: number | RawBuilder<number>): Promise<UserRow | null> {
  return (await selectUsers(work, sql`users.id = ${id}::bigint`))[0] ?? null
}

/** A person the actor may see. 404 otherwise. */
export async function getUser(work: Work, id: number): Promise<UserRow> {
  const [user] = await selectUsers(work, sql`users.id = ${id}::bigint and ${visibleUsers(work.actor)}`)
  if (!user) throw notFound()
  return user
}

/** The active person an address belongs to, whoever asks; null when nobody has it or it is no address. */
export async function findUserByEmail(work: Work, email: string): Promise<UserRow | null> {
  const normalised = normaliseAddress(email)
  if (normalised === null) return null
  const [user] = await selectUsers(
    work,
    sql`users.id = (
    select user_id from user_identities where account_id = ${work.account_id}::bigint and type = 'email' and value_hash = ${addressHash(work, normalised)})`,
  )
  return user ?? null
}

interface SignInUser extends RightsHolder {
  id: number
  custom_role_id: number | null
  active: boolean
  suspended: boolean
  second_factor_since: Date | null
  has_address: boolean
}

/** What signing in needs to know of a person, without opening anything. `has_address` is true when no address is asked about. */
export async function findSignInUser(work: Work, id: number | RawBuilder<number>, normalised: string | null = null) {
  const has_address =
    normalised === null
      ? sql`true`
      : sql`exists (select from user_identities i
    where i.account_id = users.account_id and i.user_id = users.id and i.type = 'email' and i.value_hash = ${addressHash(work, normalised)})`
  return await work.db.first<SignInUser>(sql`
    select id, role, active and (access_ends_at is null or access_ends_at > ${work.now}) as active, suspended, custom_role_id, ${role} as custom_role, ticket_restriction, only_private_comments, second_factor_since,
      ${has_address} as has_address from users where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** People by id, whoever asks; missing ones are left out. At most MAX_IDS. */
export async function usersByIds(work: Work, ids: readonly number[]): Promise<UserRow[]> {
  const unique = [...new Set(ids)].slice(0, MAX_IDS)
  if (unique.length === 0) return []
  return await selectUsers(work, sql`users.id = any(${unique}::bigint[])`)
}

/** Admins and owners who may sign in, the first ones first. */
export async function listAdmins(work: Work, limit: number): Promise<UserRow[]> {
  return await selectUsers(
    work,
    sql`users.role in ('admin', 'owner') and users.active and not users.suspended order by users.id limit ${limit}`,
  )
}

/** The people among some ids whom the actor may see as records. */
export async function visibleUsersByIds(work: Work, ids: readonly number[]): Promise<UserRow[]> {
  if (ids.length === 0) return []
  return await selectUsers(
    work,
    sql`users.active and users.id = any(${ids}::bigint[]) and ${visibleUsers(work.actor)} order by users.id`,
  )
}

export interface UserFilter {
  roles?: readonly UserRow['role'][]
  external_id?: string
  external_ids?: readonly string[]
  ids?: readonly number[]
  custom_role_id?: number
  organization_id?: number
  group_id?: number
  /** Deleted people instead of active ones. */
  deleted?: boolean
  /** People who are not suspended, with a second factor or without. */
  has_second_factor?: boolean
  /** A condition of the search index on users.id. */
  matching?: RawBuilder<boolean>
}

/** The condition on users that a filter stands for: active people, or deleted ones, that the actor may see. */
function filtered(work: Work, filter: UserFilter): RawBuilder<unknown> {
  const conditions = [
    // Whom one knows by number one may look up; lists are for whose role says so.
    sql`users.account_id = ${work.account_id}::bigint and ${filter.ids ? visibleUsers(work.actor) : listedUsers(work.actor)}`,
    filter.deleted ? sql`not users.active` : sql`users.active`,
  ]
  if (filter.roles) conditions.push(sql`users.role = any(${filter.roles}::text[])`)
  if (filter.external_id !== undefined) conditions.push(sql`users.external_id = ${filter.external_id}`)
  if (filter.external_ids) conditions.push(sql`users.external_id = any(${filter.external_ids}::text[])`)
  if (filter.has_second_factor !== undefined)
    conditions.push(sql`not users.suspended and (users.second_factor_since is not null) = ${filter.has_second_factor}`)
  if (filter.matching) conditions.push(filter.matching)
  if (filter.ids) conditions.push(sql`users.id = any(${filter.ids}::bigint[])`)
  if (filter.custom_role_id !== undefined) conditions.push(sql`users.custom_role_id = ${filter.custom_role_id}::bigint`)
  if (filter.organization_id !== undefined)
    conditions.push(
      sql`exists (select from organization_memberships om where om.account_id = users.account_id and om.user_id = users.id and om.organization_id = ${filter.organization_id}::bigint)`,
    )
  if (filter.group_id !== undefined) {
    conditions.push(
      sql`exists (select from group_memberships m where m.account_id = users.account_id and m.user_id = users.id and m.group_id = ${filter.group_id}::bigint)`,
    )
  }
  return sql.join(conditions, sql` and `)
}

/** One page of the people a filter finds. */
export async function listUsers(work: Work, filter: UserFilter, query: PagingQuery, url: URL) {
  const source: ListSource<StoredUser> = {
    columns,
    from,
    where: filtered(work, filter),
    id: sql`users.id`,
    default_sort: 'id',
    sorts: {
      id: { by: sql`users.id`, type: 'bigint' },
      created_at: { by: sql`users.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`users.updated_at`, type: 'timestamptz' },
    },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  const fields = await listFieldRows(work, 'user')
  return { users: rows.map((row) => openUser(work, row, fields)), paging }
}

/** How many people a filter finds. */
export async function countUsers(work: Work, filter: UserFilter): Promise<number> {
  return (
    await work.db.one<{ count: number }>(sql`select count(*) as count from users where ${filtered(work, filter)}`)
  ).count
}

/** The active person of an external id, or null. */
export async function findUserByExternalId(work: Work, external_id: string): Promise<UserRow | null> {
  const [user] = await selectUsers(
    work,
    sql`users.active and users.external_id = ${external_id} order by users.id limit 1`,
  )
  return user ?? null
}

export type NewUser = PersonWords &
  Pick<
    UserRow,
    | 'role'
    | 'organization_id'
    | 'default_group_id'
    | 'external_id'
    | 'locale'
    | 'time_zone'
    | 'suspended'
    | 'verified'
    | keyof NoRestrictions
  >

type NoRestrictions = Pick<UserRow, 'custom_role_id' | 'ticket_restriction' | 'only_private_comments' | 'moderator'>

/** No role of one's own, and nothing that is restricted for one person alone. */
export const NO_RESTRICTIONS: NoRestrictions = {
  custom_role_id: null,
  ticket_restriction: null,
  only_private_comments: false,
  moderator: null,
}

/** A person of whom nothing is known yet. */
export const NO_WORDS = {
  alias: null,
  details: null,
  notes: null,
  signature: null,
  phone: null,
  organization_id: null,
  default_group_id: null,
  external_id: null,
  locale: null,
  time_zone: null,
  suspended: false,
  ...NO_RESTRICTIONS,
}

function wordsOf(user: PersonWords): PersonWords {
  const { name, alias, details, notes, signature, phone, field_values } = user
  const has_values = field_values && Object.keys({ ...field_values.plain, ...field_values.texts }).length > 0
  return { name, alias, details, notes, signature, phone, ...(has_values ? { field_values } : {}) }
}

/** What a person is found by in the fields; the values themselves are sealed with the person. */
export async function indexUserFields(work: Work, user_id: number, values: FieldValues): Promise<void> {
  await work.db.run(
    sql`delete from user_field_values where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  const rows = indexedFieldValues(work, await listFieldRows(work, 'user'), values)
  if (rows.length === 0) return
  await work.db.run(sql`
    insert into user_field_values (account_id, field_id, value, user_id)
    select ${work.account_id}::bigint, r.field_id, r.value, ${user_id}::bigint
    from unnest(${rows.map((row) => row.field_id)}::bigint[], ${rows.map((row) => row.value)}::text[]) r(field_id, value) on conflict do nothing`)
}

/** Whether the primary address is proven. */
export async function setUserVerified(work: Work, user_id: number, verified: boolean): Promise<void> {
  await work.db.run(
    sql`update users set verified = ${verified}, updated_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint and verified <> ${verified}`,
  )
}

/** A person becomes inactive; `merged_into_id` is who they turned out to be. */
export async function markUserDeleted(work: Work, user_id: number, merged_into_id: number | null): Promise<void> {
  await work.db.run(sql`
    update users set active = false, deleted_at = ${work.now}, merged_into_id = ${merged_into_id}::bigint, default_group_id = null, custom_role_id = null, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`)
}

export async function markUserErased(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`update users set erased_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}

export async function insertUser(work: Work, user: NewUser): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into users (account_id, id, role, sealed, organization_id, default_group_id, external_id, locale, time_zone, suspended, verified,
      custom_role_id, ticket_restriction, only_private_comments, moderator, created_at, updated_at)
    values (${work.account_id}, ${id}, ${user.role}, ${work.sealing.seal(userPlace(id), wordsOf(user))}, ${user.organization_id}, ${user.default_group_id},
      ${user.external_id}, ${user.locale}, ${user.time_zone}, ${user.suspended}, ${user.verified},
      ${user.custom_role_id}, ${user.ticket_restriction}, ${user.only_private_comments}, ${user.moderator}, ${work.now}, ${work.now})`)
  return id
}

export async function saveUser(work: Work, user: UserRow): Promise<void> {
  await work.db.run(sql`
    update users set role = ${user.role}, sealed = ${work.sealing.seal(userPlace(user.id), wordsOf(user))}, organization_id = ${user.organization_id},
      default_group_id = ${user.default_group_id}, external_id = ${user.external_id}, locale = ${user.locale}, time_zone = ${user.time_zone},
      active = ${user.active}, suspended = ${user.suspended}, verified = ${user.verified},
      custom_role_id = ${user.custom_role_id}, ticket_restriction = ${user.ticket_restriction},
      only_private_comments = ${user.only_private_comments}, moderator = ${user.moderator}, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and id = ${user.id}::bigint`)
}

export async function setUserTags(work: Work, user_id: number, tags: readonly string[]): Promise<void> {
  await work.db.run(
    sql`delete from user_tags where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
  if (tags.length === 0) return
  await work.db.run(
    sql`insert into user_tags (account_id, user_id, tag) select ${work.account_id}::bigint, ${user_id}::bigint, unnest(${tags}::text[]) on conflict do nothing`,
  )
}

/** The person signed in now. No event: access records its own. */
export async function touchLastLogin(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`update users set last_login_at = ${work.now} where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}

/** Since when a person has a second factor, or null for none. No event: access records its own. */
export async function markSecondFactor(work: Work, user_id: number, since: Date | null): Promise<void> {
  await work.db.run(
    sql`update users set second_factor_since = ${since} where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`,
  )
}

/** Owners who can still act, locked until the commit so that two cannot demote each other at once. */
export async function lockOwners(work: Work): Promise<number[]> {
  const rows = await work.db.all<{ id: number }>(sql`
    select id from users where account_id = ${work.account_id}::bigint and role = 'owner' and active and not suspended order by id for update`)
  return rows.map((row) => row.id)
}
