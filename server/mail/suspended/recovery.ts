// Reads a kept-back mail again, for making it a ticket after all. What cannot be read stays kept back.
import { Refusal } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { type Reading, readParts } from '../inbound/process.ts'
import type { InboundContent, InboundRow } from '../inbound/queries.ts'
import { UnreadableMail } from '../reading/index.ts'

export async function readForRecovery(
  platform: Platform,
  start: { mail: InboundRow; envelope: InboundContent; sealing: Sealing },
): Promise<Reading> {
  const { file_id } = start.mail
  if (file_id === null) throw new Refusal('gone', 'The source of this mail was removed.')
  try {
    return await readParts(platform, file_id, start.envelope, start.sealing)
  } catch (error) {
    if (error instanceof UnreadableMail)
      throw new Refusal('invalid', 'This mail cannot be read. Download its source instead.', { cause: error })
    throw error
  }
}
