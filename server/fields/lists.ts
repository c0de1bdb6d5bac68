// Pages of lists that are in memory already because they are short and read whole: fields, options, forms, statuses.
import { Refusal } from '../platform/errors.ts'
import { type PagingQuery, type PagingReply, wholeList, withQuery } from '../platform/http/paging.ts'

/** One page of `rows` in the style the query asks for; without one, all of them. A cursor is the id of the row beside it. */
export function pageOf<Row extends { id: number }>(
  rows: readonly Row[],
  query: PagingQuery,
  url: URL,
): { rows: Row[]; paging: PagingReply } {
  if (query.page !== undefined || query.per_page !== undefined) return offsetPage(rows, query, url)
  const [after, before] = [query['page[after]'], query['page[before]']]
  const size = query['page[size]']
  if (size === undefined && !after && !before) return { rows: [...rows], paging: wholeList(rows.length, query) }
  return cursorPage(rows, { size: size ?? rows.length, after, before }, url)
}

function offsetPage<Row>(rows: readonly Row[], query: PagingQuery, url: URL): { rows: Row[]; paging: PagingReply } {
  const { page = 1, per_page = 100 } = query
  const start = (page - 1) * per_page
  const link = (number: number) => withQuery(url, { page: String(number), per_page: String(per_page) })
  return {
    rows: rows.slice(start, start + per_page),
    paging: {
      count: rows.length,
      next_page: start + per_page < rows.length ? link(page + 1) : null,
      previous_page: page > 1 ? link(page - 1) : null,
    },
  }
}

function cursorPage<Row extends { id: number }>(
  rows: readonly Row[],
  { size, after, before }: { size: number; after?: string; before?: string },
  url: URL,
): { rows: Row[]; paging: PagingReply } {
  const end = before ? placeOf(rows, before) : Math.min(after ? placeOf(rows, after) + 1 + size : size, rows.length)
  const start = before ? Math.max(end - size, 0) : after ? placeOf(rows, after) + 1 : 0
  const page = rows.slice(start, end)
  const [first, last] = [page[0], page.at(-1)]
  const link = (side: 'after' | 'before', row: Row) =>
    withQuery(url, {
      'page[after]': side === 'after' ? String(row.id) : null,
      'page[before]': side === 'before' ? String(row.id) : null,
      'page[size]': String(size),
    })
  return {
    rows: page,
    paging: {
      meta: {
        has_more: before ? start > 0 : end < rows.length,
        after_cursor: last ? String(last.id) : null,
        before_cursor: first ? String(first.id) : null,
      },
      links: {
        next: last && end < rows.length ? link('after', last) : null,
        prev: first && start > 0 ? link('before', first) : null,
      },
    },
  }
}

function placeOf(rows: readonly { id: number }[], cursor: string): number {
  const place = rows.findIndex((row) => String(row.id) === cursor)
  if (place < 0) throw new Refusal('bad_paging', 'page[after] and page[before] take a cursor from an earlier reply')
  return place
}
