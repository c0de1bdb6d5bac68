// Puts something to be sent beside what caused it: both are written, or neither. What is sent, and when, is delivery's.
import { newId } from '../../platform/ids.ts'
import type { JobOptions, Work } from '../../platform/work.ts'
import { CONDITIONAL } from '../subscriptions.ts'
import { ulidOf } from '../ulid.ts'
import { type InvocationRow, type InvocationWords, insertInvocation, placeOfInvocation } from './queries.ts'

export const DELIVER_JOB = 'webhooks.deliver'
/** For faults of ours (the database is away); what is still due then is found by the sweep. */
const DELIVER_JOB_ATTEMPTS = 3
/** As Zendesk's; also what keeps the log small. */
export const MAX_BODY_BYTES = 256 * 1024

export interface Invocation {
  webhook_id: number
  /** What is sent: for json and xml as it is, for form_encoded and for GET and DELETE the fields of this JSON object. */
  body: string
  event_id: number | null
  ticket_id: number | null
  rule: { kind: string; id: number } | null
}

/**
 * Has a rule's words sent to a webhook, once this unit is committed. Returns the invocation's id, or null when there is
 * no such active webhook. A body over 256 kB is not sent: the log says so.
 */
export async function queueInvocation(work: Work, given: Invocation): Promise<number | null> {
  return await addInvocation(work, {
    webhook_id: given.webhook_id,
    event_type: CONDITIONAL,
    event_id: given.event_id,
    ticket_id: given.ticket_id,
    rule_kind: given.rule?.kind ?? null,
    rule_id: given.rule?.id ?? null,
    replay_of_id: null,
    once_key: null,
    idempotency_key: null,
    body: given.body,
  })
}

/** Writes an invocation and the job that sends it. Null as queueInvocation, or when one of the same `once_key` is there. */
export async function addInvocation(
  work: Work,
  given: Pick<
    InvocationRow,
    'webhook_id' | 'event_type' | 'event_id' | 'ticket_id' | 'rule_kind' | 'rule_id' | 'replay_of_id'
  > & { once_key: string | null; idempotency_key: string | null; body: string },
): Promise<number | null> {
  const { body, ...rest } = given
  const id = newId()
  const words: InvocationWords = { body: body.toWellFormed() }
  const sealed = work.sealing.seal(placeOfInvocation(id), words)
  const row = { ...rest, id, sealed, idempotency_key: given.idempotency_key ?? ulidOf(id) }
  if (!(await insertInvocation(work, row))) return null
  addDeliverJob(work, given.webhook_id)
  return id
}

/** One waiting job per webhook is enough: it sends whatever is due. */
export function addDeliverJob(work: Work, webhook_id: number, run_at?: Date): void {
  const options: JobOptions = { key: `${DELIVER_JOB}:${webhook_id}`, max_attempts: DELIVER_JOB_ATTEMPTS, run_at }
  work.addJob(DELIVER_JOB, { account_id: work.account_id, webhook_id }, options)
}

/** For a time to come, which must not put off the job that sends what is due now. */
export function addLaterJob(work: Work, webhook_id: number, reason: number | 'circuit', run_at: Date): void {
  work.addJob(
    DELIVER_JOB,
    { account_id: work.account_id, webhook_id },
    { key: `${DELIVER_JOB}:${webhook_id}:${reason}`, max_attempts: DELIVER_JOB_ATTEMPTS, run_at },
  )
}
