// Changing from where an account may be used, such that nobody shuts themself out: a change must let its maker in, and
// falls back after some minutes unless somebody confirms it from inside.
import { invalid, notFound } from '../../platform/errors.ts'
import { apiTime } from '../../platform/instants.ts'
import type { Actor, Work } from '../../platform/work.ts'
import { restrictionsChanged, restrictionsConfirmed, restrictionsReverted } from './events.ts'
import { inForce, isListed, mayComeFrom } from './policy.ts'
import { lockRestrictions, saveRestrictions, storedRestrictions } from './queries.ts'
import { AddressRefusal } from './refused.ts'
import { type IpRestrictions, NO_RESTRICTIONS, type StoredRestrictions } from './schema.ts'

/** A change must be confirmed within this time. */
export const CONFIRM_WITHIN_S = 10 * 60
export const REVERT_JOB = 'access.revert_ip_restrictions'

/** What holds now, and what is on trial. */
export async function restrictionsNow(work: Work): Promise<{ restrictions: IpRestrictions; confirm_by: Date | null }> {
  const stored = await storedRestrictions(work)
  const confirm_by = stored?.confirm_by && stored.confirm_by > work.now ? stored.confirm_by : null
  return { restrictions: inForce(stored, work.now), confirm_by }
}

/** Whether the actor may come from the address of the unit's origin. Asked with every request and socket. */
export async function mayUseFrom(work: Work, actor: Actor): Promise<boolean> {
  const stored = await storedRestrictions(work)
  return mayComeFrom(inForce(stored, work.now), actor, work.origin.ip, work.now)
}

/** 403 `address_not_allowed` where they may not. */
export async function checkAddress(work: Work, actor: Actor): Promise<void> {
  if (!(await mayUseFrom(work, actor))) throw new AddressRefusal(actor)
}

/** Changes the restrictions, on trial where they are switched on. 422 where they would shut out whoever asks. */
export async function changeRestrictions(work: Work, wanted: IpRestrictions): Promise<void> {
  const stored = await lockRestrictions(work)
  const before = inForce(stored, work.now)
  // Tried one after the other, changes fall back to what was confirmed last.
  const is_on_trial = stored?.confirm_by && stored.confirm_by > work.now
  if (wanted.enabled && wanted.ranges.length === 0)
    throw invalid('ranges', 'Ranges: name one before you switch this on', 'BlankValue')
  if (wanted.enabled && !isListed(wanted, work.origin.ip, work.now))
    throw invalid('ranges', `Ranges: your own address, ${work.origin.ip ?? 'unknown'}, is in none of them`)
  const confirm_by = wanted.enabled ? new Date(work.now.getTime() + CONFIRM_WITHIN_S * 1000) : null
  await saveRestrictions(work, {
    current: wanted,
    previous: confirm_by && ((is_on_trial && stored.previous) || before),
    confirm_by,
  })
  if (confirm_by)
    work.addJob(
      REVERT_JOB,
      { account_id: work.account_id },
      { run_at: confirm_by, key: `${REVERT_JOB}/${work.account_id}` },
    )
  work.record(
    restrictionsChanged,
    work.account_id,
    { enabled: wanted.enabled, ranges: wanted.ranges.length, confirm_by: confirm_by && apiTime(confirm_by) },
    { before, after: wanted },
  )
}

function onTrial(stored: StoredRestrictions | null, work: Work): StoredRestrictions & { previous: IpRestrictions } {
  if (!stored?.previous || !stored.confirm_by || stored.confirm_by <= work.now) throw notFound()
  return { ...stored, previous: stored.previous }
}

/** Makes a change last. 404 where none is on trial. That the caller is inside was checked with the request. */
export async function confirmRestrictions(work: Work): Promise<void> {
  const { current } = onTrial(await lockRestrictions(work), work)
  await saveRestrictions(work, { current, previous: null, confirm_by: null })
  work.record(restrictionsConfirmed, work.account_id, {})
}

/** Takes a change on trial back at once. 404 where there is none. */
export async function takeBackRestrictions(work: Work): Promise<void> {
  const { previous } = onTrial(await lockRestrictions(work), work)
  await saveRestrictions(work, { current: previous, previous: null, confirm_by: null })
  work.record(restrictionsReverted, work.account_id, { reason: 'taken_back' })
}

/** Writes down that a change fell back, which it did by itself. Nothing happens where it was confirmed or made anew. */
export async function settleRestrictions(work: Work): Promise<void> {
  const stored = await lockRestrictions(work)
  if (!stored?.confirm_by || stored.confirm_by > work.now) return
  await saveRestrictions(work, { current: inForce(stored, work.now), previous: null, confirm_by: null })
  work.record(restrictionsReverted, work.account_id, { reason: 'not_confirmed' })
}

/** For whoever runs the server and stands outside: switches the restrictions off. Returns whether they were on. */
export async function liftRestrictions(work: Work): Promise<boolean> {
  const before = inForce(await lockRestrictions(work), work.now)
  if (!before.enabled) return false
  await saveRestrictions(work, {
    current: { ...NO_RESTRICTIONS, ranges: before.ranges },
    previous: null,
    confirm_by: null,
  })
  work.record(restrictionsReverted, work.account_id, { reason: 'operator' })
  return true
}
