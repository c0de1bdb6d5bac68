// All SQL on password_networks: where somebody's password was right on the API.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { sourceOf } from '../attempts.ts'

/** What is kept of where a request comes from. */
function networkHash(work: Work): Buffer {
  return work.sealing.lookupHash('password_network', sourceOf(work.origin.ip))
}

/** When the person's password was last written down as right from where this request comes from; null for never. */
export async function lastUseFromHere(work: Work, user_id: number): Promise<Date | null> {
  const row = await work.db.first<{ last_used_at: Date }>(sql`
    select last_used_at from password_networks
    where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint and network_hash = ${networkHash(work)}`)
  return row?.last_used_at ?? null
}

export async function saveUseFromHere(work: Work, user_id: number): Promise<void> {
  await work.db.run(sql`
    insert into password_networks (account_id, user_id, network_hash, last_used_at)
    values (${work.account_id}, ${user_id}, ${networkHash(work)}, ${work.now})
    on conflict (account_id, user_id, network_hash) do update set last_used_at = excluded.last_used_at`)
}

/** A new password was used from nowhere yet. */
export async function forgetNetworksOf(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`delete from password_networks where account_id = ${work.account_id}::bigint and user_id = ${user_id}::bigint`,
  )
}
