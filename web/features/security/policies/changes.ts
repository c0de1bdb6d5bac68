// What is different between a policy and its draft, and in words: what an admin reads before it is saved.
import type { PasswordLevel, PolicyChange, SignInPolicy } from '../../../api/signIn.ts'
import { formatLocale, language, type MessageKey, t } from '../../../language/text.ts'

export const levelNames: Record<PasswordLevel, MessageKey> = {
  recommended: 'signIn.level.recommended',
  low: 'signIn.level.low',
  medium: 'signIn.level.medium',
  high: 'signIn.level.high',
  custom: 'signIn.level.custom',
}

/** The limits of the API, which a form tells before it is sent. */
export const limits = {
  min_length: { min: 8, max: 64 },
  history: { min: 0, max: 10 },
  max_age_days: { min: 0, max: 730 },
  session_idle_minutes: { min: 5, max: 43_200 },
  session_absolute_minutes: { min: 5, max: 129_600 },
} as const

const switches = {
  password_enabled: 'signIn.password',
  admins_set_passwords: 'signIn.adminsSet',
  magic_link_enabled: 'signIn.magicLink',
  sso_only: 'signIn.ssoOnly',
} as const satisfies Partial<Record<keyof SignInPolicy, MessageKey>>

const times = {
  session_idle_minutes: 'signIn.idle',
  session_absolute_minutes: 'signIn.absolute',
} as const satisfies Partial<Record<keyof SignInPolicy, MessageKey>>

const rules = {
  min_length: 'signIn.minLength',
  mixed_case: 'signIn.mixedCase',
  numbers: 'signIn.numbers',
  symbols: 'signIn.symbols',
  history: 'signIn.history',
  max_age_days: 'signIn.maxAge',
} as const satisfies Record<keyof SignInPolicy['password_rules'], MessageKey>

const namesOf = <Name extends string>(table: Record<Name, unknown>) => Object.keys(table) as Name[] // of a table above

/** The parts of a draft that differ; rules of a level that is not chosen mean nothing. */
export function changeOf(policy: SignInPolicy, draft: SignInPolicy): PolicyChange {
  const change: PolicyChange = {}
  for (const name of namesOf(switches)) if (policy[name] !== draft[name]) change[name] = draft[name]
  for (const name of namesOf(times)) if (policy[name] !== draft[name]) change[name] = draft[name]
  if (policy.password_level !== draft.password_level) change.password_level = draft.password_level
  const isOther = namesOf(rules).some((name) => policy.password_rules[name] !== draft.password_rules[name])
  if (draft.password_level === 'custom' && isOther) change.password_rules = draft.password_rules
  return change
}

const onOff = (isOn: boolean) => t(isOn ? 'signIn.on' : 'signIn.off')
const shown = (value: boolean | number) => (typeof value === 'boolean' ? onOff(value) : String(value))

/** One line for each part that differs: what it was and what it would be. */
export function changeLines(policy: SignInPolicy, draft: SignInPolicy): string[] {
  const line = (key: MessageKey, before: string, after: string) => `${t(key)}: ${before} → ${after}`
  const change = changeOf(policy, draft)
  const lines = []
  for (const name of namesOf(switches))
    if (name in change) lines.push(line(switches[name], onOff(policy[name]), onOff(draft[name])))
  if (change.password_level)
    lines.push(line('signIn.level', t(levelNames[policy.password_level]), t(levelNames[draft.password_level])))
  for (const name of change.password_rules ? namesOf(rules) : []) {
    const [before, after] = [policy.password_rules[name], draft.password_rules[name]]
    if (before !== after) lines.push(line(rules[name], shown(before), shown(after)))
  }
  for (const name of namesOf(times))
    if (name in change) lines.push(line(times[name], duration(policy[name]), duration(draft[name])))
  return lines
}

/** What is wrong with a draft before the server is asked, by the name of the part. */
export function faultsOf(draft: SignInPolicy): Record<string, string> {
  const faults: Record<string, string> = {}
  const check = (name: keyof typeof limits, value: number) => {
    const { min, max } = limits[name]
    if (!Number.isInteger(value) || value < min || value > max) faults[name] = t('signIn.fault.number', { min, max })
  }
  check('session_idle_minutes', draft.session_idle_minutes)
  check('session_absolute_minutes', draft.session_absolute_minutes)
  if (draft.password_level === 'custom')
    for (const name of ['min_length', 'history', 'max_age_days'] as const) check(name, draft.password_rules[name])
  if (Object.keys(faults).length === 0 && draft.session_idle_minutes > draft.session_absolute_minutes)
    faults.session_idle_minutes = t('signIn.fault.idle')
  return faults
}

/** Minutes as one says them: "12 hours", "1 day, 2 hours". */
export function duration(minutes: number): string {
  const locale = formatLocale(language())
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60]
  const parts = [
    ...(days > 0 ? [unit(days, 'day')] : []),
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(rest > 0 || minutes === 0 ? [unit(rest, 'minute')] : []),
  ]
  return new Intl.ListFormat(locale, { type: 'unit' }).format(parts)
}
