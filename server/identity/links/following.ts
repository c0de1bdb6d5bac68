// Links follow people: whoever is deleted has none any more, and two people who became one have them together.
import { z } from 'zod'
import type { Immediate } from '../../platform/work.ts'
import { deleteLinksOfUser, moveLinks } from './queries.ts'

const merged = z.object({ winner_id: z.number() })

export const linkImmediates: Immediate[] = [
  { on: 'user.deleted', run: async (work, { subject_id }) => deleteLinksOfUser(work, subject_id) },
  {
    on: 'user.merged',
    run: async (work, { subject_id, data }) => moveLinks(work, subject_id, merged.parse(data).winner_id),
  },
]
