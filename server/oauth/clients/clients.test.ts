// The endpoints of clients and of their tokens.
import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { bearer, codeFor, exchange, REDIRECT, registered, setting } from '../../../tests/support/oauth.ts'

describe('the endpoints of clients and tokens', () => {
  test('are for admins; a secret is shown once and renewed', async () => {
    const account = await newAccount()
    expect((await account.call(account.agent, 'GET /api/v2/oauth/clients')).status).toBe(403)
    const app = await registered({ account })
    expect(app.secret).toMatch(/^custos_cs_[\w-]{43}$/)
    const shown = await account.call(account.admin, `GET /api/v2/oauth/clients/${app.id}`)
    expect(shown.body.client).toMatchObject({
      identifier: 'flows',
      kind: 'confidential',
      redirect_uri: [REDIRECT],
      global: false,
      user_id: account.admin.id,
    })
    expect(shown.text).not.toContain(app.secret)
    const changed = await account.call(account.admin, `PUT /api/v2/oauth/clients/${app.id}`, {
      client: { name: 'Other' },
    })
    expect(changed.body.client.name).toBe('Other')
    const renewed = await account.call(account.admin, `PUT /api/v2/oauth/clients/${app.id}/generate_secret`)
    expect(renewed.body.client.secret).not.toBe(app.secret)
    const again = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
      client: { name: 'N', identifier: 'flows', redirect_uri: [] },
    })
    expect(again.body.details.identifier[0].error).toBe('DuplicateValue')
    expect((await account.call(account.admin, 'GET /api/v2/oauth/global_clients')).body).toMatchObject({
      global_clients: [],
    })
    expect((await account.call(account.admin, `DELETE /api/v2/oauth/clients/${app.id}`)).status).toBe(204)
    expect((await account.call(account.admin, `GET /api/v2/oauth/clients/${app.id}`)).status).toBe(404)
  })

  test('list tokens of oneself; admins all; removing a client ends its tokens', async () => {
    const here = await setting()
    const app = await registered(here)
    const own = { client_id: app.identifier, client_secret: app.secret }
    const { body } = await exchange(here, {
      ...own,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT,
      code: await codeFor(here, app),
    })
    const { agent, admin, call } = here.account
    const mine = (await call(agent, 'GET /api/v2/oauth/tokens')).body.tokens
    expect(mine).toHaveLength(1)
    expect((await call(admin, 'GET /api/v2/oauth/tokens')).body.tokens).toEqual([])
    expect((await call(admin, `GET /api/v2/oauth/tokens?all=true&client_id=${app.id}`)).body.tokens).toHaveLength(1)
    const [token] = mine
    expect((await call(admin, `GET /api/v2/oauth/tokens/${token.id}`)).body.token.id).toBe(token.id)
    const other = await here.account.addPerson('agent')
    expect((await call(other, `GET /api/v2/oauth/tokens/${token.id}`)).status).toBe(404)
    expect((await call(other, 'GET /api/v2/oauth/tokens?all=true')).body.tokens).toEqual([])
    await call(admin, `DELETE /api/v2/oauth/clients/${app.id}`)
    expect((await bearer(here, body.access_token)).status).toBe(401)
  })
})
