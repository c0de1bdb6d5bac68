// Links follow people: whoever is deleted has none any more, and two people who became one have them together.
import { z } from 'zod'
import type { Immediate, Work } from '../../platform/work.ts'
import { personUnlinked } from '../events.ts'
import { deleteLinksOfUser, deleteLinksSince, moveLinks } from './queries.ts'

const merged = z.object({ winner_id: z.number() })

export const linkImmediates: Immediate[] = [
  { on: 'user.deleted', run: async (work, { subject_id }) => deleteLinksOfUser(work, subject_id) },
  {
    on: 'user.merged',
    run: async (work, { subject_id, data }) => moveLinks(work, subject_id, merged.parse(data).winner_id),
  },
]

/** Takes away what a stranger may have linked since they came in; returns how many links. */
export async function unlinkSince(work: Work, user_id: number, since: Date): Promise<number> {
  const gone = await deleteLinksSince(work, user_id, since)
  for (const link of gone) work.record(personUnlinked, user_id, { provider_id: link.provider_id, link_id: link.id })
  return gone.length
}
