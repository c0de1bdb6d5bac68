// One page of an incremental export, in both of Zendesk's styles. Clients stop by different signs (end_of_stream, a page
// that is not full, an end_time of just now, an empty page), so all of them are true at once and at no other time.
import { z } from 'zod'
import { type ChangePosition, HORIZON_MS, safeHorizon } from '../../platform/changes.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import { withQuery } from '../../platform/http/paging.ts'
import { idAt } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'

export const MOST_PER_PAGE = 1_000
export const SAMPLE_SIZE = 50
/** Where one second has more than a page, a client that goes on from end_time would come back for ever: it gets more. */
const MOST_OF_ONE_SECOND = 10_000

/** What is asked of a source: rows after a place, none of which is later than the horizon. */
export interface Slice {
  after: ChangePosition
  until: Date
  limit: number
}

/** Rows in order, each with its place. `is_cut` when it gave fewer than asked because they are large. */
export interface Found<Row> {
  rows: (Row & { position: ChangePosition })[]
  is_cut?: boolean
}

export interface Stream<Row> {
  /** The ids themselves are the order: for what is written once and never changed. */
  readonly is_by_id?: true
  find(work: Work, slice: Slice): Promise<Found<Row>>
}

const text = z.string('must be given once').max(200, 'takes what an earlier reply gave').optional()
const whole = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(99_999_999_999, 'must be seconds since 1970')
    .optional(),
)

export const streamQuery = {
  start_time: whole.optional(),
  cursor: text,
  after: text,
  per_page: whole.optional(),
  include: z.string('must be given once').max(300, 'names more than there is').optional(),
}
export type StreamQuery = z.output<z.ZodObject<typeof streamQuery>>

export const timeReply = {
  count: z.number(),
  end_time: z.number(),
  end_of_stream: z.boolean(),
  next_page: z.string(),
}
export const cursorReply = {
  after_cursor: z.string(),
  after_url: z.string(),
  before_cursor: z.null(),
  before_url: z.null(),
  end_of_stream: z.boolean(),
}

/** Whether `include` names something. */
export function includes(query: StreamQuery, name: string): boolean {
  return (query.include ?? '').split(',').some((one) => one.trim() === name)
}

/** By time: `next_page` begins at the second of the last row, and at its exact place for who follows it unchanged. */
export async function timePage<Row>(
  work: Work,
  stream: Stream<Row>,
  query: StreamQuery,
  url: URL,
  most = MOST_PER_PAGE,
) {
  const start_time = startTime(work, query)
  const limit = pageSize(query, most)
  const until = await safeHorizon(work)
  const after = query.after === undefined ? beginningOf(start_time, stream) : readPosition('after', query.after)
  let { rows, has_more } = await findPage(work, stream, { after, until, limit })
  let is_second_whole = false
  if (has_more && query.after === undefined && secondOf(rows.at(-1)) === start_time) {
    const second = { after, until: new Date(start_time * 1000 + 999), limit: MOST_OF_ONE_SECOND }
    const found = await findPage(work, stream, second)
    rows = found.rows
    is_second_whole = !found.has_more
    has_more = true
  }
  const last = rows.at(-1)
  const end_time = is_second_whole ? start_time + 1 : Math.max(start_time, secondOf(last))
  return {
    rows: rows.map(withoutPosition<Row>),
    paging: {
      count: rows.length,
      end_time,
      end_of_stream: !has_more,
      next_page: withQuery(url, {
        start_time: String(end_time),
        after: has_more && last && !is_second_whole ? writePosition(last.position) : null,
      }),
    },
  }
}

/** By cursor. The one of the last page goes on where that page ended, whenever it is used. */
export async function cursorPage<Row>(work: Work, stream: Stream<Row>, query: StreamQuery, url: URL) {
  const after =
    query.cursor === undefined || query.cursor === ''
      ? beginningOf(startTime(work, query), stream)
      : readPosition('cursor', query.cursor)
  const slice = { after, until: await safeHorizon(work), limit: pageSize(query, MOST_PER_PAGE) }
  const { rows, has_more } = await findPage(work, stream, slice)
  const after_cursor = writePosition(rows.at(-1)?.position ?? after)
  return {
    rows: rows.map(withoutPosition<Row>),
    paging: {
      after_cursor,
      after_url: withQuery(url, { cursor: after_cursor, start_time: null }),
      before_cursor: null,
      before_url: null,
      end_of_stream: !has_more,
    },
  }
}

async function findPage<Row>(work: Work, stream: Stream<Row>, slice: Slice) {
  const { rows, is_cut = false } = await stream.find(work, { ...slice, limit: slice.limit + 1 })
  const has_more = is_cut || rows.length > slice.limit
  return { rows: rows.slice(0, slice.limit), has_more }
}

/** Where a row stands is no part of it. */
function withoutPosition<Row>({ position, ...row }: Row & { position: ChangePosition }): Row {
  return row as Row // a Row is all that is left
}

function pageSize(query: StreamQuery, most: number): number {
  return Math.min(Math.max(query.per_page ?? most, 1), most)
}

function startTime(work: Work, query: StreamQuery): number {
  if (query.start_time === undefined) throw invalid('start_time', 'start_time: cannot be blank', 'BlankValue')
  if (query.start_time * 1000 > work.now.getTime() - HORIZON_MS) throw new Refusal('too_recent')
  return query.start_time
}

/** Just before whatever belongs to a second. */
function beginningOf(start_time: number, stream: Stream<unknown>): ChangePosition {
  return { at_us: start_time * 1_000_000, id: stream.is_by_id ? Math.max(0, idAt(start_time * 1000)) - 1 : -1 }
}

const secondOf = (row: { position: ChangePosition } | undefined): number =>
  row === undefined ? 0 : Math.floor(row.position.at_us / 1_000_000)

function writePosition({ at_us, id }: ChangePosition): string {
  return Buffer.from(`${at_us}|${id}`).toString('base64url')
}

function readPosition(name: string, token: string): ChangePosition {
  const [, at_us, id] = /^(\d{1,17})\|(-1|\d{1,16})$/.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? []
  const position = { at_us: Number(at_us), id: Number(id) }
  if (Number.isSafeInteger(position.at_us) && Number.isSafeInteger(position.id)) return position
  throw new Refusal('bad_request', `${name} takes what an earlier reply gave`)
}
