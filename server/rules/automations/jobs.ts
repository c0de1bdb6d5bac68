// When automations run: every hour, and when an admin asks.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { createDefaultRules } from './defaults.ts'
import { runAutomations } from './run.ts'

const RUN_JOB = 'rules.run_automations'

export const runJob = job({
  name: RUN_JOB,
  summary: "Runs an account's automations",
  payload: z.object({ account_id: z.number() }),
  run: async (platform, { account_id }) => await runAutomations(platform, account_id),
})

export const hourlyJob = job({
  name: 'rules.run_hourly',
  summary: 'Asks for a run of the automations of every account',
  payload: z.object({}),
  cron: '7 * * * *',
  run: async (platform) => {
    for (const account_id of await listAccountIds(platform.pool))
      await systemWork(platform, account_id, 'rules.run_hourly', 'staff', async (work) => {
        // Accounts from before there were rules get the standard ones here.
        await createDefaultRules(work)
        addRunJob(work)
      })
  },
})

/** One waiting run per account is enough, and two never run beside each other. */
export function addRunJob(work: Work): void {
  const { account_id } = work
  work.addJob(RUN_JOB, { account_id }, { key: `${RUN_JOB}:${account_id}`, lane: `automations/${account_id}` })
}
