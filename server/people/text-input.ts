// Text as somebody typed it into a field of a person, group or organisation. Half a character, which JSON can carry and
// a database cannot keep, becomes the replacement character; U+0000 is refused.
import { z } from 'zod'

const ZERO = '\u0000'
const hasNoZero = (value: string): boolean => !value.includes(ZERO)

/** At most `max` characters, empty ones too. */
export function text(max: number) {
  return z
    .string()
    .max(max)
    .refine(hasNoZero, 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())
}

/** A name: without space around it, and not empty. */
export function nameText(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(hasNoZero, 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())
}

/** An id of another system. Clients send numbers too. */
export function externalId() {
  return z.union([text(255), z.number().transform(String)])
}

/** `a,b,c` in a query: at most this long. */
export const LIST_LENGTH = 30_000

const TAGS = 200
const TAG_LENGTH = 255

/** Tags as a list, or as one text with spaces or commas between them. */
export const tagsInput = z.union([
  z.array(text(TAG_LENGTH)).max(TAGS),
  text(LIST_LENGTH)
    .transform((value) => value.split(/[\s,]+/).filter((tag) => tag !== ''))
    .pipe(z.array(z.string().max(TAG_LENGTH)).max(TAGS)),
])
