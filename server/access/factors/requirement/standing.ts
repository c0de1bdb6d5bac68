// Where somebody stands with the requirement of their role. Asked at sign-in and with every request of a token, so the
// usual answers cost nothing: the requirement is remembered, and since when a person is enrolled comes with them.
import type { Role, Work } from '../../../platform/work.ts'
import { factorRequirement, findExemption } from './queries.ts'

export type Standing =
  /** Nothing is asked of the role. */
  | 'free'
  | 'enrolled'
  | 'exempt'
  /** Asked, and may be put off until the date. */
  | 'grace'
  /** Asked, and the date is over: nothing but enrolling. */
  | 'overdue'

export interface Enrollee {
  id: number
  role: Role
  second_factor_since: Date | null
}

export async function standingOf(work: Work, person: Enrollee): Promise<Standing> {
  if (person.second_factor_since !== null) return 'enrolled'
  const { is_required, required_from } = await factorRequirement(work, person.role)
  if (!is_required) return 'free'
  if ((await findExemption(work, person.id)) !== null) return 'exempt'
  return required_from !== null && required_from > work.now ? 'grace' : 'overdue'
}
