// What a user that a directory sent means for the desk.
import { LOCALES } from '../../accounts/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { badRequest } from '../failures.ts'
import { isObject, type Json } from '../protocol.ts'

const MAX_NAME = 255
const MAX_USER_NAME = 254

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.trim() || undefined : undefined

/** The value that counts of several: the primary one, else that of work, else the first. */
function chosen(values: Json[]): string | undefined {
  const found =
    values.find((one) => one.primary === true) ??
    values.find((one) => String(one.type).toLowerCase() === 'work') ??
    values[0]
  return textOf(found?.value)
}

/** How somebody signs in at the directory. 400 without one. */
export function userNameOf(user: Json): string {
  const name = textOf(user.userName)
  if (name === undefined) throw badRequest('invalidValue', 'userName is required')
  if (name.length > MAX_USER_NAME)
    throw badRequest('invalidValue', `userName takes at most ${MAX_USER_NAME} characters`)
  return name
}

/** The address of a user: of their emails, else userName where it is one. 400 where there is none. */
export function addressOf(user: Json): string {
  const given = chosen(listOf(user.emails)) ?? userNameOf(user)
  const address = normaliseAddress(given)
  if (address === null)
    throw badRequest(
      'invalidValue',
      'emails must hold an e-mail address, or userName must be one: the team signs in with it',
    )
  return address
}

/** A name for people to read; `otherwise` where the directory gave none. */
export function nameOf(user: Json, otherwise: string): string {
  const name = isObject(user.name) ? user.name : {}
  const parts = [textOf(name.givenName), textOf(name.familyName)].filter((part) => part !== undefined)
  const found = textOf(user.displayName) ?? textOf(name.formatted) ?? (parts.join(' ') || otherwise)
  return found.slice(0, MAX_NAME)
}

export function phoneOf(user: Json): string | null {
  return chosen(listOf(user.phoneNumbers))?.slice(0, 100) ?? null
}

/** The language, where it is one of the desk's. */
export function localeOf(user: Json): string | undefined {
  const given = (textOf(user.preferredLanguage) ?? textOf(user.locale))?.slice(0, 2).toLowerCase()
  return LOCALES.find((one) => one === given)
}

/** The values of the attribute roles, in lower case. */
export function roleValuesOf(user: Json): string[] {
  return listOf(user.roles).flatMap((one) =>
    [textOf(one.value), textOf(one.display)].flatMap((text) => text?.toLowerCase() ?? []),
  )
}

/** Other addresses, which the desk keeps as they came. */
export function otherEmailsOf(user: Json, address: string): Json[] {
  return listOf(user.emails).filter((one) => normaliseAddress(textOf(one.value) ?? '') !== address)
}
