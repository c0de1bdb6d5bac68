// Proving an address by the link in a mail: once, for a while, for that address and no other.
import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { systemClock } from '../../platform/clock.ts'
import { sql } from '../../platform/db.ts'
import { addSupportAddress } from '../support-addresses/index.ts'

interface Asking extends TestAccount {
  identity_id: number
  address: string
  ask(path?: string): Promise<{ status: number }>
  /** The paths of the links in all mails that left. */
  links(): Promise<string[]>
  isVerified(): Promise<boolean>
}

async function mailsOf(desk: TestAccount): Promise<string[]> {
  return await desk.work(async (work) => {
    const rows = await work.db.all<{ file_id: string }>(
      sql`select file_id from sink_mails where account_id = ${work.account_id} order by id`,
    )
    return await Promise.all(
      rows.map(async ({ file_id }) =>
        String(await desk.desk.files.read(file_id, { sealing: work.sealing, limit_bytes: 1_000_000 })).replaceAll(
          /=\r?\n/g,
          '',
        ),
      ),
    )
  })
}

async function newAsking(): Promise<Asking> {
  const desk = await newAccount()
  await desk.work((work) => addSupportAddress(work, `support@${desk.host}`))
  const address = `second.${desk.customer.email}`
  const base = `users/${desk.customer.id}/identities`
  const { body } = await desk.call(desk.agent, `POST /api/v2/${base}`, { identity: { type: 'email', value: address } })
  const identity_id: number = body.identity.id
  return {
    ...desk,
    address,
    identity_id,
    ask: (path = base) => desk.call(desk.agent, `PUT /api/v2/${path}/${identity_id}/request_verification`),
    async links() {
      await desk.runJobs()
      return (await mailsOf(desk)).map((mail) => /\/verify-address\/[\w.-]+/.exec(mail)?.[0] ?? 'none')
    },
    async isVerified() {
      return (await desk.call(desk.agent, `GET /api/v2/${base}/${identity_id}`)).body.identity.verified
    },
  }
}

test('an address is proven by the button behind the link, not by looking, and once', async () => {
  const desk = await newAsking()
  expect(await desk.ask()).toMatchObject({ status: 200, body: {} })
  const [link = ''] = await desk.links()
  const mail = (await mailsOf(desk))[0] ?? ''
  expect(mail).toContain(`To: ${desk.address}`)
  expect(mail).toContain('Auto-Submitted: auto-generated')
  // Nothing that somebody else wrote travels with it.
  expect(mail).not.toContain('A end-user')
  const shown = await desk.call(null, `GET ${link}`)
  expect([shown.status, await desk.isVerified()]).toEqual([200, false])
  expect(shown.headers['cache-control']).toBe('no-store')
  expect((await desk.call(null, `POST ${link}`, '', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const both = await Promise.all([desk.call(null, `POST ${link}`, '', form), desk.call(null, `POST ${link}`, '', form)])
  expect(both.map((answer) => answer.status).toSorted()).toEqual([200, 410])
  expect(await desk.isVerified()).toBe(true)
  expect((await desk.call(null, `GET ${link}`)).status).toBe(410)
  expect((await desk.ask()).status).toBe(422)
})

test('a link ends with a newer one, another value, its time and the person', async () => {
  const desk = await newAsking()
  await desk.ask()
  await desk.ask(`end_users/${desk.customer.id}/identities`)
  const [first = '', second = ''] = await desk.links()
  expect(first).not.toBe(second)
  expect((await desk.call(null, `GET ${first}`)).status).toBe(404)
  expect((await desk.call(null, `GET ${second}`)).status).toBe(200)
  const path = `users/${desk.customer.id}/identities/${desk.identity_id}`
  await desk.call(desk.agent, `PUT /api/v2/${path}`, { identity: { value: `third.${desk.customer.email}` } })
  expect((await desk.call(null, `POST ${second}`)).status).toBe(410)
  await desk.ask()
  const third = (await desk.links())[2] ?? ''
  await desk.work((work) =>
    work.db.run(
      sql`update address_verifications set expires_at = ${new Date(systemClock.now().getTime() - 1)} where account_id = ${work.account_id}`,
    ),
  )
  expect((await desk.call(null, `POST ${third}`)).status).toBe(410)
  await desk.ask()
  const fourth = (await desk.links())[3] ?? ''
  await desk.call(desk.agent, `PUT /api/v2/users/${desk.customer.id}`, { user: { suspended: true } })
  expect((await desk.call(null, `POST ${fourth}`)).status).toBe(410)
  expect(await desk.isVerified()).toBe(false)
})

test('a changed, foreign or invented token opens nothing', async () => {
  const desk = await newAsking()
  const other = await newAsking()
  await desk.ask()
  const [link = ''] = await desk.links()
  const letter = link.endsWith('A') ? 'Q' : 'A'
  for (const path of [`${link.slice(0, -1)}${letter}`, '/verify-address/x', `/verify-address/${'a'.repeat(100)}`])
    expect((await desk.call(null, `GET ${path}`)).status, path).toBe(404)
  expect((await other.call(null, `POST ${link}`)).status).toBe(404)
})

test('only who may edit a person asks, for an address that can be asked, and not without end', async () => {
  const desk = await newAsking()
  const { call, customer, agent, admin } = desk
  const path = (user_id: number, id: number | string) =>
    `PUT /api/v2/users/${user_id}/identities/${id}/request_verification`
  expect((await call(customer, path(customer.id, desk.identity_id))).status).toBe(403)
  expect((await call(agent, path(customer.id, 999))).status).toBe(404)
  const { identity } = (
    await call(admin, `POST /api/v2/users/${admin.id}/identities`, {
      identity: { type: 'email', value: `second.${admin.email}` },
    })
  ).body
  expect((await call(agent, path(admin.id, identity.id))).status).toBe(403)
  const phone = await call(agent, `POST /api/v2/users/${customer.id}/identities`, {
    identity: { type: 'phone_number', value: '+4930123456' },
  })
  expect((await call(agent, path(customer.id, phone.body.identity.id))).status).toBe(422)
  const answers: number[] = []
  for (let round = 0; round < 7; round++) answers.push((await desk.ask()).status)
  expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429])
  const logs = await call(admin, 'GET /api/v2/audit_logs?per_page=100')
  expect(logs.text).toContain('verification_requested')
  expect(logs.text).not.toContain('/verify-address/')
})
