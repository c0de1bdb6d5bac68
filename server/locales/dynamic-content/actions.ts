// What one can do with dynamic content. An item always has exactly one default text, in its default language.
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { localeId } from '../names.ts'
import { dynamicContentCreated, dynamicContentDeleted, dynamicContentUpdated } from './events.ts'
import {
  countItems,
  deleteItemRow,
  deleteVariantRow,
  getItem,
  insertItem,
  itemsByKeys,
  listVariants,
  lockItems,
  putVariants,
  saveItem,
} from './queries.ts'
import { forgetTexts } from './render.ts'
import {
  type ItemRow,
  type ItemWrite,
  keyOfName,
  MAX_ITEMS,
  MAX_VARIANTS,
  type VariantRow,
  type VariantWrite,
} from './schema.ts'

export interface Item {
  item: ItemRow
  variants: VariantRow[]
}

export async function createItem(work: Work, write: ItemWrite): Promise<Item> {
  if (write.name === undefined) throw invalid('name', 'Name: cannot be blank', 'BlankValue')
  await lockItems(work)
  if ((await countItems(work)) >= MAX_ITEMS)
    throw new Refusal('too_many_values', `A desk has at most ${MAX_ITEMS} texts of dynamic content`)
  const key = keyOfName(write.name)
  if ((await itemsByKeys(work, [key])).length > 0)
    throw invalid('name', `Name: ${write.name} has already been taken`, 'DuplicateValue')
  const default_locale_id =
    write.default_locale_id ?? write.variants?.find((one) => one.default)?.locale_id ?? localeId('en') ?? 1
  const writes = [
    ...(write.variants ?? []),
    ...(write.content === undefined ? [] : [{ locale_id: default_locale_id, content: write.content, default: true }]),
  ]
  const item: ItemRow = {
    id: newId(),
    name: write.name,
    key,
    default_locale_id,
    created_at: work.now,
    updated_at: work.now,
  }
  const variants = merged(work, item, [], writes)
  await insertItem(work, { ...item, default_locale_id: defaultOf(variants).locale_id })
  await putVariants(work, variants)
  work.record(dynamicContentCreated, item.id, { key })
  return await readItem(work, item.id)
}

export async function updateItem(work: Work, id: number, write: ItemWrite): Promise<Item> {
  await lockItems(work)
  const { item, variants } = await readItem(work, id)
  const writes = [
    ...(write.variants ?? []),
    ...(write.content === undefined ? [] : [{ locale_id: item.default_locale_id, content: write.content }]),
  ].map((one) => ({ ...one, id: one.id ?? variants.find((row) => row.locale_id === one.locale_id)?.id }))
  if (write.default_locale_id !== undefined) {
    const target = variants.find((row) => row.locale_id === write.default_locale_id)?.id
    writes.push({ id: target, locale_id: write.default_locale_id, default: true })
  }
  return await save(work, { ...item, name: write.name ?? item.name }, variants, writes)
}

/** Adds texts in further languages. 422 for a language the item has. */
export async function addVariants(work: Work, item_id: number, writes: readonly VariantWrite[]): Promise<VariantRow[]> {
  await lockItems(work)
  const before = await readItem(work, item_id)
  const added = writes.map((write) => ({ ...write, id: undefined }))
  const { variants } = await save(work, before.item, before.variants, added)
  return variants.filter((row) => !before.variants.some((old) => old.id === row.id))
}

/** Changes texts, each named by its id. 404 for one the item has not. */
export async function changeVariants(
  work: Work,
  item_id: number,
  writes: readonly (VariantWrite & { id: number })[],
): Promise<VariantRow[]> {
  await lockItems(work)
  const before = await readItem(work, item_id)
  const { variants } = await save(work, before.item, before.variants, writes)
  return variants.filter((row) => writes.some((write) => write.id === row.id))
}

export async function removeVariant(work: Work, item_id: number, id: number): Promise<void> {
  await lockItems(work)
  const { item, variants } = await readItem(work, item_id)
  const row = variants.find((one) => one.id === id)
  if (!row) throw notFound()
  if (row.is_default) throw invalid('base', 'The default text cannot be deleted. Make another one the default first.')
  await deleteVariantRow(work, id)
  forgetTexts(work)
  work.record(dynamicContentUpdated, item_id, { key: item.key, locale_ids: [row.locale_id] })
}

export async function deleteItem(work: Work, id: number): Promise<void> {
  const { key } = await getItem(work, id)
  await deleteItemRow(work, id)
  forgetTexts(work)
  work.record(dynamicContentDeleted, id, { key })
}

/** An item with its texts, or 404. */
export async function readItem(work: Work, id: number): Promise<Item> {
  return { item: await getItem(work, id), variants: await listVariants(work, [id]) }
}

async function save(
  work: Work,
  item: ItemRow,
  before: readonly VariantRow[],
  writes: readonly VariantWrite[],
): Promise<Item> {
  const variants = merged(work, item, before, writes)
  const standard = defaultOf(variants)
  await saveItem(work, { ...item, default_locale_id: standard.locale_id })
  // The one that was the default makes room first.
  await putVariants(work, variants)
  forgetTexts(work)
  const locale_ids = variants.filter((row) => row.updated_at === work.now).map((row) => row.locale_id)
  work.record(dynamicContentUpdated, item.id, { key: item.key, locale_ids })
  return await readItem(work, item.id)
}

/** The variants after the writes, with exactly one default. Pure. */
function merged(
  work: Work,
  item: ItemRow,
  before: readonly VariantRow[],
  writes: readonly VariantWrite[],
): VariantRow[] {
  let rows = [...before]
  for (const write of writes) {
    const old = write.id === undefined ? undefined : rows.find((row) => row.id === write.id)
    if (write.id !== undefined && !old) throw notFound()
    const locale_id = write.locale_id ?? old?.locale_id
    const content = write.content ?? old?.content
    if (locale_id === undefined) throw invalid('locale_id', 'Locale: cannot be blank', 'BlankValue')
    if (content === undefined) throw invalid('content', 'Content: cannot be blank', 'BlankValue')
    if (rows.some((row) => row.locale_id === locale_id && row.id !== old?.id))
      throw invalid('locale_id', 'Locale: there is a text in this language already', 'DuplicateValue')
    const is_default = write.default ?? old?.is_default ?? locale_id === item.default_locale_id
    if (old?.is_default && write.default === false)
      throw invalid('default', 'Default: make another text the default instead')
    const row: VariantRow = {
      id: old?.id ?? newId(),
      item_id: item.id,
      locale_id,
      content,
      active: is_default || (write.active ?? old?.active ?? true),
      is_default,
      created_at: old?.created_at ?? work.now,
      updated_at: work.now,
    }
    rows = [...rows.filter((one) => one.id !== row.id), row]
    if (is_default) rows = rows.map((one) => (one.id === row.id ? one : { ...one, is_default: false }))
  }
  if (rows.length > MAX_VARIANTS) throw new Refusal('too_many_values', `A text has at most ${MAX_VARIANTS} languages`)
  if (!rows.some((row) => row.is_default))
    throw invalid('variants', 'Variants: one must be in the default language', 'BlankValue')
  return rows
}

function defaultOf(variants: readonly VariantRow[]): VariantRow {
  return variants.find((row) => row.is_default)! // merged() made sure of one
}
