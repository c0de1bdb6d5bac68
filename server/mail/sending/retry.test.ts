import { expect, test } from 'vitest'
import { MAX_ATTEMPTS, nextAttemptAt } from './retry.ts'

const start = new Date('2026-03-01T00:00:00Z')

test('the first waits are minutes, the last are hours, and three days after the first attempt it is given up', () => {
  const waits: number[] = []
  let at = start
  for (let attempts = 1; ; attempts += 1) {
    const next = nextAttemptAt(attempts, at, 0.5)
    if (!next) break
    waits.push((next.getTime() - at.getTime()) / 60_000)
    at = next
  }
  expect(waits.slice(0, 5)).toEqual([1, 5, 15, 30, 60])
  expect(waits).toHaveLength(MAX_ATTEMPTS - 1)
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  const days = (at.getTime() - start.getTime()) / 86_400_000
  expect(days).toBeGreaterThan(2.5)
  expect(days).toBeLessThan(3)
})

test('waits are spread by a tenth either way', () => {
  expect(nextAttemptAt(1, start, 0)!.getTime() - start.getTime()).toBe(54_000)
  expect(nextAttemptAt(1, start, 1)!.getTime() - start.getTime()).toBe(66_000)
})
