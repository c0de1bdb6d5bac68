// Phones as a second factor: proving a number, sending codes, believing them. The weakest factor there is (a number can
// be taken over), so it is off until an admin sets up a gateway, and pages say so.
import { randomInt } from 'node:crypto'
import { invalid, notFound, Refusal } from '../../../platform/errors.ts'
import type { Work } from '../../../platform/work.ts'
import { countAttempt, type Limit } from '../../attempts.ts'
import { isSameText } from '../../secrets.ts'
import { finishFactor, getFactor, refuseTooMany } from '../actions.ts'
import { deleteUnconfirmed, insertFactor, listFactors, lockFactorsOf } from '../queries.ts'
import type { FactorRow } from '../schema.ts'
import { deleteSmsCode, isSmsActive, saveSmsCode, triedSmsCode } from './queries.ts'

const HOUR_S = 3_600
/** Texts cost money and reach strangers: nobody has many sent, to one phone or from one account. */
const PER_PERSON: Limit = { name: 'sms_person', most: 5, window_s: HOUR_S }
const PER_NUMBER: Limit = { name: 'sms_number', most: 5, window_s: HOUR_S }
const PER_ACCOUNT: Limit = { name: 'sms_account', most: 200, window_s: HOUR_S }
/** ASVS 6.5.5: at most ten minutes. */
const CODE_LASTS_MS = 5 * 60_000
const MOST_TRIES = 5
const CODES = 1_000_000

export const SEND_TEXT_JOB = 'access.send_text'

/** A number as E.164 writes it. 422 for anything else. */
export function readNumber(text: string): string {
  const number = text.replaceAll(/[\s().\-/]/g, '').replace(/^00/, '+')
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw invalid('number', 'Number: write it with its country code, such as +49 30 1234567', 'InvalidFormat')
  return number
}

/** Begins to add a phone: a code goes to it. `bound_to` is the session, or the sign-in under way. */
export async function beginPhone(work: Work, user_id: number, text: string, bound_to: number): Promise<FactorRow> {
  await lockFactorsOf(work, user_id)
  await refuseTooMany(work, user_id)
  const number = readNumber(text)
  const known = (await listFactors(work, user_id)).some(
    ({ secret, confirmed_at }) => secret.kind === 'sms' && secret.number === number && confirmed_at !== null,
  )
  if (known) throw invalid('number', 'Number: is one of your factors already', 'DuplicateValue')
  await deleteUnconfirmed(work, user_id, 'sms')
  const id = await insertFactor(work, { user_id, secret: { kind: 'sms', name: '', number }, confirmed_at: null })
  await sendCode(work, user_id, id, bound_to)
  return await getFactor(work, user_id, id)
}

/** The phone's holder typed the code: it counts from now on. 422 for a wrong one; count guesses before (guesses.ts). */
export async function confirmPhone(
  work: Work,
  user_id: number,
  factor_id: number,
  bound_to: number,
  typed: string,
): Promise<FactorRow | null> {
  const factor = await getFactor(work, user_id, factor_id)
  if (factor.kind !== 'sms' || factor.confirmed_at !== null) throw notFound()
  if (!(await isCode(work, factor_id, bound_to, typed))) return null
  return await finishFactor(work, user_id, factor)
}

/** Texts a new code to a phone. 422 where texts are off; 429 beyond the limits. */
export async function sendCode(work: Work, user_id: number, factor_id: number, bound_to: number): Promise<void> {
  if (!(await isSmsActive(work))) throw invalid('base', 'Text messages are not set up for this account')
  const { secret } = await getFactor(work, user_id, factor_id)
  if (secret.kind !== 'sms') throw notFound()
  for (const [limit, key] of [
    [PER_PERSON, `texts to ${user_id}`],
    [PER_NUMBER, `texts to ${secret.number}`],
    [PER_ACCOUNT, 'texts'],
  ] as const) {
    const reached = await countAttempt(work, limit, key)
    if (reached) throw new Refusal('too_many_requests', undefined, { retry_after_s: reached.retry_after_s })
  }
  const code = String(randomInt(CODES)).padStart(6, '0')
  const expires_at = new Date(work.now.getTime() + CODE_LASTS_MS)
  await saveSmsCode(work, { factor_id, bound_to, code, expires_at })
  work.addJob(
    SEND_TEXT_JOB,
    { account_id: work.account_id, user_id, factor_id, bound_to },
    { key: `send_text:${work.account_id}:${factor_id}:${bound_to}`, max_attempts: 2 },
  )
}

/** The phone whose code this is, used up; null for a wrong, late or used one. */
export async function useSmsCode(work: Work, user_id: number, bound_to: number, typed: string): Promise<number | null> {
  if (!(await isSmsActive(work))) return null
  for (const { id, kind, confirmed_at } of await listFactors(work, user_id))
    if (kind === 'sms' && confirmed_at !== null && (await isCode(work, id, bound_to, typed))) return id
  return null
}

async function isCode(work: Work, factor_id: number, bound_to: number, typed: string): Promise<boolean> {
  const code = await triedSmsCode(work, factor_id, bound_to, MOST_TRIES)
  if (code === null || !isSameText(code, typed.replaceAll(/\s/g, ''))) return false
  return await deleteSmsCode(work, factor_id, bound_to)
}
