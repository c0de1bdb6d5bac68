// All SQL on views and the groups they are for.

import { accountSettings } from '../accounts/index.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import { translator } from '../platform/i18n.ts'
import type { Work } from '../platform/work.ts'
import type { Conditions } from '../rules/index.ts'
import { placeOfView } from './personal-data.ts'
import { visibleViews } from './policy.ts'
import type { Execution, ViewRow } from './schema.ts'

interface StoredView {
  id: number
  title: string | null
  default_key: string | null
  description: string | null
  active: boolean
  position: number
  conditions: Conditions
  execution: Execution
  sealed: Buffer | null
  restriction: ViewRow['restriction']
  owner_id: number | null
  group_ids: number[] | null
  created_at: Date
  updated_at: Date
}

const columns = sql`views.id, views.title, views.default_key, views.description, views.active, views.position, views.conditions, views.execution,
  views.sealed, views.restriction, views.owner_id, views.created_at, views.updated_at,
  (select array_agg(vg.group_id order by vg.group_id) from view_groups vg where vg.account_id = views.account_id and vg.view_id = views.id) as group_ids`

/** The desk's own views are named in its language until somebody names them. */
async function opened(work: Work, rows: readonly StoredView[]): Promise<ViewRow[]> {
  const text = rows.some((row) => row.title === null) ? translator((await accountSettings(work)).desk.locale) : null
  return rows.map(({ sealed, default_key, title, group_ids, ...plain }) => ({
    ...plain,
    title: title ?? text?.(`views.${default_key}`) ?? '',
    is_default: default_key !== null,
    group_ids: (group_ids ?? []).map(Number),
    query: sealed === null ? null : work.sealing.open<{ query: string | null }>(placeOfView(plain.id), sealed).query,
  }))
}

const account = (work: Work) => sql`views.account_id = ${work.account_id}::bigint`

export interface ViewFilter {
  active?: boolean
  access?: 'personal' | 'shared' | 'account'
  group_id?: number
  ids?: readonly number[]
}

function whereOf(work: Work, filter: ViewFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [account(work), visibleViews(work.actor)]
  if (filter.active !== undefined) conditions.push(filter.active ? sql`views.active` : sql`not views.active`)
  if (filter.access === 'personal') conditions.push(sql`views.restriction = 'user'`)
  if (filter.access === 'shared') conditions.push(sql`views.restriction <> 'user'`)
  if (filter.access === 'account') conditions.push(sql`views.restriction = 'all'`)
  if (filter.group_id !== undefined)
    conditions.push(
      sql`exists (select from view_groups vg where vg.account_id = views.account_id and vg.view_id = views.id and vg.group_id = ${filter.group_id}::bigint)`,
    )
  if (filter.ids) conditions.push(sql`views.id = any(${[...filter.ids]}::bigint[])`)
  return sql.join(conditions, sql` and `)
}

const SORTS: ListSource<StoredView>['sorts'] = {
  position: { by: sql`views.position`, type: 'bigint' },
  id: { by: sql`views.id`, type: 'bigint' },
  created_at: { by: sql`views.created_at`, type: 'timestamptz' },
  updated_at: { by: sql`views.updated_at`, type: 'timestamptz' },
  alphabetical: { by: sql`lower(coalesce(views.title, views.default_key))`, type: 'text' },
  title: { by: sql`lower(coalesce(views.title, views.default_key))`, type: 'text' },
}

/** One page of the views the actor sees, by position. */
export async function listViews(work: Work, filter: ViewFilter, query: PagingQuery, url: URL) {
  const source: ListSource<StoredView> = {
    columns,
    from: sql`views`,
    where: whereOf(work, filter),
    id: sql`views.id`,
    sorts: SORTS,
    default_sort: 'position',
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { views: await opened(work, rows), paging }
}

/** Views the actor sees, by id or all of them up to a limit; by position. */
export async function findViews(work: Work, filter: ViewFilter, limit: number): Promise<ViewRow[]> {
  const rows = await work.db.all<StoredView>(
    sql`select ${columns} from views where ${whereOf(work, filter)} order by views.position, views.id limit ${limit}`,
  )
  return await opened(work, rows)
}

/** A view the actor sees, or 404. */
export async function getView(work: Work, id: number): Promise<ViewRow> {
  const [view] = await findViews(work, { ids: [id] }, 1)
  if (!view) throw notFound()
  return view
}

export async function countViews(work: Work): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from views where ${account(work)} and ${visibleViews(work.actor)}`,
  )
  return count
}

/** All views of the account, whoever they are for: how many, and where the next one stands. */
export async function viewTotals(work: Work): Promise<{ count: number; next_position: number }> {
  return await work.db.one(sql<{ count: number; next_position: number }>`
    select count(*) as count, coalesce(max(position), 0) + 1 as next_position from views where ${account(work)} and deleted_at is null`)
}

const sealedOf = (work: Work, row: Pick<ViewRow, 'id' | 'query'>) =>
  row.query === null ? null : work.sealing.seal(placeOfView(row.id), { query: row.query })

/** Writes a view, new or changed. `names_itself` is false while a default view keeps the name it came with. */
export async function saveView(work: Work, row: ViewRow, names_itself: boolean): Promise<void> {
  const title = names_itself ? row.title : null
  await work.db.run(sql`
    insert into views (account_id, id, title, description, active, position, conditions, execution, sealed, restriction, owner_id, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${title ?? row.title}, ${row.description}, ${row.active}, ${row.position}, ${JSON.stringify(row.conditions)}::jsonb,
      ${JSON.stringify(row.execution)}::jsonb, ${sealedOf(work, row)}, ${row.restriction}, ${row.owner_id}, ${row.created_at}, ${work.now})
    on conflict (account_id, id) do update set title = coalesce(${title}, views.title), description = excluded.description, active = excluded.active,
      position = excluded.position, conditions = excluded.conditions, execution = excluded.execution, sealed = excluded.sealed,
      restriction = excluded.restriction, owner_id = excluded.owner_id, updated_at = excluded.updated_at`)
  await work.db.run(sql`delete from view_groups where account_id = ${work.account_id} and view_id = ${row.id}`)
  if (row.group_ids.length > 0)
    await work.db.run(sql`
      insert into view_groups (account_id, view_id, group_id)
      select ${work.account_id}, ${row.id}, group_id from unnest(${row.group_ids}::bigint[]) group_id`)
}

export async function markViewDeleted(work: Work, id: number): Promise<void> {
  await work.db.run(
    sql`update views set deleted_at = ${work.now}, active = false where account_id = ${work.account_id} and id = ${id}`,
  )
}

/** The views every desk begins with. */
export function createDefaultViews(work: Work): void {
  work.db.send(sql`select create_default_views(${work.account_id}::bigint, ${work.now}::timestamptz)`)
}
