// Asking for a second factor, letting single people off for a while, reminding, and taking factors away.
// Nothing here can lock anybody out: whoever has no factor sets one up in the middle of signing in.
import { getUser, isSelf, markSecondFactor, mayEditUser } from '../../../people/index.ts'
import { invalid, notFound, Refusal } from '../../../platform/errors.ts'
import type { Work } from '../../../platform/work.ts'
import { getRole } from '../../../roles/index.ts'
import { forgetTrust } from '../../devices/queries.ts'
import { endSessionsOf } from '../../sessions.ts'
import { exemptionChanged, factorReminded, factorsReset, requirementChanged } from '../events.ts'
import { deleteFactor, listFactors, lockFactorsOf } from '../queries.ts'
import { deleteCodes } from '../recovery/queries.ts'
import {
  countPeopleByRole,
  deleteExemption,
  deleteOwnRequirement,
  factorRequirement,
  findExemption,
  lockRequirements,
  saveExemption,
  saveRequirement,
} from './queries.ts'
import type { FactorRequirement, RequiredRole, RequirementWrite } from './schema.ts'
import { isInForce } from './standing.ts'

const DAY_MS = 86_400_000
/** A grace period or an exemption that lasts for ever is none. */
const LONGEST_DAYS = 366

/** Changes what is asked of a role. 404 for a role that is not there, 422 where nobody could undo it. */
export async function updateRequirement(
  work: Work,
  of: RequiredRole,
  write: RequirementWrite,
): Promise<FactorRequirement> {
  await lockRequirements(work)
  const { before, after } = await changedRequirement(work, of, write)
  if (JSON.stringify(before) === JSON.stringify(after)) return before
  if (of.custom_role_id !== null && after.custom_role_id === null) await deleteOwnRequirement(work, of.custom_role_id)
  else await saveRequirement(work, after)
  const { role, custom_role_id } = of
  const follows = (one: FactorRequirement) =>
    custom_role_id !== null && one.custom_role_id === null ? true : undefined
  work.record(requirementChanged, 0, {
    role,
    ...(custom_role_id === null ? {} : { custom_role_id }),
    before: { ...settingsOf(before), follows_agents: follows(before) },
    after: { ...settingsOf(after), follows_agents: follows(after) },
  })
  return await factorRequirement(work, of)
}

/** What a write would make of a requirement, checked. Changes nothing. */
export async function changedRequirement(
  work: Work,
  of: RequiredRole,
  write: RequirementWrite,
): Promise<{ before: FactorRequirement; after: FactorRequirement }> {
  if (of.custom_role_id !== null) await getRole(work, of.custom_role_id)
  const before = await factorRequirement(work, of)
  if (write.follows_agents === true) {
    if (of.custom_role_id === null) throw invalid('follows_agents', 'follows_agents: only roles of the desk’s own can')
    return { before, after: await factorRequirement(work, { role: 'agent', custom_role_id: null }) }
  }
  const required_from = write.required_from === undefined ? before.required_from : asDate(write.required_from)
  if (required_from !== null && write.required_from !== undefined) refuseTooLate(work, 'required_from', required_from)
  const after: FactorRequirement = {
    ...before,
    ...of,
    is_required: write.is_required ?? before.is_required,
    frequency: write.frequency ?? before.frequency,
    provider_counts: write.provider_counts ?? before.provider_counts,
    required_from,
  }
  await refuseLockingOut(work, before, after)
  return { before, after }
}

/**
 * While no admin and no owner has a factor, none may be asked of them at once: each of them would be signed out in the
 * same moment, and nobody could take it back.
 */
async function refuseLockingOut(work: Work, before: FactorRequirement, after: FactorRequirement): Promise<void> {
  if (after.role !== 'admin' && after.role !== 'owner') return
  if (!isInForce(after, work.now) || isInForce(before, work.now)) return
  const admins = (await countPeopleByRole(work)).filter(({ role }) => role === 'admin' || role === 'owner')
  if (admins.some(({ enrolled }) => enrolled > 0)) return
  throw invalid(
    'required_from',
    'required_from: no admin and no owner has a second factor yet. Set one up yourself first, or choose a day from which it holds',
  )
}

const settingsOf = (one: FactorRequirement) => ({
  is_required: one.is_required,
  required_from: one.required_from?.toISOString() ?? null,
  frequency: one.frequency,
  provider_counts: one.provider_counts,
})

const asDate = (text: string | null): Date | null => (text === null ? null : new Date(text))

function refuseTooLate(work: Work, field: string, date: Date): void {
  if (date.getTime() - work.now.getTime() > LONGEST_DAYS * DAY_MS)
    throw invalid(field, `${field}: must lie within ${LONGEST_DAYS} days`)
}

/** Lets somebody off until a date. One's own exemption is for somebody else to give. */
export async function exemptPerson(work: Work, user_id: number, ends_at: Date): Promise<void> {
  await othersOnly(work, user_id)
  if (ends_at <= work.now) throw invalid('ends_at', 'ends_at: must lie in the future')
  refuseTooLate(work, 'ends_at', ends_at)
  const before = await findExemption(work, user_id)
  await saveExemption(work, user_id, ends_at)
  work.record(exemptionChanged, user_id, {
    before: before?.toISOString() ?? null,
    after: ends_at.toISOString(),
  })
}

export async function endExemption(work: Work, user_id: number): Promise<void> {
  await othersOnly(work, user_id)
  const before = await findExemption(work, user_id)
  if (!(await deleteExemption(work, user_id)) || before === null) throw notFound()
  work.record(exemptionChanged, user_id, { before: before.toISOString(), after: null })
}

/** Asks people who have no factor to set one up, by mail. Returns how many were asked. */
export async function remindPeople(work: Work, user_ids: readonly number[]): Promise<number> {
  let reminded = 0
  for (const user_id of user_ids) {
    const person = await getUser(work, user_id)
    if (!person.active || person.suspended || person.second_factor_since !== null) continue
    const { is_required, required_from } = await factorRequirement(work, person)
    work.record(factorReminded, user_id, {
      required_from: is_required ? (required_from?.toISOString() ?? null) : null,
    })
    reminded++
  }
  return reminded
}

/**
 * Takes all factors and recovery codes of somebody away, and ends their sessions, for one who lost them. Not one's own:
 * those are removed one by one on one's own page.
 */
export async function resetFactors(work: Work, user_id: number): Promise<void> {
  await othersOnly(work, user_id)
  await lockFactorsOf(work, user_id)
  const factors = await listFactors(work, user_id)
  for (const factor of factors) await deleteFactor(work, factor.id)
  const recovery_codes = await deleteCodes(work, user_id)
  await markSecondFactor(work, user_id, null)
  await forgetTrust(work, user_id)
  await endSessionsOf(work, user_id, 'factors_reset')
  const kinds = factors.filter((factor) => factor.confirmed_at !== null).map((factor) => factor.kind)
  work.record(factorsReset, user_id, { kinds, recovery_codes })
}

/** 404 for who is not there, 403 for whom the actor may not edit, 422 for oneself. */
async function othersOnly(work: Work, user_id: number): Promise<void> {
  const person = await getUser(work, user_id)
  if (isSelf(work.actor, person)) throw invalid('user_id', 'User: somebody else has to do this for you')
  if (!mayEditUser(work.actor, person)) throw new Refusal('forbidden')
}
