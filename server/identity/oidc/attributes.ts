// Claims as attributes: what nests is named with dots (Keycloak's `realm_access.roles`), what is a list has its values.
import type { Attributes } from '../mapping/reading.ts'

const MAX_ATTRIBUTES = 300
const MAX_VALUES = 1_000
const MAX_LENGTH = 2_000
const MAX_NAME = 255
const MAX_DEPTH = 4

/** Claims about the message itself, not about a person. */
const ABOUT_THE_MESSAGE = new Set(['nonce', 'at_hash', 'c_hash', 's_hash', 'aud', 'azp', 'exp', 'iat', 'nbf', 'jti'])

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.slice(0, MAX_LENGTH).toWellFormed().replaceAll('\u0000', '')
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return null
}

type Claims = Readonly<Record<string, unknown>>

/** Claims of one person, flat. Later sources do not replace what an earlier one said. */
export function attributesOf(...sources: readonly Claims[]): Attributes {
  return flat(sources, ABOUT_THE_MESSAGE)
}

/** All claims of a message that was not taken: often the ones about itself are what is wrong. */
export function claimsAsSent(claims: Claims): Attributes {
  return flat([claims], new Set())
}

function flat(sources: readonly Claims[], left_out: ReadonlySet<string>): Attributes {
  // A claim may have any name, `__proto__` too.
  const found = new Map<string, string[]>()
  const add = (name: string, value: unknown, depth: number) => {
    if (found.size >= MAX_ATTRIBUTES || found.has(name)) return
    if (Array.isArray(value)) {
      const texts = value.slice(0, MAX_VALUES).map(textOf)
      const values = texts.filter((one) => one !== null)
      if (values.length > 0) found.set(name, values)
      return
    }
    const text = textOf(value)
    if (text !== null) found.set(name, [text])
    else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH)
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`.slice(0, MAX_NAME), inner, depth + 1)
  }
  for (const source of sources)
    for (const [name, value] of Object.entries(source)) if (!left_out.has(name)) add(name.slice(0, MAX_NAME), value, 1)
  return Object.fromEntries(found)
}
