// Choosing a new password, the same wherever it happens: what is known of the person is read first (in a unit of work),
// then the password is judged and hashed outside of any transaction, then it is stored by setPasswordHash.
import { accountSettings } from '../../accounts/index.ts'
import { findUser, listIdentities } from '../../people/index.ts'
import type { Work } from '../../platform/work.ts'
import { signInPolicy } from '../policies/queries.ts'
import { audienceOf, passwordRules } from '../policies/schema.ts'
import { hashPassword, isPassword } from './hashing.ts'
import { judgePassword, type PasswordProblem, passwordRefusal } from './judging.ts'
import { type PasswordRules, rulesOf } from './levels.ts'
import { findPassword, listEarlierHashes } from './queries.ts'

/** What a new password of somebody is held against. */
export interface PasswordContext {
  rules: PasswordRules
  /** Address, name, desk: words that would be tried first. */
  known: string[]
  /** Hashes of passwords that may not come back. */
  earlier: string[]
}

/** Reads what a new password of a person is held against. */
export async function passwordContext(work: Work, user_id: number): Promise<PasswordContext> {
  const user = await findUser(work, user_id)
  const { desk } = await accountSettings(work)
  const rules = passwordRules(await signInPolicy(work, audienceOf(user?.role ?? 'agent')))
  const identities = user === null ? [] : await listIdentities(work, user_id)
  const password = await findPassword(work, user_id)
  const must_differ = rules.history > 0 || rules.max_age_days > 0 || password?.new_required_at != null
  const current = password && must_differ ? password.hash : null
  const earlier = rules.history > 0 ? (await listEarlierHashes(work, user_id)).slice(0, rules.history) : []
  return {
    rules,
    known: [desk.name, user?.name ?? '', ...identities.map((identity) => identity.value)],
    earlier: [...(current === null ? [] : [current]), ...earlier],
  }
}

/** Judges and hashes a new password: its hash, or why it is not good enough. Outside of any transaction. */
export async function choosePassword(
  password: string,
  context: PasswordContext,
): Promise<{ hash: string; problem: null } | { hash: null; problem: PasswordProblem }> {
  const problem = await judgePassword(password, context.rules, context.known)
  if (problem) return { hash: null, problem }
  for (const hash of context.earlier)
    if (await isPassword(hash, password)) return { hash: null, problem: 'used_before' }
  return { hash: await hashPassword(password), problem: null }
}

/** As choosePassword, with a 422 for a password that is not good enough. */
export async function chosenHash(password: string, context: PasswordContext): Promise<string> {
  const { hash, problem } = await choosePassword(password, context)
  if (problem) throw passwordRefusal(problem, context.rules)
  return hash
}

/** For people who do not exist yet: the recommended rules. 422 for a password that is not good enough. */
export async function newPersonsHash(password: string, known: readonly string[]): Promise<string> {
  return await chosenHash(password, { rules: rulesOf('recommended'), known: [...known], earlier: [] })
}
