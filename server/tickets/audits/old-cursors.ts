// The oldest paging style, which only audits have: `limit` and `cursor`, with the addresses of both neighbours at the
// top of the reply. `before` is always earlier in time and `after` later, whatever the order on the page.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { withQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { EVENT_COLUMNS, type EventRow } from './present.ts'
import { auditsOf } from './queries.ts'

export const MAX_LIMIT = 1_000
const USUAL_LIMIT = 100

export const oldCursorQuery = {
  limit: z.coerce
    .number('must be an integer')
    .int('must be an integer')
    .min(1, 'must be an integer from 1')
    .transform((value) => Math.min(value, MAX_LIMIT))
    .optional(),
  cursor: z.string('must be given once').max(100, 'takes a cursor from an earlier reply').optional(),
}

export const oldCursorReply = {
  after_url: z.string().nullable().optional(),
  after_cursor: z.string().nullable().optional(),
  before_url: z.string().nullable().optional(),
  before_cursor: z.string().nullable().optional(),
}

interface OldCursor {
  limit?: number
  cursor?: string
  sort_order?: 'asc' | 'desc'
}

/** `before-<id>` or `after-<id>`, encoded so that nobody builds one. */
function readCursor(text: string): { side: 'before' | 'after'; id: number } {
  const [, side, id] = /^(before|after)-(\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if ((side !== 'before' && side !== 'after') || id === undefined)
    throw new Refusal('bad_paging', 'cursor takes a cursor from an earlier reply')
  return { side, id: Number(id) }
}

const writeCursor = (side: 'before' | 'after', id: number) => Buffer.from(`${side}-${id}`).toString('base64url')

/** One page in this style, newest first unless `sort_order=asc`. */
export async function oldCursorPage(work: Work, ticket_id: number | null, query: OldCursor, url: URL) {
  const limit = query.limit ?? USUAL_LIMIT
  const at = query.cursor === undefined ? null : readCursor(query.cursor)
  const is_rising = query.sort_order === 'asc'
  // Away from the cursor; without one, from the end where the order begins.
  const walks_up = at === null ? is_rising : at.side === 'after'
  const { from, where } = auditsOf(work, ticket_id)
  const beyond = at === null ? sql`` : sql`and e.event_id ${sql.raw(walks_up ? '>' : '<')} ${at.id}::bigint`
  const rows = await work.db.all<EventRow>(sql`
    select ${EVENT_COLUMNS} from ${from} where ${where} ${beyond}
    order by e.event_id ${sql.raw(walks_up ? 'asc' : 'desc')} limit ${limit + 1}`)
  const has_more = rows.length > limit
  if (has_more) rows.pop()
  const [first, last] = [rows[0]?.event_id, rows.at(-1)?.event_id]
  const [lowest, highest] = walks_up ? [first, last] : [last, first]
  if (walks_up !== is_rising) rows.reverse()
  const linkTo = (side: 'before' | 'after', id: number | undefined, is_there: boolean) => {
    const cursor = id === undefined || !is_there ? null : writeCursor(side, id)
    return { cursor, url: cursor && withQuery(url, { cursor, limit: String(limit) }) }
  }
  const before = linkTo('before', lowest, walks_up ? at !== null : has_more)
  // Later ones may still come: whoever follows the history keeps this.
  const after = linkTo('after', highest, true)
  return {
    rows,
    paging: {
      after_url: after.url,
      after_cursor: after.cursor,
      before_url: before.url,
      before_cursor: before.cursor,
    },
  }
}
