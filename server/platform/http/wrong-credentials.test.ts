import { expect, it } from 'vitest'
import { countWrongCredentials } from './wrong-credentials.ts'

it('a source that guesses a hundred times waits for the end of the minute, others do not', () => {
  let now_ms = 0
  const wrong = countWrongCredentials(100, () => now_ms)
  for (let attempt = 0; attempt < 99; attempt++) wrong.count('192.0.2.1')
  expect(wrong.wait_s('192.0.2.1')).toBeNull()
  wrong.count('192.0.2.1')
  now_ms = 15_000
  expect(wrong.wait_s('192.0.2.1')).toBe(45)
  expect(wrong.wait_s('192.0.2.2')).toBeNull()
  now_ms = 60_000
  expect(wrong.wait_s('192.0.2.1')).toBeNull()
})

it('all addresses of one IPv6 network are one source', () => {
  const wrong = countWrongCredentials(100, () => 0)
  for (let attempt = 0; attempt < 100; attempt++) wrong.count(`2001:db8:1:2::${attempt.toString(16)}`)
  expect(wrong.wait_s('2001:db8:1:2:ffff::1')).toBe(60)
  expect(wrong.wait_s('2001:db8:1:3::1')).toBeNull()
})
