// Whether a fact has to be told to a webhook is known where it is recorded: where nobody subscribes, no job is added.
import type { Fact, Immediate, Work } from '../../platform/work.ts'
import { hasEventWebhooks } from '../queries.ts'

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
    if (!(await hasEventWebhooks(work))) return
    const payload = { account_id: work.account_id, event_id: fact.event_id }
    work.addJob(PUBLISH_JOB, payload, { max_attempts: PUBLISH_JOB_ATTEMPTS })
  },
}))
