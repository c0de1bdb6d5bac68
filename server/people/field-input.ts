// Values of custom fields of people and organisations, as a write gives them.
import {
  type FieldOf,
  type FieldValues,
  listFieldRows,
  lookupsOfFieldValues,
  mergeFieldValues,
  noFieldValues,
  readFieldValues,
  tagsOfFieldValues,
} from '../fields/index.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { hasOrganization } from './organizations/queries.ts'
import { findUser } from './queries.ts'

/** What a write by key makes of earlier values. 422 for unknown keys, values of a wrong kind and records not there. */
export async function readFields(
  work: Work,
  of: FieldOf,
  input: Record<string, unknown>,
  before: FieldValues = noFieldValues(),
): Promise<FieldValues> {
  const rows = await listFieldRows(work, of)
  const given = readFieldValues(rows, input)
  for (const { target, id } of lookupsOfFieldValues(rows, given)) {
    const is_there =
      target === 'zen:user'
        ? (await findUser(work, id)) !== null
        : // Tickets are of a later module, which this one does not know.
          target !== 'zen:organization' || (await hasOrganization(work, id))
    if (!is_there) throw invalid('base', 'A field names a record that does not exist', 'RecordNotFound')
  }
  return mergeFieldValues(before, given)
}

/** Tags without those that earlier values put there, and with those of the new ones. Nothing new: as they are. */
export async function tagsWithFields(
  work: Work,
  of: FieldOf,
  tags: readonly string[],
  before: FieldValues | undefined,
  after: FieldValues | undefined,
): Promise<string[]> {
  if (!after) return [...tags]
  const rows = await listFieldRows(work, of)
  const gone = before ? tagsOfFieldValues(rows, before) : []
  return [...new Set([...tags.filter((tag) => !gone.includes(tag)), ...tagsOfFieldValues(rows, after)])].sort()
}
