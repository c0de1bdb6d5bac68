// An operator comes into a desk only while its owner consents: as a person with a name of their own, who is nobody any
// more once the consent ends, with whatever session or token. Nobody comes in as an admin, so that nothing outlives it.
import { createUser, endAccessAt, listOperators, updateUser } from '../../people/index.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { LIGHT_AGENT_ROLE } from '../../roles/index.ts'
import { createLink } from '../links/links.ts'
import { consentGranted, consentRevoked, operatorAdmitted } from './events.ts'
import { type ConsentRow, insertConsent, listConsents, lockConsent, markRevoked } from './queries.ts'

const HOUR_MS = 3_600_000
export const MAX_HOURS = 7 * 24

/** True while somebody may come in by it. */
export const isValid = (consent: ConsentRow, now: Date): boolean =>
  consent.revoked_at === null && consent.expires_at > now

/** Consents in the acting owner's name. */
export async function grantConsent(
  work: Work,
  { hours, level, purpose }: { hours: number; level: ConsentRow['level']; purpose: string },
): Promise<ConsentRow> {
  if (work.actor.kind !== 'user') throw new Refusal('forbidden')
  if (purpose === '') throw invalid('purpose', 'Purpose: cannot be blank', 'BlankValue')
  const expires_at = new Date(work.now.getTime() + hours * HOUR_MS)
  const consent = await insertConsent(work, { granted_by_id: work.actor.user_id, level, purpose, expires_at })
  work.record(consentGranted, consent.id, { level, expires_at: expires_at.toISOString() }, { purpose })
  return consent
}

/** Takes a consent back: whoever came in by it is shut out at once. Doing it again changes nothing. */
export async function revokeConsent(work: Work, id: number): Promise<void> {
  const consent = await lockConsent(work, id)
  if (!consent) throw notFound()
  if (consent.revoked_at !== null) return
  await markRevoked(work, id)
  const operator_ids = (await listOperators(work, id)).map((operator) => operator.id)
  const system = work.as({ kind: 'system', name: 'support_access' })
  for (const operator_id of operator_ids) {
    await endAccessAt(work, operator_id, work.now, id)
    await updateUser(system, operator_id, { suspended: true })
  }
  work.record(consentRevoked, id, { operator_ids })
}

/**
 * Lets an operator in: a person with the end of the consent upon them. Returns the secret of the one-time link with
 * which they choose a password. 403 while no consent is valid.
 */
export async function admitOperator(
  work: Work,
  operator: { name: string; email: string },
): Promise<{ secret: string; ends_at: Date; level: ConsentRow['level'] }> {
  const found = (await listConsents(work)).find((one) => isValid(one, work.now))
  const consent = found && (await lockConsent(work, found.id))
  if (!consent || !isValid(consent, work.now))
    throw new Refusal('forbidden', 'No owner of this desk consents to an operator coming in')
  const user = await createUser(work, {
    ...operator,
    role: 'agent',
    ...(consent.level === 'read' ? { custom_role_id: LIGHT_AGENT_ROLE } : {}),
  })
  await endAccessAt(work, user.id, consent.expires_at, consent.id)
  const { level, expires_at: ends_at } = consent
  work.record(operatorAdmitted, consent.id, { operator_id: user.id, level, ends_at: ends_at.toISOString() })
  return { secret: await createLink(work, 'invitation', user.id), ends_at, level }
}
