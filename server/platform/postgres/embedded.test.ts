// The embedded database under the misfortunes it must survive. One cluster goes through all of them, since making one
// is what takes time; each test leaves it startable.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import type { PgConnection } from '../db.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts'
import { findHolder } from './lock.ts'
import { openDatabase } from './open.ts'
import { findCluster } from './places.ts'
import { mayEnter } from './reach.ts'
import { findRunningServer } from './running-server.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

let folder: string
let data_dir: string
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-embedded-'))
  await chmod(folder, 0o711)
  data_dir = join(folder, 'data')
  await use(async ({ owner }) => {
    await ask(owner, 'create table kept (word text unique); grant select, insert on kept to custos_app')
  })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

test('what was written is there at the next start', async () => {
  await use(({ app }) => ask(app, "insert into kept values ('first')"))
  await use(async ({ app }) => expect(await words(app)).toContain('first'))
})

test('nobody but its account looks into the database, and there is no network port', async () => {
  await use(async ({ app, superuser }) => {
    expect((await stat(String(app.host))).mode & 0o777).toBe(0o700)
    expect((await stat(join(data_dir, 'postgres-passwords.json'))).mode & 0o777).toBe(0o600)
    expect(await ask(superuser, "select current_setting('listen_addresses') as addresses")).toEqual([{ addresses: '' }])
    await expect(ask({ ...app, password: 'wrong' }, 'select 1')).rejects.toThrow('password authentication failed')
  })
})

test('a second start on the same data is refused and does the first no harm', async () => {
  await use(async ({ app }) => {
    await expect(startEmbeddedPostgres({ data_dir, log: note })).rejects.toThrow(`process ${process.pid}`)
    expect(await words(app)).toContain('first')
  })
})

test('a command beside a running custos shares its database and leaves it running', async () => {
  const config = loadConfig({ CUSTOS_DATA: data_dir })
  await use(async ({ app }) => {
    const beside = await openDatabase(config, note)
    expect(await words(beside.app)).toContain('first')
    await beside.stop()
    expect(await words(app)).toContain('first')
  })
  const alone = await openDatabase(config, note)
  expect(await words(alone.app)).toContain('first')
  await alone.stop()
  await expect(words(alone.app)).rejects.toThrow('ENOENT')
})

test('a server that outlived a killed custos is gone on with', async () => {
  const custos = await startElsewhere(data_dir)
  await kill(custos)
  expect(await findHolder(data_dir)).toBeUndefined()
  const before = await findRunningServer(await findCluster(data_dir))
  expect(before).toBeDefined()
  await use(async ({ app }) => {
    expect(await words(app)).toContain('first')
    expect(await findRunningServer(await findCluster(data_dir))).toEqual(before)
  })
})

test('PostgreSQL and custos killed together lose nothing that was acknowledged', async () => {
  const custos = await startElsewhere(data_dir)
  process.kill((await findRunningServer(await findCluster(data_dir)))!.pid, 'SIGKILL')
  await kill(custos)
  await use(async ({ app }) => expect(await words(app)).toContain('first'))
})

test('PostgreSQL killed under a running custos comes back by itself', async () => {
  await use(async ({ app }) => {
    await ask(app, "insert into kept values ('before the kill')")
    process.kill((await findRunningServer(await findCluster(data_dir)))!.pid, 'SIGKILL')
    await expect.poll(() => words(app).catch(() => []), { timeout: 20_000 }).toContain('before the kill')
  })
})

test('a pid left behind that is somebody else by now does not keep PostgreSQL from starting', async () => {
  const left = `${process.pid}\n${join(data_dir, 'postgres', 'cluster')}\n1\n5432\n\n\n`
  await writeFile(join(data_dir, 'postgres', 'cluster', 'postmaster.pid'), left)
  await writeFile(join(data_dir, 'postgres', 'socket', '.s.PGSQL.5432.lock'), left)
  await use(async ({ app }) => expect(await words(app)).toContain('first'))
})

test("the server's log repeats neither statements nor values", async () => {
  await use(async ({ app }) => {
    await ask(app, "insert into kept values ('zanzibar')")
    await expect(ask(app, "insert into kept values ('zanzibar')")).rejects.toThrow('duplicate key')
    await expect(ask(app, "select 'zanzibar'::int")).rejects.toThrow('zanzibar')
    await expect(ask(app, 'select $1::text, zanzibar', ['zanzibar'])).rejects.toThrow('zanzibar')
  })
  const logs = join(data_dir, 'postgres', 'log')
  const texts = await Promise.all((await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8')))
  expect(texts.join()).toContain('ready to accept connections')
  expect(texts.join()).not.toContain('zanzibar')
})

test('a data folder with a path too long for a socket works', async () => {
  const long = join(folder, 'x'.repeat(120))
  const database = await startEmbeddedPostgres({ data_dir: long, log: note })
  expect(await ask(database.app, 'select 1 as one')).toEqual([{ one: 1 }])
  await database.stop()
  await expect(stat(String(database.app.host))).rejects.toThrow('ENOENT')
})

// Run by root, this shows the normal user's way; run by a normal user, all tests above do.
test.runIf(isRoot && (await mayEnter(import.meta.dirname, NOBODY)) && (await mayEnter(tmpdir(), NOBODY)))(
  'a normal user starts it too, and root can go on with that data',
  async () => {
    const home = join(folder, 'home')
    await mkdir(home)
    await chown(home, NOBODY.uid, NOBODY.gid)
    const custos = await startElsewhere(join(home, 'data'), NOBODY)
    custos.kill('SIGTERM')
    await new Promise((resolve) => custos.once('exit', resolve))
    const database = await startEmbeddedPostgres({ data_dir: join(home, 'data'), log: note })
    expect(await ask(database.app, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
  },
)

function note(): void {}

async function use(work: (database: EmbeddedPostgres) => Promise<unknown>): Promise<void> {
  const database = await startEmbeddedPostgres({ data_dir, log: note })
  try {
    await work(database)
  } finally {
    await database.stop()
  }
}

/** A process of its own that holds a database until it gets SIGTERM. */
async function startElsewhere(data: string, account?: { uid: number; gid: number }): Promise<ChildProcess> {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
    const database = await startEmbeddedPostgres({ data_dir: ${JSON.stringify(data)}, log() {} })
    process.once('SIGTERM', () => database.stop().then(() => process.exit(0)))
    setInterval(() => undefined, 60_000)
    console.log('ready')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    ...account,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve)
    child.once('exit', () => reject(new Error('the other process ended early')))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function words(connection: PgConnection): Promise<string[]> {
  return (await ask(connection, 'select word from kept')).map((row) => String(row.word))
}

async function ask(connection: PgConnection, query: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined) // Killed servers break connections; the query's own error is what counts.
  await client.connect()
  try {
    return (await client.query(query, values)).rows
  } finally {
    await client.end()
  }
}
