// Ids in paths, bodies and queries.
import { z } from 'zod'
import { Refusal } from '../errors.ts'

export const MAX_SHOW_MANY = 100

/** An id in a path or a query; in a body too, as a number or as text. */
export const idParam = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** An id in a body where only a number or digits will do: nothing else is taken for one. */
export const bodyId = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().positive().max(Number.MAX_SAFE_INTEGER))

/** The parts of a comma-separated list, at most 100. 400 TooManyValues above. */
export function readList(name: string, text: string): string[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return atOnce(name, parts)
}

/** What a request does at once, at most 100. 400 TooManyValues above. */
export function atOnce<Value>(name: string, values: Value[]): Value[] {
  if (values.length > MAX_SHOW_MANY)
    throw new Refusal('too_many_values', `${name}: cannot specify more than ${MAX_SHOW_MANY} values`)
  return values
}

/** The ids of a comma-separated list. 400 TooManyValues above 100; what is no id names nothing and is left out. */
export function readIds(text: string): number[] {
  return readList('ids', text)
    .filter((part) => /^\d{1,16}$/.test(part))
    .map(Number)
    .filter(Number.isSafeInteger)
}

/** Ids that some clients send in the body of a DELETE, as a list or a text, where others write them into the query. */
export const idsBody = z.object({ ids: z.union([z.string().max(4_000), z.array(bodyId).max(1_000)]).optional() })

/** The ids a request names, in its query or its body. 400 TooManyValues above 100. */
export function namedIds(query: { ids?: string }, body: z.output<typeof idsBody>): number[] {
  const given = query.ids ?? body.ids ?? ''
  return typeof given === 'string' ? readIds(given) : atOnce('ids', given)
}
