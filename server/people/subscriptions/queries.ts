// All SQL on organization_subscriptions: who wants to hear of the tickets of an organisation.
import { sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { visibleSubscriptions } from '../policy.ts'

export interface SubscriptionRow {
  id: number
  organization_id: number
  user_id: number
  created_at: Date
}

const columns = sql`s.id, s.organization_id, s.user_id, s.created_at`

export async function listSubscriptions(
  work: Work,
  filter: { user_id?: number; organization_id?: number },
  query: PagingQuery,
  url: URL,
) {
  const source: ListSource<SubscriptionRow> = {
    columns,
    from: sql`organization_subscriptions s`,
    id: sql`s.id`,
    default_sort: 'id',
    where: sql.join(
      [
        sql`s.account_id = ${work.account_id}::bigint and ${visibleSubscriptions(work.actor)}`,
        ...(filter.user_id === undefined ? [] : [sql`s.user_id = ${filter.user_id}::bigint`]),
        ...(filter.organization_id === undefined ? [] : [sql`s.organization_id = ${filter.organization_id}::bigint`]),
      ],
      sql` and `,
    ),
    sorts: { id: { by: sql`s.id`, type: 'bigint' }, created_at: { by: sql`s.created_at`, type: 'timestamptz' } },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { subscriptions: rows, paging }
}

/** A subscription the actor may see, or null. */
export async function findSubscription(work: Work, id: number): Promise<SubscriptionRow | null> {
  return await work.db.first<SubscriptionRow>(sql`
    select ${columns} from organization_subscriptions s
    where s.account_id = ${work.account_id}::bigint and s.id = ${id}::bigint and ${visibleSubscriptions(work.actor)}`)
}

/** The subscription's id; the one that is there already where there is one. */
export async function putSubscription(
  work: Work,
  user_id: number,
  organization_id: number,
): Promise<{ id: number; is_new: boolean }> {
  const id = newId()
  const inserted = await work.db.run(sql`
    insert into organization_subscriptions (account_id, id, organization_id, user_id, created_at)
    values (${work.account_id}, ${id}, ${organization_id}, ${user_id}, ${work.now}) on conflict (account_id, organization_id, user_id) do nothing`)
  if (inserted === 1) return { id, is_new: true }
  const known = await work.db.one<{ id: number }>(sql`
    select id from organization_subscriptions
    where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint and user_id = ${user_id}::bigint`)
  return { id: known.id, is_new: false }
}

export async function deleteSubscription(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`delete from organization_subscriptions where account_id = ${work.account_id}::bigint and id = ${id}::bigint`,
  )
}

export async function deleteSubscriptionsOfUser(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from organization_subscriptions where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}

/** How many organisations a person hears of. */
export async function countSubscriptions(work: Work, user_id: number): Promise<number> {
  return (
    await work.db.one<{ count: number }>(
      sql`select count(*) as count from organization_subscriptions where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
    )
  ).count
}

/** Who wants to hear of the tickets of an organisation, those who asked first before. */
export async function listSubscriberIds(work: Work, organization_id: number, most: number): Promise<number[]> {
  const rows = await work.db.all<{ user_id: number }>(sql`
    select user_id from organization_subscriptions
    where account_id = ${work.account_id}::bigint and organization_id = ${organization_id}::bigint order by id limit ${most}`)
  return rows.map((row) => row.user_id)
}

/** False for most desks: nobody has asked to hear of anything. */
export async function hasSubscriptions(work: Work): Promise<boolean> {
  const row = await work.db.first<{ one: number }>(
    sql`select 1 as one from organization_subscriptions where account_id = ${work.account_id}::bigint limit 1`,
  )
  return row !== null
}
