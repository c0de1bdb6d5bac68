import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { HttpReply } from '../platform/http/endpoint.ts'
import { blockOf } from './raising.ts'
import { readCounter, recordsIn } from './reads.ts'

interface Shown {
  id: number
  kind: string
  user_id: number | null
  count: number
}

async function alarms(account: TestAccount, query = ''): Promise<Shown[]> {
  const { body } = await account.call(account.admin, `GET /api/v2/alarms${query}`)
  return body.alarms
}

const signIn = (account: TestAccount, email: string, ip: string) =>
  account.app.inject({
    method: 'POST',
    url: '/sign-in',
    remoteAddress: ip,
    headers: { host: account.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ email, password: 'not the password' }).toString(),
  })

describe('alarms', () => {
  it('are raised when somebody becomes an admin, once, by mail to the admins too', async () => {
    const account = await newAccount()
    await account.call(account.admin, 'POST /api/v2/recipient_addresses', {
      recipient_address: { email: `support@${account.host}`, name: 'Support' },
    })
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { role: 'admin' } })
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { name: 'Another name' } })
    await account.runJobs()
    const found = await alarms(account)
    expect(found).toMatchObject([{ kind: 'new_admin', user_id: account.agent.id, user_name: 'Another name', count: 1 }])
    const logs = await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=alarm.raised')
    expect(logs.body.audit_logs).toHaveLength(1)
  })

  it('are raised when sign-ins fail more often than the rule allows, and what follows is counted to it', async () => {
    const account = await newAccount()
    const rule = { alarm_rule: { threshold: 3 } }
    expect((await account.call(account.admin, 'PUT /api/v2/alarm_rules/many_failures', rule)).status).toBe(200)
    for (let attempt = 0; attempt < 5; attempt++) await signIn(account, account.agent.email, '203.0.113.9')
    await account.runJobs()
    const [alarm, ...others] = await alarms(account, '?open=true')
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ kind: 'many_failures', user_id: account.agent.id })
    expect(alarm?.count).toBeGreaterThanOrEqual(1)
  })

  it('are not raised by a rule that is off', async () => {
    const account = await newAccount()
    const rule = { alarm_rule: { is_active: false } }
    await account.call(account.admin, 'PUT /api/v2/alarm_rules/new_admin', rule)
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { role: 'admin' } })
    await account.runJobs()
    expect(await alarms(account)).toEqual([])
  })

  it('are raised when somebody reads more than the rule allows, however many requests it takes', async () => {
    const account = await newAccount()
    await account.call(account.admin, 'PUT /api/v2/alarm_rules/bulk_reads', { alarm_rule: { threshold: 1_000 } })
    const count = readCounter(account.desk.engine, account.desk.log)
    const actor = {
      kind: 'user',
      user_id: account.agent.id,
      role: 'agent',
      session_id: null,
      csrf_token: null,
      token_id: 7,
    } as unknown as Parameters<typeof count>[1] // rights and the like do not matter here
    const origin = { channel: 'api', ip: '203.0.113.9', user_agent: null, request_id: null } as const
    for (let page = 0; page < 12; page++) count(account.account_id, actor, origin, { tickets: Array(100).fill({}) })
    await expect
      .poll(async () => {
        await account.runJobs()
        return (await alarms(account)).map((alarm) => [alarm.kind, alarm.user_id])
      })
      .toEqual([['bulk_reads', account.agent.id]])
  })

  it('are looked after once', async () => {
    const account = await newAccount()
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { role: 'admin' } })
    await account.runJobs()
    const [alarm] = await alarms(account)
    for (let time = 0; time < 2; time++) {
      const answer = await account.call(account.admin, `PUT /api/v2/alarms/${alarm?.id}/acknowledge`)
      expect(answer.body.alarm).toMatchObject({ acknowledged_by: account.admin.id })
    }
    expect((await alarms(account, '?open=true')).length).toBe(0)
    const logs = await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=alarm.acknowledged')
    expect(logs.body.audit_logs).toHaveLength(1)
  })

  it('are for admins of the account', async () => {
    const [account, other] = [await newAccount(), await newAccount()]
    await account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user: { role: 'admin' } })
    await account.runJobs()
    const [alarm] = await alarms(account)
    expect(await alarms(other)).toEqual([])
    expect((await other.call(other.admin, `PUT /api/v2/alarms/${alarm?.id}/acknowledge`)).status).toBe(404)
    expect((await account.call(account.customer, 'GET /api/v2/alarms')).status).toBe(403)
  })

  it('refuse rules out of bounds', async () => {
    const account = await newAccount()
    for (const alarm_rule of [{ threshold: 0 }, { window_minutes: 0 }, { threshold: 1.5 }, { is_active: 'yes' }])
      expect((await account.call(account.admin, 'PUT /api/v2/alarm_rules/bulk_reads', { alarm_rule })).status).toBe(422)
    expect((await account.call(account.admin, 'PUT /api/v2/alarm_rules/nothing', { alarm_rule: {} })).status).toBe(404)
  })
})

describe('what an alarm looks at', () => {
  it.each([
    ['203.0.113.9', '203.0'],
    ['::ffff:203.0.113.9', '203.0'],
    ['2001:0db8:1::1', '2001:db8'],
    ['2001:db8::', '2001:db8'],
    ['::1', '0:0'],
    [null, null],
  ])('the block of %s is %s', (ip, block) => expect(blockOf(ip)).toBe(block))

  it.each([
    [{ tickets: [1, 2, 3], users: [1] }, 3],
    [{ ticket: {} }, 0],
    [new HttpReply({ json: { users: [1, 2] } }), 2],
    [new HttpReply({ headers: { 'content-type': 'text/csv' }, body: 'a\nb\n' }), 2],
    [new HttpReply({ headers: { 'content-type': 'text/html' }, body: 'a\nb\n' }), 0],
    [null, 0],
    [undefined, 0],
  ])('a reply has records', (answer, records) => expect(recordsIn(answer)).toBe(records))
})
