// All SQL on workspaces.
import { sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import type { Conditions } from '../conditions/condition.ts'

export interface WorkspaceRow {
  id: number
  title: string
  description: string | null
  conditions: Conditions
  ticket_form_id: number | null
  macro_ids: number[]
  activated: boolean
  prefer_workspace_app_order: boolean
  position: number
  created_at: Date
  updated_at: Date
}

const COLUMNS = sql.raw(
  'w.id, w.title, w.description, w.conditions, w.ticket_form_id, w.macro_ids, w.activated, w.prefer_workspace_app_order, w.position, w.created_at, w.updated_at',
)

export async function listWorkspaces(work: Work, query: PagingQuery, url: URL) {
  const source: ListSource<WorkspaceRow> = {
    columns: COLUMNS,
    from: sql`workspaces w`,
    where: sql`w.account_id = ${work.account_id}::bigint`,
    id: sql`w.id`,
    sorts: {
      position: { by: sql`w.position`, type: 'bigint' },
      id: { by: sql`w.id`, type: 'bigint' },
      created_at: { by: sql`w.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`w.updated_at`, type: 'timestamptz' },
    },
    default_sort: 'position',
  }
  return await listPage(work, source, query, url)
}

/** Those that are on, by position. */
export async function listActiveWorkspaces(work: Work, limit: number): Promise<WorkspaceRow[]> {
  return await work.db.all<WorkspaceRow>(sql`
    select ${COLUMNS} from workspaces w where w.account_id = ${work.account_id}::bigint and w.activated order by w.position, w.id limit ${limit}`)
}

export async function findWorkspace(work: Work, id: number): Promise<WorkspaceRow | null> {
  return await work.db.first<WorkspaceRow>(
    sql`select ${COLUMNS} from workspaces w where w.account_id = ${work.account_id}::bigint and w.id = ${id}::bigint`,
  )
}

/** How many there are, and where the next one goes. */
export async function workspaceTotals(work: Work): Promise<{ count: number; next: number }> {
  return await work.db.one<{ count: number; next: number }>(sql`
    select count(*) as count, coalesce(max(position), 0) + 1 as next from workspaces where account_id = ${work.account_id}::bigint`)
}

export async function putWorkspace(work: Work, row: WorkspaceRow): Promise<void> {
  await work.db.run(sql`
    insert into workspaces (account_id, id, title, description, conditions, ticket_form_id, macro_ids, activated, prefer_workspace_app_order, position, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.title}, ${row.description}, ${JSON.stringify(row.conditions)}::jsonb, ${row.ticket_form_id}, ${row.macro_ids},
      ${row.activated}, ${row.prefer_workspace_app_order}, ${row.position}, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set title = excluded.title, description = excluded.description, conditions = excluded.conditions,
      ticket_form_id = excluded.ticket_form_id, macro_ids = excluded.macro_ids, activated = excluded.activated,
      prefer_workspace_app_order = excluded.prefer_workspace_app_order, position = excluded.position, updated_at = excluded.updated_at`)
}

export async function deleteWorkspaceRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from workspaces where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}
