// Compares replies with shapes recorded from real traffic, where they are at hand (CUSTOS_SHARED).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Schema {
  type?: string | string[]
  format?: string
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
}

const FOLDER = join(process.env.CUSTOS_SHARED ?? '../shared', 'zendesk/golden')

/** `METHOD /path/{} status` → shape, or null where nothing is at hand. */
export function recordedShapes(): Record<string, { samples: number; schema: Schema | null }> | null {
  const file = join(FOLDER, 'response-shapes.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** `METHOD /path/{}` → shape of its body, or null where nothing is at hand. */
export function recordedRequests(): Record<string, Schema> | null {
  const file = join(FOLDER, 'request-shapes.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Header → status → how often it was seen; null where nothing is at hand. */
export function recordedHeaders(): Record<string, Record<string, number>> | null {
  const file = join(FOLDER, 'response-headers.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** Never null in the recordings, which had brands, forms and pages beyond; ours may be null or absent, on purpose. */
const MAY_BE_NULL = new Set([
  'brand_id',
  'custom_status_id',
  'ticket_form_id',
  'custom_role_id',
  'role_type',
  'organization_id',
  'default_group_id',
  'last_login_at',
  'next',
  'prev',
  'description',
  'next_page',
  // Triggers need no category here.
  'category_id',
  'domain_verification_code',
  'previous_value',
  'two_factor_auth_enabled',
])
/**
 * Where people wrote from is sealed and shown to administrators in the audit only; senders are in `sender`. The rest is of
 * single recordings: an older name, a prediction that few accounts have, fields of somebody's own, what only lookups have. A webhook's
 * credentials are shown to nobody.
 */
const MAY_BE_ABSENT =
  /\.metadata\.system\.|\.via\.source\.(to|from)\.|\.events\[\]\.|^\.attachment\.name$|satisfaction_probability$|\.user_fields\.|\.relationship_(filter|target_type)$|\.authentication\.data$/
/** Values here are of the type that the field has which an event or an action is about. */
const OF_ANY_TYPE = /\.events\[\]\.(previous_value|value|body)$|\.actions\[\]\.value$/
/** A header's value, which was a time in the one that was recorded. */
const NO_TIME = /\.headers\[\]\.value$/
/** So few samples cannot say that a value is never null. */
const FEW_SAMPLES = 2

/** Where a reply departs from a recorded shape, as `path: what`. Unknown keys of ours are fine. */
export function departures(value: unknown, schema: Schema, samples: number, path = ''): string[] {
  const types = [schema.type ?? []].flat()
  const key = path.replace(/.*\./, '')
  if (value === undefined) return MAY_BE_ABSENT.test(path) ? [] : [`${path} is missing`]
  if (OF_ANY_TYPE.test(path)) return []
  if (value === null)
    return types.includes('null') || MAY_BE_NULL.has(key) || samples <= FEW_SAMPLES ? [] : [`${path} is null`]
  // Recorded only as null says nothing of what a value looks like.
  if (types.every((type) => type === 'null')) return []
  const own = Array.isArray(value) ? 'array' : Number.isSafeInteger(value) ? 'integer' : typeof value
  if (!types.includes(own) && !(own === 'integer' && types.includes('number')))
    return [`${path} is ${own}, not ${types}`]
  if (schema.format === 'date-time' && !NO_TIME.test(path) && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value)))
    return [`${path} is no time`]
  if (schema.format === 'uri' && !URL.canParse(String(value))) return [`${path} is no address`]
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.flatMap((one) => departures(one, items, samples, `${path}[]`)) : []
  }
  if (own !== 'object') return []
  const record = value as Record<string, unknown> // just seen to be an object
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
    required.has(name) || record[name] !== undefined ? departures(record[name], part, samples, `${path}.${name}`) : [],
  )
}
