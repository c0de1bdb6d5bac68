// Reading records of a source that may hold anything.
import { invalid } from '../../platform/errors.ts'

export type Json = Record<string, unknown>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A source's id as text; null where it is none. Negative ones stand for nobody. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value)
  return typeof value === 'string' && /^[0-9A-Za-z-]{1,64}$/.test(value) ? value : null
}

/** The ids of a list; whatever is none is left out. */
export function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(idOf).filter((one) => one !== null) : []
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '') : null
}

/** A list of objects; whatever is none is left out. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : []
}

export function timeOf(value: unknown): Date | null {
  if (typeof value !== 'string') return null
  const time = new Date(value)
  return Number.isNaN(time.getTime()) ? null : time
}

/** The record and its id. 422 for what is no record. */
export function recordOf(value: unknown): { record: Json; key: string } {
  const record = isJson(value) ? value : null
  const key = record && idOf(record.id)
  if (!record || !key) throw invalid('id', 'The record has no id')
  return { record, key }
}

/** Some keys of a record as they are; those it does not have are left out. */
export function pick(record: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]))
}
