// Webhooks over the API: made, shown, changed, copied, removed, and what of their secrets is ever seen.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { newId } from '../platform/ids.ts'
import { idOfUlid, ulidOf } from './ulid.ts'

const MINIMAL = {
  name: 'CRM',
  endpoint: 'https://crm.example/hooks/secret-path',
  http_method: 'POST',
  request_format: 'json',
  status: 'active',
  subscriptions: ['conditional_ticket_events'],
}

describe('a webhook', () => {
  let desk: TestAccount
  beforeAll(async () => {
    desk = await newAccount()
  })

  const create = (write: object, query = '') =>
    desk.call(desk.admin, `POST /api/v2/webhooks${query}`, { webhook: { ...MINIMAL, ...write } })
  const show = async (id: string) => (await desk.call(desk.admin, `GET /api/v2/webhooks/${id}`)).body.webhook

  it('is made, shown, changed in part and whole, and deleted, as Zendesk does it', async () => {
    const made = await create({ description: 'Tells the CRM' })
    expect(made.status, made.text).toBe(201)
    const { id } = made.body.webhook
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(made.headers.location).toContain(`/api/v2/webhooks/${id}`)
    expect(made.body.webhook).toMatchObject({ ...MINIMAL, created_by: String(desk.admin.id) })
    expect(made.body.webhook).not.toHaveProperty('signing_secret')
    const patched = await desk.call(desk.admin, `PATCH /api/v2/webhooks/${id}`, { webhook: { name: 'Other' } })
    expect([patched.status, patched.text]).toEqual([204, ''])
    expect(await show(id)).toMatchObject({ name: 'Other', description: 'Tells the CRM' })
    const put = await desk.call(desk.admin, `PUT /api/v2/webhooks/${id}`, {
      webhook: { ...MINIMAL, status: 'inactive', id },
    })
    expect(put.status).toBe(204)
    expect(await show(id)).toMatchObject({ name: 'CRM', status: 'inactive' })
    const partial = await desk.call(desk.admin, `PUT /api/v2/webhooks/${id}`, { webhook: { name: 'x' } })
    expect(partial.status).toBe(400)
    expect((await desk.call(desk.admin, `DELETE /api/v2/webhooks/${id}`)).status).toBe(204)
    const gone = await desk.call(desk.admin, `GET /api/v2/webhooks/${id}`)
    expect(gone.status).toBe(404)
    expect(gone.body.errors[0]).toMatchObject({ code: 'RecordNotFound' })
  })

  it('never shows the secrets it signs in with again, and keeps them through a change', async () => {
    const authentication = {
      type: 'basic_auth',
      add_position: 'header',
      data: { username: 'anna', password: 'very-secret-1' },
    }
    const { id } = (await create({ authentication })).body.webhook
    const shown = await desk.call(desk.admin, `GET /api/v2/webhooks/${id}`)
    expect(shown.body.webhook.authentication).toEqual({
      type: 'basic_auth',
      add_position: 'header',
      data: { username: 'anna' },
    })
    expect(shown.text).not.toContain('very-secret-1')
    const same = { ...MINIMAL, endpoint: 'https://crm.example/another', authentication: { type: 'basic_auth' } }
    expect((await desk.call(desk.admin, `PUT /api/v2/webhooks/${id}`, { webhook: same })).status).toBe(204)
    expect((await show(id)).authentication.data).toEqual({ username: 'anna' })
    // Who may change the address could otherwise have the secret sent to themselves.
    const elsewhere = { endpoint: 'https://evil.example/' }
    const refused = await desk.call(desk.admin, `PATCH /api/v2/webhooks/${id}`, { webhook: elsewhere })
    expect(refused.status).toBe(400)
    const tried = await desk.call(desk.admin, `POST /api/v2/webhooks/test?webhook_id=${id}`, { request: elsewhere })
    expect(tried.status).toBe(400)
    await desk.call(desk.admin, `PATCH /api/v2/webhooks/${id}`, { webhook: { authentication: null } })
    expect(await show(id)).not.toHaveProperty('authentication')
  })

  it('has a signing secret that admins see and can replace, which the audit tells', async () => {
    const { id } = (await create({})).body.webhook
    const secret = async (method: string) =>
      (await desk.call(desk.admin, `${method} /api/v2/webhooks/${id}/signing_secret`)).body.signing_secret
    const first = await secret('GET')
    expect(first).toEqual({ algorithm: 'SHA256', secret: expect.stringMatching(/^.{40,}$/) })
    expect(await secret('GET')).toEqual(first)
    const second = await secret('POST')
    expect(second.secret).not.toBe(first.secret)
    expect(await secret('GET')).toEqual(second)
    expect((await desk.call(desk.agent, `GET /api/v2/webhooks/${id}/signing_secret`)).status).toBe(403)
    const log = await desk.call(desk.admin, 'GET /api/v2/audit_logs?page[size]=100')
    const labels = log.body.audit_logs.map((entry: { action_label: string }) => entry.action_label)
    expect(labels).toEqual(expect.arrayContaining(['webhook.secret_downloaded', 'webhook.secret_rotated']))
  })

  it('is copied with what it needs and a secret of its own', async () => {
    const token = { type: 'bearer_token', add_position: 'header', data: { token: 't0ken' } }
    const { id } = (await create({ name: 'Original', authentication: token })).body.webhook
    const copied = await desk.call(desk.admin, `POST /api/v2/webhooks?clone_webhook_id=${id}`)
    expect(copied.status, copied.text).toBe(201)
    expect(copied.body.webhook).toMatchObject({ name: 'Original', authentication: { type: 'bearer_token' } })
    expect(copied.body.webhook.id).not.toBe(id)
    const secretOf = async (one: string) =>
      (await desk.call(desk.admin, `GET /api/v2/webhooks/${one}/signing_secret`)).body.signing_secret.secret
    expect(await secretOf(copied.body.webhook.id)).not.toBe(await secretOf(id))
    expect((await desk.call(desk.admin, `POST /api/v2/webhooks?clone_webhook_id=${ulidOf(newId())}`)).status).toBe(404)
  })

  it('is found by name and status, page by page, by cursor only', async () => {
    const own = await newAccount()
    for (const [name, status] of [
      ['Alpha one', 'active'],
      ['Alpha two', 'inactive'],
      ['Beta', 'active'],
    ])
      await own.call(own.admin, 'POST /api/v2/webhooks', { webhook: { ...MINIMAL, name, status } })
    const names = async (query: string) =>
      (await own.call(own.admin, `GET /api/v2/webhooks?${query}`)).body.webhooks.map(
        (one: { name: string }) => one.name,
      )
    expect(await names('filter[name_contains]=alpha')).toEqual(['Alpha one', 'Alpha two'])
    expect(await names('filter[status]=inactive')).toEqual(['Alpha two'])
    expect(await names('sort=-name')).toEqual(['Beta', 'Alpha two', 'Alpha one'])
    const page = await own.call(own.admin, 'GET /api/v2/webhooks?page[size]=2')
    expect(page.body).toMatchObject({ meta: { has_more: true }, links: { prev: null } })
    expect(page.body).not.toHaveProperty('count')
    const { pathname, search } = new URL(page.body.links.next)
    const rest = await own.call(own.admin, `GET ${pathname}${search}`)
    expect(rest.body.webhooks).toHaveLength(1)
    expect(rest.body.meta.has_more).toBe(false)
    expect((await own.call(own.admin, 'GET /api/v2/webhooks?filter[status]=x')).status).toBe(400)
  })

  it('refuses what makes no sense with 400 and a list of errors', async () => {
    const bad: object[] = [
      { name: '' },
      { name: 'x\u0000y' },
      { endpoint: 'ftp://crm.example/' },
      { endpoint: 'https://user:pass@crm.example/' },
      { endpoint: 'not an address' },
      { http_method: 'TRACE' },
      { request_format: 'yaml' },
      { status: 'on' },
      { subscriptions: ['zen:event-type:ticket.never_heard_of'] },
      { subscriptions: ['conditional_ticket_events', 'zen:event-type:ticket.created'] },
      { subscriptions: ['zen:event-type:ticket.created'], http_method: 'PUT' },
      { subscriptions: ['zen:event-type:ticket.created'], request_format: 'xml' },
      { authentication: { type: 'bearer_token' } },
      { authentication: { type: 'bearer_token', data: { token: 'a\r\nx: y' } } },
      { authentication: { type: 'api_key', add_position: 'body', data: { name: 'a', value: 'b' } } },
      { authentication: { type: 'bearer_token', data: { token: 'a' } }, endpoint: 'http://crm.example/' },
      { custom_headers: { host: 'other.example' } },
      { custom_headers: { 'x-zendesk-webhook-id': 'x' } },
      { custom_headers: { 'a b': 'c' } },
      { custom_headers: { a: 'b\nc: d' } },
      { custom_headers: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, name])) },
      { name: 7 },
      { subscriptions: 'all' },
    ]
    for (const write of bad) {
      const answer = await create(write)
      expect(answer.status, `${JSON.stringify(write)} ${answer.text}`).toBe(400)
      expect(answer.body.errors[0], answer.text).toMatchObject({ code: expect.any(String), title: expect.any(String) })
    }
    expect(
      (await desk.call(desk.admin, 'POST /api/v2/webhooks', '{', { 'content-type': 'application/json' })).status,
    ).toBe(400)
    for (const id of ['1', 'x'.repeat(26), ulidOf(newId()), `8${'0'.repeat(25)}`, ulidOf(newId()).replace(/.$/, '_')])
      expect((await desk.call(desk.admin, `GET /api/v2/webhooks/${id}`)).status, id).toBe(404)
    expect((await create({ name: 'half \ud800 letter' })).status).toBe(201)
  })
})

it('an id and its ULID are the same, and no other ULID is it', () => {
  const ids = Array.from({ length: 200 }, newId)
  const ulids = ids.map(ulidOf)
  expect(new Set(ulids).size).toBe(200)
  expect(ulids.toSorted()).toEqual(ulids)
  expect(ulids.map(idOfUlid)).toEqual(ids)
  const [first = ''] = ulids
  expect(idOfUlid(first.toLowerCase())).toBe(ids[0])
  expect(idOfUlid(`${first.slice(0, -1)}${first.endsWith('0') ? '1' : '0'}`)).toBeNull()
})
