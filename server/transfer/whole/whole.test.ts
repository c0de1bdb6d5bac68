// An account goes out and comes back: what is written the second time is what was written the first.
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, newFixture } from '../../../tests/support/fixture.ts'
import { testDatabase } from '../../../tests/support/worker-database.ts'
import { verifyAudit } from '../../audit/index.ts'
import { SEALED_COLUMNS } from '../../compose.ts'
import { LEFT_OUT, NOT_OF_AN_ACCOUNT } from '../index.ts'
import { importAccount } from './reading.ts'
import { listAccountTables } from './tables.ts'
import { exportAccount } from './writing.ts'

describe('an account that is exported and imported', () => {
  let desk: Fixture
  let superuser: pg.Client
  let first: string
  const newFolder = () => mkdtemp(join(tmpdir(), 'custos-export-'))
  const text = (folder: string, name: string) => readFile(join(folder, name), 'utf8')

  beforeAll(async () => {
    superuser = new pg.Client((await testDatabase()).superuser)
    await superuser.connect()
    desk = await newFixture()
    await desk.runJobs()
    first = await newFolder()
    await exportAccount(desk.desk, desk.account_id, first, SEALED_COLUMNS)
  })
  afterAll(async () => await superuser.end())

  it('is written whole, in words that can be read, by its owner alone', async () => {
    expect(await text(first, 'ticket_replies.ndjson')).toContain(desk.secret_word)
    expect(await text(first, 'ticket_notes.ndjson')).toContain(desk.note_word)
    expect(await text(first, 'users.ndjson')).toContain('A end-user')
    const manifest = JSON.parse(await text(first, 'manifest.json'))
    expect(manifest.missing_files).toEqual([])
    expect(manifest.files).toBe((await readdir(join(first, 'files'))).length)
    expect(manifest.files).toBeGreaterThan(0)
    const contents = await Promise.all(
      (await readdir(join(first, 'files'))).map((name) => text(first, `files/${name}`)),
    )
    expect(contents.join()).toContain(`file ${desk.note_word}`)
    for (const name of (await readdir(first)).filter((one) => one !== 'files'))
      expect([name, (await stat(join(first, name))).mode & 0o077]).toEqual([name, 0])
    const log = await desk.call(desk.owner, 'GET /api/v2/audit_logs?sort=-created_at&page[size]=5')
    expect(log.text).toContain('account.exported')
    await expect(exportAccount(desk.desk, desk.account_id, first, SEALED_COLUMNS)).rejects.toThrow('not empty')
  })

  it('has every table, or the reason why not', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    const written = new Set((await readdir(first)).map((name) => name.replace('.ndjson', '')))
    const forgotten = rows.filter(
      ({ name }) => !written.has(name) && !(name in LEFT_OUT) && !(name in NOT_OF_AN_ACCOUNT),
    )
    expect(forgotten).toEqual([])
    const there = new Set(rows.map((row) => row.name))
    expect([...Object.keys(LEFT_OUT), ...Object.keys(NOT_OF_AN_ACCOUNT)].filter((name) => !there.has(name))).toEqual([])
  })

  it('is refused where it is already, and leaves nothing behind when it fails', async () => {
    await expect(importAccount(desk.desk, first, SEALED_COLUMNS)).rejects.toThrow('is here already')
    await expect(importAccount(desk.desk, tmpdir(), SEALED_COLUMNS)).rejects.toThrow('cannot be read')
  })

  it('comes back as it was, and works', async () => {
    const tables = await desk.work(listAccountTables)
    await superuser.query('begin; set local session_replication_role = replica')
    for (const name of [...tables.map((table) => table.name), ...Object.keys(LEFT_OUT)])
      await superuser.query(`delete from ${name} where account_id = $1`, [desk.account_id])
    await superuser.query(`drop sequence ticket_numbers.account_${desk.account_id}`)
    await superuser.query('commit')
    for (const name of await readdir(join(first, 'files'))) await desk.desk.files.remove(name)

    await importAccount(desk.desk, first, SEALED_COLUMNS)
    const second = await newFolder()
    await exportAccount(desk.desk, desk.account_id, second, SEALED_COLUMNS)
    expect((await readdir(second)).toSorted()).toEqual((await readdir(first)).toSorted())
    for (const name of (await readdir(first)).filter((one) => one.endsWith('.ndjson')))
      expect(await text(second, name), name).toBe(await text(first, name))
    for (const name of await readdir(join(first, 'files')))
      expect(await text(second, `files/${name}`), name).toBe(await text(first, `files/${name}`))
    const [one, other] = await Promise.all(
      [first, second].map(async (folder) => JSON.parse(await text(folder, 'manifest.json'))),
    )
    expect({ ...other, exported_at: '' }).toEqual({ ...one, exported_at: '' })
    expect(await text(second, 'secrets.json')).toBe(await text(first, 'secrets.json'))

    // Tokens, look-ups by hash, files, numbers and the audit.
    const ticket = await desk.call(desk.agent, `GET /api/v2/tickets/${desk.ids.ticket_id}`)
    expect(ticket.body.ticket.subject).toContain(desk.secret_word)
    const found = await desk.call(desk.agent, `GET /api/v2/search?query=${desk.secret_word}`)
    expect(found.body.count).toBeGreaterThan(0)
    const file = await desk.call(desk.agent, `GET /attachments/token/${desk.ids.token}/`)
    expect(file.text).toContain(desk.note_word)
    const made = await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'next' } } })
    expect(made.body.ticket.id).toBeGreaterThan(Number(desk.ids.ticket_id))
    expect((await desk.work((work) => verifyAudit(work, {}))).is_intact).toBe(true)
  })
})
