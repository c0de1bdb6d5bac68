import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bareAccount } from '../../../tests/support/bare-account.ts'
import { sql } from '../db.ts'
import { type ListSource, listPage, pagingQuery } from './paging.ts'

const ROWS = 57
const query = z.object(pagingQuery)

/** Numbers 1 to ROWS; `third` has a value on every third only. */
const numbers: ListSource<{ id: number }> = {
  columns: sql`g.id`,
  from: sql`(select id::bigint, case when id % 3 = 0 then id % 6 end::bigint as third, 'n' || (id % 5) as name,
    timestamptz '2026-01-01 00:00:00.123456+00' + id % 4 * interval '1 microsecond' as at from generate_series(1, ${sql.lit(ROWS)}) id) g`,
  where: sql`true`,
  id: sql`g.id`,
  default_sort: 'id',
  sorts: {
    id: { by: sql`g.id`, type: 'bigint' },
    third: { by: sql`g.third`, type: 'bigint', nullable: true },
    name: { by: sql`g.name`, type: 'text' },
    at: { by: sql`g.at`, type: 'timestamptz' },
  },
}

async function page(source: ListSource<{ id: number }>, parameters: Record<string, string>) {
  const account = await bareAccount()
  const url = new URL(`https://desk.example/list?${new URLSearchParams(parameters)}`)
  const { rows, paging } = await account.work((work) => listPage(work, source, query.parse(parameters), url))
  return { ids: rows.map((row) => row.id), ...paging }
}

describe('a page by cursor', () => {
  for (const sort of ['id', 'third', 'name', 'at'].flatMap((name) => [name, `-${name}`])) {
    it(`follows the last one, and goes back to it, sorted by ${sort}`, async () => {
      const whole = (await page(numbers, { sort })).ids
      expect(new Set(whole).size).toBe(ROWS)
      const first = await page(numbers, { sort, 'page[size]': '20' })
      const second = await page(numbers, { sort, 'page[size]': '20', 'page[after]': first.meta?.after_cursor ?? '' })
      const third = await page(numbers, { sort, 'page[size]': '20', 'page[after]': second.meta?.after_cursor ?? '' })
      expect([...first.ids, ...second.ids, ...third.ids]).toEqual(whole)
      expect([first, second, third].map((one) => one.meta?.has_more)).toEqual([true, true, false])
      const back = await page(numbers, { sort, 'page[size]': '20', 'page[before]': third.meta?.before_cursor ?? '' })
      expect(back.ids).toEqual(second.ids)
      const start = await page(numbers, { sort, 'page[size]': '20', 'page[before]': back.meta?.before_cursor ?? '' })
      expect([start.ids, start.meta?.has_more, start.links?.prev]).toEqual([first.ids, false, null])
    })
  }
})

describe('a count with a limit', () => {
  const limited = { ...numbers, count_limit: 30 }

  it('is exact up to the limit', async () => {
    expect(await page({ ...limited, where: sql`g.id <= 30` }, { per_page: '10' })).toMatchObject({ count: 30 })
    expect((await page({ ...limited, where: sql`g.id <= 30` }, { per_page: '10' })).count_capped).toBeUndefined()
  })

  it('says that there are more, never fewer than were shown, and the pages go on to the end', async () => {
    expect(await page(limited, { per_page: '10' })).toMatchObject({ count: 30, count_capped: true })
    expect(await page(limited, { per_page: '10', page: '5' })).toMatchObject({ count: 51, count_capped: true })
    const last = await page(limited, { per_page: '10', page: '6' })
    expect([last.ids.length, last.count, last.count_capped, last.next_page]).toEqual([7, ROWS, undefined, null])
  })
})
