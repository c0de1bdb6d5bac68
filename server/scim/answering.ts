// What lists and single resources have in common: which part is asked for, and how much of it (RFC 7644 §3.4.2, §3.9).
import type { Answer } from './attempt.ts'
import { badRequest } from './failures.ts'
import { attributeOf } from './filters/reading.ts'
import { DEFAULT_RESULTS, ENTERPRISE_SCHEMA, isObject, type Json, LIST_SCHEMA, MAX_RESULTS } from './protocol.ts'

const MAX_NAMES = 100
const MAX_START = 1_000_000_000

/** What a query, or a SearchRequest, may say. */
export interface Asked {
  filter: string | undefined
  /** From 0. */
  offset: number
  limit: number
  sort_by: string | undefined
  is_descending: boolean
  attributes: string[]
  excluded: string[]
}

export function readAsked(given: Json): Asked {
  return {
    filter: readText('filter', given.filter),
    offset: Math.min(Math.max(readNumber('startIndex', given.startIndex) ?? 1, 1), MAX_START) - 1,
    limit: Math.min(Math.max(readNumber('count', given.count) ?? DEFAULT_RESULTS, 0), MAX_RESULTS),
    sort_by: readText('sortBy', given.sortBy),
    is_descending: readText('sortOrder', given.sortOrder)?.toLowerCase() === 'descending',
    attributes: readNames('attributes', given.attributes),
    excluded: readNames('excludedAttributes', given.excludedAttributes),
  }
}

function readText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw badRequest('invalidValue', `${name} must be given once, as a text`)
  return value
}

function readNumber(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (!/^-?\d{1,15}$/.test(String(value))) throw badRequest('invalidValue', `${name} must be a whole number`)
  return Number(value)
}

function readNames(name: string, value: unknown): string[] {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : String(value).split(',')
  if (list.length > MAX_NAMES) throw badRequest('tooMany', `${name} takes at most ${MAX_NAMES} names`)
  return list.map((one) => attributeOf(String(one).trim())).filter((one) => one !== '')
}

/** Always there, whatever was asked for. */
const ALWAYS = ['id', 'schemas']

/** The resource with only what was asked for. */
export function project(resource: Json, { attributes, excluded }: Pick<Asked, 'attributes' | 'excluded'>): Json {
  if (attributes.length > 0) return pick(resource, attributes, '')
  return excluded.length > 0 ? omit(resource, excluded, '') : resource
}

/** Names below a schema of an extension are written with a colon. */
const below = (prefix: string, key: string) =>
  prefix === ''
    ? key.toLowerCase()
    : `${prefix}${prefix === ENTERPRISE_SCHEMA.toLowerCase() ? ':' : '.'}${key.toLowerCase()}`

function pick(value: Json, names: readonly string[], prefix: string): Json {
  const picked: Json = {}
  for (const [key, one] of Object.entries(value)) {
    const name = below(prefix, key)
    if (names.includes(name) || (prefix === '' && ALWAYS.includes(key))) picked[key] = one
    else if (names.some((wanted) => wanted.startsWith(`${name}.`) || wanted.startsWith(`${name}:`)))
      picked[key] = each(one, (inner) => pick(inner, names, name))
  }
  return picked
}

function omit(value: Json, names: readonly string[], prefix: string): Json {
  const kept: Json = {}
  for (const [key, one] of Object.entries(value)) {
    const name = below(prefix, key)
    if (names.includes(name) && !(prefix === '' && ALWAYS.includes(key))) continue
    kept[key] = each(one, (inner) => omit(inner, names, name))
  }
  return kept
}

function each(value: unknown, change: (value: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? change(one) : one))
  return isObject(value) ? change(value) : value
}

export function listAnswer(resources: Json[], total: number, { offset }: Asked): Answer {
  return {
    status: 200,
    body: {
      schemas: [LIST_SCHEMA],
      totalResults: total,
      startIndex: offset + 1,
      itemsPerPage: resources.length,
      Resources: resources,
    },
  }
}

/** The answer that shows one resource. */
export function resourceAnswer(resource: Json, asked: Pick<Asked, 'attributes' | 'excluded'>, status = 200): Answer {
  const meta = resource.meta as { version: string; location: string } // as the resource was made
  return {
    status,
    body: project(resource, asked),
    version: meta.version,
    location: meta.location,
    target_id: Number(resource.id),
  }
}
