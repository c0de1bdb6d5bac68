// What is said about a password that is to be chosen, on the pages and to the app.
import type { Translate } from '../../platform/i18n.ts'
import { lacks, type PasswordProblem } from '../passwords/judging.ts'
import { MAX_PASSWORD, type PasswordRules } from '../passwords/levels.ts'

const PROBLEMS: Record<PasswordProblem, string> = {
  too_short: 'password.too_short',
  too_long: 'password.too_long',
  needs_mixed_case: 'password.needs_mixed_case',
  needs_number: 'password.needs_number',
  needs_symbol: 'password.needs_symbol',
  leaked: 'password.leaked',
  guessable: 'password.guessable',
  used_before: 'password.used_before',
}

/** Why a password was not taken. */
export function passwordProblemText(t: Translate, problem: PasswordProblem, rules: PasswordRules): string {
  return t(PROBLEMS[problem], { min: rules.min_length, max: MAX_PASSWORD })
}

const STRENGTHS = [
  'password.strength.none',
  'password.strength.weak',
  'password.strength.fair',
  'password.strength.good',
  'password.strength.strong',
] as const

/** How strong it looks, in a word; `strength` is what password-meter.ts says. */
export function passwordStrengthText(t: Translate, strength: number): string {
  return t(STRENGTHS[strength] ?? STRENGTHS[0])
}

interface PasswordTerm {
  text: string
  /** Null where only choosing the password will tell. */
  isMet(password: string, problem: PasswordProblem | null): boolean | null
}

/** What a password must be, one sentence each, and whether one is. */
export function passwordTerms(t: Translate, rules: PasswordRules): PasswordTerm[] {
  const term = (text: string, isMet: PasswordTerm['isMet']): PasswordTerm => ({ text, isMet })
  const rule =
    (problem: PasswordProblem): PasswordTerm['isMet'] =>
    (password) =>
      !lacks(problem, password, rules)
  const later = () => null
  // Whether it is known is looked up once the rules are met.
  const unknown: PasswordTerm['isMet'] = (_password, problem) =>
    problem === null || problem === 'used_before'
      ? true
      : problem === 'leaked' || problem === 'guessable'
        ? false
        : null
  return [
    term(t('password.must.length', { min: rules.min_length }), rule('too_short')),
    ...(rules.mixed_case ? [term(t('password.must.mixed_case'), rule('needs_mixed_case'))] : []),
    ...(rules.numbers ? [term(t('password.must.number'), rule('needs_number'))] : []),
    ...(rules.symbols ? [term(t('password.must.symbol'), rule('needs_symbol'))] : []),
    term(t('password.must.unknown'), unknown),
    ...(rules.history > 0 ? [term(t('password.must.history', { count: rules.history }), later)] : []),
    ...(rules.max_age_days > 0 ? [term(t('password.must.age', { days: rules.max_age_days }), later)] : []),
  ]
}

/** What a password must be, one sentence each. */
export function passwordRequirements(t: Translate, rules: PasswordRules): string[] {
  return passwordTerms(t, rules).map(({ text }) => text)
}
