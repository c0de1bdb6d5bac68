// All SQL on the tables of keys.
import type pg from 'pg'
import { sql, type Tx } from '../platform/db.ts'
import type { AccountKeyRow } from './account-keys.ts'

/** The wrapping keys that any account's keys were ever wrapped with; empty before the first account. */
export async function listKeyProviders(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ provider: string }>(
    'select provider from key_providers order by created_at limit 100',
  )
  return rows.map((row) => row.provider)
}

/**
 * The account's key rows, read outside any unit of work, because a unit needs them to begin. A new version is active
 * two minutes after it was made: by then every process has read it (see UNLOCKED_FOR_MS).
 */
export async function loadAccountKeys(pool: pg.Pool, account_id: number): Promise<AccountKeyRow[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin read only')
    await client.query("select set_config('custos.account_id', $1, true)", [String(account_id)])
    const { rows } = await client.query<AccountKeyRow>(
      `select account_id, version, wrapped, provider, version <= 1 or created_at <= now() - interval '2 minutes' as is_active
       from account_keys where account_id = $1 order by version`,
      [account_id],
    )
    await client.query('commit')
    return rows
  } catch (error) {
    broken = error instanceof Error ? error : new Error('loading the keys of an account failed')
    throw error
  } finally {
    client.release(broken)
  }
}

export async function insertAccountKey(
  db: Tx,
  key: { account_id: number; version: number; wrapped: Buffer; provider: string },
): Promise<void> {
  // Two statements, since the first account must not wait for another one that is being made at the same time.
  await db.run(sql`insert into key_providers (provider)
    select ${key.provider}::text where not exists (select from key_providers where provider = ${key.provider}::text)
    on conflict do nothing`)
  await db.run(sql`insert into account_keys (account_id, version, wrapped, provider)
    values (${key.account_id}, ${key.version}, ${key.wrapped}, ${key.provider})`)
}

/** The highest version; locks the account's keys against another rotation until the transaction ends. */
export async function newestVersion(db: Tx, account_id: number): Promise<number> {
  const { version } = await db.one<{ version: number | null }>(
    sql`select max(version) as version from (
      select version from account_keys where account_id = ${account_id} for update) as locked`,
  )
  if (version === null) throw new Error(`Account ${account_id} has no keys`)
  return version
}

/** Notes that nothing is sealed with the older data keys any more. They stay: a restored backup may need them. */
export async function retireKeysBefore(db: Tx, account_id: number, version: number): Promise<void> {
  await db.run(sql`update account_keys set retired_at = now()
    where account_id = ${account_id} and version between 1 and ${version - 1} and retired_at is null`)
}
