import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../../tests/support/worker-database.ts'
import { openPool } from '../db.ts'
import { openMetrics } from '../http/metrics.ts'
import { openLog } from '../log.ts'
import { job } from '../module.ts'
import type { Platform } from '../platform.ts'
import { type RunningWorker, startWorker } from './worker.ts'

describe('a worker', () => {
  let pool: ReturnType<typeof openPool>
  let cut: ReturnType<typeof openPool>
  let worker: RunningWorker
  const done: number[] = []

  beforeAll(async () => {
    const { app, superuser } = await testDatabase()
    pool = openPool(app, 4, () => undefined)
    cut = openPool(superuser, 1, () => undefined)
    const platform = { log: openLog('silent'), metrics: openMetrics() } as unknown as Platform // a worker needs no more
    const count = job({
      name: 'test.count',
      summary: 'Counts',
      payload: z.object({ number: z.number() }),
      run: async (_platform, { number }) => {
        await pool.query('select pg_sleep(0.01)')
        done.push(number)
      },
    })
    worker = await startWorker(platform, pool, [count], 3)
  })

  afterAll(async () => {
    await worker.stop()
    await pool.end()
    await cut.end()
  })

  const add = (from: number, to: number) =>
    cut.query(
      "select graphile_worker.add_job('test.count', json_build_object('number', n)) from generate_series($1::int, $2::int) n",
      [from, to],
    )

  it('works on when all its connections were cut in the middle of its jobs, and forgets none of them', async () => {
    for (let round = 0; round < 4; round++) {
      await add(round * 100, round * 100 + 99)
      await vi.waitFor(() => expect(done.length).toBeGreaterThan(round * 20), { timeout: 10_000 })
      await cut.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'custos_app' and datname = current_database()",
      )
    }
    const missing = () =>
      Array.from({ length: 400 }, (_unused, number) => number).filter((number) => !done.includes(number))
    await vi.waitFor(() => expect(missing()).toEqual([]), {
      timeout: 25_000,
      interval: 100,
    })
  })
})
