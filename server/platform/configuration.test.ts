import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { remembered } from './configuration.ts'
import { sql } from './db.ts'
import type { Work } from './work.ts'

const rename = (work: Work, name: string) =>
  work.db.run(sql`update brands set name = ${name} where account_id = ${work.account_id}::bigint`)

function names() {
  let reads = 0
  const brands = remembered(async (work) => {
    reads += 1
    return await work.db.all<{ name: string }>(
      sql`select name from brands where account_id = ${work.account_id}::bigint order by id`,
    )
  })
  return { brands, reads: () => reads, ask: (desk: TestAccount) => desk.work(brands) }
}

describe('configuration that a process remembers', () => {
  it('is read once, and again by the next unit after somebody changed it', async () => {
    const desk = await newAccount()
    const { ask, reads } = names()
    await ask(desk)
    await ask(desk)
    expect(reads()).toBe(1)
    // Nobody says that it changed: the database notices.
    await desk.work((work) => rename(work, 'Another'))
    expect(await ask(desk)).toEqual([{ name: 'Another' }])
    expect(reads()).toBe(2)
  })

  it('is each account’s own', async () => {
    const [one, two] = [await newAccount(), await newAccount()]
    const { ask } = names()
    await one.work((work) => rename(work, 'One'))
    await two.work((work) => rename(work, 'Two'))
    expect([await ask(one), await ask(two)]).toEqual([[{ name: 'One' }], [{ name: 'Two' }]])
  })

  it('of a change that is undone is seen by nobody else, whatever comes after it', async () => {
    const desk = await newAccount()
    const { ask, brands } = names()
    const before = await ask(desk)
    const undone = desk.work(async (work) => {
      await rename(work, 'Undone')
      brands.forget(work)
      expect(await brands(work)).toEqual([{ name: 'Undone' }])
      throw new Error('not after all')
    })
    await expect(undone).rejects.toThrow('not after all')
    expect(await ask(desk)).toEqual(before)
    await desk.work((work) => rename(work, 'Done'))
    expect(await ask(desk)).toEqual([{ name: 'Done' }])
  })

  it('cannot be changed by who reads it', async () => {
    const rows = await names().ask(await newAccount())
    expect(() => rows.push({ name: 'mine' })).toThrow(TypeError)
    expect(() => Object.assign(rows[0]!, { name: 'mine' })).toThrow(TypeError)
  })
})
