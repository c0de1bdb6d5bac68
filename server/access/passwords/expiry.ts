// Whether a password is older than its level allows, or an admin wants it replaced.
import type { Role, Work } from '../../platform/work.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf, passwordRules } from '../policies/schema.ts'
import { findPassword } from './queries.ts'

const DAY_MS = 86_400_000

export async function isPasswordTooOld(work: Work, person: { id: number; role: Role }): Promise<boolean> {
  const password = await findPassword(work, person.id)
  if (password === null) return false
  if (password.new_required_at !== null) return true
  const { max_age_days } = passwordRules(await signInPolicy(work, audienceOf(person.role)))
  return max_age_days > 0 && work.now.getTime() - password.changed_at.getTime() > max_age_days * DAY_MS
}
