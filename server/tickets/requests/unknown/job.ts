// Makes tickets of what people asked who are not signed in.
import { z } from 'zod'
import { job } from '../../../platform/module.ts'
import { systemWork } from '../../../platform/platform.ts'
import type { Work } from '../../../platform/work.ts'
import { openRequest, TAKE_REQUEST_JOB } from './actions.ts'
import { takeUnknownRequest, type UnknownRequest } from './queries.ts'

/** Keeps a request back from the agents' lists; false where there is no reason to. */
type Screening = (work: Work, request: UnknownRequest) => Promise<boolean>
const screenings: Screening[] = []

/** Adds a look at each request before it becomes a ticket. Called in compose.ts. */
export function offerScreening(screening: Screening): void {
  screenings.push(screening)
}

export const takeRequestJob = job({
  name: TAKE_REQUEST_JOB,
  summary: 'Makes a ticket of a request of somebody who is not signed in, or keeps it back',
  payload: z.object({ account_id: z.number(), request_id: z.number() }),
  run: async (platform, { account_id, request_id }) =>
    await systemWork(platform, account_id, TAKE_REQUEST_JOB, 'staff', (work) => takeRequest(work, request_id)),
})

async function takeRequest(work: Work, request_id: number): Promise<void> {
  const request = await takeUnknownRequest(work, request_id)
  if (!request) return
  for (const screening of screenings) if (await screening(work, request)) return
  await openRequest(work, request)
}
