// An account with keys and nothing else, for tests of what lies beneath people and tickets: real database, real vault,
// a provider that lives in memory. Every call makes another account.
import { createSecretKey, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { systemClock } from '../../server/platform/clock.ts'
import { openPool, Tx } from '../../server/platform/db.ts'
import { newId } from '../../server/platform/ids.ts'
import { doWork, SYSTEM_ORIGIN, type Work, type WorkEngine } from '../../server/platform/work.ts'
import { openBlob, sealBlob } from '../../server/vault/blob.ts'
import {
  createVault,
  insertAccountKey,
  type KeyProvider,
  loadAccountKeys,
  newAccountKey,
  type Vault,
} from '../../server/vault/index.ts'
import { testDatabase } from './worker-database.ts'

const wrapping = createSecretKey(randomBytes(32))
export const memoryProvider: KeyProvider = {
  id: `memory:${randomBytes(4).toString('hex')}`,
  wrap: async (plain, context) => sealBlob(wrapping, 1, context, plain),
  unwrap: async (wrapped, context) => openBlob(wrapping, context, wrapped),
}

export interface BareDesk {
  pool: pg.Pool
  vault: Vault
  engine: WorkEngine
}

let desk: Promise<BareDesk> | null = null

/** Pool, vault and engine on the worker's database; one per worker. */
export function bareDesk(): Promise<BareDesk> {
  desk ??= openBareDesk()
  return desk
}

async function openBareDesk(): Promise<BareDesk> {
  const { app } = await testDatabase()
  // A connection lost because the run's server stops at its end is no failure of a test.
  const pool = openPool(app, 6, () => undefined)
  const vault = createVault(memoryProvider, (account_id) => loadAccountKeys(pool, account_id))
  const bus = { publish: () => undefined, wakeWorkers: () => undefined } as unknown as WorkEngine['bus'] // Nobody listens in these tests.
  return {
    pool,
    vault,
    engine: { pool, clock: systemClock, bus, reactions: new Map(), immediates: new Map(), unlock: vault.unlock },
  }
}

export interface BareAccount extends BareDesk {
  account_id: number
  work<Result>(run: (work: Work) => Promise<Result>, audience?: Work['audience']): Promise<Result>
}

export async function bareAccount(): Promise<BareAccount> {
  const desk = await bareDesk()
  const account_id = newId()
  const client = await desk.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('custos.account_id', $1, true)", [String(account_id)])
    await client.query("insert into accounts (account_id, name) values ($1, 'Bare')", [account_id])
    for (const version of [0, 1])
      await insertAccountKey(new Tx(client), await newAccountKey(memoryProvider, account_id, version))
    await client.query('commit')
  } finally {
    client.release()
  }
  return {
    ...desk,
    account_id,
    work: (run, audience = 'staff') =>
      doWork(
        desk.engine,
        { account_id, actor: { kind: 'system', name: 'test' }, origin: SYSTEM_ORIGIN, audience },
        run,
      ),
  }
}
