// Headers that clients read, over a socket.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from './listening.ts'
import { recordedHeaders } from './recorded.ts'

/** On every answer of the API, whatever it says. */
const ALWAYS = [
  'content-type',
  'x-request-id',
  'x-rate-limit',
  'x-rate-limit-remaining',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'x-zendesk-api-version',
  'strict-transport-security',
  'x-frame-options',
]
const JSON_TYPE = 'application/json; charset=utf-8'

describe('an answer of the API', () => {
  let desk: Listening
  let ticket_id: number

  beforeAll(async () => {
    desk = await listen()
    const created = await desk.call(desk.agent, 'POST /api/v2/tickets', {
      ticket: { subject: 'a', comment: { body: 'long '.repeat(600) } },
    })
    ticket_id = created.body.ticket.id
  })
  afterAll(async () => await desk.close())

  it('has its request id, its type and the limits, when it succeeds and when it does not', async () => {
    const calls = ['/tickets', '/users/me', '/tickets/99999', '/tickets?page=x'].map(
      (path) => `GET /api/v2${path}.json`,
    )
    for (const call of [...calls, 'GET /api/v2/tickets?page=x']) {
      const { headers } = await desk.fetch(desk.agent, call)
      for (const name of ALWAYS) expect(headers.get(name), `${name} of ${call}`).toBeTruthy()
      expect(headers.get('content-type')).toBe(JSON_TYPE)
      expect(headers.has('retry-after'), call).toBe(false)
    }
  })

  it('has the headers that nearly all recorded answers have, where a client could read them', async () => {
    // What tells of the operator's own machinery says nothing to a client.
    const own =
      /^(x-zendesk-(zorg|origin|application|api-gateway|api-warn|processed)|cf-|nel|report-to|server|x-runtime|rate-limit)/
    const { headers } = await desk.fetch(desk.agent, 'GET /api/v2/tickets', { headers: { 'accept-encoding': 'gzip' } })
    const expected = Object.entries(recordedHeaders() ?? {})
      .filter(([name, seen]) => (seen['200'] ?? 0) > 1000 && !own.test(name))
      .map(([name]) => name)
    // fetch unpacks and removes these two.
    expect(
      expected.filter((name) => !['content-encoding', 'transfer-encoding'].includes(name) && !headers.has(name)),
    ).toEqual([])
  })

  it('counts down what is left of the minute', async () => {
    const left = async () =>
      Number((await desk.fetch(desk.admin, 'GET /api/v2/groups')).headers.get('x-rate-limit-remaining'))
    const first = await left()
    expect(await left()).toBe(first - 1)
    const { headers } = await desk.fetch(desk.admin, 'GET /api/v2/groups')
    expect(headers.get('x-rate-limit')).toBe(headers.get('ratelimit-limit'))
    expect(headers.get('x-rate-limit-remaining')).toBe(headers.get('ratelimit-remaining'))
    expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60)
  })

  it('has the address of what was created, which then answers', async () => {
    const bodies: [string, string, unknown][] = [
      ['tickets', 'ticket', { subject: 'a', comment: { body: 'b' } }],
      ['users', 'user', { name: 'a', email: 'located@people.example' }],
      ['organizations', 'organization', { name: 'Located' }],
      ['groups', 'group', { name: 'Located' }],
    ]
    for (const [path, key, record] of bodies) {
      const created = await desk.fetch(desk.admin, `POST /api/v2/${path}.json`, {
        body: JSON.stringify({ [key]: record }),
        headers: { 'content-type': 'application/json' },
      })
      expect(created.status, path).toBe(201)
      const location = created.headers.get('location') ?? ''
      expect(location.startsWith(`${desk.origin}/api/v2/${path}/`), location).toBe(true)
      const body = (await created.json()) as Record<string, { url: string }> // as recorded
      expect(body[key]?.url).toBe(location)
      expect((await desk.fetch(desk.admin, `GET ${location.slice(desk.origin.length)}`)).status).toBe(200)
    }
  })

  it('has an ETag, and is 304 without a body for who has it, compressed or not', async () => {
    for (const encoding of ['identity', 'gzip']) {
      const headers = { 'accept-encoding': encoding }
      const first = await desk.fetch(desk.agent, `GET /api/v2/tickets/${ticket_id}.json`, { headers })
      const tag = first.headers.get('etag') ?? ''
      expect(tag, encoding).toMatch(/^W\/".+"$/)
      const again = await desk.fetch(desk.agent, `GET /api/v2/tickets/${ticket_id}.json`, {
        headers: { ...headers, 'if-none-match': tag },
      })
      expect([again.status, await again.text()], encoding).toEqual([304, ''])
      expect(again.headers.get('cache-control')).toBe('private, no-cache')
    }
    const stale = await desk.fetch(desk.agent, `GET /api/v2/tickets/${ticket_id}`, {
      headers: { 'if-none-match': 'W/"x"' },
    })
    expect(stale.status).toBe(200)
  })

  it('is compressed for who takes gzip, and reads the same', async () => {
    const route = `GET /api/v2/tickets/${ticket_id}`
    const packed = await desk.fetch(desk.agent, route, { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('vary')).toMatch(/accept-encoding/i)
    const plain = await desk.fetch(desk.agent, route, { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await packed.text()).toBe(await plain.text())
  })

  it('to HEAD has the headers of GET and no body', async () => {
    for (const path of [`/api/v2/tickets/${ticket_id}.json`, '/api/v2/users/me', '/api/v2/tickets/99999']) {
      const plain = { headers: { 'accept-encoding': 'identity' } }
      const got = await desk.fetch(desk.agent, `GET ${path}`, plain)
      const head = await desk.fetch(desk.agent, `HEAD ${path}`, plain)
      expect([head.status, await head.text()], path).toEqual([got.status, ''])
      expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'))
      if (got.status === 200) expect(head.headers.get('etag')).toBe(got.headers.get('etag'))
    }
  })

  it('to HEAD for a file has its size and sends none of it', async () => {
    const { body } = await desk.call(desk.agent, 'POST /api/v2/uploads?filename=a.bin', Buffer.alloc(200_000), {
      'content-type': 'application/octet-stream',
    })
    const { pathname } = new URL(body.upload.attachment.content_url)
    const head = await desk.fetch(null, `HEAD ${pathname}`)
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '200000', ''])
  })

  it('after too many requests is 429 with whole seconds to wait', async () => {
    const { openHttpServer } = await import('../../server/platform/http/server.ts')
    const { desk: product } = desk
    const app = await openHttpServer({
      engine: product.engine,
      log: product.log,
      metrics: product.metrics,
      endpoints: (await import('../../server/compose.ts')).ALL_ENDPOINTS,
      platform: product,
      findAccount: async () => desk.account_id,
      authenticate: async () => ({ kind: 'anonymous' }),
      proveHeader: async () => undefined,
      checkAddress: async () => undefined,
      public_url: null,
      trusted_proxies: [],
      rate_limit: 2,
    })
    const answers = []
    for (let call = 0; call < 3; call += 1) answers.push(await app.inject({ url: '/api/v2/users/me' }))
    await app.close()
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 429])
    expect(answers.map((answer) => answer.headers['x-rate-limit-remaining'])).toEqual([1, 0, 0].map(String))
    expect(answers[1]?.headers['retry-after']).toBeUndefined()
    expect(answers[2]?.headers['retry-after']).toMatch(/^[1-9]\d*$/)
    expect(answers[2]?.json()).toMatchObject({ error: 'APIRateLimitExceeded' })
  })
})
