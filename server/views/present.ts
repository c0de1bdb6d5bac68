// From rows to views of the API.
import { apiTime } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { type Column, columnReply, columnsOf, findColumn } from './executing/columns.ts'
import { groupsToKeep, mayEditView } from './policy.ts'
import type { View, ViewRow } from './schema.ts'

export async function presentView(work: Work, row: ViewRow, origin_url: string): Promise<View> {
  return await present(work, row, origin_url, await groupsToKeep(work))
}

async function present(work: Work, row: ViewRow, origin_url: string, own_group_ids: readonly number[]): Promise<View> {
  const { execution } = row
  const columns = await columnsOf(work, execution)
  const [group, sort] = [
    execution.group_by === null ? null : await findColumn(work, execution.group_by),
    execution.sort_by === null ? null : await findColumn(work, execution.sort_by),
  ]
  const ordered = (column: Column | null, order: 'asc' | 'desc') => column && { ...columnReply(column), order }
  return {
    url: `${origin_url}/api/v2/views/${row.id}.json`,
    id: row.id,
    title: row.title,
    raw_title: row.title,
    description: row.description,
    active: row.active,
    position: row.position,
    default: row.is_default,
    watchable: true,
    conditions: {
      all: row.conditions.all.map((one) => ({ ...one, value: listed(one.value) })),
      any: row.conditions.any.map((one) => ({ ...one, value: listed(one.value) })),
    },
    query: row.query,
    execution: {
      group_by: execution.group_by,
      group_order: execution.group_order,
      sort_by: execution.sort_by,
      sort_order: execution.sort_order,
      group: ordered(group, execution.group_order),
      sort: ordered(sort, execution.sort_order),
      columns: columns.map(columnReply),
      fields: columns.map(columnReply),
      custom_fields: columns.flatMap(({ field }) =>
        field
          ? [
              {
                id: field.id,
                title: field.title,
                type: field.type,
                url: `${origin_url}/api/v2/ticket_fields/${field.id}.json`,
              },
            ]
          : [],
      ),
    },
    restriction: restrictionOf(row),
    may_edit: mayEditView(work.actor, row, own_group_ids),
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

/** All views of a page, in their order. */
export async function presentViews(work: Work, rows: readonly ViewRow[], origin_url: string): Promise<View[]> {
  const views: View[] = []
  const own_group_ids = await groupsToKeep(work)
  for (const row of rows) views.push(await present(work, row, origin_url, own_group_ids))
  return views
}

const listed = (value: string | readonly string[] | null): string | string[] | null =>
  value === null || typeof value === 'string' ? value : [...value]

function restrictionOf({ restriction, owner_id, group_ids }: ViewRow): View['restriction'] {
  const [first] = group_ids
  if (restriction === 'user' && owner_id !== null) return { type: 'User', id: owner_id }
  return restriction === 'groups' && first !== undefined ? { type: 'Group', id: first, ids: group_ids } : null
}
