// A rotation on a real database and a real folder of files.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BareAccount, bareAccount } from '../../tests/support/bare-account.ts'
import { sql } from '../platform/db.ts'
import { type FileStore, openLocalFolder } from '../platform/files/index.ts'
import type { Platform } from '../platform/platform.ts'
import { keyVersionOf } from './blob.ts'
import { resealSome, rotateAccountKey, type SealedData } from './rotation.ts'

const ROWS = 1203
const data: SealedData = {
  columns: [
    { table: 'organizations', keys: ['id'], column: 'sealed', place: (row) => `organizations/${row.id}/sealed` },
    {
      table: 'account_secrets',
      keys: ['name'],
      column: 'sealed',
      place: (row) => `account_secrets/${row.name}/sealed`,
    },
  ],
  files: { table: 'files' },
}

let root: string
let files: FileStore
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'custos-rotation-'))
  files = await openLocalFolder(root)
})
afterAll(() => rmSync(root, { recursive: true }))

const platformOf = ({ engine }: BareAccount) => ({ engine, files }) as unknown as Platform // All that a rotation asks of it.

async function furnish(account: BareAccount): Promise<string[]> {
  const stored = await account.work((work) =>
    Promise.all(Array.from({ length: 25 }, (_, i) => files.put(Buffer.from(`file ${i}`), { sealing: work.sealing }))),
  )
  await account.work(async (work) => {
    const ids = Array.from({ length: ROWS }, (_, i) => i + 1)
    const sealed = ids.map((id) => work.sealing.seal(`organizations/${id}/sealed`, { name: `Organisation ${id}` }))
    await work.db.run(sql`
      insert into organizations (account_id, id, sealed, name_hash, created_at, updated_at)
      select ${work.account_id}::bigint, id, sealed, sha256(sealed), now(), now() from unnest(${ids}::bigint[], ${sealed}::bytea[]) as r(id, sealed)`)
    for (const name of ['one', 'two'])
      await work.db.run(
        sql`insert into account_secrets (account_id, name, sealed) values (${work.account_id}, ${name}, ${work.sealing.seal(`account_secrets/${name}/sealed`, name)})`,
      )
    for (const file of stored)
      await work.db.run(
        sql`insert into files (account_id, file_id, key_version, size, created_at) values (${work.account_id}, ${file.file_id}, ${file.key_version}, ${file.size}, now())`,
      )
  })
  return stored.map((file) => file.file_id)
}

/** As if the new key had been made five minutes ago and this process had looked since. */
async function letTimePass(account: BareAccount): Promise<void> {
  await account.work((work) =>
    work.db.run(
      sql`update account_keys set created_at = created_at - interval '5 minutes' where account_id = ${work.account_id}`,
    ),
  )
  account.vault.lock(account.account_id)
}

async function runToTheEnd(account: BareAccount, version: number): Promise<number> {
  let runs = 0
  let progress: Awaited<ReturnType<typeof resealSome>> = {
    account_id: account.account_id,
    version,
    place: 0,
    after: null,
  }
  while (progress) {
    progress = await resealSome(platformOf(account), data, JSON.parse(JSON.stringify(progress)))
    runs += 1
  }
  return runs
}

async function versionsIn(account: BareAccount): Promise<number[]> {
  return await account.work(async (work) => {
    const rows = await work.db.all<{ sealed: Buffer }>(sql`
      select sealed from organizations where account_id = ${work.account_id} union all select sealed from account_secrets where account_id = ${work.account_id}`)
    const stored = await work.db.all<{ key_version: number }>(
      sql`select distinct key_version from files where account_id = ${work.account_id}`,
    )
    return [
      ...new Set([...rows.map((row) => keyVersionOf(row.sealed)), ...stored.map((row) => row.key_version)]),
    ].sort()
  })
}

describe('a rotation', () => {
  it('seals everything anew with a new key, and everything reads as before', async () => {
    const account = await bareAccount()
    const file_ids = await furnish(account)
    const version = await account.work((work) => rotateAccountKey(work, account.vault))
    expect(version).toBe(2)
    await letTimePass(account)
    await runToTheEnd(account, version)
    expect(await versionsIn(account)).toEqual([2])
    await account.work(async (work) => {
      const rows = await work.db.all<{ id: number; sealed: Buffer }>(
        sql`select id, sealed from organizations where account_id = ${work.account_id}`,
      )
      expect(rows).toHaveLength(ROWS)
      for (const { id, sealed } of rows)
        expect(work.sealing.open(`organizations/${id}/sealed`, sealed)).toEqual({ name: `Organisation ${id}` })
      for (const [i, file_id] of file_ids.entries())
        expect((await files.read(file_id, { sealing: work.sealing, limit_bytes: 100 })).toString()).toBe(`file ${i}`)
      const keys = await work.db.all<{ version: number; is_retired: boolean }>(sql`
        select version, retired_at is not null as is_retired from account_keys where account_id = ${work.account_id} order by version`)
      expect(keys).toEqual([
        { version: 0, is_retired: false },
        { version: 1, is_retired: true },
        { version: 2, is_retired: false },
      ])
    })
  })

  it('seals with the old key until the new one is known everywhere, and the job waits for that', async () => {
    const account = await bareAccount()
    const version = await account.work((work) => rotateAccountKey(work, account.vault))
    account.vault.lock(account.account_id)
    expect((await account.vault.unlock(account.account_id)).key_version).toBe(1)
    await expect(runToTheEnd(account, version)).rejects.toThrow('not active yet')
    const { rows } = await account.pool.query(
      "select run_at > now() + interval '2 minutes' as waits from graphile_worker.jobs where task_identifier = 'vault.rotate'",
    )
    expect(rows.every((row) => row.waits)).toBe(true)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('goes on where it was interrupted, and a repeated run changes nothing', async () => {
    const account = await bareAccount()
    await furnish(account)
    const version = await account.work((work) => rotateAccountKey(work, account.vault))
    await letTimePass(account)
    const start = { account_id: account.account_id, version, place: 0, after: [600] }
    await resealSome(platformOf(account), data, start)
    expect(await versionsIn(account)).toEqual([1, 2])
    await runToTheEnd(account, version)
    expect(await versionsIn(account)).toEqual([2])
    await runToTheEnd(account, version)
    expect(await versionsIn(account)).toEqual([2])
  })

  it('leaves other accounts alone', async () => {
    const [account, other] = [await bareAccount(), await bareAccount()]
    await furnish(other)
    const version = await account.work((work) => rotateAccountKey(work, account.vault))
    await letTimePass(account)
    await runToTheEnd(account, version)
    expect(await versionsIn(other)).toEqual([1])
  })
})
