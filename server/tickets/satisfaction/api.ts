// Ratings over HTTP.
import { z } from 'zod'
import { countOf, countReply } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { COMMENT_LENGTH, rateTicket } from './actions.ts'
import { getRating, RATING_COLUMNS, RATINGS, type RatingRow } from './queries.ts'
import { idOfReason, REASONS } from './reasons.ts'
import { presentRating, presentReason, ratingSchema, reasonSchema } from './schema.ts'

const given = sql`s.score in ('good', 'bad')`
/** Zendesk's names of what one may ask for. */
const SCORES = {
  offered: sql`s.score = 'offered'`,
  unoffered: sql`false`,
  received: given,
  received_with_comment: sql`${given} and s.has_comment`,
  received_without_comment: sql`${given} and not s.has_comment`,
  good: sql`s.score = 'good'`,
  good_with_comment: sql`s.score = 'good' and s.has_comment`,
  good_without_comment: sql`s.score = 'good' and not s.has_comment`,
  bad: sql`s.score = 'bad'`,
  bad_with_comment: sql`s.score = 'bad' and s.has_comment`,
  bad_without_comment: sql`s.score = 'bad' and not s.has_comment`,
} as const satisfies Record<string, RawBuilder<unknown>>

const LAST_SECOND = 253_402_300_799
const second = z.coerce.number('must be seconds since 1970').int().min(0).max(LAST_SECOND).optional()
const filters = {
  score: z.enum(Object.keys(SCORES) as (keyof typeof SCORES)[], 'is not a score').optional(), // the keys of the table above
  start_time: second,
  end_time: second,
}
type Filters = z.output<z.ZodObject<typeof filters>>

function chosen(work: Work, { score, start_time, end_time }: Filters): RawBuilder<unknown> {
  const from = start_time === undefined ? sql`` : sql`and s.updated_at >= to_timestamp(${start_time})`
  const to = end_time === undefined ? sql`` : sql`and s.updated_at <= to_timestamp(${end_time})`
  return sql`s.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${score === undefined ? sql`true` : SCORES[score]} ${from} ${to}`
}

const reply = z.object({ satisfaction_rating: ratingSchema })
const lists = z.object({ satisfaction_ratings: z.array(ratingSchema), ...pagingReply })

function listRatings(
  route: 'satisfaction_ratings' | 'satisfaction_ratings/received',
  usual: keyof typeof SCORES | undefined,
) {
  return endpoint({
    route: `GET /api/v2/${route}`,
    summary: usual ? 'List the ratings that customers gave' : 'List what customers were asked and thought',
    allow: STAFF,
    query: z.object({ ...pagingQuery, ...filters }),
    reply: lists,
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listPage<RatingRow>(
        work,
        {
          columns: RATING_COLUMNS,
          from: RATINGS,
          where: chosen(work, { ...query, score: query.score ?? usual }),
          id: sql`s.id`,
          sorts: {
            id: { by: sql`s.id`, type: 'bigint' },
            created_at: { by: sql`s.created_at`, type: 'timestamptz' },
            updated_at: { by: sql`s.updated_at`, type: 'timestamptz' },
          },
          default_sort: 'id',
        },
        query,
        url,
      )
      return { satisfaction_ratings: rows.map((row) => presentRating(work, row, origin_url)), ...paging }
    },
  })
}

export const satisfactionEndpoints = [
  listRatings('satisfaction_ratings', undefined),
  listRatings('satisfaction_ratings/received', 'received'),
  endpoint({
    route: 'GET /api/v2/satisfaction_ratings/count',
    summary: 'Count ratings',
    allow: STAFF,
    query: z.object(filters),
    reply: countReply,
    async run({ work, query }) {
      const { count } = await work.db.one<{ count: number }>(
        sql`select count(*) as count from ${RATINGS} where ${chosen(work, query)}`,
      )
      return countOf(work, count)
    },
  }),
  endpoint({
    route: 'GET /api/v2/satisfaction_ratings/{satisfaction_rating_id}',
    summary: 'Show a rating',
    allow: STAFF,
    params: z.object({ satisfaction_rating_id: idParam }),
    reply,
    run: async ({ work, params, origin_url }) => ({
      satisfaction_rating: presentRating(work, await getRating(work, params.satisfaction_rating_id), origin_url),
    }),
  }),
  endpoint({
    route: 'POST /api/v2/tickets/{ticket_id}/satisfaction_rating',
    summary: 'Say how satisfied one is with a solved ticket, as its requester; saying it again replaces it',
    allow: SIGNED_IN,
    customer_surface: true,
    params: z.object({ ticket_id: idParam }),
    body: z.object({
      satisfaction_rating: z.object({
        score: z.enum(['good', 'bad'], 'must be good or bad'),
        comment: z.string().max(COMMENT_LENGTH).nullable().optional(),
        reason_code: z
          .literal(REASONS.map((reason) => reason.code))
          .nullable()
          .optional(),
      }),
    }),
    reply,
    async run({ work, params, body: { satisfaction_rating: rating }, origin_url }) {
      const row = await rateTicket(work, params.ticket_id, {
        score: rating.score,
        comment: rating.comment ?? '',
        reason_code: rating.reason_code ?? null,
      })
      return new HttpReply({
        status: 201,
        headers: { location: `${origin_url}/api/v2/satisfaction_ratings/${row.id}.json` },
        json: { satisfaction_rating: presentRating(work, row, origin_url) },
      })
    },
  }),
  endpoint({
    route: 'GET /api/v2/satisfaction_reasons',
    summary: 'List why customers may be dissatisfied',
    allow: STAFF,
    reply: z.object({ reasons: z.array(reasonSchema) }),
    run: async ({ origin_url }) => ({ reasons: REASONS.map((reason) => presentReason(reason, origin_url)) }),
  }),
  endpoint({
    route: 'GET /api/v2/satisfaction_reasons/{satisfaction_reason_id}',
    summary: 'Show why a customer may be dissatisfied',
    allow: STAFF,
    params: z.object({ satisfaction_reason_id: idParam }),
    reply: z.object({ reason: reasonSchema }),
    async run({ params, origin_url }) {
      const reason = REASONS.find((one) => idOfReason(one) === params.satisfaction_reason_id)
      if (!reason) throw notFound()
      return { reason: presentReason(reason, origin_url) }
    },
  }),
]
