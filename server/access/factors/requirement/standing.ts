// Where somebody stands with the requirement of their role. Asked at sign-in and with every request of a token, so the
// usual answers cost nothing: the requirement is remembered, and since when a person is enrolled comes with them.
import type { Work } from '../../../platform/work.ts'
import { factorRequirement, findExemption } from './queries.ts'
import type { FactorRequirement, RequiredRole } from './schema.ts'

export type Standing =
  /** Nothing is asked of the role. */
  | 'free'
  | 'enrolled'
  | 'exempt'
  /** Asked, and may be put off until the date. */
  | 'grace'
  /** Asked, and the date is over: nothing but enrolling. */
  | 'overdue'

export interface Enrollee extends RequiredRole {
  id: number
  second_factor_since: Date | null
}

export async function standingOf(work: Work, person: Enrollee): Promise<Standing> {
  if (person.second_factor_since !== null) return 'enrolled'
  const requirement = await factorRequirement(work, person)
  if (!requirement.is_required) return 'free'
  if ((await findExemption(work, person.id)) !== null) return 'exempt'
  return isInForce(requirement, work.now) ? 'overdue' : 'grace'
}

/** Asked, and cannot be put off any more. */
export function isInForce({ is_required, required_from }: FactorRequirement, now: Date): boolean {
  return is_required && (required_from === null || required_from <= now)
}
