// What is read of a user that a directory sends. Names are matched without regard to case (RFC 7643 §2.1); what the desk
// has no use for is left out, as is everything that is not of the schema: less is kept of people that way.
import { badRequest } from '../failures.ts'
import { ENTERPRISE_SCHEMA, isObject, type Json, USER_SCHEMA } from '../protocol.ts'

const MAX_TEXT = 1_024
/** Values of an attribute that has several. */
export const MAX_VALUES = 50

const NAME = ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix']
const VALUE = ['value', 'type', 'primary', 'display']
const ADDRESS = ['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type', 'primary']

type Kind = 'text' | 'boolean' | 'ignored' | 'read_only' | { one: readonly string[] } | { many: readonly string[] }

export const USER_ATTRIBUTES: Record<string, Kind> = {
  userName: 'text',
  externalId: 'text',
  displayName: 'text',
  nickName: 'text',
  profileUrl: 'text',
  title: 'text',
  userType: 'text',
  preferredLanguage: 'text',
  locale: 'text',
  timezone: 'text',
  active: 'boolean',
  name: { one: NAME },
  emails: { many: VALUE },
  phoneNumbers: { many: VALUE },
  addresses: { many: ADDRESS },
  roles: { many: VALUE },
  // Taken and not kept: a directory's passwords and pictures are none of ours.
  password: 'ignored',
  photos: 'ignored',
  ims: 'ignored',
  entitlements: 'ignored',
  x509Certificates: 'ignored',
  groups: 'read_only',
  id: 'read_only',
  meta: 'read_only',
  schemas: 'read_only',
}

export const ENTERPRISE_ATTRIBUTES: Record<string, Kind> = {
  employeeNumber: 'text',
  costCenter: 'text',
  organization: 'text',
  division: 'text',
  department: 'text',
  manager: { one: ['value', '$ref', 'displayName'] },
}

/** The name of an attribute as the schema writes it; undefined for one it does not have. */
export function canonical(names: Iterable<string>, given: string): string | undefined {
  const wanted = given.toLowerCase()
  for (const name of names) if (name.toLowerCase() === wanted) return name
  return undefined
}

/** A user as a directory sent it, reduced to what is known and of the right type. 400 for the rest. */
export function readUser(given: unknown): Json {
  if (!isObject(given)) throw badRequest('invalidSyntax', 'A user must be a JSON object')
  const user: Json = readAttributes(given, USER_ATTRIBUTES)
  for (const [key, value] of Object.entries(given)) {
    const is_enterprise = key.toLowerCase() === ENTERPRISE_SCHEMA.toLowerCase()
    if (is_enterprise && isObject(value)) user[ENTERPRISE_SCHEMA] = readAttributes(value, ENTERPRISE_ATTRIBUTES)
    // Some write the core schema's name before attributes.
    const core = key.toLowerCase().startsWith(`${USER_SCHEMA.toLowerCase()}:`)
    if (core) Object.assign(user, readAttributes({ [key.slice(USER_SCHEMA.length + 1)]: value }, USER_ATTRIBUTES))
  }
  return user
}

function readAttributes(given: Json, known: Record<string, Kind>): Json {
  const read: Json = {}
  for (const [key, value] of Object.entries(given)) {
    const name = canonical(Object.keys(known), key)
    const kind = name === undefined ? undefined : known[name]
    if (name === undefined || kind === undefined || kind === 'ignored' || kind === 'read_only') continue
    const one = value === null ? undefined : readValue(name, kind, value)
    if (one !== undefined) read[name] = one
  }
  return read
}

function readValue(name: string, kind: Exclude<Kind, 'ignored' | 'read_only'>, value: unknown): unknown {
  if (kind === 'text') return readText(name, value)
  if (kind === 'boolean') return readBoolean(name, value)
  if ('one' in kind) {
    // Entra sends a manager as the bare id.
    if (typeof value === 'string') return name === 'manager' ? { value: readText(name, value) } : undefined
    if (!isObject(value)) throw badRequest('invalidValue', `${name} must be an object`)
    const read = readParts(name, kind.one, value)
    return Object.keys(read).length > 0 ? read : undefined
  }
  const values = Array.isArray(value) ? value : [value]
  if (values.length > MAX_VALUES) throw badRequest('invalidValue', `${name} takes at most ${MAX_VALUES} values`)
  const read = values.map((one) => readParts(name, kind.many, isObject(one) ? one : { value: one }))
  return read.filter((one) => Object.keys(one).length > 0)
}

function readParts(name: string, known: readonly string[], given: Json): Json {
  const read: Json = {}
  for (const [key, value] of Object.entries(given)) {
    const part = canonical(known, key)
    if (part === undefined || value === null) continue
    read[part] = part === 'primary' ? readBoolean(`${name}.primary`, value) : readText(`${name}.${part}`, value)
  }
  return read
}

function readText(name: string, value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') throw badRequest('invalidValue', `${name} must be a text`)
  if (value.length > MAX_TEXT) throw badRequest('invalidValue', `${name} takes at most ${MAX_TEXT} characters`)
  if (value.includes('\u0000')) throw badRequest('invalidValue', `${name} cannot hold the character U+0000`)
  return value.toWellFormed()
}

/** Entra sends "True" and "False" as texts. */
export function readBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw badRequest('invalidValue', `${name} must be true or false`)
}
