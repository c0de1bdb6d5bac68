// Sees to deliveries whose process died or whose job was lost. Runs every minute, and when the workers start.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { finishAttempt } from './ending.ts'
import { listAbandoned, listOverdue, openDelivery } from './queries.ts'
import { addSendJob } from './send-job.ts'

/** Per account and run; the rest waits for the next minute. */
const MAILS_PER_RUN = 500

export const sweepJob = job({
  name: 'mail.sweep',
  summary: 'Finds mails whose sending was interrupted or whose job was lost',
  payload: z.object({}),
  cron: '* * * * *',
  run: (platform) => sweepDeliveries(platform),
})

/** `is_only_process` says that no other process can be sending: every attempt found under way is then a dead one's. */
export async function sweepDeliveries(platform: Platform, { is_only_process = false } = {}): Promise<void> {
  for (const account_id of await listAccountIds(platform.pool)) {
    await systemWork(platform, account_id, 'mail.sweep', 'customer', (work) => sweepAccount(work, is_only_process))
  }
}

async function sweepAccount(work: Work, is_only_process: boolean): Promise<void> {
  for (const row of await listAbandoned(work, is_only_process, MAILS_PER_RUN)) {
    const text = 'Sending was interrupted'
    if (row.transmitting_at !== null)
      await finishAttempt(work, row, openDelivery(work, row), { result: 'unknown', code: null, text })
    // Nothing of it has left. It counts as an attempt, so that a mail that ends the process each time is given up.
    else await finishAttempt(work, row, openDelivery(work, row), { result: 'temporary', code: null, text })
  }
  for (const id of await listOverdue(work, MAILS_PER_RUN)) addSendJob(work, id)
}
