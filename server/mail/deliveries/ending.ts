// How an attempt ended, written down: the state of the delivery, when it is tried again, and what the ticket's page hears.
import { countUndeliverable } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import type { EventType } from '../../platform/events.ts'
import type { Work } from '../../platform/work.ts'
import type { Outcome } from '../sending/outcome.ts'
import { nextAttemptAt } from '../sending/retry.ts'
import { type DeliveryFact, mailDelivered, mailFailed, mailUncertain } from './events.ts'
import { type DeliveryContent, type DeliveryRow, type Ending, endAttempt } from './queries.ts'
import { addSendJob } from './send-job.ts'

/** What ended an attempt. `code` is the other server's, null where it was not one. `text` is personal data: it is sealed. */
export type Result = Pick<Outcome, 'result'> & { code: number | null; text: string | null }

/** Ends an attempt. False when the delivery is not this attempt's any more, and nothing was written. */
export async function finishAttempt(
  work: Work,
  row: DeliveryRow,
  content: DeliveryContent,
  result: Result,
): Promise<boolean> {
  const ending = endingOf(work.now, row, content, result)
  if (!(await endAttempt(work, row, ending))) return false
  if (ending.state === 'queued') addSendJob(work, row.id, ending.send_after)
  if (ending.state === 'sent') recordFact(work, mailDelivered, row, result.code)
  if (ending.state === 'uncertain') recordFact(work, mailUncertain, row, result.code)
  if (ending.state === 'failed') recordFact(work, mailFailed, row, result.code)
  // A refusal by the recipient's server speaks of the address; one of ours (too large) does not.
  if (ending.state === 'failed' && result.result === 'permanent' && result.code !== null)
    await countReturned(work, row, content)
  return true
}

function endingOf(now: Date, row: DeliveryRow, content: DeliveryContent, { result, code, text }: Result): Ending {
  const failed = { content: { ...content, error: text }, last_code: code }
  switch (result) {
    case 'accepted':
      return { state: 'sent', content: { ...content, error: null }, last_code: code }
    case 'unknown':
      return { state: 'uncertain', ...failed }
    case 'permanent':
      return { state: 'failed', ...failed }
    case 'temporary': {
      const next = nextAttemptAt(row.attempts, now)
      return next === null ? { state: 'failed', ...failed } : { state: 'queued', send_after: next, ...failed }
    }
  }
}

export function recordFact(
  work: Work,
  type: EventType<DeliveryFact, never>,
  row: DeliveryRow,
  code: number | null,
): void {
  if (row.ticket_id === null) return // a test mail belongs to no ticket
  work.record(type, row.ticket_id, { delivery_id: row.id, comment_id: row.reply_id, kind: row.kind, code })
}

/** One mail more that did not reach this person's address. */
export async function countReturned(work: Work, row: DeliveryRow, content: DeliveryContent): Promise<void> {
  const normalised = normaliseAddress(content.recipient.address)
  if (row.user_id !== null && normalised !== null) await countUndeliverable(work, row.user_id, normalised, true)
}
