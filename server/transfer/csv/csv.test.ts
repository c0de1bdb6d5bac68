// Tables as people save them: separators, quotes, byte order marks, and rows that are wrong.
import { expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import type { CsvKind } from './kinds.ts'
import { readRows } from './rows.ts'
import { importCsv } from './run.ts'

/** In pieces of three bytes, so that every character and quote is cut somewhere. */
async function* pieces(text: string | Buffer, size = 3) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function cells(text: string | Buffer): Promise<[number, string[]][]> {
  const rows: [number, string[]][] = []
  for await (const { line, cells: found, problem } of readRows(pieces(text, text.length > 1_000 ? 65_536 : 3)))
    rows.push([line, problem ? [problem] : found])
  return rows
}

async function load(account: TestAccount, kind: CsvKind, text: string, yes = true) {
  const lines: { kind?: string; source: string; result: string; why?: string }[] = []
  const sink = { write: (line: string) => void lines.push(JSON.parse(line)), tell: () => undefined }
  const is_whole = await importCsv(account.desk, account.account_id, { kind, rows: pieces(text), yes }, sink)
  return { is_whole, rows: lines.filter((line) => line.kind) }
}

it('rows are read with any separator, quotes, line breaks in cells and a byte order mark', async () => {
  expect(await cells('\uFEFFname;notes\r\n"Müller; Söhne";"two\r\nlines ""so"""\r\nlast;\n')).toEqual([
    [1, ['name', 'notes']],
    [2, ['Müller; Söhne', 'two\r\nlines "so"']],
    [4, ['last', '']],
  ])
  expect(await cells('a\tb\n1\t2')).toEqual([
    [1, ['a', 'b']],
    [2, ['1', '2']],
  ])
  expect(await cells('a,b\n\n"x"y,1\n2,3')).toEqual([
    [1, ['a', 'b']],
    [3, ['there is text after a quoted cell']],
    [4, ['2', '3']],
  ])
  await expect(cells(Buffer.from([0x61, 0x0a, 0xfc, 0x0a]))).rejects.toThrow('not UTF-8')
  await expect(cells(`a\n"${'x'.repeat(2_100_000)}`)).rejects.toThrow('does not end')
})

it('people are tried first, then taken, and a second time brought up to date', async () => {
  const account = await newAccount()
  const text =
    'name,email,tags,notes,user_fields.plan\nAda,ada@csv.example,"vip,old",=1+1,\nBo,no address,,,\n,c@csv.example,,,\nDora,dora@csv.example,,,x\n'
  const found = async () =>
    (await account.call(account.admin, 'GET /api/v2/users/search?query=ada@csv.example')).body.users
  const tried = await load(account, 'users', text, false)
  expect(await found()).toEqual([])
  const done = await load(account, 'users', text)
  expect(done.rows).toMatchObject(tried.rows.map(({ source, result }) => ({ source, result })))
  expect(done.is_whole).toBe(false)
  expect(done.rows.map(({ source, result }) => [source, result]).slice(0, 3)).toEqual([
    ['line 2', 'created'],
    ['line 3', 'refused'],
    ['line 4', 'refused'],
  ])
  expect(await found()).toMatchObject([{ name: 'Ada', tags: ['old', 'vip'], notes: '=1+1', verified: false }])
  await load(account, 'users', 'email,name\nada@csv.example,Ada L')
  expect(await found()).toMatchObject([{ name: 'Ada L', notes: '=1+1' }])
})

it('organisations and tickets are taken with their times, and tickets not twice', async () => {
  const account = await newAccount()
  expect((await load(account, 'organizations', 'name,domain_names\nKiln,"kiln.example glaze.example"')).is_whole).toBe(
    true,
  )
  const text =
    'subject,description,requester_email,status,created_at,external_id,assignee_email\n' +
    `Old,"It said:\n=cmd|calc",ada@kiln.example,closed,2019-05-01T10:00:00Z,old-1,${account.agent.email}\n` +
    'Bad,words,ada@kiln.example,open,yesterday,old-2,\nLost,words,,open,,old-3,\nWhose,words,ada@kiln.example,open,,old-4,nobody@kiln.example\n'
  await load(account, 'tickets', text, false)
  expect((await account.call(account.agent, 'GET /api/v2/tickets')).body.count).toBe(0)
  const { rows } = await load(account, 'tickets', text)
  expect(rows.map((row) => [row.source, row.result])).toEqual([
    ['line 2', 'created'],
    ['line 4', 'refused'],
    ['line 5', 'refused'],
    ['line 6', 'refused'],
  ])
  expect((await load(account, 'tickets', text)).rows[0]).toMatchObject({ result: 'matched' })
  const { tickets } = (await account.call(account.agent, 'GET /api/v2/tickets')).body
  expect(tickets).toMatchObject([
    {
      id: 1,
      subject: 'Old',
      status: 'closed',
      created_at: '2019-05-01T10:00:00Z',
      description: 'It said:\n=cmd|calc',
      assignee_id: account.agent.id,
    },
  ])
  await account.runJobs()
})

it('a table with unknown or doubled columns, or of nothing, is refused whole', async () => {
  const account = await newAccount()
  await expect(load(account, 'users', 'name,password\nx,y')).rejects.toThrow('do not have: password')
  await expect(load(account, 'users', 'name,name\nx,y')).rejects.toThrow('twice')
  await expect(load(account, 'users', '')).rejects.toThrow('empty')
  const { rows } = await load(account, 'users', 'name,suspended\nx,perhaps\ny,1,2\n')
  expect(rows.map((row) => row.why)).toEqual(['suspended: takes true or false', 'it has 3 cells for 2 columns'])
})
