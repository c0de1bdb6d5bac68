// Taking responsibility for a message: stored whole, encrypted and durable before anybody is told "250". Reading it is
// a job that can be repeated.
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { insertFile } from '../../tickets/index.ts'
import { dedupeKey } from '../reading/index.ts'
import type { ReceivedMessage } from '../receiving/message.ts'
import { hasMail, insertMail } from './queries.ts'

export const PROCESS_JOB = 'mail.process'
/** A message that fails this often is suspended with its source. */
export const PROCESS_ATTEMPTS = 5

export type Accepted = Omit<ReceivedMessage<unknown>, 'routes'>

/**
 * Makes a message durable for one account. Returns its id, or null when the same message is here already (by whatever
 * road it came). When the promise resolves it survives a power cut; when it rejects nothing was acknowledged.
 */
export async function acceptMail(platform: Platform, account_id: number, message: Accepted): Promise<number | null> {
  const key = dedupeKey(message.source)
  const known = await systemWork(platform, account_id, 'mail.accept', 'staff', async (work) => ({
    sealing: work.sealing,
    found: await hasMail(work, dedupeHash(work, key)),
  }))
  if (known.found) return null
  const file = await platform.files.put(message.source, { sealing: known.sealing })
  const id = newId()
  const is_new = await systemWork(platform, account_id, 'mail.accept', 'staff', async (work) => {
    const content = {
      mail_from: message.envelope.mail_from,
      rcpt_to: message.envelope.rcpt_to.slice(0, 100),
      ip: message.client?.ip ?? null,
      helo: message.client?.helo ?? null,
    }
    await insertFile(work, file)
    const inserted = await insertMail(work, { id, file, dedupe_hash: dedupeHash(work, key), content, via: message.via })
    if (inserted) work.addJob(PROCESS_JOB, { account_id, mail_id: id }, { max_attempts: PROCESS_ATTEMPTS })
    return inserted
  })
  platform.metrics.mails.inc({ direction: 'in', result: is_new ? 'accepted' : 'repeated' })
  if (!is_new) await platform.files.remove(file.file_id)
  return is_new ? id : null
}

function dedupeHash(work: Work, key: string): Buffer {
  return work.sealing.lookupHash('mail', key)
}
