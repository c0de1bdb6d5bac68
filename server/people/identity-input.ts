// A value by which a person is known, as somebody typed it into a field.
import { formatAddress, normaliseAddress } from '../platform/addresses.ts'
import { invalid, type Refusal } from '../platform/errors.ts'
import type { IdentityRow } from './identity-schema.ts'

/** A value as it is shown and as it compares. */
export interface ReadIdentity {
  type: IdentityRow['type']
  value: string
  normalised: string
}

/** Least and most digits of a telephone number, with an extension at most (E.164 has 15). */
const PHONE_DIGITS = { least: 3, most: 30 }

/** An e-mail address. 422 when it is none. */
export function readAddress(text: string): ReadIdentity {
  const value = formatAddress(text)
  const normalised = normaliseAddress(text)
  if (value === null || normalised === null) throw invalid('email', 'Email: is not properly formatted', 'InvalidFormat')
  return { type: 'email', value, normalised }
}

/** A value of any type. 422 when it cannot be one of its type. */
export function readIdentity(type: IdentityRow['type'], text: string): ReadIdentity {
  if (type === 'email') return readAddress(text)
  const value = text.trim()
  if (value === '') throw invalid('value', 'Value: cannot be blank', 'BlankValue')
  if (type !== 'phone_number' && type !== 'agent_forwarding')
    return { type, value, normalised: value.normalize('NFKC').toLowerCase() }
  const digits = value.replaceAll(/\D/g, '')
  if (digits.length < PHONE_DIGITS.least || digits.length > PHONE_DIGITS.most)
    throw invalid('value', 'Value: is not a telephone number', 'InvalidFormat')
  return { type, value, normalised: value.startsWith('+') ? `+${digits}` : digits }
}

/** Not for everybody to read: it says that somebody is known here. Whoever may write people may know. */
export function identityTaken({ type, value }: Pick<ReadIdentity, 'type' | 'value'>): Refusal {
  return type === 'email'
    ? invalid('email', `Email: ${value} is already being used by another user`, 'DuplicateValue')
    : invalid('value', 'Value: is already being used by another user', 'DuplicateValue')
}
