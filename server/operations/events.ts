// The facts about running the desk.
import { z } from 'zod'
import { event } from '../platform/events.ts'

export const sampleDataRequested = event({
  type: 'sample_data.requested',
  subject: 'sample_data',
  summary: 'Somebody asked for sample tickets',
  data: z.object({ tickets: z.number() }),
})

export const OPERATIONS_EVENTS = [sampleDataRequested]
