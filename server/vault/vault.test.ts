// The process-wide memory of unlocked accounts, with rows that live in this test instead of a database.
import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type AccountKeyRow, newAccountKey } from './account-keys.ts'
import { openBlob, sealBlob } from './blob.ts'
import type { KeyProvider } from './key-provider.ts'
import { createVault, UNLOCKED_FOR_MS } from './vault.ts'

function newProvider(id = 'test:1'): KeyProvider {
  const key = createSecretKey(randomBytes(32))
  return {
    id,
    wrap: async (plain, context) => sealBlob(key, 1, context, plain),
    unwrap: async (wrapped, context) => openBlob(key, context, wrapped),
  }
}

async function newAccount(provider: KeyProvider, account_id: number): Promise<AccountKeyRow[]> {
  const keys = await Promise.all([0, 1].map((version) => newAccountKey(provider, account_id, version)))
  return keys.map((key) => ({ ...key, is_active: true }))
}

async function newVault(accounts: number) {
  const provider = newProvider()
  const rows = new Map<number, AccountKeyRow[]>()
  for (let id = 1; id <= accounts; id++) rows.set(id, await newAccount(provider, id))
  const seen = { loads: 0, now_ms: 0 }
  const vault = createVault(
    provider,
    async (account_id) => {
      seen.loads += 1
      return rows.get(account_id) ?? []
    },
    () => seen.now_ms,
  )
  return { provider, rows, seen, vault }
}

describe('the vault', () => {
  it('unlocks an account once for many who ask at the same time', async () => {
    const { vault, seen } = await newVault(1)
    const sealings = await Promise.all(Array.from({ length: 20 }, () => vault.unlock(1)))
    expect(new Set(sealings).size).toBe(1)
    expect(seen.loads).toBe(1)
  })

  it('reads the rows again after a minute and after a lock', async () => {
    const { vault, seen } = await newVault(1)
    const before = await vault.unlock(1)
    seen.now_ms = UNLOCKED_FOR_MS
    const after = await vault.unlock(1)
    vault.lock(1)
    const again = await vault.unlock(1)
    expect(seen.loads).toBe(3)
    expect(again.open('a', after.seal('a', before.open('a', before.seal('a', 'x'))))).toBe('x')
  })

  it('seals with a new version only once it is active, and opens it at once', async () => {
    const { vault, rows, provider } = await newVault(1)
    const next = { ...(await newAccountKey(provider, 1, 2)), is_active: false }
    rows.get(1)!.push(next)
    const before = await vault.unlock(1)
    expect(before.key_version).toBe(1)
    next.is_active = true
    vault.lock(1)
    const after = await vault.unlock(1)
    expect(after.key_version).toBe(2)
    expect(before.open('a', after.seal('a', 'x'))).toBe('x')
  })

  it('holds a bounded number of accounts and drops the one not used for longest', async () => {
    const { vault, seen } = await newVault(513)
    for (let id = 1; id <= 512; id++) await vault.unlock(id)
    await vault.unlock(1)
    await vault.unlock(513)
    expect(seen.loads).toBe(513)
    await vault.unlock(1)
    expect(seen.loads).toBe(513)
    await vault.unlock(2)
    expect(seen.loads).toBe(514)
  })

  it('does not remember a failure', async () => {
    const { vault, rows, provider } = await newVault(0)
    await expect(vault.unlock(1)).rejects.toThrow('no keys')
    rows.set(1, await newAccount(provider, 1))
    expect((await vault.unlock(1)).account_id).toBe(1)
  })

  it('refuses keys of another account, another version or another provider', async () => {
    const { vault, rows, provider } = await newVault(2)
    const [index, data] = rows.get(1)!
    rows.set(
      2,
      [index!, data!].map((row) => ({ ...row, account_id: 2 })),
    )
    await expect(vault.unlock(2)).rejects.toThrow('changed, moved')
    rows.set(2, [
      { ...index!, version: 1 },
      { ...data!, version: 0 },
    ])
    await expect(vault.unlock(2)).rejects.toThrow('changed, moved')
    rows.set(2, await newAccount(newProvider('test:2'), 2))
    await expect(vault.unlock(2)).rejects.toThrow('wrapped by test:2')
    expect(provider.id).toBe('test:1')
  })
})
