// Makes tickets of kept-back mails after all. What cannot be read, or names no sender, stays kept back.
import { notFound, Refusal } from '../../platform/errors.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { openRequest, type UnknownRequest } from '../../tickets/index.ts'
import { type Reading, readParts, speak } from '../inbound/process.ts'
import { findMail, finishMail, type InboundContent, placeOfInboundMail } from '../inbound/queries.ts'
import { UnreadableMail } from '../reading/index.ts'
import { suspendedRecovered } from './actions.ts'
import { deleteSuspended, getSuspended, placeOfSuspended, type SuspendedContent, type SuspendedRow } from './queries.ts'

/** Reads a kept-back mail again, outside of any transaction; null for what was no mail. 404 when it is not there; 410 when its source is gone. */
export async function readAgain(platform: Platform, account_id: number, id: number): Promise<Reading | null> {
  const kept = await systemWork(platform, account_id, 'mail.recover', 'staff', async (work) => {
    const row = await getSuspended(work, id)
    if (requestOf(work, row)) return null
    const mail = row.inbound_mail_id === null ? null : await findMail(work, row.inbound_mail_id)
    if (!mail) throw notFound()
    return {
      mail,
      envelope: work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed),
      sealing: work.sealing,
    }
  })
  if (!kept) return null
  const { mail, envelope, sealing } = kept
  if (mail.file_id === null) throw new Refusal('gone', 'The source of this mail was removed.')
  try {
    return await readParts(platform, mail.file_id, envelope, sealing)
  } catch (error) {
    if (error instanceof UnreadableMail)
      throw new Refusal('invalid', 'This mail cannot be read. Download its source instead.', { cause: error })
    throw error
  }
}

function requestOf(work: Work, row: SuspendedRow): UnknownRequest | null {
  return work.sealing.open<SuspendedContent>(placeOfSuspended(row.id), row.sealed).request ?? null
}

/** Says what the mail or request says, as a new ticket, and returns its number. */
export async function recoverMail(work: Work, id: number, reading: Reading | null): Promise<number> {
  const suspended = await getSuspended(work, id, true)
  const request = requestOf(work, suspended)
  if (request) {
    const ticket_id = await openRequest(work, request)
    await deleteSuspended(work, id)
    work.record(suspendedRecovered, id, { ticket_id })
    return ticket_id
  }
  if (!reading) throw notFound()
  const mail = suspended.inbound_mail_id === null ? null : await findMail(work, suspended.inbound_mail_id, true)
  const address = reading.mail.from[0]?.address
  if (!mail || address === undefined)
    throw new Refusal('invalid', 'This mail names no sender. Download its source instead.')
  const envelope = work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed)
  const ticket_id = await speak(work, mail, reading, address, { kind: 'new' }, envelope)
  await finishMail(work, mail, 'processed', ticket_id, envelope)
  await deleteSuspended(work, id)
  work.record(suspendedRecovered, id, { ticket_id })
  return ticket_id
}
