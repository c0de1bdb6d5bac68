// Mode 'sink': nothing leaves. The mail goes to the development mailbox in the unit that ends the attempt, so it is there
// exactly once, whatever crashes; at worst a stored file belongs to nothing.
import { newId } from '../../platform/ids.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import { insertFile } from '../../tickets/index.ts'
import { insertSinkMail } from '../development/queries.ts'
import { finishAttempt } from './ending.ts'
import type { DeliveryContent, DeliveryRow } from './queries.ts'
import { SEND_JOB } from './send-job.ts'

export async function keepInSink(
  platform: Platform,
  account_id: number,
  row: DeliveryRow,
  content: DeliveryContent,
  raw: Buffer,
): Promise<void> {
  const sealing = await platform.engine.unlock(account_id)
  const file = await platform.files.put(raw, { sealing })
  const is_kept = await systemWork(platform, account_id, SEND_JOB, 'customer', async (work) => {
    if (!(await finishAttempt(work, row, content, { result: 'accepted', code: null, text: null }))) return false
    await insertFile(work, file)
    return await insertSinkMail(work, { id: newId(), file_id: file.file_id, delivery_id: row.id })
  })
  if (!is_kept) await platform.files.remove(file.file_id)
}
