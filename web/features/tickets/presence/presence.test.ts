import { describe, expect, it } from 'vitest'
import { FORGET_MS, type PresenceMap, withMessage, withoutOld } from './presence.ts'

const says = (by: number, change: string, id = 7) => ({ kind: 'presence', id, change, by })

describe('presence', () => {
  const empty: PresenceMap = new Map()

  it('knows who views and who writes, and answers somebody who arrives', () => {
    const first = withMessage(empty, says(2, 'viewing'), 1, 1_000)
    expect(first.isArrival).toBe(true)
    const second = withMessage(first.map, says(2, 'replying'), 1, 2_000)
    expect(second.isArrival).toBe(false)
    expect(second.map.get(7)).toEqual([{ user_id: 2, doing: 'replying', at: 2_000 }])
  })

  it('leaves out whoever leaves, and oneself on another screen', () => {
    const { map } = withMessage(empty, says(2, 'viewing'), 1, 0)
    expect(withMessage(map, says(2, 'left'), 1, 5).map.size).toBe(0)
    expect(withMessage(map, says(1, 'viewing'), 1, 5).map).toBe(map)
  })

  it('forgets who was not heard of for a while, and says so only then', () => {
    const { map } = withMessage(empty, says(2, 'viewing'), 1, 0)
    expect(withoutOld(map, FORGET_MS - 1)).toBe(map)
    expect(withoutOld(map, FORGET_MS).size).toBe(0)
  })

  it('ignores what a newer server may say', () => {
    expect(withMessage(empty, says(2, 'dancing'), 1, 0)).toMatchObject({ isArrival: false })
    expect(withMessage(empty, { kind: 'ticket', id: 7, change: 'ticket.updated' }, 1, 0).map).toBe(empty)
  })
})
