// What is expected of the entrance by which a directory keeps the team.
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { createToken } from '../../server/access/index.ts'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { type Listening, listen } from '../conformance/listening.ts'
import { newBrowser } from '../support/browser.ts'
import { newAccount, type TestAccount } from '../support/desk.ts'
import { type Directory, newDirectory } from '../support/directory.ts'
import { fillRoute } from '../support/fixture.ts'

const OURS = ALL_ENDPOINTS.filter((endpoint) => endpoint.route.includes(' /scim/v2/'))
const OFF = { op: 'replace', path: 'active', value: false }

describe('the door of SCIM', () => {
  let desk: TestAccount
  let other: TestAccount
  let directory: Directory
  beforeAll(async () => {
    desk = await newAccount()
    other = await newAccount()
    directory = await newDirectory(desk)
    await newDirectory(other)
  })

  it('opens for no person’s token, whatever its scopes, for no token of another desk, in no other place of a request', async () => {
    const { full_token } = await desk.work((work) =>
      createToken(work, desk.owner.id, 'all', { scopes: ['read', 'write', 'security'] }),
    )
    expect(OURS.length).toBeGreaterThan(20)
    for (const endpoint of OURS) {
      const route = fillRoute(endpoint.route, { scim_id: String(desk.agent.id) })
      const body = /^(POST|PUT|PATCH)/.test(route) ? {} : undefined
      for (const headers of [
        { authorization: `Bearer ${full_token}` },
        { authorization: desk.owner.authorization },
        { authorization: `Basic ${Buffer.from(`x:${directory.token}`).toString('base64')}` },
        { cookie: `__Host-custos=${directory.token}` },
        {},
      ] as Record<string, string>[]) {
        const answer = await desk.call(null, route, body, headers)
        expect(answer.status, route).toBe(401)
        expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
      }
      const elsewhere = await other.call(null, route, body, { authorization: `Bearer ${directory.token}` })
      expect(elsewhere.status, route).toBe(401)
    }
    const in_query = await desk.call(null, `GET /scim/v2/Users?access_token=${directory.token}`)
    expect(in_query.status).toBe(401)
  })

  it('is the only one its token opens', async () => {
    for (const route of ['GET /api/v2/users/me', 'GET /api/v2/users', 'GET /api/v2/scim', 'GET /api/v2/tickets']) {
      const answer = await desk.call(null, route, undefined, { authorization: `Bearer ${directory.token}` })
      expect(answer.status, route).toBe(401)
    }
  })

  it('is shut for a token that was rotated or revoked, where SCIM is off, and from outside its networks', async () => {
    const own = await newAccount()
    const there = await newDirectory(own)
    const status = async () => (await there.scim('GET /Users?count=0')).status
    expect(await status()).toBe(200)
    await own.call(own.admin, 'PUT /api/v2/scim', { scim: { ranges: ['198.51.100.0/24'] } })
    expect(await status()).toBe(403)
    await own.call(own.admin, 'PUT /api/v2/scim', { scim: { ranges: ['127.0.0.1'] } })
    expect(await status()).toBe(200)
    await own.call(own.admin, 'PUT /api/v2/scim', { scim: { enabled: false } })
    expect(await status()).toBe(401)
    await own.call(own.admin, 'PUT /api/v2/scim', { scim: { enabled: true } })
    const rotated = await own.call(own.admin, `POST /api/v2/scim/tokens/${there.token_id}/rotate`)
    expect(rotated.headers['cache-control']).toBe('no-store')
    expect(await status()).toBe(401)
    const headers = { authorization: `Bearer ${rotated.body.scim_token.full_token}` }
    expect((await own.call(null, 'GET /scim/v2/Users', undefined, headers)).status).toBe(200)
    expect((await own.call(own.admin, 'GET /api/v2/scim')).text).not.toContain('full_token')
    await own.call(own.admin, `DELETE /api/v2/scim/tokens/${there.token_id}`)
    expect((await own.call(null, 'GET /scim/v2/Users', undefined, headers)).status).toBe(401)
  })

  it('is kept by admins alone, and they take a fresh proof for it', async () => {
    for (const route of [
      'GET /api/v2/scim',
      'PUT /api/v2/scim',
      'POST /api/v2/scim/tokens',
      'GET /api/v2/scim/requests',
    ])
      for (const person of [desk.agent, desk.customer, null])
        expect([401, 403]).toContain((await desk.call(person, route, route.startsWith('GET') ? undefined : {})).status)
    const { full_token } = await desk.work((work) => createToken(work, desk.owner.id, 'plain'))
    const plain = { ...desk.owner, authorization: `Bearer ${full_token}` }
    const body = { scim_token: { name: 'X' } }
    expect((await desk.call(plain, 'POST /api/v2/scim/tokens', body)).status).toBe(403)
  })

  it.each([
    ['userName co "a"', 'encrypted'],
    ['displayName eq "Anna"', 'encrypted'],
    ['password eq "x"', 'encrypted'],
    ["userName eq 'x' or 1=1", 'could not be read'],
    ['userName eq "x" union select', 'could not be read'],
    [`${'('.repeat(500)}id pr${')'.repeat(500)}`, 'nests deeper'],
    [`${'not '.repeat(300)}(id pr)`, 'nests deeper'],
    [Array(60).fill('id pr').join(' and '), 'more than 40 parts'],
    [`userName eq "${'a'.repeat(3_000)}"`, 'longer than'],
    [`userName eq "${'\n'.repeat(60)}`, 'control characters'],
    ['userName', 'could not be read'],
    ['userName eq', 'could not be read'],
    ['active eq "perhaps"', 'true or false'],
    ['meta.created gt "yesterday"', 'with a time'],
    ['__proto__ pr', 'encrypted'],
    ['emails[', 'could not be read'],
  ])('refuses the filter %s', async (filter, why) => {
    for (const resource of ['Users']) {
      const answer = await directory.scim(`GET /${resource}?filter=${encodeURIComponent(filter)}`)
      expect(answer.body, filter).toMatchObject({ status: '400', scimType: 'invalidFilter' })
      expect(answer.body.detail).toContain(why)
    }
  })

  it('finds nobody by what would be SQL, and reads no id that is none', async () => {
    for (const value of ["' or true --", '%', '\\"; drop table users; --', '\ud800']) {
      const filter = `userName eq ${JSON.stringify(value)}`
      const answer = await directory.scim(`GET /Users?filter=${encodeURIComponent(filter.toWellFormed())}`)
      expect([200, 400], value).toContain(answer.status)
      expect(answer.body.totalResults ?? 0).toBe(0)
    }
    for (const id of ['0', '-1', '1e3', '9'.repeat(30), "1' or '1", '%00', 'constructor'])
      expect((await directory.scim(`GET /Users/${encodeURIComponent(id)}`)).status, id).toBe(404)
    for (const body of [
      'null',
      '[]',
      '"x"',
      '{"userName":{}}',
      '{"userName":"\\u0000@x.example"}',
      '{',
      '{"__proto__":{}}',
    ])
      expect((await directory.scim('POST /Users', body)).status, body).toBe(400)
    expect((await directory.scim('GET /Users?count=x')).status).toBe(400)
    expect((await directory.scim('GET /Users?startIndex=999999999999999&count=-5')).body.Resources).toEqual([])
  })
})

describe('attack 47: somebody whom the directory switched off', () => {
  let desk: Listening
  beforeAll(async () => {
    desk = await listen()
  })
  afterAll(async () => desk.close())

  it('loses session, token and open socket at once, and gets none of them back', async () => {
    const directory = await newDirectory(desk)
    const browser = await newBrowser({ ...desk, host: '127.0.0.1' })
    await browser.signIn(desk.agent)
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const socket = new WebSocket(`${desk.origin.replace('http', 'ws')}/api/v2/live`, { headers: { cookie } })
    await once(socket, 'message')
    const closed = once(socket, 'close')
    const bySession = async () => (await fetch(`${desk.origin}/api/v2/users/me.json`, { headers: { cookie } })).json()
    const signed_in = (await bySession()) as { user: { id: number } }
    expect(signed_in.user.id).toBe(desk.agent.id)
    const off = await directory.patch(`/Users/${desk.agent.id}`, OFF)
    expect(off.status, off.text).toBe(200)
    const [code] = await closed
    expect(code).toBe(4401)
    expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(401)
    const on = await directory.patch(`/Users/${desk.agent.id}`, { ...OFF, value: true })
    expect(on.body.active).toBe(true)
    expect((await desk.call(desk.agent, 'GET /api/v2/tickets')).status).toBe(401)
    const after = (await bySession()) as { user: { id: number | null } }
    expect(after.user.id).toBeNull()
  })
})
