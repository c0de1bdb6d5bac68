// Looks after mail that was acknowledged and not processed: its job was lost, or failed too often. Nothing stays unseen.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { timeOfId } from '../../platform/ids.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { PROCESS_ATTEMPTS, PROCESS_JOB } from './accept.ts'
import { giveUp } from './process.ts'
import { listWaitingMails } from './queries.ts'

const MAILS_PER_RUN = 500
/** All attempts of the job are over by then. */
const GIVE_UP_AFTER_MS = 30 * 60_000

export const resumeJob = job({
  name: 'mail.resume',
  summary: 'Finds accepted mail that still waits, and sees to it',
  payload: z.object({}),
  cron: '* * * * *',
  async run(platform: Platform) {
    for (const account_id of await listAccountIds(platform.pool)) {
      const waiting = await systemWork(platform, account_id, 'mail.resume', 'staff', async (work) => {
        const ids = await listWaitingMails(work, MAILS_PER_RUN)
        const lost = ids.filter((id) => work.now.getTime() - timeOfId(id).getTime() < GIVE_UP_AFTER_MS)
        for (const mail_id of lost)
          work.addJob(
            PROCESS_JOB,
            { account_id, mail_id },
            { key: `${PROCESS_JOB}:${mail_id}`, max_attempts: PROCESS_ATTEMPTS },
          )
        return ids.filter((id) => !lost.includes(id))
      })
      for (const mail_id of waiting) await giveUp(platform, account_id, mail_id)
    }
  },
})
