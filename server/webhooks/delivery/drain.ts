// Sends what is due for one webhook, some requests at a time, and writes down what came of each. A request is counted
// before it leaves and noted after it was answered: a crash in between sends it once more, under the same invocation id
// and Idempotency-Key. No transaction is open while another machine is asked.
import { z } from 'zod'
import { newId } from '../../platform/ids.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import {
  claimDue,
  giveUpAll,
  hasDue,
  holdBack,
  type InvocationRow,
  type InvocationWords,
  insertAttempt,
  placeOfAttempt,
  placeOfInvocation,
  settleInvocation,
} from '../invocations/queries.ts'
import { addDeliverJob, addLaterJob, DELIVER_JOB, MAX_BODY_BYTES } from '../invocations/queue.ts'
import { findWebhook, saveCircuit } from '../queries.ts'
import type { WebhookRow } from '../schema.ts'
import { afterRequests } from './circuit.ts'
import { buildRequest } from './request.ts'
import { isPassing, MAX_ATTEMPTS, nextAttemptAt, statusOf } from './retry.ts'
import { type Sent, sendOnce } from './send.ts'

/** Requests to one webhook at a time. */
const AT_ONCE = 5
/** Then it is other webhooks' turn. */
const ROUNDS = 4
/** Webhooks may take this share of a process's workers; the rest is for what people wait for. */
const WORKER_SHARE = 0.5
const NO_ROOM_WAIT_MS = 1_000
/** What the circuit breaker held back for a day is given up. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000

/** The webhooks this process is sending to. */
const draining = new Set<string>()

export const deliverJob = job({
  name: DELIVER_JOB,
  summary: 'Sends what is due for a webhook',
  payload: z.object({ account_id: z.number().int(), webhook_id: z.number().int() }),
  async run(platform, { account_id, webhook_id }) {
    const key = `${account_id}/${webhook_id}`
    // Whoever sends already looks once more before it ends, and finds what this job is for.
    if (draining.has(key)) return
    if (draining.size >= Math.max(1, Math.floor(platform.config.worker_concurrency * WORKER_SHARE))) {
      await inWork(platform, account_id, async (work) =>
        addDeliverJob(work, webhook_id, new Date(work.now.getTime() + NO_ROOM_WAIT_MS)),
      )
      return
    }
    draining.add(key)
    try {
      for (let round = 0; round < ROUNDS; round++) if (!(await sendSome(platform, account_id, webhook_id))) break
    } finally {
      draining.delete(key)
    }
    await inWork(platform, account_id, async (work) => {
      if (await hasDue(work, webhook_id)) addDeliverJob(work, webhook_id)
    })
  },
})

function inWork<Result>(platform: Platform, account_id: number, run: (work: Work) => Promise<Result>) {
  return systemWork(platform, account_id, DELIVER_JOB, 'staff', run)
}

/** Returns false when nothing (more) is to be sent now. */
async function sendSome(platform: Platform, account_id: number, webhook_id: number): Promise<boolean> {
  const taken = await inWork(platform, account_id, (work) => take(work, webhook_id))
  if (!taken || taken.invocations.length === 0) return false
  const { webhook, invocations } = taken
  const networks = platform.config.webhook_networks
  const sent = await Promise.all(
    invocations.map(async ({ row, body }) => {
      const { id, idempotency_key } = row
      const request = buildRequest(webhook, { account_id, webhook_id, id, idempotency_key, body }, new Date())
      if (Buffer.byteLength(body) > MAX_BODY_BYTES) return { row, result: tooLarge() }
      return { row, result: await sendOnce(request, webhook, networks) }
    }),
  )
  await inWork(platform, account_id, (work) => note(work, webhook_id, sent))
  return true
}

async function take(work: Work, webhook_id: number) {
  const webhook = await findWebhook(work, webhook_id)
  if (!webhook?.is_active) {
    await giveUpAll(work, webhook_id)
    return null
  }
  const open_until = webhook.circuit_open_until
  if (open_until !== null && open_until > work.now) {
    const held = await holdBack(work, webhook_id, open_until, new Date(work.now.getTime() - GIVE_UP_AFTER_MS))
    if (held > 0) addLaterJob(work, webhook_id, 'circuit', open_until)
    return null
  }
  const rows: InvocationRow[] = []
  for (const row of await claimDue(work, webhook_id, open_until === null ? AT_ONCE : 1)) {
    if (row.attempts <= MAX_ATTEMPTS) rows.push(row)
    // Each attempt ended with the process: it may be this one that ends it.
    else
      await settleInvocation(work, row.id, {
        status: 'failed',
        status_code: null,
        next_attempt_at: null,
        latest_completed_at: work.now,
      })
  }
  return { webhook, invocations: rows.map((row) => ({ row, body: bodyOf(work, row) })) }
}

const bodyOf = (work: Work, row: InvocationRow): string =>
  work.sealing.open<InvocationWords>(placeOfInvocation(row.id), row.sealed).body

async function note(work: Work, webhook_id: number, sent: { row: InvocationRow; result: Sent }[]): Promise<void> {
  for (const { row, result } of sent) {
    const { outcome, started_at, completed_at } = result
    const status = statusOf(outcome)
    const status_code = outcome.kind === 'answered' ? outcome.status_code : null
    const id = newId()
    const sealed = work.sealing.seal(placeOfAttempt(id), result.words)
    await insertAttempt(work, { id, invocation_id: row.id, status, status_code, sealed, started_at, completed_at })
    const next_attempt_at = nextAttemptAt(outcome, row.attempts, completed_at)
    await settleInvocation(work, row.id, { status, status_code, next_attempt_at, latest_completed_at: completed_at })
    if (next_attempt_at) addLaterJob(work, webhook_id, row.id, next_attempt_at)
  }
  // An answer that says "this is wrong" comes from a server that is well.
  const failed = sent.filter(({ result }) => isPassing(result.outcome)).length
  const webhook: WebhookRow | null = await findWebhook(work, webhook_id, true)
  if (webhook) await saveCircuit(work, webhook_id, afterRequests(webhook, { sent: sent.length, failed }, work.now))
}

function tooLarge(): Sent {
  const now = new Date()
  const error = `The body is larger than ${MAX_BODY_BYTES / 1024} kB and was not sent`
  const words = { request: { method: '', url: '', headers: [], payload: '' }, response: null, error }
  return { outcome: { kind: 'refused' }, words, started_at: now, completed_at: now }
}
