import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './hashing.ts'

test('too many sign-ins at once are asked to come back, and that says nothing of who is known, then or later', async () => {
  // The very first look for somebody whom nobody knows comes in the middle of a storm.
  const storm = Array.from({ length: 310 }, () => hashPassword('a quiet lake at dawn').catch((error: Error) => error))
  const [known, unknown] = await Promise.allSettled([
    isPassword('$argon2id$v=19$m=19456,t=2,p=1$c29tZXRoaW5n$aGVyZQ', 'guessed'),
    isPassword(null, 'guessed'),
  ])
  const refusal = { status: 'rejected', reason: { code: 'unavailable', retry_after_s: 5 } }
  expect([known, unknown]).toMatchObject([refusal, refusal])
  expect((await Promise.all(storm)).filter((one) => one instanceof Error).length).toBeGreaterThan(0)
  expect(await isPassword(null, 'guessed')).toBe(false)
})
