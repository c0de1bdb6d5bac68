// A filter on groups. Their names are no secret and they are few, so all are looked at.
import type { Work } from '../../platform/work.ts'
import { badRequest } from '../failures.ts'
import type { SeenGroup } from '../groups/queries.ts'
import { groupsOfUsers } from '../users/queries.ts'
import { attributeOf, type Filter, readFilter } from './reading.ts'

type Test = (group: SeenGroup) => boolean
type Value = string | number | boolean | null

const COMPARED: Record<string, (own: string, given: string) => boolean> = {
  eq: (own, given) => own === given,
  ne: (own, given) => own !== given,
  co: (own, given) => own.includes(given),
  sw: (own, given) => own.startsWith(given),
  ew: (own, given) => own.endsWith(given),
  gt: (own, given) => own > given,
  ge: (own, given) => own >= given,
  lt: (own, given) => own < given,
  le: (own, given) => own <= given,
}

/** Whether a group is meant. 400 invalidFilter for what groups do not have. */
export async function groupsWhere(work: Work, text: string | undefined): Promise<Test> {
  return text === undefined ? () => true : await compile(work, readFilter(text))
}

async function compile(work: Work, filter: Filter): Promise<Test> {
  if (filter.op === 'not' && 'filter' in filter) {
    const inner = await compile(work, filter.filter)
    return (group) => !inner(group)
  }
  if ('filters' in filter) {
    const parts: Test[] = []
    for (const one of filter.filters) parts.push(await compile(work, one))
    return filter.op === 'and'
      ? (group) => parts.every((part) => part(group))
      : (group) => parts.some((part) => part(group))
  }
  const attribute = attributeOf(filter.attrPath)
  if ('valFilter' in filter) {
    const inner = filter.valFilter
    if (
      attribute !== 'members' ||
      !('compValue' in inner) ||
      inner.op !== 'eq' ||
      attributeOf(inner.attrPath) !== 'value'
    )
      throw unanswerable(attribute)
    return await hasMember(work, inner.compValue)
  }
  if (filter.op === 'pr') return (group) => shownOf(group, attribute) !== null
  if (!('compValue' in filter)) throw unanswerable(attribute)
  if (attribute === 'members' || attribute === 'members.value') {
    if (filter.op !== 'eq') throw unanswerable(attribute)
    return await hasMember(work, filter.compValue)
  }
  const compared = COMPARED[filter.op]
  if (!compared) throw unanswerable(attribute)
  const given = attribute.startsWith('meta.')
    ? instantOf(attribute, filter.compValue)
    : String(filter.compValue).toLowerCase()
  return (group) => {
    const own = shownOf(group, attribute)
    return own === null ? filter.op === 'ne' : compared(own, given)
  }
}

async function hasMember(work: Work, value: Value): Promise<Test> {
  const id = /^\d{1,15}$/.test(String(value)) ? Number(value) : 0
  const groups = new Set((await groupsOfUsers(work, [id])).map((group) => group.id))
  return (group) => groups.has(group.id)
}

function shownOf(group: SeenGroup, attribute: string): string | null {
  switch (attribute) {
    case 'id':
      return String(group.id)
    case 'displayname':
      return group.name.toLowerCase()
    case 'externalid':
      return group.external_id?.toLowerCase() ?? null
    case 'meta.created':
      return group.created_at.toISOString()
    case 'meta.lastmodified':
      return group.updated_at.toISOString()
    default:
      throw unanswerable(attribute)
  }
}

function instantOf(attribute: string, value: Value): string {
  const time = typeof value === 'string' ? new Date(value) : null
  if (!time || !Number.isFinite(time.getTime()))
    throw badRequest('invalidFilter', `${attribute} is compared with a time like 2026-01-31T12:00:00Z`)
  return time.toISOString()
}

function unanswerable(attribute: string) {
  return badRequest(
    'invalidFilter',
    `A filter of groups by ${attribute.slice(0, 60)} cannot be answered. These can: id, displayName, externalId, members.value (eq), meta.created, meta.lastModified`,
  )
}
