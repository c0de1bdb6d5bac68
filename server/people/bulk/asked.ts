// The two ways in which a bulk request names its records: `?ids=1,2` (or `external_ids=`) with one change for all of
// them, or a list in the body with a change for each.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { bodyId, type idsBody, namedIds, readIds, readList } from '../../platform/http/ids.ts'
import { externalId, LIST_LENGTH } from '../text-input.ts'

/** What was written, checked only when its turn comes: one wrong record does not stop the others. */
export const written = z.record(z.string(), z.unknown())
export type Written = z.output<typeof written>

/** A record by id, or by the id another system has for it. */
export const subject = z.object({ id: bodyId.optional(), external_id: externalId().optional() })
export type Subject = z.output<typeof subject>

export const subjectQuery = {
  ids: z.string().max(LIST_LENGTH).optional(),
  external_ids: z.string().max(LIST_LENGTH).optional(),
}

/** The records a query names, or null when it names none. */
export function readSubjects(query: { ids?: string; external_ids?: string }): Subject[] | null {
  if (query.ids !== undefined) return readIds(query.ids).map((id) => ({ id }))
  if (query.external_ids !== undefined)
    return readList('external_ids', query.external_ids.toWellFormed()).map((external_id) => ({ external_id }))
  return null
}

/** The records of a query, of ids in the body, or of a list in the body. 400 when there are none. */
export function subjectsOf(
  query: { ids?: string; external_ids?: string },
  list: readonly Subject[] | undefined,
  body: z.output<typeof idsBody> = {},
) {
  const in_body = body.ids === undefined ? undefined : namedIds({}, body).map((id) => ({ id }))
  const subjects = readSubjects(query) ?? in_body ?? list
  if (!subjects) throw new Refusal('bad_request', 'Give ids or external_ids, with commas between them')
  return [...subjects]
}
