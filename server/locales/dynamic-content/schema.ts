// Dynamic content as the API shows and takes it.
import { z } from 'zod'
import { apiTime } from '../../platform/instants.ts'
import { localeName } from '../names.ts'

export const MAX_ITEMS = 5_000
export const MAX_VARIANTS = 50
export const CONTENT_LENGTH = 65_536

export interface VariantRow {
  id: number
  item_id: number
  locale_id: number
  content: string
  active: boolean
  is_default: boolean
  created_at: Date
  updated_at: Date
}

export interface ItemRow {
  id: number
  name: string
  key: string
  default_locale_id: number
  created_at: Date
  updated_at: Date
}

export const variantSchema = z.object({
  id: z.number(),
  url: z.string(),
  locale_id: z.number(),
  content: z.string(),
  active: z.boolean(),
  default: z.boolean(),
  outdated: z.boolean().describe('The default text was changed after this one'),
  created_at: z.string(),
  updated_at: z.string(),
})
export const itemSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  placeholder: z.string(),
  default_locale_id: z.number(),
  outdated: z.boolean().describe('One of its texts is older than the default one'),
  variants: z.array(variantSchema),
  created_at: z.string(),
  updated_at: z.string(),
})

export const itemUrl = (id: number, origin_url: string) => `${origin_url}/api/v2/dynamic_content/items/${id}`

/** One of an item's variants; `all` are the item's, to tell whether it is older than the default. */
export function variantReply(
  row: VariantRow,
  all: readonly VariantRow[],
  origin_url: string,
): z.input<typeof variantSchema> {
  const standard = all.find((one) => one.is_default)
  return {
    id: row.id,
    url: `${itemUrl(row.item_id, origin_url)}/variants/${row.id}.json`,
    locale_id: row.locale_id,
    content: row.content,
    active: row.active,
    default: row.is_default,
    outdated: standard !== undefined && standard.updated_at > row.updated_at,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

export function itemReply(row: ItemRow, own: readonly VariantRow[], origin_url: string): z.input<typeof itemSchema> {
  const variants = own.map((variant) => variantReply(variant, own, origin_url))
  return {
    id: row.id,
    url: `${itemUrl(row.id, origin_url)}.json`,
    name: row.name,
    placeholder: `{{dc.${row.key}}}`,
    default_locale_id: row.default_locale_id,
    outdated: variants.some((variant) => variant.outdated),
    variants,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '')
const localeIdSchema = z
  .number()
  .int()
  .refine((id) => localeName(id) !== null, 'is not a language')
const content = z.string().max(CONTENT_LENGTH).transform(clean)

export const variantWriteSchema = z.object({
  id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  locale_id: localeIdSchema.optional(),
  content: content.optional(),
  active: z.boolean().optional(),
  default: z.boolean().optional(),
})
export type VariantWrite = z.output<typeof variantWriteSchema>

export const itemWriteSchema = z.object({
  name: z
    .string()
    .transform((text) => clean(text).trim())
    .pipe(z.string().min(1).max(200))
    .optional(),
  default_locale_id: localeIdSchema.optional(),
  /** The short form: the text in the default language. */
  content: content.optional(),
  variants: z.array(variantWriteSchema).max(MAX_VARIANTS).optional(),
})
export type ItemWrite = z.output<typeof itemWriteSchema>

/** The key of a new item's placeholder: its name in small letters, everything else than letters and digits as `_`. */
export function keyOfName(name: string): string {
  const key = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
  return key === '' ? 'text' : key
}
