// When an agent leaves, their unsolved tickets become nobody's, so that they show up where the team looks for work.
// Solved ones keep the name of who solved them.
import { z } from 'zod'
import { findUser } from '../people/index.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import { rightsOf } from '../platform/rights.ts'
import type { Work } from '../platform/work.ts'
import { changeTicket } from './actions.ts'
import { listUnsolvedOf } from './queries.ts'

export const UNASSIGN_JOB = 'tickets.unassign'
/** Tickets in one transaction; where there are more, another job follows. */
const TICKETS_PER_JOB = 100

const payload = z.object({ account_id: z.number(), subject_id: z.number() })

/** One job of a person at a time. */
export const unassignLane = (account_id: number, user_id: number): string => `unassign/${account_id}/${user_id}`

export const unassignJob = job({
  name: UNASSIGN_JOB,
  summary: 'Takes the unsolved tickets of somebody who is no agent any more away from them',
  payload,
  run: async (platform, { account_id, subject_id }) =>
    await systemWork(platform, account_id, UNASSIGN_JOB, 'staff', (work) => unassignTickets(work, subject_id)),
})

/** Running it again, or for somebody who became an agent again meanwhile, changes nothing. */
async function unassignTickets(work: Work, user_id: number): Promise<void> {
  const user = await findUser(work, user_id)
  if (user?.active && user.role !== 'end-user' && !rightsOf(user).light_agent) return
  const ids = await listUnsolvedOf(work, user_id, TICKETS_PER_JOB)
  for (const id of ids) await changeTicket(work, id, { assignee_id: null })
  if (ids.length < TICKETS_PER_JOB) return
  const lane = unassignLane(work.account_id, user_id)
  work.addJob(UNASSIGN_JOB, { account_id: work.account_id, subject_id: user_id }, { lane })
}
