// The SQL of following up.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

export async function saveFollowUpSource(
  work: Work,
  { id, source_id, sealed }: { id: number; source_id: number; sealed: Buffer },
): Promise<void> {
  await work.db.run(sql`
    update tickets set followup_source_id = ${source_id}, sealed = ${sealed}
    where account_id = ${work.account_id} and id = ${id}`)
}
