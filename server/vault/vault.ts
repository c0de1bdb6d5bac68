// The accounts this process has unlocked. Unwrapping asks the key provider, perhaps over a network, so the result is
// kept: for a bounded number of accounts, and for a minute, after which the rows are read again. That minute is how
// every process learns of a rotation or of destroyed keys without being told; a new version counts as active only when
// it is older than this, so nobody seals with a key that others cannot open yet.
import type { Sealing } from '../platform/sealing.ts'
import { type AccountKeyRow, unlockAccount } from './account-keys.ts'
import type { KeyProvider } from './key-provider.ts'

const MAX_UNLOCKED_ACCOUNTS = 512
export const UNLOCKED_FOR_MS = 60_000

export interface Vault {
  readonly provider: KeyProvider
  /** The account's Sealing, from memory when it was unlocked less than a minute ago. */
  unlock(account_id: number): Promise<Sealing>
  /** Forgets the account's keys in this process. Work that already holds its Sealing finishes with it. */
  lock(account_id: number): void
}

interface Unlocked {
  sealing: Promise<Sealing>
  until_ms: number
}

/** `loadKeys` reads the account's rows; `monotonicMs` never jumps, unlike the machine's clock. */
export function createVault(
  provider: KeyProvider,
  loadKeys: (account_id: number) => Promise<AccountKeyRow[]>,
  monotonicMs: () => number = () => performance.now(),
): Vault {
  const unlocked = new Map<number, Unlocked>()

  function unlockNow(account_id: number): Unlocked {
    const sealing = loadKeys(account_id).then((rows) => unlockAccount(provider, rows))
    const entry = { sealing, until_ms: monotonicMs() + UNLOCKED_FOR_MS }
    // A failure is the caller's to hear; it is not kept for the next one.
    sealing.catch(() => {
      if (unlocked.get(account_id) === entry) unlocked.delete(account_id)
    })
    return entry
  }

  return {
    provider,
    unlock(account_id) {
      let entry = unlocked.get(account_id)
      unlocked.delete(account_id)
      if (!entry || entry.until_ms <= monotonicMs()) entry = unlockNow(account_id)
      unlocked.set(account_id, entry) // Back at the end: the map's first entry is the one not used for longest.
      if (unlocked.size > MAX_UNLOCKED_ACCOUNTS) unlocked.delete(unlocked.keys().next().value ?? account_id)
      return entry.sealing
    },
    lock: (account_id) => {
      unlocked.delete(account_id)
    },
  }
}
