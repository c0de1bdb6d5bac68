// People whom a directory keeps come in by the identifier it gave them, where an admin said at which provider they have it.
import type { Work } from '../platform/work.ts'
import { scimSettings } from './settings/queries.ts'
import { ownerOfExternalId } from './users/queries.ts'

/** Whose subject this is at a provider, by externalId; null where nothing says so. */
export async function ownerOfSubject(work: Work, provider_id: number, subject: string): Promise<number | null> {
  const { enabled, subject_provider_id } = await scimSettings(work)
  return enabled && subject_provider_id === provider_id ? await ownerOfExternalId(work, subject) : null
}
