import pg from 'pg'
import { expect, test } from 'vitest'
import { newAccount, testDesk } from '../../tests/support/desk.ts'
import { cloneDatabase } from '../../tests/support/worker-database.ts'
import { accountUrl, createAccount, findAccount, findHost, listAccountIds } from './index.ts'

test('settings are read by staff and changed by admins, field by field', async () => {
  const { call, admin, agent, customer } = await newAccount()
  expect((await call(customer, 'GET /api/v2/account/settings')).status).toBe(403)
  const before = (await call(agent, 'GET /api/v2/account/settings.json')).body.settings
  expect(before.mail).toEqual({ undo_send_s: 10, auto_reply_enabled: false, signature: '' })
  expect((await call(agent, 'PUT /api/v2/account/settings', { settings: { desk: { name: 'x' } } })).status).toBe(403)
  const write = { settings: { desk: { locale: 'it' }, mail: { undo_send_s: 0, signature: 'Kind regards' } } }
  const after = (await call(admin, 'PUT /api/v2/account/settings', write)).body.settings
  expect(after.desk).toEqual({ ...before.desk, locale: 'it' })
  expect(after.mail).toEqual({ undo_send_s: 0, auto_reply_enabled: false, signature: 'Kind regards' })
  expect((await call(agent, 'GET /api/v2/account/settings')).body.settings).toEqual(after)
})

test('settings out of bounds are refused and change nothing', async () => {
  const { call, admin } = await newAccount()
  const before = (await call(admin, 'GET /api/v2/account/settings')).body
  for (const settings of [
    { mail: { undo_send_s: 61 } },
    { mail: { undo_send_s: -1 } },
    { desk: { name: ' ' } },
    { desk: { time_zone: 'Mars/Olympus' } },
    { desk: { locale: 'xx' } },
  ]) {
    expect((await call(admin, 'PUT /api/v2/account/settings', { settings })).status, JSON.stringify(settings)).toBe(422)
  }
  expect((await call(admin, 'GET /api/v2/account/settings')).body).toEqual(before)
})

test("Zendesk's sections tell what is true here; what cannot be changed is refused, and the default brand can", async () => {
  const { call, admin, agent } = await newAccount()
  const { settings } = (await call(agent, 'GET /api/v2/account/settings')).body
  expect(settings.tickets).toMatchObject({ status_hold: true, list_newest_comments_first: false })
  expect(settings.limits.attachment_size).toBe(50 * 1024 * 1024)
  expect(settings.localization.locale_ids).toContain(8)
  const put = (write: object) => call(admin, 'PUT /api/v2/account/settings', { settings: write })
  expect((await put({ tickets: { status_hold: true }, unknown: { a: 1 }, voice: null })).status).toBe(200)
  const refused = await put({ desk: { name: 'Changed' }, active_features: { chat: true } })
  expect(refused.status).toBe(422)
  expect(Object.keys(refused.body.details)).toEqual(['active_features.chat'])
  const brand = (await call(admin, 'POST /api/v2/brands', { brand: { name: 'Two', subdomain: 'two' } })).body.brand
  const after = await put({ brands: { default_brand_id: brand.id } })
  expect(after.body.settings.brands.default_brand_id).toBe(brand.id)
  expect(after.body.settings.desk.name).toBe('Test desk')
  expect((await put({ brands: { default_brand_id: 'x' } })).status).toBe(422)
  expect((await put({ brands: { default_brand_id: 999 } })).status).toBe(404)
})

test('there are no sharing agreements, and none can be made', async () => {
  const { call, admin, agent } = await newAccount()
  expect((await call(agent, 'GET /api/v2/sharing_agreements')).body).toMatchObject({ sharing_agreements: [], count: 0 })
  expect((await call(agent, 'GET /api/v2/sharing_agreements/1')).status).toBe(404)
  const made = await call(admin, 'POST /api/v2/sharing_agreements', { sharing_agreement: { remote_subdomain: 'x' } })
  expect([made.status, made.body.error]).toEqual([404, 'InvalidEndpoint'])
})

test('an account answers to its host, whatever its case, and to nobody else once there are several', async () => {
  const { account_id, host, desk } = await newAccount()
  await newAccount()
  expect(await findAccount(desk.pool, host.toUpperCase())).toBe(account_id)
  expect(await findAccount(desk.pool, 'unknown.example')).toBeNull()
  expect(await findHost(desk.pool, account_id)).toBe(host)
  expect(await listAccountIds(desk.pool)).toContain(account_id)
})

test('an account without a host answers below localhost', async () => {
  const { desk } = await testDesk()
  const { account_id } = await createAccount(desk, { name: 'Plain' })
  expect(await findAccount(desk.pool, `desk-${account_id}.localhost`)).toBe(account_id)
})

test('a link leads the only account to an address that needs no name, and several to names', async () => {
  const { superuser } = await cloneDatabase(`custos_hosts_${process.pid}`)
  const pool = new pg.Pool({ ...superuser, max: 1 })
  const add = async (account_id: number, host: string) => {
    await pool.query("insert into accounts (account_id, name) values ($1, 'Desk')", [account_id])
    await pool.query('insert into account_hosts (account_id, host) values ($1, $2)', [account_id, host])
  }
  const urlOf = (account_id: number, host = '127.0.0.1') => accountUrl(pool, account_id, { host, http_port: 3000 })
  await add(1, 'desk-1.localhost')
  expect(await urlOf(1)).toBe('http://127.0.0.1:3000')
  expect(await urlOf(1, '0.0.0.0')).toBe('http://127.0.0.1:3000')
  expect(await urlOf(1, '2001:db8::1')).toBe('http://[2001:db8::1]:3000')
  await add(2, 'help.example.com')
  expect(await urlOf(1)).toBe('http://desk-1.localhost:3000')
  expect(await urlOf(2)).toBe('https://help.example.com')
  await pool.end()
})

test('an account whose making fails leaves nothing behind', async () => {
  const { desk } = await testDesk()
  const before = await listAccountIds(desk.pool)
  const failing = createAccount(desk, { name: 'Broken', host: 'broken.example' }, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await listAccountIds(desk.pool)).toEqual(before)
  const { account_id } = await createAccount(desk, { name: 'Whole', host: 'broken.example' })
  expect(await findAccount(desk.pool, 'broken.example')).toBe(account_id)
})
