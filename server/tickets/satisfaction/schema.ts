// Ratings and reasons in Zendesk's shape.
import { z } from 'zod'
import type { Work } from '../../platform/work.ts'
import { timeSchema } from '../schema.ts'
import { placeOfRating, type RatingContent, type RatingRow } from './queries.ts'
import { idOfReason, type Reason, reasonOf } from './reasons.ts'

export const ratingSchema = z.object({
  url: z.string(),
  id: z.number(),
  ticket_id: z.number(),
  requester_id: z.number(),
  assignee_id: z.number().nullable(),
  group_id: z.number().nullable(),
  score: z.string(),
  comment: z.string().nullable(),
  reason: z.string().nullable(),
  reason_id: z.number().nullable(),
  reason_code: z.number().nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
})

export const reasonSchema = z.object({
  url: z.string(),
  id: z.number(),
  reason_code: z.number(),
  value: z.string(),
  raw_value: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  deleted_at: z.null(),
})

/** What was written beside a rating; null where nothing was. */
export function commentOf(work: Work, row: RatingRow): string | null {
  return row.sealed ? work.sealing.open<RatingContent>(placeOfRating(row.id), row.sealed).comment : null
}

export function presentRating(work: Work, row: RatingRow, origin_url: string): z.input<typeof ratingSchema> {
  const reason = reasonOf(row.reason_code)
  return {
    url: `${origin_url}/api/v2/satisfaction_ratings/${row.id}.json`,
    id: row.id,
    ticket_id: row.ticket_id,
    requester_id: row.requester_id,
    assignee_id: row.assignee_id,
    group_id: row.group_id,
    score: row.score,
    comment: commentOf(work, row),
    reason: reason?.value ?? null,
    reason_id: reason && idOfReason(reason),
    reason_code: row.reason_code,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

/** Reasons are part of the product: they are as old as it is. */
const SINCE = '2026-01-01T00:00:00Z'

export function presentReason(reason: Reason, origin_url: string): z.input<typeof reasonSchema> {
  return {
    url: `${origin_url}/api/v2/satisfaction_reasons/${idOfReason(reason)}.json`,
    id: idOfReason(reason),
    reason_code: reason.code,
    value: reason.value,
    raw_value: reason.value,
    created_at: SINCE,
    updated_at: SINCE,
    deleted_at: null,
  }
}
