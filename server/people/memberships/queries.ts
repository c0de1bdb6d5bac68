// All SQL on organization_memberships. users.organization_id repeats the default one, so that most reads need no join;
// what changes a default changes both.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleOrganizations } from '../policy.ts'
import type { OrganizationMembershipRow } from './schema.ts'

const columns = sql`om.id, om.organization_id, om.user_id, om.is_default, om.view_tickets, om.created_at, om.updated_at`

export async function listOrganizationMemberships(
  work: Work,
  filter: { user_id?: number; organization_id?: number },
  query: PagingQuery,
  url: URL,
) {
  const source: ListSource<OrganizationMembershipRow> = {
    columns,
    id: sql`om.id`,
    default_sort: 'id',
    from: sql`organization_memberships om join organizations on organizations.account_id = om.account_id and organizations.id = om.organization_id`,
    where: sql.join(
      [
        sql`om.account_id = ${work.account_id}::bigint and ${visibleOrganizations(work.actor)}`,
        ...(filter.user_id === undefined ? [] : [sql`om.user_id = ${filter.user_id}::bigint`]),
        ...(filter.organization_id === undefined ? [] : [sql`om.organization_id = ${filter.organization_id}::bigint`]),
      ],
      sql` and `,
    ),
    sorts: { id: { by: sql`om.id`, type: 'bigint' }, created_at: { by: sql`om.created_at`, type: 'timestamptz' } },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { memberships: rows, paging }
}

/** All memberships of a person, the default first. */
export async function membershipsOf(work: Work, user_id: number): Promise<OrganizationMembershipRow[]> {
  return await work.db.all<OrganizationMembershipRow>(sql`
    select ${columns} from organization_memberships om
    where om.account_id = ${work.account_id}::bigint and om.user_id = ${user_id}::bigint order by om.is_default desc, om.id`)
}

export async function findOrganizationMembership(work: Work, id: number): Promise<OrganizationMembershipRow | null> {
  return await work.db.first<OrganizationMembershipRow>(
    sql`select ${columns} from organization_memberships om where om.account_id = ${work.account_id}::bigint and om.id = ${id}::bigint`,
  )
}

export async function isMemberOfOrganization(work: Work, user_id: number, organization_id: number): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select id from organization_memberships where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint and user_id = ${user_id}::bigint`)
  return row !== null
}

/** True when two people are in one organisation. */
export async function shareOrganization(work: Work, user_id: number, other_id: number): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select one.id from organization_memberships one join organization_memberships other
      on other.account_id = one.account_id and other.organization_id = one.organization_id and other.user_id = ${other_id}::bigint
    where one.account_id = ${work.account_id}::bigint and one.user_id = ${user_id}::bigint limit 1`)
  return row !== null
}

/** Adds a membership that is not the default yet, or returns null when the person is a member. */
export async function insertOrganizationMembership(
  work: Work,
  parts: { user_id: number; organization_id: number; view_tickets: boolean },
): Promise<number | null> {
  const id = newId()
  const inserted = await work.db.run(sql`
    insert into organization_memberships (account_id, id, organization_id, user_id, is_default, view_tickets, created_at, updated_at)
    values (${work.account_id}, ${id}, ${parts.organization_id}, ${parts.user_id}, false, ${parts.view_tickets}, ${work.now}, ${work.now})
    on conflict (account_id, organization_id, user_id) do nothing`)
  return inserted === 1 ? id : null
}

/** Makes one of a person's organisations the default. Two statements: at no moment there may be two of them. */
export async function setDefaultOrganization(work: Work, user_id: number, organization_id: number): Promise<void> {
  await work.db.run(sql`
    update organization_memberships set is_default = false, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and is_default and organization_id <> ${organization_id}::bigint`)
  await work.db.run(sql`
    update organization_memberships set is_default = true, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and organization_id = ${organization_id}::bigint and not is_default`)
  await writeDefault(work, user_id)
}

/** Repeats a person's default organisation in their own row. */
async function writeDefault(work: Work, user_id: number): Promise<void> {
  await work.db.run(sql`
    update users set updated_at = ${work.now}, organization_id = (
      select om.organization_id from organization_memberships om where om.account_id = users.account_id and om.user_id = users.id and om.is_default)
    where account_id = ${work.account_id}::bigint and id = ${user_id}::bigint`)
}

/** Takes memberships away. Where the default goes, the oldest that is left takes its place. */
export async function deleteOrganizationMemberships(
  work: Work,
  of: { user_id: number; organization_id?: number },
): Promise<void> {
  const one = of.organization_id === undefined ? sql`` : sql` and organization_id = ${of.organization_id}::bigint`
  await work.db.run(
    sql`delete from organization_memberships where account_id = ${work.account_id}::bigint and user_id = ${of.user_id}::bigint${one}`,
  )
  const [next] = await membershipsOf(work, of.user_id)
  if (next) await setDefaultOrganization(work, of.user_id, next.organization_id)
  else await writeDefault(work, of.user_id)
}

/** As an organisation goes: all its members leave it, each with their oldest other organisation as the default. */
export async function dissolveOrganization(work: Work, organization_id: number): Promise<void> {
  await work.db.run(
    sql`delete from organization_memberships where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint`,
  )
  await work.db.run(sql`
    update organization_memberships om set is_default = true, updated_at = ${work.now}
    where om.account_id = ${work.account_id}::bigint and om.id in (
      select min(other.id) from users join organization_memberships other on other.account_id = users.account_id and other.user_id = users.id
      where users.account_id = ${work.account_id}::bigint and users.organization_id = ${organization_id}::bigint group by users.id)`)
  await work.db.run(sql`
    update users set organization_id = (
      select om.organization_id from organization_memberships om where om.account_id = users.account_id and om.user_id = users.id and om.is_default)
    where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint`)
}

/** All members of one organisation become members of another; who is in both stays once. */
export async function moveMembers(work: Work, from_id: number, to_id: number): Promise<void> {
  await work.db.run(sql`
    update organization_memberships om set organization_id = ${to_id}::bigint, updated_at = ${work.now}
    where om.account_id = ${work.account_id}::bigint and om.organization_id = ${from_id}::bigint and not exists (
      select from organization_memberships other
      where other.account_id = om.account_id and other.user_id = om.user_id and other.organization_id = ${to_id}::bigint)`)
  await work.db.run(sql`
    update users set organization_id = ${to_id}::bigint, updated_at = ${work.now}
    where account_id = ${work.account_id}::bigint and organization_id = ${from_id}::bigint and exists (
      select from organization_memberships om
      where om.account_id = users.account_id and om.user_id = users.id and om.organization_id = ${to_id}::bigint and om.is_default)`)
}

/**
 * SQL: the ids of the organisations whose requests a customer may read. All of a sharing organisation's members read
 * them; of another one those whose membership says so.
 */
export function organizationsReadBy(user_id: number): RawBuilder<number> {
  return sql<number>`(
    select om.organization_id from organization_memberships om
    join organizations o on o.account_id = om.account_id and o.id = om.organization_id
    where om.account_id = current_account() and om.user_id = ${user_id}::bigint and o.deleted_at is null and (om.view_tickets or o.shared_tickets))`
}

/** SQL: the ids of a person's organisations, as an array. */
export function organizationIdsOf(user_id: number): RawBuilder<number[]> {
  return sql`array(
    select om.organization_id from organization_memberships om
    join organizations o on o.account_id = om.account_id and o.id = om.organization_id
    where om.account_id = current_account() and om.user_id = ${user_id}::bigint and o.deleted_at is null)`
}

/** People looked up in one organisation. */
const MEMBERS = 5_000

/** Ids of an organisation's members. */
export async function listMembersOfOrganization(work: Work, organization_id: number): Promise<number[]> {
  const rows = await work.db.all<{ user_id: number }>(sql`
    select user_id from organization_memberships where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint
    order by user_id limit ${MEMBERS}`)
  return rows.map((row) => row.user_id)
}

/** Ids of the customers who read all requests of an organisation they are in: the other way round of `organizationsReadBy`. */
export async function listReadersOfOrganization(work: Work, organization_id: number): Promise<number[]> {
  const rows = await work.db.all<{ user_id: number }>(sql`
    select om.user_id from organization_memberships om
    join organizations o on o.account_id = om.account_id and o.id = om.organization_id
    join users u on u.account_id = om.account_id and u.id = om.user_id
    where om.account_id = ${work.account_id}::bigint and om.organization_id = ${organization_id}::bigint and o.deleted_at is null
      and u.role = 'end-user' and u.active and (om.view_tickets or o.shared_tickets or u.ticket_restriction = 'organization')
    order by om.user_id limit ${MEMBERS}`)
  return rows.map((row) => row.user_id)
}

/** True when members of this organisation, of whom this person is one, may answer in each other's requests. */
export async function mayAnswerFor(work: Work, user_id: number, organization_id: number): Promise<boolean> {
  const row = await work.db.first<{ id: number }>(sql`
    select om.id from organization_memberships om join organizations o on o.account_id = om.account_id and o.id = om.organization_id
    where om.account_id = ${work.account_id}::bigint and om.user_id = ${user_id}::bigint and om.organization_id = ${organization_id}::bigint
      and o.deleted_at is null and o.shared_comments`)
  return row !== null
}
