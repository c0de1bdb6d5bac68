// Both paging styles of the Zendesk API on every list, without a depth limit: offset (`page`, `per_page`) with a count,
// and cursor (`page[size]`, `page[after]`, `page[before]`) with `meta` and `links`. Cursor wins when both are given.
import { z } from 'zod'
import { type RawBuilder, sql } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Work } from '../work.ts'

export const MAX_PAGE_SIZE = 100

const count = z.coerce.number().int().min(1)

/** The query parameters every list takes. Spread into a list's own query schema. */
export const pagingQuery = {
  page: count.optional().catch(undefined),
  per_page: z.coerce
    .number()
    .int()
    .min(1)
    .transform((size) => Math.min(size, MAX_PAGE_SIZE))
    .optional(),
  'page[size]': z.coerce
    .number()
    .int()
    .min(1)
    .transform((size) => Math.min(size, MAX_PAGE_SIZE))
    .optional(),
  'page[after]': z.string().max(500).optional(),
  'page[before]': z.string().max(500).optional(),
  sort: z.string().max(40).optional(),
  sort_by: z.string().max(40).optional(),
  sort_order: z.enum(['asc', 'desc']).optional(),
  include: z.string().max(300).optional(),
}

export type PagingQuery = z.output<z.ZodObject<typeof pagingQuery>>

/** What every list reply carries beside its rows; the style decides which of them. */
export const pagingReply = {
  count: z.number().optional(),
  next_page: z.string().nullable().optional(),
  previous_page: z.string().nullable().optional(),
  meta: z
    .object({ has_more: z.boolean(), after_cursor: z.string().nullable(), before_cursor: z.string().nullable() })
    .optional(),
  links: z.object({ next: z.string().nullable(), prev: z.string().nullable() }).optional(),
}

export type PagingReply = z.output<z.ZodObject<typeof pagingReply>>

/** How a list can be sorted: name in the API → SQL expression, with its type for the cursor. */
export interface SortKey {
  by: RawBuilder<unknown>
  type: 'bigint' | 'timestamptz' | 'text'
}

export interface ListSource<Row> {
  /** `select … from … where …` without order and limit; must give `cursor_id` and, under the alias `cursor_value`, what it sorts by is added by us. */
  columns: RawBuilder<unknown>
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
  /** The id expression that breaks ties. */
  id: RawBuilder<unknown>
  sorts: Record<string, SortKey>
  default_sort: string
  /** Only for its type. */
  row?: Row
}

interface Position {
  value: string | number
  id: number
}

function readCursor(text: string): Position {
  try {
    const parsed = z
      .tuple([z.union([z.string(), z.number()]), z.number().int()])
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { value: parsed[0], id: parsed[1] }
  } catch (cause) {
    throw new Refusal('bad_paging', 'page[after] and page[before] take a cursor from an earlier reply', { cause })
  }
}

function writeCursor(row: { cursor_value: string | number | null; cursor_id: number }): string {
  return Buffer.from(JSON.stringify([row.cursor_value ?? '', row.cursor_id])).toString('base64url')
}

function readSort(query: PagingQuery, source: ListSource<unknown>): { key: SortKey; descending: boolean } {
  const asked =
    query.sort ?? (query.sort_by ? `${query.sort_order === 'desc' ? '-' : ''}${query.sort_by}` : source.default_sort)
  const descending = asked.startsWith('-')
  const key = source.sorts[descending ? asked.slice(1) : asked]
  if (!key)
    throw new Refusal(
      'bad_paging',
      `this list sorts by ${Object.keys(source.sorts).join(', ')} (with - in front for descending)`,
    )
  return { key, descending }
}

/** One page of a list, in the style the query asks for. Rows come in the list's order. */
export async function listPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  query: PagingQuery,
  url: URL,
): Promise<{ rows: Row[]; paging: PagingReply }> {
  const { key, descending } = readSort(query, source)
  const is_cursor =
    query['page[size]'] !== undefined || query['page[after]'] !== undefined || query['page[before]'] !== undefined
  return is_cursor
    ? await cursorPage(work, source, key, descending, query, url)
    : await offsetPage(work, source, key, descending, query, url)
}

type Paged<Row> = Row & { cursor_value: string | number | null; cursor_id: number }

async function cursorPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  key: SortKey,
  descending: boolean,
  query: PagingQuery,
  url: URL,
) {
  const size = query['page[size]'] ?? MAX_PAGE_SIZE
  const backwards = query['page[before]'] !== undefined
  const position = query['page[before]'] ?? query['page[after]']
  const down = descending !== backwards
  const direction = sql.raw(down ? 'desc' : 'asc')
  let beyond = sql``
  if (position) {
    const { value, id } = readCursor(position)
    const comparison = sql.raw(down ? '<' : '>')
    beyond = sql` and (${key.by}, ${source.id}) ${comparison} (${value}::${sql.raw(key.type)}, ${id}::bigint)`
  }
  const rows = await work.db.all<Paged<Row>>(sql`
    select ${source.columns}, ${key.by}${sql.raw(key.type === 'timestamptz' ? '::text' : '')} as cursor_value, ${source.id} as cursor_id
    from ${source.from} where ${source.where}${beyond}
    order by ${key.by} ${direction}, ${source.id} ${direction} limit ${size + 1}`)
  const more = rows.length > size
  if (more) rows.pop()
  if (backwards) rows.reverse()
  const first = rows[0]
  const last = rows.at(-1)
  const has_more = backwards ? true : more
  const after_cursor = last ? writeCursor(last) : null
  const before_cursor = first ? writeCursor(first) : null
  return {
    rows: rows as Row[] /* Paged<Row> is a Row with two more columns */,
    paging: {
      meta: { has_more: rows.length > 0 && has_more, after_cursor, before_cursor },
      links: {
        next:
          after_cursor && has_more
            ? withQuery(url, { 'page[after]': after_cursor, 'page[before]': null, 'page[size]': String(size) })
            : null,
        prev:
          before_cursor && position && !(backwards && !more)
            ? withQuery(url, { 'page[before]': before_cursor, 'page[after]': null, 'page[size]': String(size) })
            : null,
      },
    },
  }
}

async function offsetPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  key: SortKey,
  descending: boolean,
  query: PagingQuery,
  url: URL,
) {
  const size = query.per_page ?? MAX_PAGE_SIZE
  const page = query.page ?? 1
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const rows = await work.db.all<Row>(sql`
    select ${source.columns} from ${source.from} where ${source.where}
    order by ${key.by} ${direction}, ${source.id} ${direction} limit ${size} offset ${(page - 1) * size}`)
  const total =
    page === 1 && rows.length < size
      ? rows.length
      : (await work.db.one<{ count: number }>(sql`select count(*) as count from ${source.from} where ${source.where}`))
          .count
  return {
    rows,
    paging: {
      count: total,
      next_page: page * size < total ? withQuery(url, { page: String(page + 1), per_page: String(size) }) : null,
      previous_page: page > 1 ? withQuery(url, { page: String(page - 1), per_page: String(size) }) : null,
    },
  }
}

/** The same URL with some query parameters set (or, with null, removed). */
export function withQuery(url: URL, changes: Record<string, string | null>): string {
  const copy = new URL(url)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) copy.searchParams.delete(name)
    else copy.searchParams.set(name, value)
  }
  return copy.href
}
