// Finds what is overdue: its job was lost, or the process that sent it died. Runs every minute.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import { listOverdueWebhooks } from '../invocations/queries.ts'
import { addDeliverJob } from '../invocations/queue.ts'

const OVERDUE_AFTER_MS = 30_000
/** Per account and run; the rest waits for the next minute. */
const WEBHOOKS_PER_RUN = 500

export const sweepJob = job({
  name: 'webhooks.sweep',
  summary: 'Finds what was to be sent to webhooks and was not',
  payload: z.object({}),
  cron: '* * * * *',
  async run(platform) {
    for (const account_id of await listAccountIds(platform.pool))
      await systemWork(platform, account_id, 'webhooks.sweep', 'staff', async (work) => {
        const before = new Date(work.now.getTime() - OVERDUE_AFTER_MS)
        for (const id of await listOverdueWebhooks(work, before, WEBHOOKS_PER_RUN)) addDeliverJob(work, id)
      })
  },
})
