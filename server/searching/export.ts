// Everything a search finds of one kind, in the order it was made, for programs that read it all. A cursor lives an hour.
import { z } from 'zod'
import type { PagingQuery, PagingReply } from '../platform/http/paging.ts'
import { withQuery } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import type { Understood } from './conditions.ts'
import { invalidSearch } from './language/parse.ts'
import { pageOfHits } from './results.ts'

export const MAX_EXPORT_PAGE = 1_000
const CURSOR_LIVES_MS = 3_600_000
const cursorShape = z.tuple([z.int(), z.string().max(900)])

export interface ExportQuery {
  'page[size]'?: number
  'page[after]'?: string
}

/** One page by cursor, oldest first. */
export async function pageOfExport(work: Work, understood: Understood, query: ExportQuery, url: URL) {
  const after = query['page[after]'] ? readExportCursor(query['page[after]'], work.now) : undefined
  const paging_query: PagingQuery = {
    sort: 'created_at',
    'page[size]': query['page[size]'] ?? MAX_EXPORT_PAGE,
    'page[after]': after,
  }
  const page = await pageOfHits(work, understood, paging_query, url, undefined)
  return { hits: page.hits, paging: dated(page.paging, work.now, url) }
}

/** The same page with a cursor that knows when it was given out. Backwards nobody walks an export. */
function dated(paging: PagingReply, now: Date, url: URL) {
  const inner = paging.meta?.after_cursor ?? null
  const has_more = paging.meta?.has_more ?? false
  const after_cursor = inner === null ? null : Buffer.from(JSON.stringify([now.getTime(), inner])).toString('base64url')
  return {
    meta: { has_more, after_cursor, before_cursor: null },
    links: { next: has_more ? withQuery(url, { 'page[after]': after_cursor }) : null, prev: null },
  }
}

function readExportCursor(text: string, now: Date): string {
  const read = cursorShape.safeParse(parsed(text))
  if (!read.success) throw invalidSearch('page[after] takes a cursor from an earlier reply to the same export')
  const [made_ms, cursor] = read.data
  if (now.getTime() - made_ms > CURSOR_LIVES_MS)
    throw invalidSearch('this cursor is older than an hour; begin the export again')
  return cursor
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null // no JSON is no cursor: the caller is told so
  }
}
