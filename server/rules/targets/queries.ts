// All SQL on targets.
import { sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'

export interface TargetSettings {
  email?: string
  subject?: string
  target_url?: string
  method?: string
  attribute?: string
  username?: string | null
  content_type?: string | null
}

export interface TargetRow {
  id: number
  title: string
  type: string
  active: boolean
  /** { password }, where the target has one. */
  sealed: Buffer | null
  settings: TargetSettings
  created_at: Date
}

export interface TargetSecrets {
  password: string
}

export const placeOfTarget = (id: number): string => `targets/${id}/sealed`

const COLUMNS = sql.raw('g.id, g.title, g.type, g.active, g.sealed, g.settings, g.created_at')

export async function findTarget(work: Work, id: number): Promise<TargetRow | null> {
  return await work.db.first<TargetRow>(
    sql`select ${COLUMNS} from targets g where g.account_id = ${work.account_id}::bigint and g.id = ${id}::bigint`,
  )
}

export async function listTargets(work: Work, query: PagingQuery, url: URL) {
  const source: ListSource<TargetRow> = {
    columns: COLUMNS,
    from: sql`targets g`,
    where: sql`g.account_id = ${work.account_id}::bigint`,
    id: sql`g.id`,
    default_sort: 'id',
    sorts: { id: { by: sql`g.id`, type: 'bigint' }, created_at: { by: sql`g.created_at`, type: 'timestamptz' } },
  }
  return await listPage(work, source, query, url)
}

export async function countTargets(work: Work): Promise<number> {
  return (
    await work.db.one<{ count: number }>(
      sql`select count(*) as count from targets where account_id = ${work.account_id}::bigint`,
    )
  ).count
}

export async function putTarget(work: Work, row: TargetRow): Promise<void> {
  await work.db.run(sql`
    insert into targets (account_id, id, title, type, active, sealed, settings, created_at)
    values (${work.account_id}, ${row.id}, ${row.title}, ${row.type}, ${row.active}, ${row.sealed}, ${JSON.stringify(row.settings)}::jsonb, ${row.created_at})
    on conflict (account_id, id) do update set title = excluded.title, active = excluded.active, sealed = excluded.sealed, settings = excluded.settings`)
}

export async function deleteTargetRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from targets where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}
