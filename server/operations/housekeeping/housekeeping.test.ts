import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Platform } from '../../platform/platform.ts'
import { insertFile } from '../../tickets/index.ts'
import { clearExpired } from './expired.ts'

const HOUR_MS = 3_600_000

/** The platform with a clock that is so far ahead, for which the database's clock is made to agree, or not. */
function withClock({ desk }: TestAccount, ahead_ms: number, database_agrees: boolean): Platform {
  const clock = { now: () => new Date(Date.now() + ahead_ms) }
  const query = async (text: string, ...rest: []) =>
    text.includes('clock_timestamp') && database_agrees
      ? { rows: [{ now: clock.now() }] }
      : await desk.pool.query(text, ...rest)
  const pool = new Proxy(desk.pool, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) })
  return { ...desk, pool, engine: { ...desk.engine, clock } }
}

/** Sessions that ended, or will end, so many hours from now. */
async function addSessions(account: TestAccount, count: number, ends_in_h: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId())
  await account.work(async (work) => {
    await work.db.run(sql`
      insert into sessions (account_id, id, user_id, token_hash, sealed, created_at, last_seen_at, expires_at)
      select ${work.account_id}, id, ${account.agent.id}, ${randomBytes(16)} || int8send(id), '\\x00', now(), now(), now() + make_interval(hours => ${ends_in_h})
      from unnest(${ids}::bigint[]) id`)
  })
}

const countRows = async (account: TestAccount, table: string) =>
  (
    await account.work((work) =>
      work.db.one<{ count: number }>(
        sql`select count(*) as count from ${sql.table(table)} where account_id = ${work.account_id}`,
      ),
    )
  ).count

describe('clearing what has expired', () => {
  it('removes nothing when the clock is an hour ahead, even where the database’s is too', async () => {
    const account = await newAccount()
    await addSessions(account, 5, 12)
    await addSessions(account, 5, -20)
    await clearExpired(withClock(account, HOUR_MS, true))
    expect(await countRows(account, 'sessions')).toBe(10)
  })

  it('removes nothing at all while the clocks differ, however long it is over', async () => {
    const account = await newAccount()
    await addSessions(account, 3, 12)
    await clearExpired(withClock(account, 400 * 24 * HOUR_MS, false))
    expect(await countRows(account, 'sessions')).toBe(3)
  })

  it('removes what has been over for long, a bounded share at a time', async () => {
    const account = await newAccount()
    await addSessions(account, 3, 12)
    await addSessions(account, 150, -29 * 24)
    await clearExpired(withClock(account, 0, true))
    expect(await countRows(account, 'sessions')).toBe(53)
    await clearExpired(withClock(account, 0, true))
    expect(await countRows(account, 'sessions')).toBe(3)
  })

  it('erases tickets a month after they were deleted, not before, and not by a wrong clock', async () => {
    const account = await newAccount()
    const deletedTicket = async (days_ago: number): Promise<number> => {
      const { body } = await account.call(account.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'a' } } })
      const { id } = body.ticket
      await account.call(account.agent, `DELETE /api/v2/tickets/${id}`)
      await account.work((work) =>
        work.db.run(sql`
          update tickets set deleted_at = now() - make_interval(days => ${days_ago}) where account_id = ${work.account_id} and id = ${id}`),
      )
      return id
    }
    const [old, young] = [await deletedTicket(32), await deletedTicket(30)]
    const left = async () =>
      (await account.call(account.agent, 'GET /api/v2/deleted_tickets')).body.deleted_tickets.map(
        (one: { id: number }) => one.id,
      )
    await clearExpired(withClock(account, 400 * 24 * HOUR_MS, false))
    expect(await left()).toEqual([old, young])
    await clearExpired(withClock(account, 0, true))
    expect(await left()).toEqual([young])
    expect((await account.call(account.agent, `PUT /api/v2/deleted_tickets/${old}/restore`)).status).toBe(404)
  })

  it('removes files that nothing refers to, and keeps the young and the used', async () => {
    const account = await newAccount()
    const uploaded = await account.call(account.agent, 'POST /api/v2/uploads?filename=a.txt', Buffer.from('kept'), {
      'content-type': 'text/plain',
    })
    expect(uploaded.status).toBe(201)
    const stray = await account.work(async (work) => {
      const file = await account.desk.files.put(randomBytes(10), { sealing: work.sealing })
      await insertFile(work, file)
      return file.file_id
    })
    await clearExpired(withClock(account, 0, true))
    expect(await countRows(account, 'files')).toBe(2)
    await account.work((work) =>
      work.db.run(sql`update files set created_at = now() - interval '10 days' where account_id = ${work.account_id}`),
    )
    await clearExpired(withClock(account, 0, true))
    const left = await account.work((work) =>
      work.db.all<{ file_id: string }>(sql`select file_id from files where account_id = ${work.account_id}`),
    )
    expect(left.map((row) => row.file_id)).not.toContain(stray)
    expect(left.length).toBe(1)
    await account.work(async (work) => {
      await expect(account.desk.files.get(stray, { sealing: work.sealing })).rejects.toMatchObject({
        code: 'not_found',
      })
    })
  })
})
