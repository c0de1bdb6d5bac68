// The SQL of skips.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export interface SkipRow {
  id: number
  ticket_id: number
  user_id: number
  sealed: Buffer
  created_at: Date
}

export const SKIP_COLUMNS = sql.raw('s.id, s.ticket_id, s.user_id, s.sealed, s.created_at')
export const placeOfSkip = (id: number): string => `ticket_skips/${id}/sealed`

export async function insertSkip(work: Work, row: SkipRow): Promise<void> {
  await work.db.run(sql`
    insert into ticket_skips (account_id, id, ticket_id, user_id, sealed, created_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, ${row.user_id}, ${row.sealed}, ${row.created_at})`)
}
