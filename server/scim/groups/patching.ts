// PATCH of a group: mostly who is in it, thousands at a time, so members are a set and not a list that is searched.
import { badRequest } from '../failures.ts'
import { attributeOf, type Filter, readFilter } from '../filters/reading.ts'
import { isObject, MAX_MEMBERS } from '../protocol.ts'
import type { PatchOperation } from '../users/patching.ts'
import type { WantedGroup } from './actions.ts'

const MAX_NAME = 255

/** A group's name. */
export function readGroupName(value: unknown): string {
  const name = typeof value === 'string' ? value.toWellFormed().trim() : ''
  if (name === '' || name.length > MAX_NAME || name.includes('\u0000'))
    throw badRequest('invalidValue', `displayName must be a text of 1 to ${MAX_NAME} characters`)
  return name
}

export function readExternalId(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'string' || value.length > MAX_NAME || value.includes('\u0000'))
    throw badRequest('invalidValue', `externalId must be a text of at most ${MAX_NAME} characters`)
  return value.toWellFormed()
}

/** The ids of a list of members; one alone will do, as an object or as the bare id. */
export function readMembers(value: unknown): Set<number> {
  if (value === null || value === undefined) return new Set()
  const list = Array.isArray(value) ? value : [value]
  if (list.length > MAX_MEMBERS) throw badRequest('tooMany', `One request names at most ${MAX_MEMBERS} members`)
  return new Set(list.map((one) => readId(isObject(one) ? one.value : one)))
}

function readId(value: unknown): number {
  if (!/^\d{1,16}$/.test(String(value)) || !Number.isSafeInteger(Number(value)))
    throw badRequest('invalidValue', 'A member is named by the id of a user: {"value": "123"}')
  return Number(value)
}

/** What the operations make of a group with these members. */
export function patchGroup(before: ReadonlySet<number>, operations: readonly PatchOperation[]): WantedGroup {
  const wanted: WantedGroup & { members?: Set<number> } = {}
  const members = () => (wanted.members ??= new Set(before))
  for (const { op, path, value } of operations) {
    if (path === undefined) {
      if (!isObject(value)) throw badRequest('invalidValue', 'Without a path the value must be an object')
      for (const [key, one] of Object.entries(value)) set(attributeOf(key), op, one, false)
    } else set(path, op, value, true)
  }
  return wanted

  function set(path: string, op: PatchOperation['op'], value: unknown, is_own: boolean): void {
    const name = attributeOf(path)
    if (name === 'displayname') {
      if (op === 'remove') throw badRequest('mutability', 'displayName is required')
      wanted.name = readGroupName(value)
    } else if (name === 'externalid') wanted.external_id = op === 'remove' ? null : readExternalId(value)
    else if (name === 'members') {
      const ids = readMembers(value)
      if (op === 'add') for (const id of ids) members().add(id)
      else if (op === 'replace') wanted.members = ids
      else if (value === undefined || value === null) wanted.members = new Set()
      else for (const id of ids) members().delete(id)
    } else if (name.startsWith('members[')) {
      if (op !== 'remove') throw badRequest('invalidPath', 'Members are added with the path members')
      for (const id of chosen(path)) members().delete(id)
    } else if (['id', 'schemas', 'meta'].includes(name)) {
      if (is_own) throw badRequest('mutability', `${name} cannot be written`)
    } else if (is_own) throw badRequest('invalidPath', 'The path names no attribute of a group')
  }
}

/** The ids of `members[value eq "1" or value eq "2"]`. */
function chosen(path: string): number[] {
  const inner = /^[^[]*\[(.*)\]$/s.exec(path)?.[1]
  if (inner === undefined) throw badRequest('invalidPath', 'The path could not be read')
  const idsOf = (filter: Filter): number[] => {
    if (filter.op === 'or' && 'filters' in filter) return filter.filters.flatMap(idsOf)
    if (filter.op !== 'eq' || !('compValue' in filter) || attributeOf(filter.attrPath) !== 'value')
      throw badRequest('invalidPath', 'Members are chosen like members[value eq "123"]')
    return [readId(filter.compValue)]
  }
  return idsOf(readFilter(inner, 'invalidPath'))
}
