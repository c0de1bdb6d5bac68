// What rules send is written by a job of its own: the change that set the rule off does not wait for texts to be
// rendered, and what goes to a customer is written in a customer's transaction, where no note can be read.
import type { Work } from '../../platform/work.ts'
import type { Cause } from '../actions/apply.ts'
import type { RuleRow } from '../schema.ts'

export const NOTIFY_JOB = 'rules.notify'
/** For a target that does not answer; mail and webhooks have tries of their own. */
const TRIES = 5

/** Asks for the messages of a rule's actions, by the actions' numbers. */
export function queueNotifications(
  work: Work,
  rule: Pick<RuleRow, 'id'>,
  actions: readonly number[],
  cause: Cause,
): void {
  const { ticket_id, event_id, actor_id, delay_ms } = cause
  for (const action of actions)
    work.addJob(
      NOTIFY_JOB,
      {
        account_id: work.account_id,
        rule_id: rule.id,
        action,
        ticket_id,
        event_id,
        actor_id,
      },
      {
        max_attempts: TRIES,
        lane: `mail:${work.account_id}:${ticket_id}`,
        run_at: delay_ms > 0 ? new Date(work.now.getTime() + delay_ms) : undefined,
      },
    )
}
