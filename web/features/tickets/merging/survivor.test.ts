import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../../api/shapes.ts'
import { readNumber, survivorOf } from './survivor.ts'

describe('merging', () => {
  it('keeps the oldest ticket that can still be changed', () => {
    const tickets = [
      { id: 9, status: 'open' },
      { id: 3, status: 'closed' },
      { id: 5, status: 'pending' },
    ] as Ticket[] // what the choice reads
    expect(survivorOf(tickets)).toBe(5)
  })

  it('reads a number however it was pasted', () => {
    expect(
      ['42', ' #42 ', 'https://desk.example/tickets/42', 'https://desk.example/tickets/42?x=1'].map(readNumber),
    ).toEqual([42, 42, 42, 42])
    expect(['', 'printer', '4 2', '#'].map(readNumber)).toEqual([null, null, null, null])
  })
})
