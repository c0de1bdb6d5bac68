// What can happen to a bulk job. What it changes is recorded item by item, by whoever changes it.
import { z } from 'zod'
import { event } from '../platform/events.ts'

export const bulkJobStarted = event({
  type: 'bulk_job.started',
  subject: 'bulk_job',
  summary: 'Many changes were asked for at once',
  data: z.object({ task: z.string(), total: z.number() }),
})

export const bulkJobEnded = event({
  type: 'bulk_job.ended',
  subject: 'bulk_job',
  summary: 'A bulk job did what it could',
  data: z.object({ task: z.string(), status: z.enum(['completed', 'failed', 'killed']), refused: z.number() }),
})

export const BULK_EVENTS = [bulkJobStarted, bulkJobEnded]
