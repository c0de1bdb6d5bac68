// A filter on users as a condition of SQL. What people are called and how they are reached is encrypted: it is found by
// keyed hashes, so whole and equal or not at all.
import { findUserByEmail } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { badRequest } from '../failures.ts'
import { externalIdHash, findScimUserByName, scimUsersByIds } from '../users/queries.ts'
import { attributeOf, type Filter, readFilter } from './reading.ts'

type Condition = RawBuilder<unknown>
type Value = string | number | boolean | null

const TRUE = sql`true`
const FALSE = sql`false`
const COMPARED: Record<string, Condition> = { eq: sql`=`, gt: sql`>`, ge: sql`>=`, lt: sql`<`, le: sql`<=` }

/** A condition on `users` and `s` (users/queries.ts). 400 invalidFilter for what cannot be answered. */
export async function usersWhere(work: Work, text: string | undefined): Promise<Condition> {
  return text === undefined ? TRUE : await compile(work, readFilter(text))
}

async function compile(work: Work, filter: Filter): Promise<Condition> {
  if (filter.op === 'not' && 'filter' in filter) return sql`not (${await compile(work, filter.filter)})`
  if ('filters' in filter) {
    const parts: Condition[] = []
    for (const one of filter.filters) parts.push(await compile(work, one))
    return sql`(${sql.join(parts, filter.op === 'and' ? sql` and ` : sql` or `)})`
  }
  if ('valFilter' in filter) return await compileValue(work, attributeOf(filter.attrPath), filter.valFilter)
  const attribute = attributeOf(filter.attrPath)
  if (filter.op === 'pr') return present(attribute)
  if (!('compValue' in filter)) throw unanswerable(attribute)
  if (filter.op === 'ne') return sql`not (${await compare(work, attribute, 'eq', filter.compValue)})`
  return await compare(work, attribute, filter.op, filter.compValue)
}

/** `emails[type eq "work" and value eq "…"]`: addresses of the desk are those of work, the primary one first. */
async function compileValue(work: Work, attribute: string, inner: Filter): Promise<Condition> {
  if (attribute !== 'emails' && attribute !== 'groups') throw unanswerable(attribute)
  if ('filters' in inner) {
    const parts: Condition[] = []
    for (const one of inner.filters) parts.push(await compileValue(work, attribute, one))
    return sql`(${sql.join(parts, inner.op === 'and' ? sql` and ` : sql` or `)})`
  }
  if (!('compValue' in inner) || inner.op !== 'eq') throw unanswerable(attribute)
  const part = attributeOf(inner.attrPath)
  const { compValue } = inner
  if (part === 'value') return await compare(work, attribute, 'eq', compValue)
  if (attribute === 'emails' && part === 'type') return String(compValue).toLowerCase() === 'work' ? TRUE : FALSE
  if (attribute === 'emails' && part === 'primary') return compValue === true ? TRUE : FALSE
  throw unanswerable(`${attribute}.${part}`)
}

function present(attribute: string): Condition {
  switch (attribute) {
    case 'id':
    case 'username':
    case 'displayname':
    case 'active':
    case 'meta.created':
    case 'meta.lastmodified':
    case 'meta':
      return TRUE
    case 'externalid':
      return sql`s.external_id_hash is not null`
    case 'emails':
    case 'emails.value':
      return sql`exists (select from user_identities i where i.account_id = users.account_id and i.user_id = users.id and i.type = 'email')`
    default:
      throw unanswerable(attribute)
  }
}

async function compare(work: Work, attribute: string, op: string, value: Value): Promise<Condition> {
  switch (attribute) {
    case 'id':
      if (op !== 'eq') break
      return isId(value) ? sql`users.id = ${Number(value)}::bigint` : FALSE
    case 'active':
      if (op !== 'eq') break
      return sql`users.suspended = ${!truth(value)}`
    case 'username':
      if (op !== 'eq') break
      return await hasUserName(work, String(value))
    case 'emails':
    case 'emails.value': {
      if (op !== 'eq') break
      const user = await findUserByEmail(work, String(value).slice(0, 320))
      return user ? sql`users.id = ${user.id}::bigint` : FALSE
    }
    case 'externalid':
      if (op !== 'eq') break
      return sql`s.external_id_hash = ${externalIdHash(work, String(value))}`
    case 'groups':
    case 'groups.value':
      if (op !== 'eq') break
      return isId(value)
        ? sql`exists (select from group_memberships m where m.account_id = users.account_id and m.user_id = users.id and m.group_id = ${Number(value)}::bigint)`
        : FALSE
    case 'meta.created':
      return instant(sql`coalesce(s.created_at, users.created_at)`, attribute, op, value)
    case 'meta.lastmodified':
      return instant(sql`greatest(users.updated_at, s.updated_at)`, attribute, op, value)
  }
  throw unanswerable(attribute, op)
}

/** Those whom a directory gave a userName, and those of the team who have only an address. */
async function hasUserName(work: Work, user_name: string): Promise<Condition> {
  const row = await findScimUserByName(work, user_name.slice(0, 1_000))
  if (row) return sql`users.id = ${row.user_id}::bigint`
  const user = await findUserByEmail(work, user_name.slice(0, 320))
  const known = user && (await scimUsersByIds(work, [user.id]))
  const is_shown = user?.email?.toLowerCase() === user_name.trim().toLowerCase()
  return user && is_shown && known?.length === 0 ? sql`users.id = ${user.id}::bigint` : FALSE
}

function instant(column: Condition, attribute: string, op: string, value: Value): Condition {
  const compared = COMPARED[op]
  const time = typeof value === 'string' ? new Date(value) : null
  if (!compared) throw unanswerable(attribute, op)
  if (!time || !Number.isFinite(time.getTime()) || Math.abs(time.getUTCFullYear() - 2_000) > 1_000)
    throw badRequest('invalidFilter', `${attribute} is compared with a time like 2026-01-31T12:00:00Z`)
  return sql`date_trunc('milliseconds', ${column}) ${compared} ${time}::timestamptz`
}

const isId = (value: Value) => /^\d{1,16}$/.test(String(value)) && Number.isSafeInteger(Number(value))

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw badRequest('invalidFilter', 'active is compared with true or false')
}

function unanswerable(attribute: string, op?: string) {
  const what = `${attribute.slice(0, 60)}${op ? ` ${op}` : ''}`
  return badRequest(
    'invalidFilter',
    `A filter by ${what} cannot be answered, since this desk keeps its people encrypted. These can: userName, externalId and emails.value with eq; id, active, groups.value with eq; meta.created and meta.lastModified with eq, gt, ge, lt, le; pr; and, or, not`,
  )
}
