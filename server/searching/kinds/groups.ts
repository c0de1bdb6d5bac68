// Groups in the search language. There are few and their names are plain: words are compared here.
import { visibleGroups } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { wordMatcher } from '../../search/index.ts'
import type { KindOfRecord } from './kind.ts'
import { instant, number } from './values.ts'

const id = sql`groups.id`
/** Names looked at. More groups than agents would be a strange desk. */
const MAX_GROUPS = 5_000

async function matching(work: Work, asked: string) {
  const isMatch = wordMatcher(asked)
  if (!isMatch) return null
  const groups = await work.db.all<{ id: number; name: string }>(sql`
    select groups.id, groups.name from groups where groups.account_id = ${work.account_id} and ${visibleGroups(work.actor)} order by groups.id limit ${MAX_GROUPS}`)
  return sql`groups.id = any(${groups.filter((group) => isMatch(group.name)).map((group) => group.id)}::bigint[])`
}

export const groupKind: KindOfRecord = {
  fields: {
    name: async (work, filter) => (await matching(work, filter.value)) ?? sql`false`,
    created: instant(sql`groups.created_at`),
    updated: instant(sql`groups.updated_at`),
    id: number(id),
  },
  async ownField() {
    return null
  },
  from: sql`groups`,
  id,
  visible: (work) => sql`groups.account_id = ${work.account_id} and ${visibleGroups(work.actor)}`,
  words: matching,
  sorts: {
    id: { by: id, type: 'bigint' },
    created_at: { by: sql`groups.created_at`, type: 'timestamptz' },
    updated_at: { by: sql`groups.updated_at`, type: 'timestamptz' },
  },
}
