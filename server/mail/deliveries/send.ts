// One attempt to deliver one mail. The order is what keeps it from leaving twice: claim, write, tell the other server
// whom it is for, put "transmitting" on record, only then hand the message over, write down the outcome. A crash before
// the record repeats the attempt; a crash after it leaves "uncertain", which only a person may send again.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import type { ComposedMail } from '../sending/compose.ts'
import type { OnPhase } from '../sending/session.ts'
import { deliver } from '../sending/transport.ts'
import { finishAttempt, type Result } from './ending.ts'
import {
  claimDelivery,
  type DeliveryContent,
  type DeliveryRow,
  endAttempt,
  LEASE_S,
  markTransmitting,
  openDelivery,
  renewLease,
} from './queries.ts'
import { routeOf } from './route.ts'
import { SEND_JOB } from './send-job.ts'
import { keepInSink } from './sink.ts'
import { writeMail } from './writing.ts'

const RENEW_EVERY_MS = (LEASE_S * 1000) / 4

export const sendJob = job({
  name: SEND_JOB,
  summary: 'Makes one attempt to deliver a mail',
  payload: z.object({ account_id: z.number(), delivery_id: z.number() }),
  run: (platform, { account_id, delivery_id }) => sendDelivery(platform, account_id, delivery_id),
})

/** Throws only when the attempt could not be carried through, as if the process had died: the sweep sees to the rest. */
export async function sendDelivery(
  platform: Platform,
  account_id: number,
  delivery_id: number,
  onPhase: OnPhase = () => {},
): Promise<void> {
  const unit = <Answer>(run: (work: Work) => Promise<Answer>) =>
    systemWork(platform, account_id, SEND_JOB, 'customer', run)
  const claimed = await unit(async (work) => {
    const row = await claimDelivery(work, delivery_id)
    return row && { row, content: openDelivery(work, row) }
  })
  if (!claimed) return
  const { row } = claimed
  const renewing = setInterval(() => {
    unit((work) => renewLease(work, row)).catch((error) =>
      platform.log.warn({ err: error, delivery_id }, 'a lease could not be renewed'),
    )
  }, RENEW_EVERY_MS)
  try {
    const mail = await tryToWrite(platform, account_id, row)
    if (mail === null) {
      await unit((work) => endAttempt(work, row, { state: 'cancelled', content: claimed.content, last_code: null }))
      return
    }
    if ('result' in mail) return await finish(claimed.content, mail)
    const content = { ...claimed.content, message_id: mail.message_id }
    if (platform.config.mail_out === 'sink') return await keepInSink(platform, account_id, row, content, mail.raw)
    const [outcome] = await deliver(mail, routeOf(platform), async (phase) => {
      if (phase.name === 'transmitting' && !(await unit((work) => markTransmitting(work, row, content)))) {
        throw new Error('the delivery was taken over by another attempt')
      }
      await onPhase(phase)
    })
    if (!outcome) throw new Error('a delivery has one recipient and got no outcome')
    await finish(content, { result: outcome.result, code: outcome.reply_code, text: outcome.reply })
  } finally {
    clearInterval(renewing)
  }

  async function finish(content: DeliveryContent, result: Result): Promise<void> {
    platform.metrics.mails.inc({ direction: 'out', result: result.result })
    await unit((work) => finishAttempt(work, row, content, result))
  }
}

/** The mail; null when there is nothing left to send; or why it cannot be written (now, or ever). */
async function tryToWrite(
  platform: Platform,
  account_id: number,
  row: DeliveryRow,
): Promise<ComposedMail | Result | null> {
  try {
    return await writeMail(platform, account_id, row)
  } catch (error) {
    if (error instanceof Refusal) {
      const reason = Object.values(error.details ?? {}).flat()[0]?.description
      return { result: 'permanent', code: null, text: reason ?? error.message }
    }
    // A fault of ours (a disk, a key) must not lose the mail, nor be tried every second.
    platform.log.error({ err: error, delivery_id: row.id }, 'a mail could not be written')
    return { result: 'temporary', code: null, text: 'The mail could not be written; the log says why' }
  }
}
