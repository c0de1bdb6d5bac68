import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './hashing.ts'

test('too many sign-ins at once are asked to come back, and that says nothing of who is known, then or later', async () => {
  // The very first look for somebody whom nobody knows comes in the middle of a storm that does not abate meanwhile.
  let is_on = true
  const attack = async () => {
    let was_refused = false
    const refused = () => {
      was_refused = true
    }
    while (is_on && !was_refused) await hashPassword('a quiet lake at dawn').then(() => undefined, refused)
    return was_refused
  }
  const storm = Array.from({ length: 310 }, attack)
  const [known, unknown] = await Promise.allSettled([
    isPassword('$argon2id$v=19$m=19456,t=2,p=1$c29tZXRoaW5n$aGVyZQ', 'guessed'),
    isPassword(null, 'guessed'),
  ])
  const refusal = { status: 'rejected', reason: { code: 'unavailable', retry_after_s: 5 } }
  expect([known, unknown]).toMatchObject([refusal, refusal])
  is_on = false
  expect(await Promise.all(storm)).toContain(true)
  expect(await isPassword(null, 'guessed')).toBe(false)
})
