// What admins set up (fields, statuses, brands, policies, rules …) is read with every ticket and changes rarely. A process
// remembers it; each unit of work that asks compares the account's version first, which costs one look-up by key for all
// of it together. Triggers of the database renew the version with every change, so nobody can forget to say it
// (database/migrations/0061, docs/decisions/0019).
import { sql, type Tx } from './db.ts'
import type { Work } from './work.ts'

/** Something of an account's configuration. What it gives is shared and frozen. */
export interface Configuration<Value> {
  /** As of this unit of work; read at most once in it. */
  (work: Work): Promise<Value>
  /** To be called by a unit that changed it, so that it reads it again. Other units see the change by the version. */
  forget(work: Work): void
  /** What the process remembers, which may be old: for asking at the same time what will most likely be needed. */
  guess(account_id: number): Value | undefined
}

/** Accounts of which a process remembers one part; the one that was remembered first makes room. */
const ACCOUNTS_REMEMBERED = 1_000

const versions = new WeakMap<Tx, Promise<number>>()

/**
 * The version of the account's configuration as of this unit: equal means unchanged, which of two is newer it does not
 * say. Ask it together with something else that must be waited for, where configuration will be needed.
 */
export function configurationVersion(work: Work): Promise<number> {
  const known = versions.get(work.db) ?? readVersion(work)
  versions.set(work.db, known)
  return known
}

async function readVersion(work: Work): Promise<number> {
  const row = await work.db.first<{ version: number }>(
    sql`select version from configuration_versions where account_id = ${work.account_id}::bigint`,
  )
  return row?.version ?? 0
}

/**
 * Remembers what `load` reads. It may read tables that `is_configuration` was said of, and that show the same to
 * everybody in the account: what is remembered for an agent's transaction is given to a customer's.
 */
export function remembered<Value>(load: (work: Work) => Promise<Value>): Configuration<Value> {
  const of_accounts = new Map<number, { version: number; value: Value }>()
  const of_units = new WeakMap<Tx, Promise<Value>>()

  async function read(work: Work): Promise<Value> {
    const version = await configurationVersion(work)
    const known = of_accounts.get(work.account_id)
    if (known?.version === version) return known.value
    const value = frozen(await load(work))
    const [oldest] = of_accounts.keys()
    if (of_accounts.size >= ACCOUNTS_REMEMBERED && oldest !== undefined) of_accounts.delete(oldest)
    of_accounts.set(work.account_id, { version, value })
    return value
  }

  const configuration = (work: Work): Promise<Value> => {
    const known = of_units.get(work.db) ?? read(work)
    of_units.set(work.db, known)
    return known
  }
  return Object.assign(configuration, {
    forget(work: Work): void {
      versions.delete(work.db)
      of_units.delete(work.db)
    },
    guess: (account_id: number) => of_accounts.get(account_id)?.value,
  })
}

/** The same value, which nobody can change any more: it is shared by all requests. */
function frozen<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return value instanceof Date || value instanceof Uint8Array ? value : Object.freeze(value)
}
