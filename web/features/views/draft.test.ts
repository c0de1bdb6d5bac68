import { describe, expect, it } from 'vitest'
import { newDraft, reordered } from './draft.ts'

describe('drafts of views', () => {
  it('begin with what is unsolved, or with a search', () => {
    expect(newDraft(7, null)).toMatchObject({ conditions: { all: [{ field: 'status' }] }, restriction: { id: 7 } })
    expect(newDraft(7, 'sail')).toMatchObject({ conditions: { all: [] }, query: 'sail' })
  })
})

describe('a new order', () => {
  const at = (id: number, position: number) => ({ id, position })
  it('uses the places that the views had, and tells only what changed', () => {
    expect(reordered([at(1, 2), at(2, 5), at(3, 9)], [2, 1, 3])).toEqual([at(2, 2), at(1, 5)])
  })
  it('makes places where several views share one', () => {
    expect(reordered([at(1, 4), at(2, 4), at(3, 4)], [3, 2, 1])).toEqual([at(2, 5), at(1, 6)])
  })
})
