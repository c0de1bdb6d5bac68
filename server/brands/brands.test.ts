import { expect, test } from 'vitest'
import { newAccount, zone } from '../../tests/support/desk.ts'
import { defaultBrandId } from './index.ts'

test('every account begins with one default brand', async () => {
  const { call, agent, customer, work } = await newAccount()
  const { brands } = (await call(agent, 'GET /api/v2/brands')).body
  expect(brands).toHaveLength(1)
  expect(brands[0]).toMatchObject({ name: 'Test desk', default: true, active: true, logo: null, ticket_form_ids: [] })
  expect(await work(defaultBrandId)).toBe(brands[0].id)
  expect((await call(customer, 'GET /api/v2/brands')).status).toBe(403)
})

test('a brand is created, changed, made the default and deleted by admins', async () => {
  const { call, admin, agent, work } = await newAccount()
  const write = { brand: { name: 'Acme', subdomain: 'Acme' } }
  expect((await call(agent, 'POST /api/v2/brands', write)).status).toBe(403)
  const created = await call(admin, 'POST /api/v2/brands', write)
  expect(created.status).toBe(201)
  const { id, url } = created.body.brand
  expect(created.headers.location).toBe(url)
  expect(created.body.brand).toMatchObject({ subdomain: 'acme', default: false, help_center_state: 'disabled' })
  const first_id = await work(defaultBrandId)
  expect((await call(admin, `DELETE /api/v2/brands/${first_id}`)).status).toBe(422)
  const promoted = await call(admin, `PUT /api/v2/brands/${id}`, {
    brand: { default: true, host_mapping: 'help.acme.example' },
  })
  expect(promoted.body.brand).toMatchObject({ default: true, brand_url: 'https://help.acme.example' })
  expect(await work(defaultBrandId)).toBe(id)
  expect((await call(agent, `GET /api/v2/brands/${first_id}`)).body.brand.default).toBe(false)
  expect((await call(admin, `PUT /api/v2/brands/${id}`, { brand: { default: false } })).status).toBe(422)
  expect((await call(admin, `PUT /api/v2/brands/${id}`, { brand: { active: false } })).status).toBe(422)
  expect((await call(admin, `DELETE /api/v2/brands/${first_id}`)).status).toBe(204)
  expect((await call(agent, `GET /api/v2/brands/${first_id}`)).status).toBe(404)
  expect((await call(agent, 'GET /api/v2/brands?page[size]=1')).body.brands).toHaveLength(1)
})

test('what is no brand is refused', async () => {
  const { call, admin } = await newAccount()
  for (const brand of [
    {},
    { name: 'A' },
    { name: '\ud800\u0000', subdomain: 'a b' },
    { name: null, subdomain: 'a' },
    { name: 'A', subdomain: 'a', host_mapping: 'not a host' },
    { name: 'A', subdomain: 'x'.repeat(64) },
  ])
    expect((await call(admin, 'POST /api/v2/brands', { brand })).status, JSON.stringify(brand)).toBe(422)
  expect((await call(admin, 'POST /api/v2/brands', { brand: { name: 'A', subdomain: 'a' } })).status).toBe(201)
  expect((await call(admin, 'POST /api/v2/brands', { brand: { name: 'B', subdomain: 'A' } })).status).toBe(422)
})

test('a host name leads here when its CNAME does', async () => {
  const { call, admin, agent, host } = await newAccount()
  const check = async (name: string) =>
    (await call(admin, `GET /api/v2/brands/check_host_mapping?host_mapping=${name}`)).body
  zone.set('CNAME help.right.example', [`${host}.`])
  zone.set('CNAME help.wrong.example', ['elsewhere.example'])
  expect(await check('help.right.example')).toEqual({
    is_valid: true,
    cname: host,
    expected_cnames: [host],
    reason: 'success',
  })
  expect(await check('help.wrong.example')).toMatchObject({ is_valid: false, reason: 'wrong_cname' })
  expect(await check('help.missing.example')).toMatchObject({ is_valid: false, cname: null, reason: 'not_a_cname' })
  const brand = { name: 'Mapped', subdomain: 'mapped', host_mapping: 'help.right.example' }
  const { id } = (await call(admin, 'POST /api/v2/brands', { brand })).body.brand
  expect((await call(admin, `GET /api/v2/brands/${id}/check_host_mapping`)).body.is_valid).toBe(true)
  expect((await call(agent, `GET /api/v2/brands/${id}/check_host_mapping`)).status).toBe(403)
  expect((await call(admin, 'GET /api/v2/brands/999/check_host_mapping')).status).toBe(404)
})
