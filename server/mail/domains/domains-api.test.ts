import { expect, test } from 'vitest'
import { newAccount, zone } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

interface Shown {
  purpose: string
  host: string
  value: string
  state: string
  reason: string | null
}

test('a domain shows the records to publish, and after a check how each stands', async () => {
  const { admin, agent, call } = await newAccount()
  const name = `desk-${newId()}.example`
  const added = await call(admin, 'POST /api/v2/mail_domains', { mail_domain: { name: name.toUpperCase() } })
  expect(added.status).toBe(201)
  const { id, records } = added.body.mail_domain as { id: number; records: Shown[] }
  expect(added.body.mail_domain).toMatchObject({ name, state: 'waiting', checked_at: null })
  expect(records.filter((record) => record.purpose === 'dkim').map((record) => record.value)).toEqual([
    expect.stringMatching(/^v=DKIM1; k=rsa; p=/),
    expect.stringMatching(/^v=DKIM1; k=ed25519; p=/),
  ])
  const [rsa, ed25519] = records
  zone.set(`TXT ${rsa?.host}`, [[rsa?.value]])
  zone.set(`TXT ${ed25519?.host}`, [['v=DKIM1; k=ed25519; p=AAAA']])
  const checked = await call(agent, `GET /api/v2/mail_domains/${id}/check`)
  expect(checked.body.mail_domain).toMatchObject({ state: 'attention', checked_at: expect.any(String) })
  expect(checked.body.mail_domain.records.map((record: Shown) => [record.purpose, record.state])).toEqual([
    ['dkim', 'ok'],
    ['dkim', 'wrong'],
    ['dmarc', 'missing'],
    ['mx', 'missing'],
  ])
  const listed = await call(agent, 'GET /api/v2/mail_domains')
  expect(listed.body.mail_domains).toEqual([checked.body.mail_domain])
})

test('private keys are sealed, and no reply carries one', async () => {
  const { admin, call, work } = await newAccount()
  const added = await call(admin, 'POST /api/v2/mail_domains', { mail_domain: { name: `desk-${newId()}.example` } })
  const row = await work((unit) =>
    unit.db.one<{ text: string }>(
      sql`select d::text as text from mail_domains d where account_id = ${unit.account_id}`,
    ),
  )
  for (const text of [row.text, added.text]) expect(text).not.toMatch(/PRIVATE KEY/)
})

test("a domain is its own desk's, and stays while an address lies in it", async () => {
  const [one, other] = [await newAccount(), await newAccount()]
  const name = `desk-${newId()}.example`
  await one.call(one.admin, 'POST /api/v2/recipient_addresses', { recipient_address: { email: `support@${name}` } })
  const { body } = await one.call(one.admin, 'GET /api/v2/mail_domains')
  const { id } = body.mail_domains[0]
  expect((await other.call(other.admin, `GET /api/v2/mail_domains/${id}/check`)).status).toBe(404)
  expect((await other.call(other.admin, `DELETE /api/v2/mail_domains/${id}`)).status).toBe(404)
  expect((await one.call(one.admin, `DELETE /api/v2/mail_domains/${id}`)).status).toBe(422)
  expect(
    (await one.call(one.admin, 'POST /api/v2/mail_domains', { mail_domain: { name: 'not a domain' } })).status,
  ).toBe(422)
})
