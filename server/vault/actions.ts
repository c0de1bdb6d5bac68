// The verbs on an account's keys: make them, add a version, destroy them.
import type { Tx } from '../platform/db.ts'
import { FIRST_DATA_VERSION, INDEX_VERSION, newAccountKey } from './account-keys.ts'
import type { KeyProvider } from './key-provider.ts'
import { insertAccountKey } from './queries.ts'

/**
 * Makes and stores a new account's index key and first data key, in the transaction that makes the account. The account
 * can be unlocked once that is committed.
 */
export async function createAccountKeys(db: Tx, provider: KeyProvider, account_id: number): Promise<void> {
  for (const version of [INDEX_VERSION, FIRST_DATA_VERSION]) {
    await insertAccountKey(db, await newAccountKey(provider, account_id, version))
  }
}
