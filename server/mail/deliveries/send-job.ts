// The job that makes one attempt to deliver. When the next attempt is due is decided by sending/retry.ts, not by the
// queue; should a job be lost, the sweep adds it again.
import type { Work } from '../../platform/work.ts'

export const SEND_JOB = 'mail.send'
/** For faults of ours (the database is away). What other servers answer is no fault of the job. */
const SEND_JOB_ATTEMPTS = 3

export function addSendJob(work: Work, delivery_id: number, run_at?: Date): void {
  work.addJob(
    SEND_JOB,
    { account_id: work.account_id, delivery_id },
    { key: `${SEND_JOB}:${delivery_id}`, max_attempts: SEND_JOB_ATTEMPTS, run_at },
  )
}
