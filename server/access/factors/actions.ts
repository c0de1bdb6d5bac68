// A person's factors: setting up, confirming, naming, removing. The caller has made sure whose they are, and that they
// were proved just now: a session's own, or those of somebody in the middle of signing in.

import { accountSettings } from '../../accounts/index.ts'
import { getUser, markSecondFactor } from '../../people/index.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { sinceSession } from '../acting.ts'
import { factorAdded, factorRemoved, factorRenamed } from './events.ts'
import {
  confirmFactor,
  deleteFactor,
  deleteUnconfirmed,
  findFactor,
  insertFactor,
  listFactors,
  lockFactorsOf,
  MAX_FACTORS,
  type NewFactor,
  raiseCounter,
  saveFactorSecret,
} from './queries.ts'
import { type FactorRow, factorName, MAX_NAME } from './schema.ts'
import { newSeed, qrCode, seedUri, stepOfCode } from './totp.ts'

/** What an authenticator app has to know: once in a reply, never again after the factor is confirmed. */
export interface SeedToShow {
  factor: FactorRow
  seed: string
  uri: string
  qr_svg: string
}

/** Begins to set up an authenticator app. What was begun before and not finished is dropped. */
export async function beginTotp(work: Work, user_id: number, name: string): Promise<FactorRow> {
  await lockFactorsOf(work, user_id)
  await refuseTooMany(work, user_id)
  await deleteUnconfirmed(work, user_id, 'totp')
  const secret = { kind: 'totp' as const, name: cleanName(name), seed: newSeed() }
  const id = await insertFactor(work, { user_id, secret, confirmed_at: null })
  return await getFactor(work, user_id, id)
}

/** The seed of an app that is not confirmed yet; 404 for any other factor. */
export async function seedToShow(work: Work, user_id: number, factor_id: number): Promise<SeedToShow> {
  const factor = await getFactor(work, user_id, factor_id)
  if (factor.secret.kind !== 'totp' || factor.confirmed_at !== null) throw notFound()
  const { desk } = await accountSettings(work)
  const person = await getUser(work, user_id)
  const { seed } = factor.secret
  const uri = seedUri(seed, desk.name, person.email ?? person.name)
  return { factor, seed, uri, qr_svg: qrCode(uri) }
}

/** Activates an app that shows the right code. 422 for a wrong one. */
export async function confirmTotp(work: Work, user_id: number, factor_id: number, code: string): Promise<FactorRow> {
  await lockFactorsOf(work, user_id)
  const { factor, seed } = await seedToShow(work, user_id, factor_id)
  const step = stepOfCode(seed, code, work.now, factor.counter)
  if (step === null || !(await raiseCounter(work, factor.id, step)))
    throw invalid('code', 'Code: is not right. Check that the clock of the phone is')
  return await finishFactor(work, user_id, factor)
}

/** A factor was proved: from now on it counts. */
export async function finishFactor(work: Work, user_id: number, factor: FactorRow): Promise<FactorRow> {
  const before = await countConfirmed(work, user_id)
  if (!(await confirmFactor(work, factor.id))) throw notFound()
  await recordAdded(work, user_id, factor, before)
  return await getFactor(work, user_id, factor.id)
}

/** Adds a factor that was proved while it was made, as a passkey is. */
export async function addProvedFactor(work: Work, factor: Omit<NewFactor, 'confirmed_at'>): Promise<FactorRow> {
  const before = await countConfirmed(work, factor.user_id)
  const id = await insertFactor(work, { ...factor, confirmed_at: work.now })
  const added = await getFactor(work, factor.user_id, id)
  await recordAdded(work, factor.user_id, added, before)
  return added
}

async function recordAdded(work: Work, user_id: number, factor: FactorRow, before: number): Promise<void> {
  const counts = { confirmed_before: before, confirmed_after: before + 1 }
  const data = { factor_id: factor.id, kind: factor.kind, ...counts, ...(await sinceSession(work)) }
  work.record(factorAdded, user_id, data, { name: factorName(factor) })
  if (before === 0) await markSecondFactor(work, user_id, work.now)
}

/** Removes one factor. Where one is required the next sign-in asks for another: nobody is locked out. */
export async function removeFactor(work: Work, user_id: number, factor_id: number): Promise<void> {
  await lockFactorsOf(work, user_id)
  const factor = await getFactor(work, user_id, factor_id)
  const before = await countConfirmed(work, user_id)
  await deleteFactor(work, factor.id)
  if (factor.confirmed_at === null) return
  const counts = { confirmed_before: before, confirmed_after: before - 1 }
  const data = { factor_id, kind: factor.kind, ...counts, ...(await sinceSession(work)) }
  work.record(factorRemoved, user_id, data, { name: factorName(factor) })
  if (before === 1) await markSecondFactor(work, user_id, null)
}

/** Gives a factor another name. A phone is called by its number. */
export async function renameFactor(work: Work, user_id: number, factor_id: number, name: string): Promise<FactorRow> {
  const factor = await getFactor(work, user_id, factor_id)
  if (factor.secret.kind === 'sms') throw invalid('name', 'Name: a phone is called by its number')
  const after = cleanName(name)
  await saveFactorSecret(work, factor.id, { ...factor.secret, name: after })
  work.record(factorRenamed, user_id, { factor_id, kind: factor.kind }, { before: factor.secret.name, after })
  return await getFactor(work, user_id, factor_id)
}

/** One of a person's factors. 404 for anybody else's. */
export async function getFactor(work: Work, user_id: number, factor_id: number): Promise<FactorRow> {
  const factor = await findFactor(work, user_id, factor_id)
  if (!factor) throw notFound()
  return factor
}

/** 422 for somebody who has as many as one may. */
export async function refuseTooMany(work: Work, user_id: number): Promise<void> {
  if ((await countConfirmed(work, user_id)) >= MAX_FACTORS)
    throw invalid('base', `A person has at most ${MAX_FACTORS} factors: remove one first`)
}

async function countConfirmed(work: Work, user_id: number): Promise<number> {
  return (await listFactors(work, user_id)).filter((factor) => factor.confirmed_at !== null).length
}

/** A name as it is kept: one line, never empty. */
export function cleanName(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (line === '') throw invalid('name', 'Name: must not be blank', 'BlankValue')
  return [...line].slice(0, MAX_NAME).join('')
}
