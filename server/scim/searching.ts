// A search over people and groups at once: people come first.
import type { Asked } from './answering.ts'
import type { ScimCall } from './attempt.ts'
import { ScimRefusal } from './failures.ts'
import { searchGroups } from './groups/operations.ts'
import type { Json } from './protocol.ts'
import { searchUsers } from './users/operations.ts'

type Found = { resources: Json[]; total: number }

/** An attribute that only one of the two has finds nothing of the other; one that neither has is refused. */
export async function searchAll(call: ScimCall, asked: Asked): Promise<Found> {
  const problems: ScimRefusal[] = []
  const orNothing = async (search: () => Promise<Found>): Promise<Found> => {
    try {
      return await search()
    } catch (error) {
      if (!(error instanceof ScimRefusal) || error.scim_type !== 'invalidFilter') throw error
      problems.push(error)
      return { resources: [], total: 0 }
    }
  }
  const users = await orNothing(() => searchUsers(call, asked))
  const offset = Math.max(0, asked.offset - users.total)
  const limit = Math.max(0, asked.limit - users.resources.length)
  const groups = await orNothing(() => searchGroups(call, { ...asked, offset, limit }))
  const [first, second] = problems
  if (first && second) throw first
  return { resources: [...users.resources, ...groups.resources], total: users.total + groups.total }
}
