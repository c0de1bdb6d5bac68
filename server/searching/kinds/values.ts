// Conditions on values of the usual sorts: texts, whole numbers, ordered names, instants, people, things by id or name.
// `none` is no value and `*` any.
import { findUserByEmail } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { searchCondition } from '../../search/index.ts'
import { readBounds } from '../language/dates.ts'
import { type Filter, invalidSearch } from '../language/parse.ts'
import type { Field } from './kind.ts'

type Column = RawBuilder<unknown>

/** `none` and `*` as a condition on a column that may be null; undefined for any other value. */
export function presence(column: Column, filter: Filter): RawBuilder<unknown> | undefined {
  if (filter.value === '*') return sql`${column} is not null`
  if (filter.value.toLowerCase() === 'none' && !filter.is_quoted) return sql`${column} is null`
  return undefined
}

/** Refuses `<` and `>` where values have no order. */
export function onlyEqual(filter: Filter): void {
  if (filter.operator !== ':') throw invalidSearch(`${filter.key} takes : only, it has no order`)
}

/** A whole number that an id can be. 422 otherwise. */
export function readNumber(filter: Filter): number {
  const digits = filter.value.replace(/^#/, '')
  if (!/^\d{1,15}$/.test(digits)) throw invalidSearch(`${filter.key} takes a whole number`)
  return Number(digits)
}

/** Exactly this text, or with a star at the end everything that begins with it. */
export function text(column: Column): Field {
  return (_work, filter) => {
    onlyEqual(filter)
    const value = filter.value.toWellFormed()
    if (value.length > 1 && value.endsWith('*')) return sql`starts_with(${column}, ${value.slice(0, -1)})`
    return presence(column, filter) ?? sql`${column} = ${value}`
  }
}

export function number(column: Column): Field {
  return (_work, filter) =>
    presence(column, filter) ??
    sql`${column} ${sql.raw(filter.operator === ':' ? '=' : filter.operator)} ${readNumber(filter)}::bigint`
}

export function instant(column: Column): Field {
  return ({ now }, filter) => {
    const present = presence(column, filter)
    if (present) return present
    const { from, to } = readBounds(filter, now)
    const bounds = [...(from ? [sql`${column} >= ${from}`] : []), ...(to ? [sql`${column} < ${to}`] : [])]
    return sql`(${sql.join(bounds, sql` and `)})`
  }
}

export function flag(column: Column): Field {
  return (_work, filter) => (readFlag(filter) ? sql`${column}` : sql`not ${column}`)
}

export function readFlag(filter: Filter): boolean {
  onlyEqual(filter)
  const value = filter.value.toLowerCase()
  if (value !== 'true' && value !== 'false') throw invalidSearch(`${filter.key} takes true or false`)
  return value === 'true'
}

/** Names that have an order, as statuses have. Literals, so that partial indexes apply. */
export function ordered(column: Column, names: readonly string[]): Field {
  return (_work, filter) => {
    const present = presence(column, filter)
    if (present) return present
    const at = names.indexOf(filter.value.toLowerCase())
    if (at === -1) throw invalidSearch(`${filter.key} takes ${names.join(', ')}`)
    const wanted = names.filter((_name, index) => isWithin(filter.operator, index, at))
    return wanted.length === 0 ? sql`false` : sql`${column} in (${sql.join(wanted.map((name) => sql.lit(name)))})`
  }
}

function isWithin(operator: Filter['operator'], index: number, at: number): boolean {
  switch (operator) {
    case ':':
      return index === at
    case '<':
      return index < at
    case '<=':
      return index <= at
    case '>':
      return index > at
    case '>=':
      return index >= at
  }
}

/** A person by id, `me`, e-mail address or words of the name. */
export function person(column: Column): Field {
  return async (work, filter) => {
    onlyEqual(filter)
    return presence(column, filter) ?? sql`${column} = any(${await peopleOf(work, filter.value)})`
  }
}

/** The ids of the people a value names, as an SQL array. */
export async function peopleOf(work: Work, value: string): Promise<RawBuilder<unknown>> {
  const ids = (known: readonly number[]) => sql`${known}::bigint[]`
  if (value.toLowerCase() === 'me') return ids([actorId(work.actor) ?? -1])
  if (/^\d{1,15}$/.test(value)) return ids([Number(value)])
  if (value.includes('@')) {
    const found = await findUserByEmail(work, value)
    return ids(found ? [found.id] : [])
  }
  const matching = await searchCondition(work, 'user', value, sql.ref('users.id'), { begins: true })
  return matching
    ? sql`array(select users.id from users where users.account_id = ${work.account_id} and users.active and ${matching})`
    : ids([])
}

/** An organisation by id or words of its name. */
export function organization(column: Column): Field {
  return async (work, filter) => {
    onlyEqual(filter)
    const present = presence(column, filter)
    if (present) return present
    if (/^\d{1,15}$/.test(filter.value)) return sql`${column} = ${Number(filter.value)}::bigint`
    const matching = await searchCondition(work, 'organization', filter.value, sql.ref('organizations.id'), {
      begins: true,
    })
    if (!matching) return sql`false`
    return sql`${column} = any(array(
      select organizations.id from organizations where organizations.account_id = ${work.account_id} and organizations.deleted_at is null and ${matching}))`
  }
}

/** Something an admin named, by id or by its whole name. `listed` is the SQL of `select id, name`. */
export function named(column: Column, listed: (work: Work) => RawBuilder<unknown>): Field {
  return (work, filter) => {
    onlyEqual(filter)
    const present = presence(column, filter)
    if (present) return present
    if (/^\d{1,15}$/.test(filter.value)) return sql`${column} = ${Number(filter.value)}::bigint`
    const name = filter.value.toWellFormed().toLowerCase()
    return sql`${column} = any(array(
      select named.id from (${listed(work)}) named where ${name.endsWith('*') ? sql`starts_with(lower(named.name), ${name.slice(0, -1)})` : sql`lower(named.name) = ${name}`}))`
  }
}

/** Words of one part of a record, by the index. */
export function words(
  kind: 'ticket' | 'user' | 'organization',
  id: Column,
  where: { parts?: readonly string[]; is_first?: boolean },
): Field {
  return async (work, filter, reading) => {
    onlyEqual(filter)
    const asked = filter.is_quoted ? `"${filter.value.replaceAll('"', ' ')}"` : filter.value
    return (
      (await searchCondition(work, kind, asked, id, { ...where, begins: !filter.is_quoted, reading })) ?? sql`false`
    )
  }
}

/** Tags of a record: exactly one, one with a beginning (`vip*`), any or none. `of` is the SQL `select … from … where`. */
export function tags(of: RawBuilder<unknown>): Field {
  return (_work, filter) => {
    onlyEqual(filter)
    const tag = filter.value.toWellFormed().toLowerCase()
    if (filter.value === '*') return sql`exists (${of})`
    if (tag === 'none' && !filter.is_quoted) return sql`not exists (${of})`
    const wanted = tag.endsWith('*') ? sql`starts_with(g.tag, ${tag.slice(0, -1)})` : sql`g.tag = ${tag}`
    return sql`exists (${of} and ${wanted})`
  }
}
