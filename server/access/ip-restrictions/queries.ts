// All SQL on ip_restrictions.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import type { StoredRestrictions } from './schema.ts'

const columns = sql`current, previous, confirm_by`

/** As remembered: asked with every request. */
export const storedRestrictions = remembered<StoredRestrictions | null>((work) =>
  work.db.first<StoredRestrictions>(
    sql`select ${columns} from ip_restrictions where account_id = ${work.account_id}::bigint`,
  ),
)

/** As they are now, for changing them: nobody else changes them meanwhile. */
export async function lockRestrictions(work: Work): Promise<StoredRestrictions | null> {
  await work.db.run(sql`select pg_advisory_xact_lock(hashtextextended('ip_restrictions', ${work.account_id}::bigint))`)
  return await work.db.first<StoredRestrictions>(
    sql`select ${columns} from ip_restrictions where account_id = ${work.account_id}::bigint`,
  )
}

export async function saveRestrictions(work: Work, stored: StoredRestrictions): Promise<void> {
  const previous = stored.previous && JSON.stringify(stored.previous)
  await work.db.run(sql`
    insert into ip_restrictions (account_id, current, previous, confirm_by, changed_at)
    values (${work.account_id}, ${JSON.stringify(stored.current)}::jsonb, ${previous}::jsonb, ${stored.confirm_by}, ${work.now})
    on conflict (account_id) do update set current = excluded.current, previous = excluded.previous,
      confirm_by = excluded.confirm_by, changed_at = excluded.changed_at`)
  storedRestrictions.forget(work)
}
