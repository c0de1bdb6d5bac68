// What can be exported step by step: where the rows come from and how they look.
import {
  anyOrganizationsByIds,
  listChangedOrganizations,
  listChangedUsers,
  listUsersByIds,
  organizationReply,
} from '../../people/index.ts'
import { type ChangePosition, HORIZON_MS } from '../../platform/changes.ts'
import { idAt, timeOfId } from '../../platform/ids.ts'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import {
  type Comment,
  type IdRange,
  listChangedTickets,
  listMetricEventsSince,
  listSaidIn,
  listSaidSince,
  listTicketFacts,
  measureSaid,
  presentAudits,
  presentComments,
  presentTickets,
} from '../../tickets/index.ts'
import type { Found, Slice, Stream } from './stream.ts'
import { ticketEvent } from './ticket-events.ts'

/** Rows that carry comments are opened this many at a time, and a page ends early at this size: in memory it is many times that. */
const CHUNK = 100
const MOST_BYTES = 3 * 1024 * 1024
/** With a ticket; more of them are in incremental/comments. */
const COMMENTS_PER_TICKET = 500
/** A reply may be taken back for a minute; this much later it has either left or is gone. */
const UNDO_MARGIN_MS = 70_000

const positionOf = ({ at_us, id }: ChangePosition): ChangePosition => ({ at_us, id })
const positionOfId = (id: number): ChangePosition => ({ at_us: timeOfId(id).getTime() * 1000, id })

export function ticketStream(origin_url: string, options: { exclude_deleted: boolean; with_comments: boolean }) {
  type Row = Awaited<ReturnType<typeof presentTickets>>[number] & { comments?: Comment[]; comments_truncated?: boolean }
  const stream: Stream<Row> = {
    async find(work, slice) {
      const found = await listChangedTickets(work, slice, options.exclude_deleted)
      const fitting = options.with_comments ? await thoseThatFit(work, found) : found
      const tickets: Row[] = await presentTickets(work, fitting, origin_url)
      if (options.with_comments) await addComments(work, tickets, origin_url)
      return {
        // Presented in the order of the rows.
        rows: tickets.map((ticket, index) => ({ ...ticket, position: positionOf(fitting[index]!) })),
        is_cut: fitting.length < found.length,
      }
    },
  }
  return stream
}

/** As many of the first as their comments leave room for; one at least. */
async function thoseThatFit<Row extends { id: number }>(work: Work, rows: readonly Row[]): Promise<Row[]> {
  const sizes = await measureSaid(
    work,
    rows.map((row) => row.id),
  )
  let bytes = 0
  const first_beyond = rows.findIndex((row, index) => {
    bytes += sizes.get(row.id)?.bytes ?? 0
    return index > 0 && bytes > MOST_BYTES
  })
  return first_beyond === -1 ? [...rows] : rows.slice(0, first_beyond)
}

async function addComments(
  work: Work,
  tickets: { id: number; comments?: Comment[]; comments_truncated?: boolean }[],
  origin_url: string,
): Promise<void> {
  for (let start = 0; start < tickets.length; start += CHUNK) {
    const some = tickets.slice(start, start + CHUNK)
    const rows = await listSaidIn(
      work,
      some.map((ticket) => ticket.id),
      COMMENTS_PER_TICKET + 1,
    )
    const presented = await presentComments(work, rows, origin_url)
    for (const ticket of some) {
      const own = presented.filter((_, index) => rows[index]?.ticket_id === ticket.id)
      ticket.comments = own.slice(0, COMMENTS_PER_TICKET)
      ticket.comments_truncated = own.length > COMMENTS_PER_TICKET
    }
  }
}

export function userStream(origin_url: string) {
  type Row = Awaited<ReturnType<typeof listUsersByIds>>[number]
  const stream: Stream<Row> = {
    async find(work, slice) {
      const places = await listChangedUsers(work, slice)
      const rows: (Row & { position: ChangePosition })[] = []
      // A look-up takes a thousand ids.
      for (let start = 0; start < places.length; start += CHUNK) {
        const some = places.slice(start, start + CHUNK)
        const users = await listUsersByIds(
          work,
          some.map((place) => place.id),
          origin_url,
        )
        const by_id = new Map(users.map((user) => [user.id, user]))
        for (const place of some) {
          const user = by_id.get(place.id)
          if (user) rows.push({ ...user, position: positionOf(place) })
        }
      }
      return { rows }
    },
  }
  return stream
}

export function organizationStream(origin_url: string) {
  type Row = ReturnType<typeof organizationReply> & { deleted_at: string | null }
  const stream: Stream<Row> = {
    async find(work, slice) {
      const places = await listChangedOrganizations(work, slice)
      const found = await anyOrganizationsByIds(
        work,
        places.map((place) => place.id),
      )
      const by_id = new Map(found.map((row) => [row.id, row]))
      return {
        rows: places.flatMap((place) => {
          const row = by_id.get(place.id)
          const deleted_at = apiTimeOrNull(place.deleted_at)
          return row ? [{ ...organizationReply(row, origin_url), deleted_at, position: positionOf(place) }] : []
        }),
      }
    },
  }
  return stream
}

export function ticketEventStream(origin_url: string, with_comments: boolean) {
  const stream: Stream<ReturnType<typeof ticketEvent>> = {
    is_by_id: true,
    find: (work, slice) =>
      gather(slice, async (range) => {
        const facts = await listTicketFacts(work, range)
        const audits = await presentAudits(work, facts, origin_url)
        return audits.map((audit) => ({ ...ticketEvent(audit, with_comments), position: positionOfId(audit.id) }))
      }),
  }
  return stream
}

export function commentStream(origin_url: string) {
  const stream: Stream<Comment & { ticket_id: number }> = {
    is_by_id: true,
    find: (work, slice) =>
      gather(
        slice,
        async (range) => {
          const rows = await listSaidSince(work, range)
          const comments = await presentComments(work, rows, origin_url)
          return comments.map((comment, index) => ({
            ...comment,
            ticket_id: rows[index]?.ticket_id ?? 0,
            position: positionOfId(comment.id),
          }))
        },
        UNDO_MARGIN_MS - HORIZON_MS,
      ),
  }
  return stream
}

export function metricEventStream() {
  const stream: Stream<{
    id: number
    ticket_id: number
    metric: string
    instance_id: number
    type: string
    time: Date
  }> = {
    is_by_id: true,
    find: (work, slice) =>
      gather(slice, async (range) => {
        const rows = await listMetricEventsSince(work, range)
        return rows.map(({ data, deleted, ...row }) => ({
          ...row,
          ...data,
          ...(row.type === 'breach' ? { deleted } : {}),
          position: positionOfId(row.id),
        }))
      }),
  }
  return stream
}

/** Reads by id in chunks until there is enough, there is no more, or it has become too much to keep in memory. */
async function gather<Row extends { position: ChangePosition }>(
  slice: Slice,
  read: (range: IdRange) => Promise<Row[]>,
  behind_ms = 0,
): Promise<Found<Row>> {
  const rows: Row[] = []
  const until = idAt(slice.until.getTime() - behind_ms) - 1
  let bytes = 0
  for (let after = slice.after.id; rows.length < slice.limit; after = rows.at(-1)?.position.id ?? after) {
    const limit = Math.min(CHUNK, slice.limit - rows.length)
    const some = await read({ after, until, limit })
    rows.push(...some)
    if (some.length < limit) break
    bytes += Buffer.byteLength(JSON.stringify(some))
    if (bytes > MOST_BYTES) return { rows, is_cut: true }
  }
  return { rows }
}
