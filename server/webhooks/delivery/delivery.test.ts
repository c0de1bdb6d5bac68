// What arrives at the other end, what is tried again, and when sending stops.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { openReceiver, type Receiver } from '../../../tests/support/receiver.ts'
import { sql } from '../../platform/db.ts'
import { queueInvocation } from '../invocations/queue.ts'
import { idOfUlid } from '../ulid.ts'
import { deliverJob } from './drain.ts'

describe('what is sent to a webhook', () => {
  let desk: TestAccount
  let receiver: Receiver

  beforeAll(async () => {
    desk = await newAccount()
    receiver = await openReceiver()
  })
  afterAll(async () => await receiver.close())

  async function create(write: object = {}): Promise<string> {
    const answer = await desk.call(desk.admin, 'POST /api/v2/webhooks', {
      webhook: {
        name: 'Receiver',
        endpoint: `${receiver.origin}/hook?a=1`,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: ['conditional_ticket_events'],
        ...write,
      },
    })
    expect(answer.status, answer.text).toBe(201)
    return answer.body.webhook.id
  }

  const queue = (webhook: string, body = '{"ticket":7}') =>
    desk.work((work) =>
      queueInvocation(work, {
        webhook_id: idOfUlid(webhook) ?? 0,
        body,
        event_id: null,
        ticket_id: 7,
        rule: { kind: 'trigger', id: 12 },
      }),
    )
  const run = (webhook: string) =>
    deliverJob.run(desk.desk, { account_id: desk.account_id, webhook_id: idOfUlid(webhook) } as never) // its own payload
  const invocations = async (webhook: string, query = '') =>
    (await desk.call(desk.admin, `GET /api/v2/webhooks/${webhook}/invocations?${query}`)).body.invocations
  const attempts = async (webhook: string, invocation: string) =>
    (await desk.call(desk.admin, `GET /api/v2/webhooks/${webhook}/invocations/${invocation}/attempts`)).body.attempts
  const due = (webhook: string) =>
    desk.work((work) =>
      work.db.run(
        sql`update webhook_invocations set next_attempt_at = now() - interval '1 second' where webhook_id = ${idOfUlid(webhook)} and next_attempt_at is not null`,
      ),
    )
  const last = () => receiver.received.at(-1) ?? { method: '', url: '', headers: {}, body: '' }

  it('carries its body, its ids and a signature that its secret verifies, and is logged', async () => {
    const webhook = await create({ custom_headers: { 'X-Own': 'yes' } })
    receiver.answers.push({ status: 201, headers: { 'x-answer': 'hello' }, body: 'stored' })
    await queue(webhook, '{"name":"Müller"}')
    await desk.runJobs()
    const { method, url, headers, body } = last()
    expect([method, url, body]).toEqual(['POST', '/hook?a=1', '{"name":"Müller"}'])
    const { secret } = (await desk.call(desk.admin, `GET /api/v2/webhooks/${webhook}/signing_secret`)).body
      .signing_secret
    const timestamp = String(headers['x-zendesk-webhook-signature-timestamp'])
    expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000)
    const signature = createHmac('sha256', secret).update(`${timestamp}{"name":"Müller"}`).digest('base64')
    const [entry] = await invocations(webhook)
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-own': 'yes',
      'x-zendesk-account-id': String(desk.account_id),
      'x-zendesk-webhook-id': webhook,
      'x-zendesk-webhook-invocation-id': entry.id,
      'x-zendesk-webhook-signature': signature,
      'idempotency-key': entry.id,
    })
    expect(entry).toMatchObject({
      status: 'success',
      status_code: 201,
      attempts_count: 1,
      next_attempt_at: null,
      ticket_id: 7,
      rule: { kind: 'trigger', id: 12 },
    })
    const [attempt] = await attempts(webhook, entry.id)
    expect(attempt).toMatchObject({ status: 'success', response: { payload: 'stored' }, invocation_id: entry.id })
    expect(attempt.request.payload).toBe('{"name":"Müller"}')
    expect(attempt.response.headers).toContainEqual({ key: 'x-answer', value: 'hello' })
  })

  it('is written in the format, with the method and the credentials that were asked for', async () => {
    const object = '{"a":"x y","b":{"c":1}}'
    const xml = await create({ request_format: 'xml', http_method: 'PUT' })
    await queue(xml, '<a/>')
    const form = await create({ request_format: 'form_encoded', http_method: 'PATCH' })
    await queue(form, object)
    const get = await create({ http_method: 'GET' })
    await queue(get, object)
    await desk.runJobs()
    const seen = receiver.received.slice(-3).toSorted((a, b) => (a.method < b.method ? -1 : 1))
    expect(seen.map(({ method, url, body, headers }) => [method, url, body, headers['content-type']])).toEqual([
      ['GET', '/hook?a=1&a=x+y&b=%7B%22c%22%3A1%7D', '', undefined],
      ['PATCH', '/hook?a=1', 'a=x+y&b=%7B%22c%22%3A1%7D', 'application/x-www-form-urlencoded'],
      ['PUT', '/hook?a=1', '<a/>', 'application/xml; charset=utf-8'],
    ])
    const ways: [object, (headers: Record<string, unknown>, url: string) => unknown, unknown][] = [
      [
        { type: 'basic_auth', data: { username: 'a', password: 'p:w' } },
        (headers) => headers.authorization,
        'Basic YTpwOnc=',
      ],
      [{ type: 'bearer_token', data: { token: 't0k' } }, (headers) => headers.authorization, 'Bearer t0k'],
      [{ type: 'api_key', data: { name: 'X-Key', value: 'k3y' } }, (headers) => headers['x-key'], 'k3y'],
      [
        { type: 'api_key', add_position: 'query_string', data: { name: 'key', value: 'k3y' } },
        (_headers, url) => url,
        '/hook?a=1&key=k3y',
      ],
    ]
    for (const [authentication, read, expected] of ways) {
      const webhook = await create({ authentication })
      await queue(webhook)
      await desk.runJobs()
      expect(read(last().headers, last().url)).toBe(expected)
      const [entry] = await invocations(webhook)
      expect(JSON.stringify(await attempts(webhook, entry.id))).not.toMatch(/YTpwOnc|t0k|k3y/)
    }
  })

  it('is tried again after 409, 429, 5xx and silence, under the same ids, five times in all', async () => {
    const webhook = await create()
    receiver.answers.push(500, 429, 409, 503, 502)
    const before = receiver.received.length
    await queue(webhook)
    for (let attempt = 0; attempt < 7; attempt++) {
      await run(webhook)
      await due(webhook)
    }
    const [entry] = await invocations(webhook)
    expect(entry).toMatchObject({ status: 'server error', status_code: 502, attempts_count: 5, next_attempt_at: null })
    const seen = receiver.received.slice(before)
    expect(seen).toHaveLength(5)
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set([entry.id]))
    const statuses = (await attempts(webhook, entry.id)).map((one: { status: string }) => one.status)
    expect(statuses).toEqual(['server error', 'throttled', 'client error', 'server error', 'server error'])
  })

  it('waits as long as Retry-After says, and is not tried again where that would not help', async () => {
    const webhook = await create()
    receiver.answers.push({ status: 429, headers: { 'retry-after': '300' } })
    await queue(webhook)
    await desk.runJobs()
    const [waiting] = await invocations(webhook)
    const wait_s = (Date.parse(waiting.next_attempt_at) - Date.parse(waiting.latest_completed_at)) / 1000
    expect([wait_s >= 299, wait_s <= 301]).toEqual([true, true])
    for (const answer of [400, 404, { status: 302, headers: { location: `${receiver.origin}/elsewhere` } }]) {
      const other = await create()
      const before = receiver.received.length
      receiver.answers.push(answer)
      await queue(other)
      await desk.runJobs()
      expect((await invocations(other))[0]).toMatchObject({ next_attempt_at: null, attempts_count: 1 })
      expect(receiver.received).toHaveLength(before + 1)
    }
  })

  it('is logged as failed, without an answer, when nobody is there', async () => {
    const webhook = await create({ endpoint: 'http://127.0.0.1:9/' })
    await queue(webhook)
    await desk.runJobs()
    const [entry] = await invocations(webhook, 'filter[status]=failed')
    expect(entry).toMatchObject({ attempts_count: 1, next_attempt_at: expect.any(String) })
    const [attempt] = await attempts(webhook, entry.id)
    expect(attempt).toMatchObject({ status: 'failed', error: expect.stringContaining('ECONNREFUSED') })
    expect(attempt).not.toHaveProperty('response')
  })

  it('is not sent, and logged so, when it is larger than 256 kB; of an answer the beginning is kept', async () => {
    const webhook = await create()
    const before = receiver.received.length
    await queue(webhook, 'x'.repeat(300_000))
    await desk.runJobs()
    expect(receiver.received).toHaveLength(before)
    expect((await invocations(webhook))[0]).toMatchObject({ status: 'failed', next_attempt_at: null })
    receiver.answers.push({ status: 200, body: 'y'.repeat(1_000_000) })
    await queue(webhook)
    await desk.runJobs()
    const [entry] = await invocations(webhook, 'filter[status]=success')
    expect((await attempts(webhook, entry.id))[0].response.payload).toBe('y'.repeat(16 * 1024))
  })

  it('is sent once more on request, as a new invocation of the same happening', async () => {
    const webhook = await create()
    receiver.answers.push(404)
    await queue(webhook, '{"once":"more"}')
    await desk.runJobs()
    const [first] = await invocations(webhook)
    const replayed = await desk.call(desk.admin, `POST /api/v2/webhooks/${webhook}/invocations/${first.id}/replay`)
    expect(replayed.status, replayed.text).toBe(201)
    expect(replayed.body.invocation).toMatchObject({ replay_of: first.id, status: 'accepted' })
    await desk.runJobs()
    expect(last().body).toBe('{"once":"more"}')
    expect(last().headers).toMatchObject({
      'idempotency-key': first.id,
      'x-zendesk-webhook-invocation-id': replayed.body.invocation.id,
    })
    const other = await create()
    expect((await desk.call(desk.admin, `POST /api/v2/webhooks/${other}/invocations/${first.id}/replay`)).status).toBe(
      404,
    )
  })

  it('waits while nearly everything fails, then one request shows that all is well', async () => {
    const webhook = await create()
    for (let n = 0; n < 20; n++) {
      receiver.answers.push(500)
      await queue(webhook, String(n))
    }
    await run(webhook)
    const shown = async () => (await desk.call(desk.admin, `GET /api/v2/webhooks/${webhook}`)).body.webhook.circuit
    expect(await shown()).toMatchObject({ state: 'open', open_until: expect.any(String) })
    const before = receiver.received.length
    await due(webhook)
    await queue(webhook, 'late')
    await run(webhook)
    expect(receiver.received).toHaveLength(before)
    expect(await invocations(webhook, 'filter[status]=circuit%20broken')).toHaveLength(21)
    const isOver = () =>
      desk.work((work) =>
        work.db.run(
          sql`update webhooks set circuit_open_until = now() - interval '1 second' where id = ${idOfUlid(webhook)}`,
        ),
      )
    await isOver()
    expect((await shown()).state).toBe('half_open')
    await due(webhook)
    receiver.answers.push(500)
    await run(webhook)
    expect(receiver.received).toHaveLength(before + 1)
    expect((await shown()).state).toBe('open')
    await isOver()
    await due(webhook)
    await run(webhook)
    expect((await shown()).state).toBe('closed')
    await run(webhook)
    expect((await invocations(webhook, 'filter[status]=success')).length).toBeGreaterThan(15)
  })

  it('is what was committed, once, and nothing after the webhook is gone or off', async () => {
    const webhook = await create()
    const before = receiver.received.length
    await desk
      .work(async (work) => {
        await queueInvocation(work, {
          webhook_id: idOfUlid(webhook) ?? 0,
          body: 'x',
          event_id: null,
          ticket_id: null,
          rule: null,
        })
        throw new Error('undone')
      })
      .catch(() => undefined)
    await desk.runJobs()
    expect(receiver.received).toHaveLength(before)
    await queue(webhook)
    await Promise.all([run(webhook), run(webhook), run(webhook)])
    expect(receiver.received).toHaveLength(before + 1)
    await queue(webhook)
    await desk.call(desk.admin, `PATCH /api/v2/webhooks/${webhook}`, { webhook: { status: 'inactive' } })
    expect(await queue(webhook)).toBeNull()
    await desk.runJobs()
    expect(receiver.received).toHaveLength(before + 1)
    expect(await queue('not a webhook')).toBeNull()
  })

  it('is sent again when the process died between sending and writing it down', async () => {
    const webhook = await create()
    const before = receiver.received.length
    await queue(webhook)
    // As a process leaves it that dies after the request: counted, claimed, not noted.
    await desk.work((work) =>
      work.db.run(
        sql`update webhook_invocations set attempts = 1, next_attempt_at = now() - interval '1 second' where webhook_id = ${idOfUlid(webhook)}`,
      ),
    )
    await run(webhook)
    expect(receiver.received).toHaveLength(before + 1)
    expect((await invocations(webhook))[0]).toMatchObject({ status: 'success', attempts_count: 2 })
  })

  it('can be tried before there is a webhook, and with one', async () => {
    receiver.answers.push({ status: 418, body: 'teapot' })
    const request = { endpoint: `${receiver.origin}/try`, http_method: 'POST', request_format: 'json' }
    const tried = await desk.call(desk.admin, 'POST /api/v2/webhooks/test', { request })
    expect(tried.status, tried.text).toBe(200)
    expect(tried.body.response).toMatchObject({ status_code: 418, payload: 'teapot' })
    const { headers, body } = last()
    const known = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=='
    const timestamp = String(headers['x-zendesk-webhook-signature-timestamp'])
    expect(headers['x-zendesk-webhook-signature']).toBe(
      createHmac('sha256', known)
        .update(timestamp + body)
        .digest('base64'),
    )
    const webhook = await create({ authentication: { type: 'bearer_token', data: { token: 'kept' } } })
    const again = await desk.call(desk.admin, `POST /api/v2/webhooks/test?webhook_id=${webhook}`, { request: {} })
    expect(again.body.response.status_code).toBe(200)
    expect(last().headers).toMatchObject({ authorization: 'Bearer kept', 'x-zendesk-webhook-id': webhook })
    const nobody = { endpoint: 'http://127.0.0.1:9/' }
    const failed = await desk.call(desk.admin, 'POST /api/v2/webhooks/test', { request: nobody })
    expect(failed.status).toBe(400)
    expect(failed.body.errors[0].detail).toContain('ECONNREFUSED')
    expect((await desk.call(desk.admin, 'POST /api/v2/webhooks/test', {})).status).toBe(400)
  })
})
