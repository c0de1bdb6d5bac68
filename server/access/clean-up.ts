// Once an hour: what is over is removed, so that nothing about people is kept for no reason.
import { z } from 'zod'
import { listAccountIds } from '../accounts/index.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import { deleteExpired } from './queries.ts'

/** Long enough that a clock an hour off removes nothing in use. */
const KEPT_MS = 24 * 3_600_000

export const cleanUp = job({
  name: 'access.clean_up', summary: 'Removes expired sessions, links and counts of attempts', payload: z.object({}), cron: '17 * * * *',
  async run(platform) {
    for (const account_id of await listAccountIds(platform.pool)) {
      await systemWork(platform, account_id, 'access.clean_up', 'staff', (work) => deleteExpired(work, new Date(work.now.getTime() - KEPT_MS)))
    }
  },
})
