// People whose ids are known, in pages, for other modules' lists of people.
import type { PagingQuery, PagingReply } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { listUsers } from './queries.ts'
import { type User, userReply } from './schema.ts'

/** One page of the active people among these that the actor may see. */
export async function listPeople(
  work: Work,
  ids: readonly number[],
  query: PagingQuery,
  url: URL,
  origin_url: string,
): Promise<{ users: User[]; paging: PagingReply }> {
  const { users, paging } = await listUsers(work, { ids }, query, url)
  return { users: users.map((user) => userReply(user, origin_url)), paging }
}
