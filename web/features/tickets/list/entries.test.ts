import { describe, expect, it } from 'vitest'
import { nextToPlay } from '../play/order.ts'
import { entriesOf } from './entries.ts'
import type { Row } from './rows.ts'

const row = (id: number, status: Row['ticket']['status']): Row => ({
  ticket: { id, status } as Row['ticket'], // nothing else is looked at
  requester: null,
  assignee: null,
})

describe('entries of a list', () => {
  const rows = [row(1, 'open'), row(2, 'open'), row(3, 'pending')]
  it('have a head before each group, and rows that know their place', () => {
    const entries = entriesOf(rows, ({ ticket }) => ticket.status)
    expect(entries.map((entry) => (entry.kind === 'group' ? entry.label : entry.place))).toEqual([
      'open',
      0,
      1,
      'pending',
      2,
    ])
  })
  it('are the rows alone where nothing groups', () => {
    expect(entriesOf(rows, null).map((entry) => entry.kind)).toEqual(['row', 'row', 'row'])
  })
})

describe('playing', () => {
  it('takes the first ticket that is free and not closed', () => {
    const rows = [row(1, 'closed'), row(2, 'open'), row(3, 'open')]
    expect(nextToPlay(rows, () => true)).toBe(2)
    expect(nextToPlay(rows, (id) => id !== 2)).toBe(3)
    expect(nextToPlay(rows, () => false)).toBeNull()
  })
})
