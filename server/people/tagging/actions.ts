// Setting, adding and taking away tags of people and organisations, without touching the others.

import { invalid, Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { admitEdit } from '../editing.ts'
import { organizationUpdated, userUpdated } from '../events.ts'
import { getOrganization, setOrganizationTags } from '../organizations/queries.ts'
import { mayEditOrganizations } from '../policy.ts'
import { getUser, setUserTags } from '../queries.ts'
import { normaliseTags } from '../tags.ts'

export type TagVerb = 'set' | 'add' | 'remove'

/** Tags of one person or organisation. */
const MAX_TAGS = 1_000

function changed(before: readonly string[], verb: TagVerb, given: readonly string[]): string[] {
  const tags = normaliseTags(given)
  const after =
    verb === 'set'
      ? tags
      : verb === 'add'
        ? normaliseTags([...before, ...tags])
        : before.filter((tag) => !tags.includes(tag))
  if (after.length > MAX_TAGS) throw invalid('tags', `Tags: there can be ${MAX_TAGS} of them`, 'ValueTooLong')
  return after
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ')

/** The tags a person has afterwards. */
export async function changeUserTags(
  work: Work,
  user_id: number,
  verb: TagVerb,
  given: readonly string[],
): Promise<string[]> {
  const user = await getUser(work, user_id)
  if (!user.active) throw new Refusal('not_found')
  await admitEdit(work, user)
  const after = changed(user.tags, verb, given)
  if (same(user.tags, after)) return after
  await setUserTags(work, user_id, after)
  work.record(userUpdated, user_id, { fields: ['tags'] }, { tags: [user.tags, after] })
  return after
}

/** The tags an organisation has afterwards. */
export async function changeOrganizationTags(
  work: Work,
  organization_id: number,
  verb: TagVerb,
  given: readonly string[],
): Promise<string[]> {
  const organization = await getOrganization(work, organization_id)
  if (!mayEditOrganizations(work.actor)) throw new Refusal('forbidden')
  const after = changed(organization.tags, verb, given)
  if (same(organization.tags, after)) return after
  await setOrganizationTags(work, organization_id, after)
  work.record(organizationUpdated, organization_id, { fields: ['tags'] }, { tags: [organization.tags, after] })
  return after
}
