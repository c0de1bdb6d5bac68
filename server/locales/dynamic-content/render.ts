// Puts dynamic content into a text: `{{dc.key}}` becomes the item's text in the reader's language, or its default one.
import type { Tx } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { findLocale, localeName } from '../names.ts'
import { itemsByKeys, listVariants } from './queries.ts'
import type { VariantRow } from './schema.ts'

const PLACEHOLDER = /\{\{\s*dc\.([\p{L}\p{N}_]+)\s*\}\}/gu
/** A text may hold others, this many deep. */
const MAX_DEPTH = 3
/** Different placeholders that are looked up for one text. */
const MAX_KEYS = 200
/** Where the result would be longer, what is left stays as it was written. */
const MAX_LENGTH = 262_144

/** Key → its active variants; null where there is no such item. Read once per unit. */
const read = new WeakMap<Tx, Map<string, VariantRow[] | null>>()

/**
 * The text with its `{{dc.…}}` replaced, in `locale` (a name such as `de`, or Zendesk's number). Unknown keys become
 * nothing, as in Zendesk. Asks the database only where the text has a placeholder that was not asked for before.
 */
export async function renderDynamicContent(work: Work, text: string, locale: string | number | null): Promise<string> {
  let result = text
  for (let depth = 0; depth < MAX_DEPTH && result.includes('{{'); depth++) {
    const keys = [...new Set([...result.matchAll(PLACEHOLDER)].map(([, key = '']) => key.toLowerCase()))]
    if (keys.length === 0) break
    const texts = await textsOf(work, keys.slice(0, MAX_KEYS))
    let length = result.length
    result = result.replaceAll(PLACEHOLDER, (whole, key: string) => {
      const words = chosen(texts.get(key.toLowerCase()), locale)
      length += words.length - whole.length
      return length > MAX_LENGTH ? whole : words
    })
    if (length > MAX_LENGTH) break
  }
  return result
}

/** What was read in this unit is out of date. */
export function forgetTexts(work: Work): void {
  read.delete(work.db)
}

async function textsOf(work: Work, keys: readonly string[]): Promise<Map<string, VariantRow[] | null>> {
  const known = read.get(work.db) ?? new Map<string, VariantRow[] | null>()
  read.set(work.db, known)
  const missing = keys.filter((key) => !known.has(key))
  if (missing.length === 0) return known
  const items = await itemsByKeys(work, missing)
  const variants = await listVariants(
    work,
    items.map((item) => item.id),
  )
  for (const key of missing) {
    const item = items.find((one) => one.key === key)
    known.set(key, item ? variants.filter((row) => row.item_id === item.id && row.active) : null)
  }
  return known
}

/** The variant in the very language, else in another form of it, else the default. */
function chosen(variants: readonly VariantRow[] | null | undefined, locale: string | number | null): string {
  if (!variants) return ''
  const name = typeof locale === 'number' ? localeName(locale) : locale
  const wanted = name === null ? null : findLocale(name)
  const language = wanted?.locale.split('-')[0]
  const variant =
    variants.find((row) => row.locale_id === wanted?.id) ??
    variants.find((row) => language !== undefined && localeName(row.locale_id)?.split('-')[0] === language) ??
    variants.find((row) => row.is_default)
  return variant?.content ?? ''
}
