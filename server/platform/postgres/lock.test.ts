import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataInUse, findHolder, lockDataFolder } from './lock.ts'
import { findProcessStart, readBootId } from './processes.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a held folder is refused, and the refusal says who holds it and since when', async () => {
  const release = await lockDataFolder(folder)
  const refusal = await lockDataFolder(folder).catch((error: Error) => error)
  expect(refusal).toBeInstanceOf(DataInUse)
  expect(String(refusal)).toMatch(new RegExp(`process ${process.pid} .*since \\d{4}-\\d\\d-\\d\\dT`))
  expect(await findHolder(folder)).toMatchObject({ pid: process.pid })
  await release()
  expect(await findHolder(folder)).toBeUndefined()
  await (await lockDataFolder(folder))()
  expect(await readdir(folder)).toEqual([])
})

test('of many who start at once exactly one gets the folder', async () => {
  for (let round = 0; round < 10; round++) {
    await leaveLock({ pid: 999_999_999, process_start: `1${round}` })
    const results = await Promise.allSettled(Array.from({ length: 24 }, () => lockDataFolder(folder)))
    const winners = results.filter((result) => result.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    expect((await findHolder(folder))?.pid).toBe(process.pid)
    await winners[0]?.value()
    expect(await readdir(folder)).toEqual([])
  }
})

test.each([
  ['a dead process', { pid: 999_999_999, process_start: '1' }],
  ['a process whose pid somebody else has now', { pid: process.pid, process_start: '1' }],
])('the lock of %s is stale', async (_, holder) => {
  await leaveLock(holder)
  await (await lockDataFolder(folder))()
})

test('a lock from before the machine was restarted is stale', async () => {
  await leaveLock({ pid: process.pid, process_start: (await findProcessStart(process.pid)) ?? '', boot_id: 'another' })
  await (await lockDataFolder(folder))()
})

test('a lock that cannot be read is stale', async () => {
  await writeFile(join(folder, 'custos.lock'), 'half a l')
  await (await lockDataFolder(folder))()
})

async function leaveLock(holder: { pid: number; process_start: string; boot_id?: string }): Promise<void> {
  const lock = { since: new Date().toISOString(), machine: 'here', boot_id: await readBootId(), ...holder }
  await writeFile(join(folder, 'custos.lock'), JSON.stringify(lock))
}
