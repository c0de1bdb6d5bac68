// What the pages say about a password that is to be chosen.
import type { Translate } from '../../platform/i18n.ts'
import type { PasswordProblem } from '../passwords/judging.ts'
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

/** What a password must be, one sentence each. */
export function passwordRequirements(t: Translate, rules: PasswordRules): string[] {
  return [
    t('password.must.length', { min: rules.min_length }),
    ...(rules.mixed_case ? [t('password.must.mixed_case')] : []),
    ...(rules.numbers ? [t('password.must.number')] : []),
    ...(rules.symbols ? [t('password.must.symbol')] : []),
    t('password.must.unknown'),
    ...(rules.history > 0 ? [t('password.must.history', { count: rules.history })] : []),
    ...(rules.max_age_days > 0 ? [t('password.must.age', { days: rules.max_age_days })] : []),
  ]
}
