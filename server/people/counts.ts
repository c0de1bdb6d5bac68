// How many there are, as the API says it.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'

export const countReply = z.object({ count: z.object({ value: z.number(), refreshed_at: z.string() }) })

/** Counted just now. */
export function countOf(work: Work, value: number) {
  return { count: { value, refreshed_at: apiTime(work.now) } }
}
