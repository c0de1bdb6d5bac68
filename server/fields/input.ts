// What admins may write, in pieces that fields, forms and statuses share. Half a surrogate pair is mended here; a
// U+0000 is declined by the database.
import { z } from 'zod'
import { readIds } from '../platform/http/ids.ts'

export const TITLE_LENGTH = 255
export const DESCRIPTION_LENGTH = 4_000

/** Text of at most `max` characters. */
export function textSchema(max: number) {
  return z
    .string()
    .max(max)
    .transform((text) => text.toWellFormed())
}

/** A title: text that is not blank. */
export const titleSchema = z
  .string()
  .trim()
  .min(1)
  .max(TITLE_LENGTH)
  .transform((text) => text.toWellFormed())

/** `true` or `false` in a query. */
export const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true')

/** Ids separated by commas, as show_many takes them. */
export const idsSchema = z.string().max(4_000).transform(readIds)
