import { describe, expect, it } from 'vitest'
import type { Ticket } from '../../../api/shapes.ts'
import { inverseOf, isEmptyChange, piecesOf, planOf } from './plan.ts'

const ticket = (id: number, more: Partial<Ticket> = {}): Ticket =>
  ({ id, status: 'open', priority: null, type: null, assignee_id: null, group_id: 1, tags: ['vip'], ...more }) as Ticket // what the plan reads of a ticket

describe('the plan of a bulk change', () => {
  const tickets = [ticket(1), ticket(2, { status: 'closed' }), ticket(3, { priority: 'high' })]

  it('tells what changes, what stays, and what cannot be changed', () => {
    const plan = planOf(tickets, { priority: 'high' })
    expect(plan.changing.map((one) => one.id)).toEqual([1])
    expect(plan.closed.map((one) => one.id)).toEqual([2])
    expect(plan.same.map((one) => one.id)).toEqual([3])
  })

  it('counts a mail for each ticket that gets a public comment, and none for a note', () => {
    expect(planOf(tickets, { comment: { body: 'Hello', public: true } }).mails).toBe(2)
    expect(planOf(tickets, { comment: { body: 'Hello', public: false } }).mails).toBe(0)
    expect(planOf(tickets, { comment: { body: '  ', public: true } }).changing).toEqual([])
  })

  it('sees tags that are there already', () => {
    expect(planOf([ticket(1)], { additional_tags: ['vip'] }).changing).toEqual([])
    expect(planOf([ticket(1)], { remove_tags: ['other'] }).changing).toEqual([])
    expect(planOf([ticket(1)], { remove_tags: ['vip'] }).changing).toHaveLength(1)
  })

  it('can be taken back, field by field, without touching the others', () => {
    expect(inverseOf([ticket(1)], { status: 'solved', additional_tags: ['done'] })).toEqual([
      { id: 1, status: 'open', tags: ['vip'] },
    ])
  })

  it('is nothing while nothing is chosen', () => {
    expect(isEmptyChange({})).toBe(true)
    expect(isEmptyChange({ assignee_id: null })).toBe(false)
  })

  it('goes in pieces that a job takes', () => {
    expect(piecesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  })
})
