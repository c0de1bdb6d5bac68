// Texts as a second factor: the gateway of admins, proving a number, signing in with a code.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../../tests/support/desk.ts'
import { sessionOf } from '../../../../tests/support/factors.ts'
import { browser, PASSWORD } from '../../../../tests/support/form-browser.ts'
import { openReceiver, type Receiver } from '../../../../tests/support/receiver.ts'
import { requestFor } from './gateway.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const template = () => ({
  kind: 'http',
  is_active: true,
  url: `${receiver.origin}/send?to=[number]`,
  content_type: 'application/json',
  body: '{"to":"[number]","text":"[text]"}',
  headers: { authorization: 'Bearer very secret' },
})

async function withGateway(): Promise<TestAccount> {
  const account = await newAccount()
  const saved = await account.call(account.admin, 'PUT /api/v2/sms_gateway', { sms_gateway: template() })
  expect(saved.status, saved.text).toBe(200)
  return account
}

/** The code of the newest text. */
async function texted(account: TestAccount): Promise<string> {
  await account.runJobs()
  return /"text":"(\d{6}) /.exec(receiver.received.at(-1)?.body ?? '')?.[1] ?? ''
}

test('a phone counts once its code came back, and its codes sign in', async () => {
  const account = await withGateway()
  const { api } = await sessionOf(account, account.agent)
  const begun = await api('POST /api/v2/users/me/phones', { phone: { number: '0049 (30) 123-4567' } })
  expect(begun.body.factor.name).toBe('+49 ••• 567')
  const confirm = `PUT /api/v2/users/me/phones/${begun.body.factor.id}/confirm`
  const code = await texted(account)
  expect(receiver.received.at(-1)?.url).toBe('/send?to=%2B49301234567')
  expect(receiver.received.at(-1)?.headers.authorization).toBe('Bearer very secret')
  expect((await api(confirm, { code: code === '000000' ? '000001' : '000000' })).status).toBe(422)
  expect((await api(confirm, { code })).status).toBe(200)
  const one = browser(account)
  await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  expect((await one.ask('GET', '/sign-in/second-factor')).payload).toContain('/sign-in/second-factor/text')
  await one.ask('POST', '/sign-in/second-factor/text')
  const next = await texted(account)
  const right = await one.ask('POST', '/sign-in/second-factor', { method: 'sms', answer: next })
  expect(right.headers.location).toBe('/agent')
  // Another sign-in has a code of its own: this one was for the first.
  const two = browser(account)
  await two.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  expect((await two.ask('POST', '/sign-in/second-factor', { method: 'sms', answer: next })).statusCode).toBe(422)
})

test('a code is tried five times, and nobody has many sent', async () => {
  const account = await withGateway()
  const { api } = await sessionOf(account, account.agent)
  const { factor } = (await api('POST /api/v2/users/me/phones', { phone: { number: '+49301234567' } })).body
  const code = await texted(account)
  const confirm = (typed: string) => api(`PUT /api/v2/users/me/phones/${factor.id}/confirm`, { code: typed })
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  await Promise.all(Array.from({ length: 6 }, () => confirm(wrong)))
  expect((await confirm(code)).status).toBe(422)
  const sent = []
  for (let n = 0; n < 6; n++) sent.push((await api(`POST /api/v2/users/me/phones/${factor.id}/code`)).status)
  expect(sent).toEqual([200, 200, 200, 200, 429, 429])
})

test('texts are off until an admin sets them up; what is wrong with a gateway is said; its secrets never come back', async () => {
  const account = await newAccount()
  const { call, admin, agent } = account
  const { api } = await sessionOf(account, agent)
  expect((await api('POST /api/v2/users/me/phones', { phone: { number: '+49301234567' } })).status).toBe(422)
  const save = (change: object) => call(admin, 'PUT /api/v2/sms_gateway', { sms_gateway: { ...template(), ...change } })
  for (const url of ['http://example.com/', 'https://10.0.0.1/', 'https://u:p@example.com/', 'file:///etc/passwd', 'x'])
    expect((await save({ url })).status, url).toBe(422)
  expect((await save({ headers: { 'x-a': 'b\r\nx-c: d' } })).status).toBe(422)
  expect((await save({})).status).toBe(200)
  expect((await call(admin, 'GET /api/v2/sms_gateway')).text).not.toContain('very secret')
  // Left out, they stay; but not for another machine.
  await save({ headers: undefined, body: 'x' })
  expect((await call(admin, 'GET /api/v2/sms_gateway')).body.sms_gateway.headers).toHaveProperty('authorization')
  await save({ headers: undefined, url: 'https://elsewhere.example/' })
  expect((await call(admin, 'GET /api/v2/sms_gateway')).body.sms_gateway.headers).toEqual({})
  await save({})
  receiver.answers.push(500)
  const tried = await call(admin, 'POST /api/v2/sms_gateway/test', { number: '+49301234567' })
  expect(tried.body.test).toEqual({ is_sent: false, problem: 'The SMS gateway answered with 500' })
  expect((await call(agent, 'GET /api/v2/sms_gateway')).status).toBe(403)
  expect((await call(admin, 'DELETE /api/v2/sms_gateway')).status).toBe(204)
})

test('words are put into a template once and escaped; Twilio gets what it expects', () => {
  const text = { number: '+49301234567', words: 'say "[number]" & <b>' }
  const base = { kind: 'http', url: 'https://sms.example/?n=[number]', method: 'POST', headers: {} } as const
  const json = requestFor({ ...base, content_type: 'application/json', body: '{"t":"[text]"}' }, text)
  expect(JSON.parse(json.body ?? '')).toEqual({ t: text.words })
  expect(json.url).toBe('https://sms.example/?n=%2B49301234567')
  const form = requestFor({ ...base, content_type: 'application/x-www-form-urlencoded', body: 't=[text]' }, text)
  expect(new URLSearchParams(form.body).get('t')).toBe(text.words)
  const twilio = {
    kind: 'twilio',
    url: 'https://api.twilio.com',
    account_sid: 'AC1',
    auth_token: 'x',
    from: '+1',
  } as const
  const asked = requestFor(twilio, text)
  expect(asked.url).toBe('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json')
  expect(new URLSearchParams(asked.body).get('Body')).toBe(text.words)
})
