import { describe, expect, it } from 'vitest'
import { allOrNone, extended, MOST_CHOSEN, nothing, toggled } from './selection.ts'

describe('the selection', () => {
  it('takes a row in and out', () => {
    const one = toggled(nothing, 5)
    expect([...one]).toEqual([5])
    expect(toggled(one, 5).size).toBe(0)
  })

  it('extends over the rows between, in both directions', () => {
    expect([...extended(new Set([2]), [1, 2, 3, 4], 2, 4)]).toEqual([2, 3, 4])
    expect([...extended(new Set([4]), [1, 2, 3, 4], 4, 2)].toSorted()).toEqual([2, 3, 4])
    expect([...extended(nothing, [1, 2], null, 2)]).toEqual([2])
    expect(extended(nothing, [1, 2], 1, 9)).toBe(nothing)
  })

  it('takes all loaded rows, none when all are taken, and never more than can be meant', () => {
    expect([...allOrNone(nothing, [1, 2])]).toEqual([1, 2])
    expect(allOrNone(new Set([1, 2]), [1, 2]).size).toBe(0)
    const many = Array.from({ length: MOST_CHOSEN + 50 }, (_, index) => index + 1)
    expect(allOrNone(nothing, many).size).toBe(MOST_CHOSEN)
    expect(toggled(new Set(many.slice(0, MOST_CHOSEN)), 10_000).size).toBe(MOST_CHOSEN)
  })
})
