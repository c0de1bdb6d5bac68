// Sessions over the API, and their end in every process, open sockets included.
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newAccount, type Person, type TestAccount } from '../../tests/support/desk.ts'
import { browser, givePassword, PASSWORD, signedIn } from '../../tests/support/form-browser.ts'
import { testDatabase } from '../../tests/support/worker-database.ts'
import { openDesk } from '../compose.ts'

async function withSessions(...people: ((account: TestAccount) => Person)[]) {
  const account = await newAccount()
  const browsers = []
  for (const who of people) {
    const person = who(account)
    await givePassword(account, person)
    const one = browser(account)
    await one.ask('POST', '/sign-in', { email: person.email, password: PASSWORD })
    browsers.push(one)
  }
  return { account, browsers }
}

const isIn = async (one: ReturnType<typeof browser>) =>
  (await one.ask('GET', '/api/v2/users/me')).json().user.id !== null

describe('sessions', () => {
  test('are listed for admins, filtered by role, and for others their own', async () => {
    const { account } = await withSessions(
      ({ agent }) => agent,
      ({ customer }) => customer,
    )
    const { admin, agent, customer, call } = account
    const ids = async (as: Person, route: string) =>
      (await call(as, route)).body.sessions.map((session: { user_id: number }) => session.user_id)
    expect(await ids(admin, 'GET /api/v2/sessions')).toEqual([customer.id, agent.id])
    expect(await ids(admin, 'GET /api/v2/sessions?role=agent')).toEqual([agent.id])
    expect(await ids(agent, 'GET /api/v2/sessions')).toEqual([agent.id])
    expect(await ids(customer, `GET /api/v2/users/${customer.id}/sessions`)).toEqual([customer.id])
    expect((await call(agent, `GET /api/v2/users/${customer.id}/sessions`)).status).toBe(403)
    const { sessions } = (await call(admin, 'GET /api/v2/sessions?page[size]=1')).body
    expect(sessions[0]).toMatchObject({ method: 'password', network: '203.0.113.0/24', is_current: false })
    const one = await call(admin, `GET /api/v2/users/${customer.id}/sessions/${sessions[0].id}`)
    expect(one.body.session.id).toBe(sessions[0].id)
    expect((await call(admin, `GET /api/v2/users/${agent.id}/sessions/${sessions[0].id}`)).status).toBe(404)
  })

  test('end one by one, all of a person, by role and all but one’s own', async () => {
    const { account, browsers } = await withSessions(
      ({ agent }) => agent,
      ({ customer }) => customer,
      ({ owner }) => owner,
    )
    const { admin, agent, call } = account
    expect((await call(agent, 'DELETE /api/v2/sessions')).status).toBe(403)
    expect((await call(admin, 'DELETE /api/v2/sessions?role=end-user')).status).toBe(204)
    expect(await Promise.all(browsers.map(isIn))).toEqual([true, false, true])
    expect((await call(admin, 'DELETE /api/v2/sessions')).status).toBe(204)
    // An admin may not edit an owner.
    expect(await Promise.all(browsers.map(isIn))).toEqual([false, false, true])
    expect((await call(account.owner, `DELETE /api/v2/users/${account.owner.id}/sessions`)).status).toBe(204)
    expect(await Promise.all(browsers.map(isIn))).toEqual([false, false, false])
  })

  test('say their own token, and no secret', async () => {
    const { one, token } = await signedIn()
    expect((await one.ask('GET', '/api/v2/users/me/session/renew')).json()).toEqual({ authenticity_token: token })
    const own = await one.ask('GET', '/api/v2/users/me/session')
    expect(own.json().session.is_current).toBe(true)
    expect(own.payload).not.toContain(one.cookies.get('__Host-custos'))
    expect((await one.ask('DELETE', '/api/v2/users/me/logout', undefined, { 'x-csrf-token': token })).statusCode).toBe(
      204,
    )
    expect(await isIn(one)).toBe(false)
  })
})

/** Another process over the same database, listening. */
async function otherProcess(account: TestAccount) {
  const { app: connection } = await testDatabase()
  const desk = await openDesk(account.desk.config, connection, account.desk.log)
  const app = await desk.openHttp()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo // it listens on a port
  return {
    async open(one: ReturnType<typeof browser>) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v2/live`, {
        headers: { host: account.host, cookie: `__Host-custos=${one.cookies.get('__Host-custos')}` },
      })
      const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
      await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))
      return { socket, closed }
    },
    async close() {
      await app.close()
      await desk.close()
    },
  }
}

describe('an open socket of another process', () => {
  test.each([
    ['the password changes', (account: TestAccount) => givePassword(account, account.agent)],
    ['the role changes', (account: TestAccount) => change(account, { role: 'end-user' })],
    ['the person is suspended', (account: TestAccount) => change(account, { suspended: true })],
    [
      'the person is deleted',
      (account: TestAccount) => account.call(account.admin, `DELETE /api/v2/users/${account.agent.id}`),
    ],
    [
      'an admin ends the session',
      (account: TestAccount) => account.call(account.admin, `DELETE /api/v2/users/${account.agent.id}/sessions`),
    ],
  ])('closes at once when %s, and nobody else’s does', async (_what, end) => {
    const { account, browsers } = await withSessions(
      ({ agent }) => agent,
      ({ admin }) => admin,
    )
    const other = await otherProcess(account)
    const [own, bystander] = await Promise.all(browsers.map((one) => other.open(one)))
    await end(account)
    expect(await own?.closed).toBe(4401)
    expect(bystander?.socket.readyState).toBe(WebSocket.OPEN)
    bystander?.socket.close()
    await other.close()
  })
})

const change = (account: TestAccount, user: object) =>
  account.call(account.admin, `PUT /api/v2/users/${account.agent.id}`, { user })
