import { describe, expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { newId } from '../../platform/ids.ts'
import { bounceAddress, replyAddress } from '../sending/tokens.ts'
import { resolveRecipient } from './resolve.ts'

const address = () => `support@desk-${newId()}.example`

describe('support addresses', () => {
  test('are added with DKIM keys for their domain; the first is the default, and another one can become it', async () => {
    const { admin, call } = await newAccount()
    const [one, other] = [address(), address()]
    const first = await call(admin, 'POST /api/v2/recipient_addresses', {
      recipient_address: { email: one.toUpperCase(), name: 'Help' },
    })
    expect(first.status).toBe(201)
    expect(first.body.recipient_address).toMatchObject({
      email: one,
      name: 'Help',
      default: true,
      spf_status: 'unknown',
    })
    await call(admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email: other, default: true } })
    const listed = await call(admin, 'GET /api/v2/recipient_addresses')
    expect(
      listed.body.recipient_addresses.map((row: { email: string; default: boolean }) => [row.email, row.default]),
    ).toEqual([
      [one, false],
      [other, true],
    ])
    const domains = await call(admin, 'GET /api/v2/mail_domains')
    expect(domains.body.mail_domains.map((domain: { name: string }) => `support@${domain.name}`)).toEqual([one, other])
  })

  test.each([
    ['no address', 'nobody'],
    ['one with a quoted part', '"a b"@desk.example'],
    ['one that leaves no room for our tags', `${'a'.repeat(40)}@desk.example`],
  ])('refuse %s', async (_what, email) => {
    const { admin, call } = await newAccount()
    expect((await call(admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email } })).status).toBe(422)
  })

  test('belong to one desk, cannot lose their default, and are for admins to change', async () => {
    const [one, other] = [await newAccount(), await newAccount()]
    const email = address()
    const { body } = await one.call(one.admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email } })
    const { id } = body.recipient_address
    expect(
      (await other.call(other.admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email } })).status,
    ).toBe(422)
    expect((await other.call(other.admin, `GET /api/v2/recipient_addresses/${id}`)).status).toBe(404)
    expect((await other.call(other.admin, `DELETE /api/v2/recipient_addresses/${id}`)).status).toBe(404)
    expect((await one.call(one.admin, `DELETE /api/v2/recipient_addresses/${id}`)).status).toBe(422)
    expect(
      (await one.call(one.agent, 'POST /api/v2/recipient_addresses', { recipient_address: { email: address() } }))
        .status,
    ).toBe(403)
    const second = await one.call(one.admin, 'POST /api/v2/recipient_addresses', {
      recipient_address: { email: address(), default: true },
    })
    expect((await one.call(one.admin, `DELETE /api/v2/recipient_addresses/${id}`)).status).toBe(204)
    expect(
      (
        await one.call(one.admin, `PUT /api/v2/recipient_addresses/${second.body.recipient_address.id}`, {
          recipient_address: { default: false },
        })
      ).status,
    ).toBe(422)
  })

  test('take mail at once, with our tags and with those of senders, and nothing else does', async () => {
    const { account_id, admin, call, desk, work } = await newAccount()
    const email = address()
    expect(await resolveRecipient(desk.pool, email)).toBeNull()
    await call(admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email } })
    const tagged = await work(async ({ sealing }) => [
      replyAddress(sealing, 7, email),
      bounceAddress(sealing, 8, email),
      email.replace('@', '+orders@'),
      email.toUpperCase(),
    ])
    for (const recipient of [email, ...tagged])
      expect(await resolveRecipient(desk.pool, recipient)).toEqual({ account_id, address: email })
    for (const recipient of [email.replace('support', 'sales'), email.replace('@', '@x.'), `+x${email}`, '', 'support'])
      expect(await resolveRecipient(desk.pool, recipient)).toBeNull()
  })
})

test('a support address speaks for a brand, the default one where none is named, and keeps its address', async () => {
  const { call, admin, host } = await newAccount()
  const brand = (await call(admin, 'POST /api/v2/brands', { brand: { name: 'Two', subdomain: 'two' } })).body.brand
  const [first] = (await call(admin, 'GET /api/v2/brands')).body.brands
  const add = (address: object) => call(admin, 'POST /api/v2/recipient_addresses', { recipient_address: address })
  const plain = await add({ email: `a@${host}` })
  expect(plain.status).toBe(201)
  expect(plain.headers.location).toBe(plain.body.recipient_address.url)
  expect(plain.body.recipient_address.brand_id).toBe(first.id)
  const { id } = (await add({ email: `b@${host}`, brand_id: brand.id })).body.recipient_address
  expect((await add({ email: `c@${host}`, brand_id: 999 })).status).toBe(422)
  const put = (recipient_address: object) => call(admin, `PUT /api/v2/recipient_addresses/${id}`, { recipient_address })
  expect((await put({ email: `other@${host}` })).status).toBe(422)
  expect((await put({ email: `B@${host}`, name: 'B\u0000' })).body.recipient_address).toMatchObject({
    name: 'B',
    brand_id: brand.id,
  })
  expect((await put({ brand_id: null })).body.recipient_address.brand_id).toBe(first.id)
})
