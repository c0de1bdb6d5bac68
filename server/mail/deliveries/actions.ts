// What people can do about deliveries: have one sent again, send themselves a test mail.
import { getUser } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { getTicket } from '../../tickets/index.ts'
import { defaultSupportAddress } from '../support-addresses/queries.ts'
import { recordFact } from './ending.ts'
import { mailRetried, testMailRequested } from './events.ts'
import { type DeliveryRow, findDelivery, insertDelivery, openDelivery, requeue, targetHash } from './queries.ts'
import { mayRetry } from './schema.ts'
import { addSendJob } from './send-job.ts'

/** Sends a mail again that failed or may have arrived. 404 for one of a ticket the actor does not see, 409 for any other state. */
export async function retryDelivery(work: Work, id: number): Promise<DeliveryRow> {
  const row = await findDelivery(work, id, true)
  if (!row) throw notFound()
  if (row.ticket_id !== null) await getTicket(work, row.ticket_id)
  if (!mayRetry(row))
    throw new Refusal('conflict', 'Only a mail that failed, came back or may have arrived can be sent again')
  await requeue(work, row, { ...openDelivery(work, row), error: null })
  recordFact(work, mailRetried, row, row.last_code)
  addSendJob(work, id)
  return await written(work, id)
}

/** Sends a test mail to the caller's own address. 422 where the caller or the desk has none. */
export async function sendTestMail(work: Work): Promise<DeliveryRow> {
  const user_id = actorId(work.actor)
  if (user_id === null) throw new Refusal('not_signed_in')
  const user = await getUser(work, user_id)
  const normalised = user.email && normaliseAddress(user.email)
  if (!user.email || !normalised) throw invalid('email', 'Email: you have no address to send to', 'BlankValue')
  if ((await defaultSupportAddress(work)) === null)
    throw invalid('recipient_address', 'Support address: add one first', 'BlankValue')
  const id = newId()
  const event_id = work.record(testMailRequested, work.account_id, {})
  const recipient = { address: user.email, name: user.name }
  await insertDelivery(work, {
    id,
    kind: 'test',
    event_id,
    target_hash: targetHash(work, normalised),
    ticket_id: null,
    reply_id: null,
    user_id,
    content: { recipient, to: [recipient], cc: [], named_after: id, message_id: null, error: null },
  })
  addSendJob(work, id)
  return await written(work, id)
}

async function written(work: Work, id: number): Promise<DeliveryRow> {
  const row = await findDelivery(work, id)
  if (!row) throw new Error('a delivery was written and is not there')
  return row
}
