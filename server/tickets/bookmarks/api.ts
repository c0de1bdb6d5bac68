// Bookmarks: the tickets an agent wants to find again. Each sees their own.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { event } from '../../platform/events.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { presentTickets } from '../present.ts'
import { getTicket, listTicketsByIds } from '../queries.ts'
import { ticketSchema, timeSchema } from '../schema.ts'
import {
  BOOKMARK_COLUMNS,
  type BookmarkRow,
  countBookmarks,
  deleteBookmark,
  findBookmark,
  insertBookmark,
} from './queries.ts'

const BOOKMARKS_PER_PERSON = 1_000

const data = z.object({ bookmark_id: z.number() })
const ticketBookmarked = event({
  type: 'ticket.bookmarked',
  subject: 'ticket',
  summary: 'An agent bookmarked a ticket',
  data,
})
const bookmarkRemoved = event({
  type: 'ticket.bookmark_removed',
  subject: 'ticket',
  summary: 'An agent removed a bookmark',
  data,
})
export const BOOKMARK_EVENTS = [ticketBookmarked, bookmarkRemoved]

const bookmarkSchema = z.object({ url: z.string(), id: z.number(), created_at: timeSchema, ticket: ticketSchema })

async function presentBookmarks(work: Work, rows: readonly BookmarkRow[], origin_url: string) {
  const found = await listTicketsByIds(
    work,
    rows.map((row) => row.ticket_id),
  )
  const tickets = new Map((await presentTickets(work, found, origin_url)).map((ticket) => [ticket.id, ticket]))
  return rows.flatMap((row) => {
    const ticket = tickets.get(row.ticket_id)
    const url = `${origin_url}/api/v2/bookmarks/${row.id}.json`
    return ticket ? [{ url, id: row.id, created_at: row.created_at, ticket }] : []
  })
}

function ownId(work: Work): number {
  const user_id = actorId(work.actor)
  if (user_id === null) throw new Refusal('forbidden')
  return user_id
}

export const bookmarkEndpoints = [
  endpoint({
    route: 'GET /api/v2/bookmarks',
    summary: "List the caller's bookmarks",
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ bookmarks: z.array(bookmarkSchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listPage<BookmarkRow>(
        work,
        {
          columns: BOOKMARK_COLUMNS,
          from: sql`ticket_bookmarks b join tickets t on t.account_id = b.account_id and t.id = b.ticket_id`,
          where: sql`b.account_id = ${work.account_id} and b.user_id = ${ownId(work)} and ${visibleTickets(work.actor)}`,
          id: sql`b.id`,
          sorts: {
            id: { by: sql`b.id`, type: 'bigint' },
            created_at: { by: sql`b.created_at`, type: 'timestamptz' },
          },
          default_sort: 'id',
        },
        query,
        url,
      )
      return { bookmarks: await presentBookmarks(work, rows, origin_url), ...paging }
    },
  }),
  endpoint({
    route: 'POST /api/v2/bookmarks',
    summary: 'Bookmark a ticket; 200 where it was bookmarked before',
    allow: STAFF,
    body: z.object({ bookmark: z.object({ ticket_id: idParam }) }),
    reply: z.object({ bookmark: bookmarkSchema }),
    async run({ work, body: { bookmark }, origin_url }) {
      const ticket = await getTicket(work, bookmark.ticket_id, true)
      const user_id = ownId(work)
      const known = await findBookmark(work, user_id, ticket.id)
      const row = known ?? { id: newId(), ticket_id: ticket.id, created_at: work.now }
      if (!known) {
        if ((await countBookmarks(work, user_id)) >= BOOKMARKS_PER_PERSON)
          throw new Refusal('too_many_values', `A person has at most ${BOOKMARKS_PER_PERSON} bookmarks`)
        await insertBookmark(work, user_id, row)
        work.record(ticketBookmarked, ticket.id, { bookmark_id: row.id })
      }
      const [shown] = await presentBookmarks(work, [row], origin_url)
      return new HttpReply({
        status: known ? 200 : 201,
        headers: { location: `${origin_url}/api/v2/bookmarks/${row.id}.json` },
        json: { bookmark: shown },
      })
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/bookmarks/{bookmark_id}',
    summary: "Remove one of the caller's bookmarks",
    allow: STAFF,
    params: z.object({ bookmark_id: idParam }),
    reply: null,
    async run({ work, params }) {
      const ticket_id = await deleteBookmark(work, ownId(work), params.bookmark_id)
      work.record(bookmarkRemoved, ticket_id, { bookmark_id: params.bookmark_id })
      return new HttpReply({ status: 204 })
    },
  }),
]
