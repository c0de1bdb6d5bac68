// Sample data over HTTP: for whoever wants to look around before the first customer writes.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { apiTime } from '../../platform/instants.ts'
import { sampleDataRequested } from '../events.ts'
import { SAMPLE_JOB } from './jobs.ts'
import { findNewestRun, insertRun, type SampleRun } from './queries.ts'

const MOST_TICKETS = 5_000

const runSchema = z.object({
  tickets: z.number().describe('How many were asked for'),
  made: z.number().describe('How many there are by now'),
  state: z.enum(['running', 'done']),
  created_at: z.string(),
  updated_at: z.string(),
})
const reply = z.object({ sample_data: runSchema.nullable() })

function present(run: SampleRun | null): z.input<typeof reply> {
  if (!run) return { sample_data: null }
  const { wanted, made, state } = run
  return {
    sample_data: {
      tickets: wanted,
      made,
      state,
      created_at: apiTime(run.created_at),
      updated_at: apiTime(run.updated_at),
    },
  }
}

export const sampleEndpoints = [
  endpoint({
    route: 'GET /api/v2/sample_data',
    summary: 'Show how far the newest sample data is; null when none was asked for',
    allow: ADMINS,
    reply,
    run: async ({ work }) => present(await findNewestRun(work)),
  }),
  endpoint({
    route: 'POST /api/v2/sample_data',
    summary: 'Ask for sample tickets with people and conversations in four languages',
    allow: ADMINS,
    body: z.object({ tickets: z.number().int().min(1).max(MOST_TICKETS) }),
    status: 202,
    reply,
    async run({ work, body }) {
      if ((await findNewestRun(work))?.state === 'running')
        throw new Refusal('collision', 'Sample data is being made already')
      const run = await insertRun(work, body.tickets)
      work.record(sampleDataRequested, run.id, { tickets: body.tickets })
      work.addJob(
        SAMPLE_JOB,
        { account_id: work.account_id, run_id: run.id },
        { lane: `sample_data:${work.account_id}` },
      )
      return new HttpReply({ status: 202, json: present(run) })
    },
  }),
]
