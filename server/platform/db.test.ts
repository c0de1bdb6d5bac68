import pg from 'pg'
import { expect, test } from 'vitest'
import { cloneDatabase } from '../../tests/support/worker-database.ts'
import { closePool, openPool } from './db.ts'

const CONNECTIONS = 8

test('a closed pool has left nothing open at the database, so that it can stop without a word', async () => {
  const { app, superuser } = await cloneDatabase(`custos_pool_${process.pid}`)
  const witness = new pg.Client(superuser)
  await witness.connect()
  const countOpen = async () => {
    const { rows } = await witness.query<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [superuser.database],
    )
    return rows[0]?.count
  }
  const lost: Error[] = []
  const pool = openPool(app, CONNECTIONS, (error) => lost.push(error))
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()))
  expect(await countOpen()).toBe(CONNECTIONS)
  for (const client of clients) client.release()
  await closePool(pool)
  expect(await countOpen()).toBe(0)
  expect(lost).toEqual([])
  await witness.end()
})

test('a lost connection is told of once', async () => {
  const { app, superuser } = await cloneDatabase(`custos_lost_${process.pid}`)
  const { promise: heard, resolve } = Promise.withResolvers<Error>()
  const lost: Error[] = []
  const pool = openPool(app, 1, (error) => {
    lost.push(error)
    resolve(error)
  })
  await pool.query('select 1')
  const witness = new pg.Client(superuser)
  await witness.connect()
  await witness.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = $2', [
    superuser.database,
    app.user,
  ])
  await heard
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(lost.map((error) => 'code' in error && error.code)).toEqual(['57P01'])
  await witness.end()
  await closePool(pool)
})
