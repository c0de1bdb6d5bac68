import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../../../tests/support/worker-database.ts'
import { openLog } from '../log.ts'
import { type Bus, type Hint, openBus } from './bus.ts'

describe('the live bus', () => {
  let one: Bus
  let other: Bus

  beforeAll(async () => {
    const { app } = await testDatabase()
    const log = openLog('silent')
    one = await openBus(app, log)
    other = await openBus(app, log)
  })

  afterAll(async () => {
    await one.close()
    await other.close()
  })

  it('tells other processes what changed, every hint once and in order, however many at a time', async () => {
    const heard: Hint[] = []
    const stop = other.subscribe((hint) => heard.push(hint))
    for (let id = 1; id <= 500; id++) {
      one.publish({ account_id: 7, kind: 'ticket', id, change: 'ticket.updated' })
      if (id % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await vi.waitFor(() => expect(heard).toHaveLength(500), { timeout: 5_000 })
    expect(heard.map((hint) => hint.id)).toEqual(Array.from({ length: 500 }, (_unused, index) => index + 1))
    stop()
  })

  it('tells nothing to who no longer listens', async () => {
    const heard: Hint[] = []
    const told: Hint[] = []
    other.subscribe((hint) => heard.push(hint))()
    other.subscribe((hint) => told.push(hint))
    one.publish({ account_id: 7, kind: 'ticket', id: 1, change: 'ticket.updated' })
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 5_000 })
    expect(heard).toEqual([])
  })
})
