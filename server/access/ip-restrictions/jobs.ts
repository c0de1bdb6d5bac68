// Writes down that a change of the restrictions fell back, once its time is over.
import { z } from 'zod'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import { REVERT_JOB, settleRestrictions } from './actions.ts'

export const ipRestrictionJobs = [
  job({
    name: REVERT_JOB,
    summary: 'Write down that a change of the IP restrictions was not confirmed and fell back',
    payload: z.object({ account_id: z.number() }),
    run: (platform, { account_id }) => systemWork(platform, account_id, REVERT_JOB, 'staff', settleRestrictions),
  }),
]
