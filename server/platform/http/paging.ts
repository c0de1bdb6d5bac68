// Both paging styles of the Zendesk API on every list, without a depth limit: offset (`page`, `per_page`) with a count,
// and cursor (`page[size]`, `page[after]`, `page[before]`) with `meta` and `links`. Cursor wins when both are given.
import { z } from 'zod'
import { type RawBuilder, sql } from '../db.ts'
import { Refusal } from '../errors.ts'
import type { Work } from '../work.ts'
import { type CursorColumns, cursorValue, isBeyond, readCursor, writeCursor } from './cursor.ts'

export const MAX_PAGE_SIZE = 100

/** A whole number from 1; a parameter without a value counts as absent. */
function wholeNumber(most = Number.MAX_SAFE_INTEGER) {
  const number = z.coerce
    .number('must be an integer')
    .int('must be an integer')
    .min(1, 'must be an integer from 1')
    .transform((value) => Math.min(value, most))
  return z.preprocess((value) => (value === '' ? undefined : value), number.optional()).optional()
}

const cursor = z.string('must be given once').max(1_000, 'takes a cursor from an earlier reply').optional()

/** The query parameters every list takes. Spread into a list's own query schema. Sizes above the limit are cut to it. */
export const pagingQuery = {
  page: wholeNumber(),
  per_page: wholeNumber(MAX_PAGE_SIZE),
  'page[size]': wholeNumber(MAX_PAGE_SIZE),
  'page[after]': cursor,
  'page[before]': cursor,
  sort: z.string('must be given once').max(40, 'is not a sort of this list').optional(),
  sort_by: z.string('must be given once').max(40, 'is not a sort of this list').optional(),
  sort_order: z.enum(['asc', 'desc'], 'must be asc or desc').optional(),
  include: z.string('must be given once').max(300, 'names more than there is').optional(),
}

export type PagingQuery = z.output<z.ZodObject<typeof pagingQuery>>

/** What every list reply carries beside its rows; the style decides which of them. */
export const pagingReply = {
  count: z.number().optional(),
  count_capped: z.literal(true).optional().describe('Our addition: there are more; they were counted up to a limit'),
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
  /** True where it may be null: those rows come last, and first when descending (as PostgreSQL sorts). */
  nullable?: boolean
}

/** One of several kinds of rows that make a list together. Its columns are those of the list, its sorts by the same names. */
export interface ListArm {
  columns: RawBuilder<unknown>
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
  id: RawBuilder<unknown>
  sorts: Readonly<Record<string, SortKey>>
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
  /**
   * Instead of `from`: several kinds of rows, under the alias `r` to the list. Each gives no more of its first rows than
   * the page needs, since PostgreSQL sorts a union of them whole.
   */
  arms?: readonly ListArm[]
  /** Count exactly up to here and no further, where a count may have to visit very many rows. Default: always exactly. */
  count_limit?: number
  /** The same rows asked in a way that counts faster, where that is another than lists the first of them faster. */
  counted?(): Promise<{ from: RawBuilder<unknown>; where: RawBuilder<unknown> }>
  /** Only for its type. */
  row?: Row
}

interface Sorting {
  name: string
  key: SortKey
  descending: boolean
}

function readSort(query: PagingQuery, source: ListSource<unknown>): Sorting {
  const asked =
    query.sort ?? (query.sort_by ? `${query.sort_order === 'desc' ? '-' : ''}${query.sort_by}` : source.default_sort)
  const descending = asked.startsWith('-')
  const name = descending ? asked.slice(1) : asked
  const key = Object.hasOwn(source.sorts, name) ? source.sorts[name] : undefined
  if (!key)
    throw new Refusal(
      'bad_paging',
      `this list sorts by ${Object.keys(source.sorts).join(', ')} (with - in front for descending)`,
    )
  return { name, key, descending }
}

/** One page of a list, in the style the query asks for. Rows come in the list's order. */
export async function listPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  query: PagingQuery,
  url: URL,
): Promise<{ rows: Row[]; paging: PagingReply }> {
  const sorting = readSort(query, source)
  return isCursorStyle(query)
    ? await cursorPage(work, source, sorting, query, url)
    : await offsetPage(work, source, sorting, query, url)
}

function isCursorStyle(query: PagingQuery): boolean {
  return query['page[size]'] !== undefined || query['page[after]'] !== undefined || query['page[before]'] !== undefined
}

/** For lists that Zendesk knows by cursor only: offset style where it is asked for, else by cursor. */
export function cursorUnlessOffset(query: PagingQuery): PagingQuery {
  const is_offset = !isCursorStyle(query) && (query.page !== undefined || query.per_page !== undefined)
  return is_offset ? query : { ...query, 'page[size]': query['page[size]'] ?? MAX_PAGE_SIZE }
}

/** What a list that is always given whole says about paging, in the style the query asks for. */
export function wholeList(count: number, query: PagingQuery): PagingReply {
  return isCursorStyle(query)
    ? { meta: { has_more: false, after_cursor: null, before_cursor: null }, links: { next: null, prev: null } }
    : { count, next_page: null, previous_page: null }
}

async function cursorPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  { name, key, descending }: Sorting,
  query: PagingQuery,
  url: URL,
) {
  const size = query['page[size]'] ?? MAX_PAGE_SIZE
  const backwards = Boolean(query['page[before]'])
  const given = query['page[before]'] || query['page[after]']
  const down = descending !== backwards
  const direction = sql.raw(down ? 'desc' : 'asc')
  const beyond = given ? sql` and ${isBeyond(readCursor(given, name, key), key, source.id, down)}` : sql``
  const rows = await work.db.all<Row & CursorColumns>(sql`
    select ${source.columns}, ${cursorValue(key)} as cursor_value, ${source.id} as cursor_id
    from ${pageFrom(source, name, down, size + 1, given)} where ${source.where}${beyond}
    order by ${key.by} ${direction}, ${source.id} ${direction} limit ${size + 1}`)
  // What lies beyond this page in the direction that is walked; behind it are the rows the caller comes from.
  const has_more = rows.length > size
  if (has_more) rows.pop()
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const after_cursor = last ? writeCursor(name, last) : null
  const before_cursor = first ? writeCursor(name, first) : null
  const linkTo = (side: 'after' | 'before', cursor: string | null) =>
    cursor &&
    withQuery(url, {
      'page[after]': side === 'after' ? cursor : null,
      'page[before]': side === 'before' ? cursor : null,
      'page[size]': String(size),
    })
  return {
    rows: rows as Row[] /* a Row with two more columns */,
    paging: {
      meta: { has_more, after_cursor, before_cursor },
      links: {
        next: has_more || backwards ? linkTo('after', after_cursor) : null,
        prev: backwards
          ? has_more
            ? linkTo('before', before_cursor)
            : null
          : given
            ? linkTo('before', before_cursor)
            : null,
      },
    },
  }
}

async function offsetPage<Row extends object>(
  work: Work,
  source: ListSource<Row>,
  { name, key, descending }: Sorting,
  query: PagingQuery,
  url: URL,
) {
  const size = query.per_page ?? MAX_PAGE_SIZE
  const page = query.page ?? 1
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const skipped = (page - 1) * size
  const rows = await work.db.all<Row>(sql`
    select ${source.columns} from ${pageFrom(source, name, descending, skipped + size + 1)} where ${source.where}
    order by ${key.by} ${direction}, ${source.id} ${direction} limit ${size + 1} offset ${skipped}`)
  const has_more = rows.length > size
  if (has_more) rows.pop()
  const pageLink = (number: number) => withQuery(url, { page: String(number), per_page: String(size) })
  const is_last = !has_more && (rows.length > 0 || page === 1)
  return {
    rows,
    paging: {
      ...(is_last ? { count: skipped + rows.length } : await countRows(work, source, skipped + rows.length + 1)),
      next_page: has_more ? pageLink(page + 1) : null,
      previous_page: page > 1 ? pageLink(page - 1) : null,
    },
  }
}

/** What a page is selected from: of several kinds of rows, of each the first `most` behind the cursor. */
function pageFrom(
  source: ListSource<unknown>,
  sort: string,
  down: boolean,
  most: number,
  cursor?: string,
): RawBuilder<unknown> {
  if (!source.arms) return source.from
  const direction = sql.raw(down ? 'desc' : 'asc')
  const parts = source.arms.map(({ columns, from, where, id, sorts }) => {
    const key = sorts[sort]
    if (!key) throw new Error(`a part of the list has no sort ${sort}`)
    const beyond = cursor ? sql` and ${isBeyond(readCursor(cursor, sort, key), key, id, down)}` : sql``
    return sql`(select ${columns} from ${from} where ${where}${beyond} order by ${key.by} ${direction}, ${id} ${direction} limit ${most})`
  })
  return sql`(${sql.join(parts, sql` union all `)}) r`
}

/** All rows of a list, or its `count_limit` where there are more; then never less than the `seen` ones. */
async function countRows(work: Work, source: ListSource<unknown>, seen: number): Promise<PagingReply> {
  const limit = source.count_limit
  const { from, where } = (await source.counted?.()) ?? source
  if (limit === undefined)
    return await work.db.one<{ count: number }>(sql`select count(*) as count from ${from} where ${where}`)
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from (select from ${from} where ${where} limit ${limit + 1}) few`,
  )
  return count <= limit ? { count } : { count: Math.max(limit, seen), count_capped: true }
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
