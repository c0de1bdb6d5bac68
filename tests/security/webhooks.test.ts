// Attack 64 by webhook: an admin, or whoever stole their token, makes the desk ask machines of our own network.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../server/platform/config.ts'
import { sql } from '../../server/platform/db.ts'
import { fetchPublic } from '../../server/platform/outgoing/index.ts'
import { buildRequest, type Sender } from '../../server/webhooks/delivery/request.ts'
import { sendOnce } from '../../server/webhooks/delivery/send.ts'
import { mayReach } from '../../server/webhooks/endpoint-address.ts'
import { queueInvocation } from '../../server/webhooks/index.ts'
import { idOfUlid } from '../../server/webhooks/ulid.ts'
import { logged, newAccount, type TestAccount } from '../support/desk.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'

let desk: TestAccount
let receiver: Receiver
beforeAll(async () => {
  desk = await newAccount()
  receiver = await openReceiver()
})
afterAll(async () => await receiver.close())

const PRIVATE = [
  '127.0.0.2',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.168.1.1',
  '[::1]',
  '[::]',
  '[::ffff:10.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[fd00::1]',
  '[fe80::1]',
  '[64:ff9b::a00:1]',
  // Other ways to write 10.0.0.1 and 127.0.0.2
  '167772161',
  '0x0a000001',
  '012.0.0.1',
  '127.2',
]

const webhook = (endpoint: string) => ({
  webhook: { name: 'x', endpoint, http_method: 'POST', request_format: 'json', status: 'active' },
})

const sender = (endpoint: string): Sender => ({
  endpoint,
  http_method: 'POST',
  request_format: 'json',
  authentication: null,
  custom_headers: {},
  signing_secret: 'x',
})

const send = (endpoint: string, networks: readonly string[], timeout_ms?: number) => {
  const about = { account_id: 1, webhook_id: null, id: 1, idempotency_key: 'x', body: '{}' }
  return sendOnce(buildRequest(sender(endpoint), about, new Date()), sender(endpoint), networks, timeout_ms)
}

test('attack 64: a private address is refused when a webhook is made, changed and tried, however it is written', async () => {
  const made = await desk.call(desk.admin, 'POST /api/v2/webhooks', webhook('https://crm.example/'))
  for (const host of PRIVATE) {
    const endpoint = `http://${host}:${receiver.port}/`
    const answers = [
      await desk.call(desk.admin, 'POST /api/v2/webhooks', webhook(endpoint)),
      await desk.call(desk.admin, `PATCH /api/v2/webhooks/${made.body.webhook.id}`, { webhook: { endpoint } }),
      await desk.call(desk.admin, 'POST /api/v2/webhooks/test', { request: { endpoint } }),
    ]
    for (const answer of answers) expect([host, answer.status]).toEqual([host, 400])
  }
  expect(receiver.received).toEqual([])
})

test('attack 64: a name that leads to a private address is refused when it is asked', async () => {
  // Resolves to loopback, which tests may reach by its number; without that setting it is refused.
  const outcome = (await send(`http://localhost:${receiver.port}/`, [])).outcome
  expect(outcome).toEqual({ kind: 'refused' })
  expect(receiver.received).toEqual([])
  for (const addresses of [['10.0.0.1'], ['127.0.0.1', '10.0.0.1'], []]) {
    const asked = fetchPublic(`http://rebind.localhost:${receiver.port}/`, {
      limit_bytes: 100,
      timeout_ms: 500,
      redirects: 'none',
      resolve: async () => addresses,
      allow: mayReach(['127.0.0.1']),
    })
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('attack 64: a redirect is not followed, to nowhere', async () => {
  const made = await desk.call(desk.admin, 'POST /api/v2/webhooks', webhook(`${receiver.origin}/start`))
  for (const location of ['http://169.254.169.254/latest/', `${receiver.origin}/next`, 'file:///etc/passwd']) {
    receiver.answers.push({ status: 307, headers: { location } })
    const tried = await desk.call(desk.admin, `POST /api/v2/webhooks/test?webhook_id=${made.body.webhook.id}`, {
      request: {},
    })
    expect(tried.body.response.status_code).toBe(307)
  }
  expect(receiver.received.map(({ url }) => url)).toEqual(['/start', '/start', '/start'])
})

test('attack 64: one that never answers, or never ends, holds nobody up', async () => {
  receiver.answers.push('hang')
  expect((await send(receiver.origin, ['127.0.0.1'], 200)).outcome).toEqual({ kind: 'timeout' })
  const silent = fetchPublic('http://slow.localhost/', {
    limit_bytes: 100,
    timeout_ms: 100,
    redirects: 'none',
    resolve: () => new Promise(() => undefined),
  })
  await expect(silent).rejects.toMatchObject({ code: 'unavailable' })
})

test('attack 64: only what the operator names is reached, and by default nothing private', () => {
  expect(loadConfig({}).webhook_networks).toEqual([])
  const reach = mayReach(['10.1.0.0/16', 'fd00:1::/32', '127.0.0.1'])
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd00:1::5', '127.0.0.1', '1.1.1.1'])
    expect([address, reach(address)]).toEqual([address, true])
  for (const address of ['10.2.0.1', 'fd00:2::5', '127.0.0.2', '169.254.169.254', '::1', 'not an address', ''])
    expect([address, reach(address)]).toEqual([address, false])
})

test('webhooks are for admins, and what they carry lies sealed and is in no job and no log', async () => {
  const made = await desk.call(desk.admin, 'POST /api/v2/webhooks', {
    webhook: { ...webhook(`${receiver.origin}/w-canary-path`).webhook, custom_headers: { 'x-own': 'w-canary-header' } },
  })
  const { id } = made.body.webhook
  for (const person of [desk.agent, desk.customer])
    for (const route of [
      'GET /api/v2/webhooks',
      `GET /api/v2/webhooks/${id}/invocations`,
      `GET /api/v2/webhooks/${id}/signing_secret`,
    ])
      expect((await desk.call(person, route)).status).toBe(403)
  receiver.answers.push({ status: 500, body: 'w-canary-answer' })
  await desk.work((work) =>
    queueInvocation(work, {
      webhook_id: idOfUlid(id) ?? 0,
      body: 'w-canary-body',
      event_id: null,
      ticket_id: null,
      rule: null,
    }),
  )
  await desk.runJobs()
  expect(receiver.received.at(-1)?.body).toBe('w-canary-body')
  const tables = await desk.work((work) =>
    work.db.all<{ text: string }>(sql`
      select w::text as text from webhooks w union all select i::text from webhook_invocations i union all select a::text from webhook_attempts a`),
  )
  const { rows: jobs } = await desk.desk.pool.query('select payload from graphile_worker._private_jobs')
  const hex = Buffer.from('w-canary').toString('hex')
  for (const text of [JSON.stringify(tables), JSON.stringify(jobs), logged.join('\n')]) {
    expect(text).not.toContain('w-canary')
    expect(text).not.toContain(hex)
  }
  expect(tables.length).toBeGreaterThan(2)
})
