// Whether a fact has to be told to a webhook is asked in the transaction that records it, without waiting for the
// answer: where nobody subscribes, a change costs one look at an empty index and adds no job.
import { sql } from '../../platform/db.ts'
import type { Fact, Immediate, Work } from '../../platform/work.ts'

export const PUBLISH_JOB = 'webhooks.publish'
/** For faults of ours. */
const PUBLISH_JOB_ATTEMPTS = 10

const FACTS = [
  'ticket.created',
  'ticket.updated',
  'ticket.deleted',
  'ticket.restored',
  'ticket.erased',
  'ticket.merged',
  'user.created',
  'user.updated',
  'user.deleted',
  'user.merged',
  'user.identity_added',
  'user.identity_changed',
  'user.identity_removed',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organization.merged',
  'organization.member_added',
  'organization.member_removed',
  'group.member_added',
  'group.member_removed',
]

export const publishImmediates: readonly Immediate[] = FACTS.map((on) => ({
  on,
  async run(work: Work, fact: Fact) {
    const job = {
      task: PUBLISH_JOB,
      payload: { account_id: work.account_id, event_id: fact.event_id },
      max_attempts: PUBLISH_JOB_ATTEMPTS,
    }
    // The queue's own poll finds it within a second.
    work.db.send(sql`
      select add_jobs_quietly(${JSON.stringify([job])}::jsonb)
      where exists (select from webhooks where account_id = ${work.account_id}::bigint and is_active and takes_events)`)
  },
}))
