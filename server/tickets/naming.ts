// The tickets that a request names by `ids` or `external_ids`.
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { readIds } from '../platform/http/ids.ts'
import type { Work } from '../platform/work.ts'
import { findIdsByExternalIds } from './queries.ts'

const EXTERNAL_IDS = 100
const NAMES_LENGTH = 30_000

export const manyQuery = z.object({
  ids: z.string().max(NAMES_LENGTH).optional(),
  external_ids: z.string().max(NAMES_LENGTH).optional(),
})

/** 400 when neither is given, or more than a hundred. Ids need not exist; unknown external ids are left out. */
export async function namedTickets(
  work: Work,
  query: { ids?: string; external_ids?: string },
): Promise<{ id: number }[]> {
  if (query.ids !== undefined) return readIds(query.ids).map((id) => ({ id }))
  if (query.external_ids === undefined)
    throw new Refusal('bad_request', 'Give the tickets as ids or external_ids, separated by commas')
  const external_ids = [...new Set(query.external_ids.toWellFormed().split(','))]
    .map((id) => id.trim())
    .filter((id) => id !== '' && !id.includes('\u0000'))
  if (external_ids.length > EXTERNAL_IDS)
    throw new Refusal('too_many_values', `external_ids: cannot specify more than ${EXTERNAL_IDS} values`)
  return (await findIdsByExternalIds(work, external_ids)).map((id) => ({ id }))
}
