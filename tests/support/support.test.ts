import dns from 'node:dns'
import { lookup } from 'node:dns/promises'
import { connect, createServer } from 'node:net'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { testDatabase } from './worker-database.ts'

test('a worker has one migrated database, and asking again gives the same', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  expect(one.app.database).toBe(two.app.database)
  expect(one.app.database).not.toBe(inject('database').app.database)
  const client = new pg.Client(one.app)
  await client.connect()
  const { rows } = await client.query('select name from migrations order by name')
  await client.end()
  expect(rows[0].name).toMatch(/^0001_/)
})

test('the role of the application owns nothing and is bound by row-level security', async () => {
  const { app, superuser } = await testDatabase()
  const client = new pg.Client(superuser)
  await client.connect()
  const roles = await client.query(
    'select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = $1',
    [app.user],
  )
  const owned = await client.query(
    'select relname from pg_class join pg_roles r on r.oid = relowner where r.rolname = $1',
    [app.user],
  )
  await client.end()
  expect(roles.rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }])
  expect(owned.rows).toEqual([])
})

test('a connection on this machine works', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, 'localhost')
  await new Promise((resolve, reject) => socket.once('close', resolve).once('error', reject).resume())
  server.close()
})

// A refusal fails the test it happens in, also when the code under test swallows the error. The bodies below swallow it,
// so that `test.fails` holds only if the network was closed and the attempt noticed.
const attempts: [string, () => unknown][] = [
  [
    'a connection to another machine',
    () =>
      connect(80, '192.0.2.1')
        .on('error', () => undefined)
        .destroy(),
  ],
  ['a fetch of another machine', () => fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(50) })],
  ['a look-up of a foreign name', () => lookup('example.invalid')],
  ['a question to name servers elsewhere', () => resolverAt('192.0.2.1').resolveMx('example.invalid', () => undefined)],
]

test.fails.each(attempts)('%s fails the test even when its error is swallowed', async (_, attempt) => {
  try {
    await attempt()
  } catch {}
})

test('a name server on this machine may be asked', () => {
  expect(() => resolverAt('127.0.0.1:9').resolveMx('example.invalid', () => undefined)).not.toThrow()
})

function resolverAt(server: string): dns.Resolver {
  const resolver = new dns.Resolver({ timeout: 20, tries: 1 })
  resolver.setServers([server])
  return resolver
}
