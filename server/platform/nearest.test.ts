import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['start', 'start'],
  ['strat', 'start'],
  ['docter', 'doctor'],
  ['migrations', 'migrate'],
  ['xyzzy', undefined],
  ['', undefined],
])('%j is taken for %j', (word, meant) => {
  expect(nearest(word, ['start', 'migrate', 'doctor'])).toBe(meant)
})
