// The first start: a desk exists before anybody has signed in, and one link lets its first owner in.
import { createDesk, renewSetupLink } from '../access/index.ts'
import { type AccountMaker, listAccountIds } from '../accounts/index.ts'
import { type Platform, systemWork } from '../platform/platform.ts'

/** Until its owner names it. */
const FIRST_NAME = 'Custos'
/** Held while we look whether there is an account: of two processes that start at once, one makes it. */
const FIRST_START_LOCK = 4_267_115_002

/**
 * Makes the first account where there is none. Returns a fresh one-time token for its set-up, which voids earlier ones,
 * or null when there is nothing to set up here: it is done, or several accounts exist, which were made on purpose.
 */
export async function prepareFirstStart(desk: Platform & AccountMaker): Promise<string | null> {
  const account_id = await findOrCreateOnlyAccount(desk)
  // A process without pages has nowhere to show a link, and must not void the one that another process shows.
  if (account_id === null || !desk.config.roles.includes('web')) return null
  return await systemWork(desk, account_id, 'operations.first_start', 'staff', renewSetupLink)
}

async function findOrCreateOnlyAccount(desk: Platform & AccountMaker): Promise<number | null> {
  const accounts = await listAccountIds(desk.pool, 2)
  if (accounts.length > 0) return accounts.length === 1 ? (accounts[0] ?? null) : null
  const client = await desk.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('select pg_advisory_lock($1)', [FIRST_START_LOCK])
    const [made_meanwhile] = await listAccountIds(desk.pool, 1)
    return made_meanwhile ?? (await createDesk(desk, { name: FIRST_NAME })).account_id
  } finally {
    await client.query('select pg_advisory_unlock($1)', [FIRST_START_LOCK]).catch((error: Error) => {
      broken = error
    })
    client.release(broken)
  }
}
