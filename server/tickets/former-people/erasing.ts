// When what is known about a person is erased, their tickets forget the addresses they were written from. What the
// person wrote stays: it is the desk's record of what was asked and answered.
import { z } from 'zod'
import { findUser } from '../../people/index.ts'
import type { Reaction } from '../../platform/events.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import { forgetSource, listSealedReplies, listSealedTickets } from './queries.ts'

const FORGET_JOB = 'tickets.forget_addresses'
/** Tickets, and replies, in one transaction. */
const BATCH = 200

const LISTS = { tickets: listSealedTickets, ticket_replies: listSealedReplies }

export const forgetAddressesJob = job({
  name: FORGET_JOB,
  summary: 'Forgets the addresses that a person who was erased wrote from',
  payload: z.object({ account_id: z.number(), subject_id: z.number() }),
  async run(platform, { account_id, subject_id }) {
    for (const table of ['tickets', 'ticket_replies'] as const) {
      let after = 0
      // It ends: every batch begins behind the last one, and nobody adds to the tickets of somebody who is gone.
      for (;;) {
        const from = after
        const rows = await systemWork(platform, account_id, FORGET_JOB, 'staff', async (work) => {
          const user = await findUser(work, subject_id)
          if (!user || user.erased_at === null) return []
          const batch = await LISTS[table](work, subject_id, from, BATCH)
          for (const row of batch) await forgetSource(work, table, row)
          return batch
        })
        after = rows.at(-1)?.id ?? 0
        if (rows.length < BATCH) break
      }
    }
  },
})

export const erasingReactions: readonly Reaction[] = [{ on: 'user.deleted_permanently', job: FORGET_JOB }]
