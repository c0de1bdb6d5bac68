import { expect, test } from 'vitest'
import { clockOf, isWorking, readClock } from './spentTime.ts'

test('only a visible, focused page that was touched within the minute counts', () => {
  const working = { isVisible: true, hasFocus: true, idle_ms: 59_999 }
  expect(isWorking(working)).toBe(true)
  for (const change of [{ isVisible: false }, { hasFocus: false }, { idle_ms: 60_000 }])
    expect(isWorking({ ...working, ...change })).toBe(false)
})

test('times are written and read as a clock shows them', () => {
  for (const [seconds, text] of [
    [0, '0:00'],
    [65, '1:05'],
    [3909, '1:05:09'],
  ] as const) {
    expect(clockOf(seconds)).toBe(text)
    expect(readClock(text)).toBe(seconds)
  }
  expect(readClock('15')).toBe(900)
  for (const bad of ['', 'x', '1:x', '-1', '1:2:3:4', '99:00:00']) expect(readClock(bad)).toBeNull()
})
