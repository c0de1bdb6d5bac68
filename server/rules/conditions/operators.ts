// The operators of conditions: their other spellings, and what each says about one value. Pure.

/** Names that mean the same; recorded rules use both. */
const ALIASES: Readonly<Record<string, string>> = {
  changed_to: 'value',
  changed_from: 'value_previous',
  not_changed_to: 'not_value',
  not_changed_from: 'not_value_previous',
}

/** The one name of an operator. An empty one means `is`. */
export function operatorOf(written: string): string {
  return written === '' ? 'is' : (ALIASES[written] ?? written)
}

export const IS = ['is', 'is_not'] as const
export const CHANGES = ['changed', 'not_changed', 'value', 'value_previous', 'not_value', 'not_value_previous'] as const
export const LISTS = ['includes', 'not_includes'] as const
export const ORDER = ['less_than', 'less_than_equal', 'greater_than', 'greater_than_equal'] as const
export const PRESENCE = ['present', 'not_present'] as const
export const DAYS = ['within_previous_n_days', 'within_next_n_days'] as const
export const TEXTS = ['includes_string', 'not_includes_string', 'includes', 'not_includes'] as const
export const HOURS = ['is', 'less_than', 'greater_than'] as const
export const BUSINESS_HOURS = ['is_business_hours', 'less_than_business_hours', 'greater_than_business_hours'] as const

/** How operators are called for people, in the lists of definitions. */
export const OPERATOR_TITLES: Readonly<Record<string, string>> = {
  is: 'Is',
  is_not: 'Is not',
  less_than: 'Less than',
  less_than_equal: 'Less than or equal to',
  greater_than: 'Greater than',
  greater_than_equal: 'Greater than or equal to',
  changed: 'Changed',
  not_changed: 'Not changed',
  value: 'Changed to',
  value_previous: 'Changed from',
  not_value: 'Not changed to',
  not_value_previous: 'Not changed from',
  includes: 'Contains at least one of the following',
  not_includes: 'Contains none of the following',
  includes_string: 'Contains the following text',
  not_includes_string: 'Does not contain the following text',
  present: 'Present',
  not_present: 'Not present',
  within_previous_n_days: 'Within the previous number of days',
  within_next_n_days: 'Within the next number of days',
  is_business_hours: '(business hours) Is',
  less_than_business_hours: '(business hours) Less than',
  greater_than_business_hours: '(business hours) Greater than',
}

/** Operators that stand without a value. */
export const VALUELESS: ReadonlySet<string> = new Set(['changed', 'not_changed', 'present', 'not_present'])

export function compareNumbers(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case 'is':
      return left === right
    case 'is_not':
      return left !== right
    case 'less_than':
      return left < right
    case 'less_than_equal':
      return left <= right
    case 'greater_than':
      return left > right
    case 'greater_than_equal':
      return left >= right
    default:
      throw new Error(`${operator} does not compare numbers`)
  }
}

/** A value now and before the change; undefined before a ticket's creation. */
export interface Reading {
  readonly now: string | null
  readonly before: string | null | undefined
}

/** Operators on one plain value. `wanted` holds '' for "nothing"; `order` ranks the values that can be compared. */
export function compareChoice(
  operator: string,
  { now, before }: Reading,
  wanted: readonly string[],
  order: readonly string[] = [],
): boolean {
  const isWanted = (value: string | null) => wanted.includes(value ?? '')
  // A new ticket comes from nothing, so what it was created with has changed to that.
  const earlier = before ?? null
  const has_changed = now !== earlier
  switch (operator) {
    case 'is':
    case 'includes':
      return isWanted(now)
    case 'is_not':
    case 'not_includes':
      return !isWanted(now)
    case 'changed':
      return has_changed
    case 'not_changed':
      return !has_changed
    case 'value':
      return has_changed && isWanted(now)
    case 'not_value':
      return !(has_changed && isWanted(now))
    case 'value_previous':
      return has_changed && before !== undefined && isWanted(earlier)
    case 'not_value_previous':
      return !(has_changed && before !== undefined && isWanted(earlier))
    case 'present':
      return now !== null && now !== ''
    case 'not_present':
      return now === null || now === ''
    default: {
      const left = rank(now, order)
      const right = rank(wanted[0] ?? null, order)
      return left !== null && right !== null && compareNumbers(operator, left, right)
    }
  }
}

function rank(value: string | null, order: readonly string[]): number | null {
  if (value === null) return null
  const at = order.indexOf(value)
  if (at >= 0) return at
  const number = order.length === 0 && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN
  return Number.isNaN(number) ? null : number
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()
const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}_@.+-]+/gu) ?? []

/**
 * Operators on a text: `includes` looks for one of several words, `is` for the text as it stands (that is how Zendesk
 * names them). No pattern is ever made of what somebody wrote.
 */
export function compareText(operator: string, text: string, wanted: string): boolean {
  switch (operator) {
    case 'includes':
    case 'not_includes': {
      const words = new Set(wordsOf(text).flatMap((word) => [word, word.replace(/[.+-]+$/, '')]))
      return wordsOf(wanted).some((word) => words.has(word)) === (operator === 'includes')
    }
    case 'is':
    case 'includes_string':
      return fold(text).includes(fold(wanted))
    case 'is_not':
    case 'not_includes_string':
      return !fold(text).includes(fold(wanted))
    default:
      throw new Error(`${operator} does not compare texts`)
  }
}

/** Operators on tags: values are separated by spaces. */
export function compareTags(operator: string, tags: readonly string[], wanted: readonly string[]): boolean {
  const asked = wanted.flatMap((value) => value.toLowerCase().split(/[\s,]+/)).filter((tag) => tag !== '')
  const has_one = asked.some((tag) => tags.includes(tag))
  return operator === 'includes' || operator === 'is' ? has_one : !has_one
}
