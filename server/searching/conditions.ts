// From a search to SQL: which kinds of records it is about, and the condition on each. Conditions must all hold; the same
// field given several times means either of its values, except for ranges, which narrow.
import { type RawBuilder, sql } from '../platform/db.ts'
import { nearest } from '../platform/nearest.ts'
import type { Work } from '../platform/work.ts'
import type { Reading } from '../search/index.ts'
import { groupKind } from './kinds/groups.ts'
import { type Field, KINDS, type Kind, type KindOfRecord } from './kinds/kind.ts'
import { organizationKind } from './kinds/organizations.ts'
import { ticketKind } from './kinds/tickets.ts'
import { userKind } from './kinds/users.ts'
import { type Filter, invalidSearch, parseSearchText, type SearchText } from './language/parse.ts'

export const KIND: Readonly<Record<Kind, KindOfRecord>> = {
  ticket: ticketKind,
  user: userKind,
  organization: organizationKind,
  group: groupKind,
}

const TICKET_TYPES: readonly string[] = ['problem', 'incident', 'question', 'task']

/** A search, read and understood: the condition on each kind it may find. */
export interface Understood {
  conditions: Map<Kind, RawBuilder<unknown>>
  order: SearchText['order']
  /** What was asked of the word index, for highlights. */
  words: string
  /** The same search with conditions that count faster: all records, or up to a limit. */
  forCount(reading: 'count' | 'count_to_limit'): Promise<Understood>
}

/**
 * What a search means to the actor. 422 for fields and values that do not exist. An empty search finds nothing, except
 * where `only` says what it is about.
 */
export async function understand(
  work: Work,
  text: string,
  only: readonly Kind[] = KINDS,
  reading: Reading = 'list',
): Promise<Understood> {
  const asked = parseSearchText(text)
  const { kinds, filters, is_typed } = chosenKinds(asked.filters, only)
  const words = asked.words.trim()
  const fields = await fieldsOf(work, kinds, filters, is_typed)
  const conditions = new Map<Kind, RawBuilder<unknown>>()
  for (const [kind, of] of fields) {
    const condition = await conditionOf(work, KIND[kind], filters, of, words, reading)
    // A search for nothing at all finds nothing; `type:user` alone finds them all.
    if (condition !== null && (words !== '' || filters.length > 0 || is_typed)) conditions.set(kind, condition)
  }
  return { conditions, order: asked.order, words, forCount: (counting) => understand(work, text, only, counting) }
}

/** `type:user` chooses; several are alternatives. `type:incident` is what Zendesk calls ticket_type. */
function chosenKinds(
  filters: readonly Filter[],
  only: readonly Kind[],
): { kinds: Kind[]; filters: Filter[]; is_typed: boolean } {
  const rest: Filter[] = []
  const wanted = new Set<Kind>()
  const unwanted = new Set<Kind>()
  for (const filter of filters) {
    const value = filter.value.toLowerCase()
    if (filter.key !== 'type') rest.push(filter)
    else if (TICKET_TYPES.includes(value)) rest.push({ ...filter, key: 'ticket_type' })
    else {
      const kind = KINDS.find((one) => one === value)
      if (!kind || filter.operator !== ':') throw invalidSearch(`type takes ${KINDS.join(', ')}`)
      const set = filter.is_negated ? unwanted : wanted
      set.add(kind)
    }
  }
  const kinds = only.filter((kind) => (wanted.size === 0 || wanted.has(kind)) && !unwanted.has(kind))
  return { kinds, filters: rest, is_typed: wanted.size > 0 || unwanted.size > 0 || only.length < KINDS.length }
}

/** The kinds that have every field of the search, with these fields. */
async function fieldsOf(work: Work, kinds: readonly Kind[], filters: readonly Filter[], is_typed: boolean) {
  if (kinds.length === 0) throw invalidSearch('it is about no kind of record')
  const keys = [...new Set(filters.map((filter) => filter.key))]
  const found = new Map<Kind, Map<string, Field>>()
  const missing = new Set(keys)
  for (const kind of kinds) {
    const fields = new Map<string, Field>()
    for (const key of keys) {
      const own = Object.hasOwn(KIND[kind].fields, key) ? KIND[kind].fields[key] : undefined
      const field = own ?? (await KIND[kind].ownField(work, key))
      if (field) {
        fields.set(key, field)
        missing.delete(key)
      }
    }
    if (fields.size === keys.length) found.set(kind, fields)
  }
  const [unknown] = missing
  if (unknown !== undefined) throw invalidSearch(whyUnknown(unknown, is_typed ? kinds : KINDS))
  if (found.size === 0) throw invalidSearch(`no kind of record has all of the fields ${keys.join(', ')}`)
  return found
}

function whyUnknown(key: string, kinds: readonly Kind[]): string {
  const known = kinds.flatMap((kind) => Object.keys(KIND[kind].fields))
  const meant = nearest(key, known)
  return `${key} is not a field of ${kinds.join(', ')}${meant ? `, did you mean ${meant}?` : ''} To look for it as a word, put it in quotes`
}

async function conditionOf(
  work: Work,
  kind: KindOfRecord,
  filters: readonly Filter[],
  fields: ReadonlyMap<string, Field>,
  words: string,
  reading: Reading,
): Promise<RawBuilder<unknown> | null> {
  const conditions: RawBuilder<unknown>[] = [kind.visible(work)]
  const alternatives = new Map<string, RawBuilder<unknown>[]>()
  for (const filter of filters) {
    const condition = await fields.get(filter.key)!(work, filter, reading) // fieldsOf found one for every key
    if (filter.is_negated) conditions.push(sql`not coalesce(${condition}, false)`)
    else if (filter.operator !== ':') conditions.push(condition)
    else alternatives.set(filter.key, [...(alternatives.get(filter.key) ?? []), condition])
  }
  for (const same of alternatives.values()) conditions.push(sql`(${sql.join(same, sql` or `)})`)
  if (words !== '') {
    const matching = await kind.words(work, words, { only_excluding: filters.length > 0, reading })
    if (matching === null) return null
    conditions.push(matching)
  }
  return sql`(${sql.join(conditions, sql` and `)})`
}

/** The condition of a search on tickets alone, over the alias `t`: for views. It finds nothing where it is about others. */
export async function ticketCondition(
  work: Work,
  text: string,
  reading: Reading = 'list',
): Promise<RawBuilder<unknown>> {
  const { conditions } = await understand(work, text, ['ticket'], reading)
  return conditions.get('ticket') ?? sql`false`
}
