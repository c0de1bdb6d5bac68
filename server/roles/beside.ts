// Roles beside the people who have them.
import type { Work } from '../platform/work.ts'
import { countHolders } from './holders.ts'
import { listRoles } from './queries.ts'
import { roleReply } from './schema.ts'

/** The roles of these numbers, each once; null and unknown ones are left out. */
export async function roleReplies(work: Work, ids: readonly (number | null)[], origin_url: string) {
  const wanted = new Set(ids)
  const [roles, counts] = await Promise.all([listRoles(work), countHolders(work)])
  return roles.filter((row) => wanted.has(row.id)).map((row) => roleReply(row, counts.get(row.id) ?? 0, origin_url))
}
