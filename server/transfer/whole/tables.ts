// Which tables an account consists of: all that have its number, whatever module they belong to, but for those listed
// here with the reason. A new table is exported and imported without anybody having to think of it.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'

/** What a copy of an account does without. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  account_keys: 'the new installation makes its own; the index key travels in secrets.json',
  attempts: 'counts of guesses, over within hours',
  bulk_jobs: 'under way in the queue of this installation, and kept for a day',
  configuration_versions: 'counts the changes of this installation',
  identity_flows: 'sign-ins under way, over within minutes',
  identity_replays: 'messages of providers to this installation',
  identity_sessions: 'nobody is signed in to a copy',
  identity_trials: 'looked at right away',
  idempotency_keys: 'kept for two hours',
  one_time_links: 'invitations and resets are made anew rather than copied',
  sessions: 'nobody is signed in to a copy',
}

/** Tables of the installation, not of an account. */
export const NOT_OF_AN_ACCOUNT: Readonly<Record<string, string>> = {
  key_providers: 'which key file this installation needs',
  migrations: 'what was done to the database itself',
}

/** Columns that say how this installation keeps something. */
export const OMITTED_COLUMNS: Readonly<Record<string, readonly string[]>> = { files: ['key_version'] }

export interface AccountTable {
  name: string
  /** All columns, in their order. */
  columns: string[]
  /** The primary key without account_id, in its order; empty where account_id is all of it. */
  keys: string[]
}

/** The tables of an account, those first that others refer to. */
export async function listAccountTables(work: Work): Promise<AccountTable[]> {
  const rows = await work.db.all<AccountTable>(sql`
    select c.relname::text as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(a.attname::text order by k.place) from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attname <> 'account_id'), '{}') as keys
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped)
    order by 1`)
  const references = await work.db.all<{ from: string; to: string }>(sql`
    select f.relname::text as "from", t.relname::text as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = 'public'::regnamespace`)
  return sorted(
    rows.filter((table) => !(table.name in LEFT_OUT)),
    references,
  )
}

function sorted(tables: AccountTable[], references: { from: string; to: string }[]): AccountTable[] {
  const done = new Set<string>()
  const result: AccountTable[] = []
  let left = tables
  while (left.length > 0) {
    const names = new Set(left.map((table) => table.name))
    const ready = left.filter((table) => !references.some(({ from, to }) => from === table.name && names.has(to)))
    if (ready.length === 0) throw new Error(`these tables refer to each other in a circle: ${[...names].join(', ')}`)
    for (const table of ready) done.add(table.name)
    result.push(...ready)
    left = left.filter((table) => !done.has(table.name))
  }
  return result
}

/** The newest migration: rows fit into a database of the same version only. */
export async function databaseVersion(work: Work): Promise<string> {
  return (await work.db.one<{ name: string }>(sql`select max(name) as name from migrations`)).name
}
