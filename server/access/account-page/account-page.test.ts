import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { signedIn } from '../../../tests/support/form-browser.ts'

describe('the page of one’s own security', () => {
  test.each(['agent', 'customer'] as const)('is there for an %s, with a way out', async (who) => {
    const { one } = await signedIn((account) => account[who])
    const answer = await one.ask('GET', '/account/security')
    expect(answer.statusCode).toBe(200)
    expect(answer.payload).toContain('action="/sign-out"')
    expect(answer.payload.includes('href="/agent"')).toBe(who === 'agent')
  })

  test('is not for strangers, and not for tokens', async () => {
    const { call, agent } = await newAccount()
    expect((await call(null, 'GET /account/security')).status).toBe(401)
    expect((await call(agent, 'GET /account/security')).status).toBe(403)
  })
})
