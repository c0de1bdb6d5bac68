// Tickets from before there was a hash of their recipient get one, some at a time.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import { hashRecipients } from './queries.ts'

const TICKETS_PER_UNIT = 500
/** Per account and run: a hundred thousand tickets; the rest waits for the next one. */
const UNITS_PER_RUN = 200

export const recipientJob = job({
  name: 'tickets.hash_recipients',
  summary: 'Makes the address a ticket was written to findable where it is not yet',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(platform) {
    for (const account_id of await listAccountIds(platform.pool))
      for (let unit = 0; unit < UNITS_PER_RUN; unit++) {
        const done = await systemWork(platform, account_id, 'tickets.hash_recipients', 'staff', (work) =>
          hashRecipients(work, TICKETS_PER_UNIT),
        )
        if (done < TICKETS_PER_UNIT) break
      }
  },
})
