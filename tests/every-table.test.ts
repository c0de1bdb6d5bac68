// All tables: each has row-level security, forced, with a policy; the few that have not are listed with the reason.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from './support/worker-database.ts'

/** Tables without row-level security. This list only shrinks. */
const EXCEPTIONS: Record<string, string> = {
  account_hosts: 'finds the account by host name, before there is one; host names are public',
  key_providers: 'says which key file this installation needs, before any account is unlocked; holds key ids only',
  migrations: 'what was done to the database itself',
  recipient_addresses:
    "finds the account by a mail's recipient, before there is one; these are the desk's own published addresses",
  search_records:
    'keyed hashes of words, different for every account; a policy would keep PostgreSQL from using the index',
}

interface TableRow {
  name: string
  secured: boolean
  forced: boolean
  policies: number
  owner: string
  first_key: string | null
}

describe('every table', () => {
  let owner: pg.Client
  let app: pg.Client
  let tables: TableRow[]

  beforeAll(async () => {
    const connections = await testDatabase()
    owner = new pg.Client(connections.owner)
    app = new pg.Client(connections.app)
    await owner.connect()
    await app.connect()
    const { rows } = await owner.query<TableRow>(`
      select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
        (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indrelid = c.oid and i.indisprimary) as first_key
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)
    tables = rows
  })

  afterAll(async () => {
    await owner.end()
    await app.end()
  })

  it('is seen', () => {
    expect(tables.length).toBeGreaterThan(25)
  })

  it('has forced row-level security with a policy, or a reason', () => {
    const bare = tables
      .filter((table) => !(table.secured && table.forced && table.policies > 0))
      .map((table) => table.name)
    expect(bare).toEqual(Object.keys(EXCEPTIONS).toSorted())
  })

  it('has the account first in its key, where it has one', () => {
    const others = tables
      .filter((table) => table.first_key !== 'account_id' && !(table.name in EXCEPTIONS))
      .map((table) => table.name)
    expect(others).toEqual([])
  })

  it('belongs to the owner, never to the role the server uses', () => {
    expect(new Set(tables.map((table) => table.owner))).toEqual(new Set(['custos_owner']))
  })

  it('cannot be read by the server without saying for which account', async () => {
    for (const table of tables.filter((one) => !(one.name in EXCEPTIONS))) {
      await expect(app.query(`select * from ${table.name} limit 1`), table.name).rejects.toThrow(
        /custos\.account_id|permission denied/,
      )
    }
  })

  it('shows nothing of another account', async () => {
    await app.query("begin; set local custos.account_id = '1'; set local custos.audience = 'staff'")
    for (const table of tables.filter((one) => !(one.name in EXCEPTIONS))) {
      const { rows } = await app.query(`select count(*)::int as count from ${table.name}`)
      expect(rows[0], table.name).toEqual({ count: 0 })
    }
    await app.query('rollback')
  })

  it('lets nobody change or delete what the audit has written', async () => {
    for (const table of ['audit_entries', 'audit_chain', 'audit_seals']) {
      await app.query("begin; set local custos.account_id = '1'")
      await expect(app.query(`delete from ${table}`)).rejects.toThrow(/permission denied/)
      await app.query('rollback')
      await app.query("begin; set local custos.account_id = '1'")
      await expect(app.query(`update ${table} set account_id = account_id`)).rejects.toThrow(/permission denied/)
      await app.query('rollback')
    }
  })
})
