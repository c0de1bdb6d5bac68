import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { signedIn } from '../../../tests/support/form-browser.ts'

describe('an API token', () => {
  test('is shown once, acts as its own user only, and is worth nothing once revoked', async () => {
    const { account, one, token } = await signedIn()
    const { agent, admin, call, app, host } = account
    await call(admin, 'PUT /api/v2/credential_policy', { credential_policy: { own_tokens: 'staff' } })
    const made = await app.inject({
      method: 'POST',
      url: '/api/v2/api_tokens',
      payload: { api_token: { description: 'reports' } },
      headers: { host, cookie: `__Host-custos=${one.cookies.get('__Host-custos')}`, 'x-csrf-token': token },
    })
    expect(made.statusCode).toBe(201)
    const { api_token } = made.json()
    expect(api_token.full_token).toMatch(/^custos_[\w-]{43}$/)
    const basic = (email: string) => ({
      authorization: `Basic ${Buffer.from(`${email}/token:${api_token.full_token}`).toString('base64')}`,
    })
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(agent.email))).body.user.id).toBe(agent.id)
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(admin.email))).status).toBe(401)
    expect(
      (await call(null, 'GET /api/v2/users/me', undefined, { authorization: `Bearer ${api_token.full_token}` })).body
        .user.id,
    ).toBe(agent.id)
    expect(JSON.stringify((await call(admin, 'GET /api/v2/api_tokens')).body)).not.toContain(api_token.full_token)
    expect((await call(admin, `DELETE /api/v2/api_tokens/${api_token.id}`)).status).toBe(204)
    expect((await call(null, 'GET /api/v2/users/me', undefined, basic(agent.email))).status).toBe(401)
  })

  test('makes no further token, and agents see only their own', async () => {
    const { call, agent, admin } = await newAccount()
    expect((await call(agent, 'POST /api/v2/api_tokens', { api_token: {} })).status).toBe(403)
    const all = (await call(admin, 'GET /api/v2/api_tokens')).body.api_tokens
    const others = all.find((one: { user_id: number }) => one.user_id === admin.id)
    expect(
      new Set(
        (await call(agent, 'GET /api/v2/api_tokens')).body.api_tokens.map((one: { user_id: number }) => one.user_id),
      ),
    ).toEqual(new Set([agent.id]))
    expect((await call(agent, `DELETE /api/v2/api_tokens/${others.id}`)).status).toBe(404)
  })
})
