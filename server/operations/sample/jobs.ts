// Makes sample data batch by batch: each job writes one batch and adds the job for the next in the same transaction, so
// that a crash loses nothing and repeats nothing.
import { z } from 'zod'
import { job } from '../../platform/module.ts'
import { gatherCast, quietWork, writeBatch } from './actions.ts'
import { lockRun, saveProgress } from './queries.ts'

export const SAMPLE_JOB = 'operations.sample_data'

export const sampleJobs = [
  job({
    name: SAMPLE_JOB,
    summary: 'Write the next batch of sample tickets',
    payload: z.object({ account_id: z.number(), run_id: z.number() }),
    async run(platform, { account_id, run_id }) {
      const has_more = await quietWork(platform, account_id, async (work) => {
        const run = await lockRun(work, run_id)
        if (!run || run.state === 'done') return false
        const cast = await gatherCast(work)
        const { tickets } = await writeBatch(work, cast, run.made, run.wanted, run.created_at)
        const made = run.made + tickets
        await saveProgress(work, run, made)
        if (made < run.wanted) work.addJob(SAMPLE_JOB, { account_id, run_id }, { lane: `sample_data:${account_id}` })
        return made < run.wanted
      })
      if (has_more) platform.engine.bus.wakeWorkers(1)
    },
  }),
]
