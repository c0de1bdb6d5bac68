// When what is known about a person is erased, so are the texts of the facts about them: names, addresses and numbers
// they had. That something changed, when and by whom stays, and `audit verify` counts the texts that are gone.
import { z } from 'zod'
import { sql } from '../platform/db.ts'
import type { Reaction } from '../platform/events.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'

const ERASE_JOB = 'audit.erase_texts_of_person'
/** Events in one transaction; where there are more, another job follows. */
const BATCH = 1_000

export const erasingJob = job({
  name: ERASE_JOB,
  summary: 'Erases the texts of facts about a person who was erased',
  payload: z.object({ account_id: z.number(), subject_id: z.number() }),
  async run(platform, { account_id, subject_id }) {
    await systemWork(platform, account_id, ERASE_JOB, 'staff', async (work) => {
      const erased = await work.db.run(sql`
        update events set sealed = null where account_id = ${account_id}::bigint and event_id in (
          select event_id from events where account_id = ${account_id}::bigint and subject_type = 'user' and subject_id = ${subject_id}::bigint
            and sealed is not null order by event_id limit ${BATCH})`)
      if (erased === BATCH) work.addJob(ERASE_JOB, { account_id, subject_id })
    })
  },
})

export const auditReactions: readonly Reaction[] = [{ on: 'user.deleted_permanently', job: ERASE_JOB }]
