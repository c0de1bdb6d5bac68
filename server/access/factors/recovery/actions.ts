// Making recovery codes and confirming that they are kept.
import { invalid } from '../../../platform/errors.ts'
import type { Work } from '../../../platform/work.ts'
import { sinceSession } from '../../acting.ts'
import { recoveryCodesMade } from '../events.ts'
import { lockFactorsOf } from '../queries.ts'
import { CODES, codeHash, newCode } from './codes.ts'
import { confirmCodes, countCodes, isUnconfirmedCode, replaceUnconfirmedCodes } from './queries.ts'

/** New codes, which are in this reply and nowhere else. They begin to work, and the old ones stop, when confirmed. */
export async function makeRecoveryCodes(work: Work, user_id: number): Promise<string[]> {
  await lockFactorsOf(work, user_id)
  const codes = Array.from({ length: CODES }, newCode)
  const hashes = codes.map((code) => codeHash(work.sealing, code)).filter((hash) => hash !== null)
  await replaceUnconfirmedCodes(work, user_id, hashes)
  return codes
}

/** Puts new codes into force for somebody who can type one of them; it is not used up. 422 otherwise. */
export async function confirmRecoveryCodes(work: Work, user_id: number, typed: string): Promise<void> {
  await lockFactorsOf(work, user_id)
  const hash = codeHash(work.sealing, typed)
  if (hash === null || !(await isUnconfirmedCode(work, user_id, hash)))
    throw invalid('code', 'Code: is not one of the new recovery codes')
  const left_before = await countCodes(work, user_id)
  await confirmCodes(work, user_id)
  work.record(recoveryCodesMade, user_id, { left_before, left_after: CODES, ...(await sinceSession(work)) })
}
