import { describe, expect, test } from 'vitest'
import { newAccount, testDesk } from '../../../tests/support/desk.ts'
import { browser, PASSWORD } from '../../../tests/support/form-browser.ts'
import { findAccount } from '../../accounts/index.ts'
import { createDesk } from '../index.ts'

describe('the set-up', () => {
  const form = {
    name: 'Ada Lovelace',
    email: 'ada@people.example',
    password: PASSWORD,
    desk_name: 'Northwind',
    locale: 'nl',
  }

  async function newDesk() {
    const { desk, app } = await testDesk()
    const host = `new-${Math.random().toString(36).slice(2)}.example`
    const made = await createDesk(desk, { name: 'Custos', host })
    return { ...made, desk, app, host, one: browser({ app, host }), path: `/setup/${made.setup_token}` }
  }

  test('makes one owner, names the desk, and signs the owner in', async () => {
    const { one, path, account_id, desk, host } = await newDesk()
    expect(await findAccount(desk.pool, host)).toBe(account_id)
    expect((await one.ask('GET', '/')).payload).toContain('not set up yet')
    expect((await one.ask('GET', path)).statusCode).toBe(200)
    const answer = await one.ask('POST', path, form)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/setup/done'])
    const ready = await one.ask('GET', '/setup/done')
    expect([ready.statusCode, ready.payload.includes('Northwind')]).toEqual([200, true])
    expect((await one.ask('GET', '/api/v2/users/me')).json().user).toMatchObject({
      is_owner: true,
      name: 'Ada Lovelace',
      verified: true,
    })
    expect((await one.ask('GET', '/api/v2/account/settings')).json().settings).toMatchObject({
      desk: { name: 'Northwind', locale: 'nl' },
      is_set_up: true,
      mail: { undo_send_s: 10, auto_reply_enabled: false },
    })
    expect((await one.ask('GET', '/')).headers.location).toBe('/agent')
  })

  test('happens once, however many try at the same time', async () => {
    const { app, host, path } = await newDesk()
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        browser({ app, host }).ask('POST', path, { ...form, email: `ada${i}@people.example` }),
      ),
    )
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([303, 410, 410, 410, 410])
    expect((await browser({ app, host }).ask('GET', path)).statusCode).toBe(410)
  })

  test('says field by field what is wrong, keeps what was typed but the password, and stays open', async () => {
    const { one, path } = await newDesk()
    const answer = await one.ask('POST', path, {
      ...form,
      email: 'not an address',
      password: 'short',
      desk_name: '<b>x</b>',
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.payload).toContain('value="not an address"')
    expect(answer.payload).toContain('aria-invalid="true"')
    expect(answer.payload).not.toContain('value="short"')
    expect(answer.payload).not.toContain('<b>x')
    expect((await one.ask('POST', path, form)).statusCode).toBe(303)
  })

  test('takes the support address, unless another desk has it', async () => {
    const first = await newDesk()
    const support_address = `support@${first.host}`
    expect((await first.one.ask('POST', first.path, { ...form, support_address })).statusCode).toBe(303)
    const addresses = (await first.one.ask('GET', '/api/v2/recipient_addresses')).json().recipient_addresses
    expect(addresses.map((one: { email: string }) => one.email)).toEqual([support_address])
    const second = await newDesk()
    const refused = await second.one.ask('POST', second.path, { ...form, support_address })
    expect([refused.statusCode, refused.payload.includes('hoort hier al bij een andere helpdesk')]).toEqual([422, true])
    expect((await second.one.ask('POST', second.path, form)).statusCode).toBe(303)
  })

  test('needs the right link', async () => {
    const { one, account_id } = await newDesk()
    expect(account_id).toBeGreaterThan(0)
    for (const token of ['x', 'a'.repeat(43), '%00'])
      expect((await one.ask('POST', `/setup/${token}`, form)).statusCode, token).toBe(404)
    const elsewhere = await newDesk()
    expect((await one.ask('POST', elsewhere.path, form)).statusCode).toBe(404)
  })
})

describe('an invitation', () => {
  test('lets its holder choose a password, once', async () => {
    const account = await newAccount()
    const { call, admin, agent } = account
    const { invitation } = (await call(admin, `POST /api/v2/users/${agent.id}/invitations`)).body
    const path = new URL(invitation.url).pathname
    const one = browser(account)
    expect((await one.ask('GET', path)).statusCode).toBe(200)
    expect((await one.ask('POST', path, { password: 'short' })).statusCode).toBe(422)
    expect((await one.ask('POST', path, { password: PASSWORD })).statusCode).toBe(303)
    expect((await one.ask('GET', '/api/v2/users/me')).json().user.id).toBe(agent.id)
    expect((await browser(account).ask('POST', path, { password: 'another quiet lake' })).statusCode).toBe(410)
  })

  test('is not for oneself, for end users, or for people above one', async () => {
    const { call, admin, agent, owner, customer } = await newAccount()
    expect((await call(admin, `POST /api/v2/users/${admin.id}/invitations`)).status).toBe(403)
    expect((await call(admin, `POST /api/v2/users/${owner.id}/invitations`)).status).toBe(403)
    expect((await call(admin, `POST /api/v2/users/${customer.id}/invitations`)).status).toBe(422)
    expect((await call(agent, `POST /api/v2/users/${agent.id}/invitations`)).status).toBe(403)
  })
})
