// `ids=1,2,3` in a query.
import { Refusal } from '../platform/errors.ts'

export const MAX_SHOW_MANY = 100

/** The ids of a comma-separated list. 400 TooManyValues above 100; what is no id names nothing and is left out. */
export function readIds(text: string): number[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length > MAX_SHOW_MANY)
    throw new Refusal('too_many_values', `ids: cannot specify more than ${MAX_SHOW_MANY} values`)
  return parts
    .filter((part) => /^\d{1,16}$/.test(part))
    .map(Number)
    .filter(Number.isSafeInteger)
}
