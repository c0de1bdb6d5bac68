// An e-mail address as somebody typed it into a field.
import { formatAddress, normaliseAddress } from '../platform/addresses.ts'
import { invalid, type Refusal } from '../platform/errors.ts'

/** The address as it is kept and as it compares. 422 when it is none. */
export function readAddress(text: string): { email: string; normalised: string } {
  const email = formatAddress(text)
  const normalised = normaliseAddress(text)
  if (email === null || normalised === null) throw invalid('email', 'Email: is not properly formatted', 'InvalidFormat')
  return { email, normalised }
}

export function emailTaken(email: string): Refusal {
  return invalid('email', `Email: ${email} is already being used by another user`, 'DuplicateValue')
}
