import fc from 'fast-check'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { liftRestrictions, settleRestrictions } from './actions.ts'
import { inForce, isListed, mayComeFrom } from './policy.ts'
import { type IpRestrictions, NO_RESTRICTIONS } from './schema.ts'

const OFFICE = '198.51.100.0/24'
const INSIDE = '198.51.100.7'
const OUTSIDE = '203.0.113.9'

const of = (ranges: string[], rest: Partial<IpRestrictions> = {}): IpRestrictions => ({
  enabled: true,
  customers_may_bypass: true,
  ranges: ranges.map((range) => ({ range, label: '', expires_at: null })),
  ...rest,
})
const now = new Date('2026-11-22T12:00:00Z')

describe('an address', () => {
  test.each([
    [OFFICE, INSIDE, true],
    [OFFICE, '::ffff:198.51.100.7', true],
    [OFFICE, '198.51.101.7', false],
    ['198.51.100.7', INSIDE, true],
    ['198.51.100.7', '198.51.100.8', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['0.0.0.0/0', INSIDE, true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', INSIDE, false],
    [OFFICE, 'unknown', false],
    [OFFICE, '', false],
  ])('in %s, %s: %s', (range, ip, expected) => expect(isListed(of([range]), ip, now)).toBe(expected))

  it('that nobody knows is in no range', () => expect(isListed(of(['0.0.0.0/0', '::/0']), null, now)).toBe(false))

  it('is let in by a range until the range is over', () => {
    const range = { range: OFFICE, label: '', expires_at: '2026-11-22T12:00:00.000Z' }
    const restrictions = of([], { ranges: [range] })
    expect(isListed(restrictions, INSIDE, new Date('2026-11-22T11:59:59Z'))).toBe(true)
    expect(isListed(restrictions, INSIDE, now)).toBe(false)
  })

  it('of any kind is judged without an error', () => {
    fc.assert(fc.property(fc.string(), (ip) => void isListed(of([OFFICE, '2001:db8::/32']), ip, now)))
  })
})

describe('who may come from outside', () => {
  const restrictions = of([OFFICE])
  test.each([
    ['an owner', { kind: 'user', role: 'owner' }, false, false],
    ['an admin', { kind: 'user', role: 'admin' }, false, false],
    ['an agent', { kind: 'user', role: 'agent' }, false, false],
    ['a customer', { kind: 'user', role: 'end-user' }, true, false],
    ['a holder of a link', { kind: 'link' }, true, false],
    ['nobody known', { kind: 'anonymous' }, true, false],
    ['the system', { kind: 'system' }, true, true],
  ] as const)('%s', (_who, actor, with_bypass, without) => {
    expect(mayComeFrom(restrictions, actor, OUTSIDE, now)).toBe(with_bypass)
    expect(mayComeFrom({ ...restrictions, customers_may_bypass: false }, actor, OUTSIDE, now)).toBe(without)
    expect(mayComeFrom({ ...restrictions, enabled: false }, actor, OUTSIDE, now)).toBe(true)
  })

  it('is as before again when a change was not confirmed in time', () => {
    const stored = { current: restrictions, previous: NO_RESTRICTIONS, confirm_by: now }
    expect(inForce(stored, new Date(now.getTime() - 1))).toBe(restrictions)
    expect(inForce(stored, now)).toBe(NO_RESTRICTIONS)
    expect(inForce({ ...stored, previous: null, confirm_by: null }, now)).toBe(restrictions)
  })
})

describe('IP restrictions', () => {
  let account: TestAccount
  beforeAll(async () => {
    account = await newAccount()
  })

  const from = (ip: string, as: Person | null, route: string, payload?: unknown) => {
    const [method = '', url = ''] = route.split(' ')
    return account.app.inject({
      method: method as 'GET' /* inject knows the others too */,
      url,
      remoteAddress: ip,
      headers: {
        host: account.host,
        ...(as && { authorization: as.authorization }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
      },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    })
  }
  const change = (ip: string, ip_restrictions: unknown) =>
    from(ip, account.admin, 'PUT /api/v2/ip_restrictions', { ip_restrictions })
  const office = { enabled: true, ranges: [{ range: OFFICE, label: 'Office' }] }
  const passTime = () =>
    account.work(
      (work) =>
        work.db.run(
          sql`update ip_restrictions set confirm_by = now() - interval '1 second' where account_id = ${account.account_id}::bigint`,
        ),
      'staff',
    )

  it('are off at first, and tell from where one comes', async () => {
    const answer = await from(OUTSIDE, account.admin, 'GET /api/v2/ip_restrictions')
    expect(answer.json().ip_restrictions).toEqual({
      enabled: false,
      customers_may_bypass: true,
      ranges: [],
      confirm_by: null,
      your_address: OUTSIDE,
      you_would_be_let_in: true,
      behind_unknown_proxy: false,
    })
  })

  it('are refused when they would shut out whoever asks, when they name no range, or no network', async () => {
    const shut = await change(OUTSIDE, office)
    expect(shut.statusCode).toBe(422)
    expect(shut.json().details.ranges[0].description).toContain(OUTSIDE)
    expect((await change(INSIDE, { enabled: true, ranges: [] })).statusCode).toBe(422)
    for (const range of ['198.51.100.0/33', 'office', '', '198.51.100', '::1%eth0', '1.2.3.4/8/8'])
      expect((await change(INSIDE, { enabled: false, ranges: [{ range }] })).statusCode, range).toBe(422)
  })

  it('are for admins', async () => {
    for (const person of [account.agent, account.customer])
      expect((await from(INSIDE, person, 'GET /api/v2/ip_restrictions')).statusCode).toBe(403)
  })

  it('hold at once for staff with tokens too, say why, and are noted once however often somebody tries', async () => {
    expect((await change(INSIDE, office)).statusCode).toBe(200)
    for (let call = 0; call < 3; call++) {
      const refused = await from(OUTSIDE, account.agent, 'GET /api/v2/tickets')
      expect(refused.statusCode).toBe(403)
      expect(refused.json()).toMatchObject({ error: 'Forbidden', code: 'address_not_allowed' })
    }
    expect((await from(INSIDE, account.agent, 'GET /api/v2/tickets')).statusCode).toBe(200)
    expect((await from(OUTSIDE, account.customer, 'GET /api/v2/requests')).statusCode).toBe(200)
    expect((await from(OUTSIDE, null, 'GET /sign-in')).statusCode).toBe(200)
    const logs = await from(INSIDE, account.admin, 'GET /api/v2/audit_logs')
    const refusals = logs
      .json()
      .audit_logs.filter((log: { action_label: string }) => log.action_label === 'user.address_refused')
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toMatchObject({ source_id: account.agent.id, ip_address: OUTSIDE })
  })

  it('believe no forwarded address from a stranger', async () => {
    const answer = await account.app.inject({
      method: 'GET',
      url: '/api/v2/tickets',
      remoteAddress: OUTSIDE,
      headers: {
        host: account.host,
        authorization: account.agent.authorization,
        'x-forwarded-for': INSIDE,
        'x-real-ip': INSIDE,
        'cf-connecting-ip': INSIDE,
        forwarded: `for=${INSIDE}`,
      },
    })
    expect(answer.statusCode).toBe(403)
  })

  it('fall back by themselves when nobody confirms them, and the job writes that down once', async () => {
    await passTime()
    await change(INSIDE, { ...office, ranges: [...office.ranges, { range: '192.0.2.1' }] })
    await passTime()
    // Time was passed behind the back of what is remembered; a change of configuration makes every process look again.
    expect((await from(OUTSIDE, account.agent, 'GET /api/v2/tickets')).statusCode).toBe(200)
    await account.work(settleRestrictions)
    await account.work(settleRestrictions)
    const answer = await from(OUTSIDE, account.admin, 'GET /api/v2/ip_restrictions')
    expect(answer.json().ip_restrictions).toMatchObject({ enabled: false, confirm_by: null })
  })

  it('tried one after the other fall back to what was confirmed last', async () => {
    await change(INSIDE, office)
    await change(INSIDE, { ...office, ranges: [...office.ranges, { range: '192.0.2.0/24' }] })
    await passTime()
    expect((await from(OUTSIDE, account.agent, 'GET /api/v2/tickets')).statusCode).toBe(200)
    await account.work(settleRestrictions)
  })

  it('stay once confirmed, and can be taken back before', async () => {
    await change(INSIDE, office)
    expect((await from(OUTSIDE, account.admin, 'POST /api/v2/ip_restrictions/confirm')).statusCode).toBe(403)
    expect((await from(INSIDE, account.admin, 'POST /api/v2/ip_restrictions/revert')).statusCode).toBe(200)
    expect((await from(OUTSIDE, account.admin, 'GET /api/v2/ip_restrictions')).statusCode).toBe(200)
    await change(INSIDE, office)
    const confirmed = await from(INSIDE, account.admin, 'POST /api/v2/ip_restrictions/confirm')
    expect(confirmed.json().ip_restrictions).toMatchObject({ enabled: true, confirm_by: null })
    expect((await from(INSIDE, account.admin, 'POST /api/v2/ip_restrictions/confirm')).statusCode).toBe(404)
    expect((await from(OUTSIDE, account.owner, 'GET /api/v2/ip_restrictions')).statusCode).toBe(403)
  })

  it('without the bypass keep customers and visitors out too, but for the style sheet of the page that says so', async () => {
    await change(INSIDE, { ...office, customers_may_bypass: false })
    expect((await from(OUTSIDE, account.customer, 'GET /api/v2/requests')).statusCode).toBe(403)
    expect((await from(OUTSIDE, null, 'GET /sign-in')).statusCode).toBe(403)
    expect((await from(OUTSIDE, null, 'GET /assets/pages.css')).statusCode).toBe(200)
  })

  it('are lifted by whoever runs the server', async () => {
    expect(await account.work(liftRestrictions)).toBe(true)
    expect(await account.work(liftRestrictions)).toBe(false)
    const answer = await from(OUTSIDE, account.owner, 'GET /api/v2/ip_restrictions')
    expect(answer.json().ip_restrictions).toMatchObject({
      enabled: false,
      ranges: [{ range: OFFICE, label: 'Office' }],
    })
  })

  it('of one account are nothing to another', async () => {
    const other = await newAccount()
    await change(INSIDE, office)
    expect((await other.call(other.agent, 'GET /api/v2/tickets')).status).toBe(200)
  })
})
