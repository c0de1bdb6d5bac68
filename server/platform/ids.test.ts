import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase } from '../../tests/support/worker-database.ts'
import { noteIds, raiseIds, takeSlot } from './id-floor.ts'
import { IdSource, timeOfId } from './ids.ts'

const NOW = Date.UTC(2027, 5, 1)
const HOUR = 3_600_000

function inOrder(ids: readonly number[]): void {
  for (const [index, id] of ids.entries()) if (index > 0) expect(id).toBeGreaterThan(ids[index - 1]!)
}

describe('ids', () => {
  let client: pg.Client
  let app: pg.ClientConfig

  beforeAll(async () => {
    ;({ app } = await cloneDatabase(`custos_ids_${process.pid}`))
    client = new pg.Client(app)
    await client.connect()
  })

  afterAll(async () => await client.end())

  it('rise and tell their time, also many in one millisecond and with a clock that goes back', () => {
    const source = new IdSource()
    source.takeSlot(63)
    const ids = Array.from({ length: 1_000 }, (_, turn) => source.next(NOW - turn))
    inOrder(ids)
    expect(timeOfId(ids[0]!).getTime()).toBe(NOW)
    expect(timeOfId(ids.at(-1)!).getTime()).toBeLessThan(NOW + 100)
    expect(ids.every(Number.isSafeInteger)).toBe(true)
  })

  it('of a process that starts with a clock set back come after those from before', async () => {
    const before = new IdSource()
    before.takeSlot(5)
    const old = [before.next(NOW)]
    let noted = await noteIds(client, before, 0)
    // Given after the last note: the process ended before the next one.
    old.push(before.next(NOW + 9_000))

    const after = new IdSource()
    await raiseIds(client, after, NOW - HOUR)
    const first = after.next(NOW - HOUR)
    inOrder([...old, first, after.next(NOW - HOUR), after.next(NOW + HOUR)])
    expect(timeOfId(first).getTime()).toBeLessThan(NOW + 15_000)

    // A process that is behind does not lower it.
    noted = await noteIds(client, after, noted)
    const behind = new IdSource()
    behind.next(NOW - HOUR)
    await noteIds(client, behind, 0)
    const third = new IdSource()
    await raiseIds(client, third, NOW - HOUR)
    expect(third.next(NOW - HOUR)).toBeGreaterThan(noted)
  })

  it('of short processes, one right after the other, are never the same', async () => {
    const last = new IdSource()
    last.next(NOW + 6 * HOUR)
    await noteIds(client, last, 0)
    const ids: number[] = []
    for (let process = 0; process < 5; process++) {
      const connection = new pg.Client(app)
      await connection.connect()
      const source = new IdSource()
      await takeSlot(connection, source)
      await raiseIds(connection, source, NOW + 6 * HOUR + process)
      ids.push(source.next(NOW + 6 * HOUR + process), source.next(NOW + 6 * HOUR + process))
      await connection.end()
    }
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('follow the clock where it is right', async () => {
    const source = new IdSource()
    await raiseIds(client, source, NOW + 9 * HOUR)
    expect(timeOfId(source.next(NOW + 9 * HOUR)).getTime()).toBe(NOW + 9 * HOUR)
  })
})
