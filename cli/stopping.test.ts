// Verbs as an operator meets them, on an embedded database: what is said at the end must stand alone, and what can be
// mended is said with its remedy. One data folder goes through all of it, since making a database is what takes time.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../server/platform/postgres/index.ts'
import { lockDataFolder } from '../server/platform/postgres/lock.ts'
import { findCluster } from '../server/platform/postgres/places.ts'

const isRoot = process.getuid?.() === 0
/** Whatever a connection says that the database ended under it. */
const NOISE = /57P01|connection was lost|lost its connection|terminating connection|\n\s+at /

let folder: string
let data_dir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-verbs-'))
  await chmod(folder, 0o711)
  data_dir = join(folder, 'data')
  expect(await custos(['migrate'])).toMatchObject({ code: 0 })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(join(await findCluster(data_dir), '..'), { recursive: true, force: true })
  await rm(folder, { recursive: true })
})

test('the data folder is closed to others, but for the way of PostgreSQL through it', async () => {
  expect(await modeOf(data_dir)).toBe(isRoot ? 0o711 : 0o700)
})

test('a verb that cannot be done says why and nothing else', async () => {
  const told = 'custos: There is no account yet: start the desk once, or use: custos account create\n'
  expect(await custos(['token', 'create', '--email', 'nobody@people.example'])).toEqual({ code: 1, output: told })
})

test('a key file that is none is told of and nothing else', async () => {
  const key_file = join(folder, 'other.key')
  await writeFile(key_file, 'no key', { mode: 0o600 })
  const { code, output } = await custos(['audit', 'verify'], { CUSTOS_KEY_FILE: key_file })
  expect(code).toBe(1)
  expect(output).toMatch(/^custos: .* is not a key file: .*\n$/)
})

test('a start that serves, stopped by SIGTERM, ends well and without a complaint', async () => {
  const { code, output } = await custos(['start', '--roles', 'worker,mail'], {}, /Custos is running/)
  expect(output).toContain('stopping: SIGTERM')
  expect(output).not.toMatch(NOISE)
  expect(code).toBe(0)
  for (const private_folder of ['keys', 'mail', 'files'])
    expect([private_folder, await modeOf(join(data_dir, private_folder))]).toEqual([private_folder, 0o700])
})

test('a database that somebody is just starting is asked for again later', async () => {
  const release = await lockDataFolder(data_dir)
  const { code, output } = await custos(['audit', 'verify'])
  await release()
  expect(code).toBe(1)
  expect(output).toBe(
    `custos: The database is not up yet: process ${process.pid} is starting or stopping it. Try again in a moment.\n`,
  )
})

test('a migration that was changed after it was applied is named with the remedy, by verbs and by the doctor', async () => {
  const database = await startEmbeddedPostgres({ data_dir, log: () => undefined })
  const client = new pg.Client(database.owner)
  await client.connect()
  await client.query("update migrations set sha256 = 'another' where name = '0004_people.sql'")
  await client.end()
  await database.stop()
  const { code, output } = await custos(['audit', 'verify'])
  expect(code).toBe(1)
  expect(output).toMatch(/^custos: database\/migrations\/0004_people\.sql was changed .* Put the file back .*\n$/)
  const doctor = await custos(['doctor', '--json'])
  const { findings }: { findings: object[] } = JSON.parse(doctor.output)
  expect(findings).toContainEqual({
    check: 'database',
    state: 'problem',
    message: 'database/migrations/0004_people.sql was changed after it was applied to this database.',
    mend: expect.stringContaining('Put the file back'),
  })
})

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777
}

/** Runs the command line as a program; where `until` is given, it gets SIGTERM when its output matches. */
async function custos(
  args: string[],
  settings: Record<string, string> = {},
  until?: RegExp,
): Promise<{ code: number | null; output: string }> {
  const ports = { CUSTOS_SMTP_PORT: '0', CUSTOS_METRICS_PORT: '0' }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { PATH: process.env.PATH, CUSTOS_DATA: data_dir, ...ports, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  const keep = (text: unknown) => {
    const was_there = until?.test(output)
    output += String(text)
    if (until?.test(output) && !was_there) child.kill('SIGTERM')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}
