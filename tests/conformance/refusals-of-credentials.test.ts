// Who is declined: wrong, expired and limited credentials, nobody, and roles that may not.

import { beforeAll, describe, expect, it } from 'vitest'
import { createToken } from '../../server/access/index.ts'
import { sql } from '../../server/platform/db.ts'
import type { Person } from '../support/desk.ts'
import { type Fixture, newFixture } from '../support/fixture.ts'

describe('the API declines', () => {
  let desk: Fixture
  let agent: Person

  beforeAll(async () => {
    desk = await newFixture()
    agent = desk.agent
  })

  it('wrong credentials, whatever is wrong with them, also on users/me', async () => {
    const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
    // One that was not made to act on behalf of others.
    const { full_token: token } = await desk.work((work) =>
      createToken(work, agent.id, 'own', { scopes: ['read', 'write'] }),
    )
    for (const authorization of [
      basic(`${agent.email}/token:wrong`),
      basic(`${desk.admin.email}/token:${token}`),
      basic(`${agent.email}:${token}`),
      'Bearer wrong',
      'Basic !!!',
      'Digest x',
      '',
    ]) {
      for (const path of ['/api/v2/tickets.json', '/api/v2/users/me.json']) {
        const answer = await desk.call({ ...agent, authorization }, `GET ${path}`)
        expect([answer.status, answer.body?.error], `${authorization} on ${path}`).toEqual([
          401,
          "Couldn't authenticate you",
        ])
      }
    }
  })

  it('an expired, a revoked and a suspended person’s token, like a wrong one', async () => {
    const person = await desk.addPerson('agent')
    const token = async (expires_at: Date | null) => {
      const { full_token, token: row } = await desk.work((work) =>
        createToken(work, person.id, 'short', { expires_at }),
      )
      return { id: row.id, as: { ...person, authorization: `Bearer ${full_token}` } }
    }
    const wrong = await desk.call({ ...person, authorization: 'Bearer wrong' }, 'GET /api/v2/tickets')
    const { request_id: _, ...said } = wrong.body
    const expectRefused = async (as: Person) => {
      const { status, body } = await desk.call(as, 'GET /api/v2/tickets')
      const { request_id: _own, ...own } = body
      expect([status, own]).toEqual([401, said])
    }
    const [expiring, revoked] = [await token(new Date(Date.now() + 60_000)), await token(null)]
    for (const { as } of [expiring, revoked]) expect((await desk.call(as, 'GET /api/v2/tickets')).status).toBe(200)
    await desk.work(({ db, now }) =>
      db.run(
        sql`update api_tokens set expires_at = ${now} where account_id = ${desk.account_id} and id = ${expiring.id}`,
      ),
    )
    await expectRefused(expiring.as)
    await desk.call(desk.admin, `DELETE /api/v2/api_tokens/${revoked.id}`)
    await expectRefused(revoked.as)
    await desk.call(desk.admin, `PUT /api/v2/users/${person.id}`, { user: { suspended: true } })
    await expectRefused(person)
  })

  it('what a credential was not made for, naming the scope that is missing', async () => {
    const { full_token } = await desk.work((work) => createToken(work, agent.id, 'reads', { scopes: ['read'] }))
    const reader = { ...agent, authorization: `Bearer ${full_token}` }
    expect((await desk.call(reader, 'GET /api/v2/tickets')).status).toBe(200)
    const body = { ticket: { comment: { body: 'b' } } }
    const answer = await desk.call(reader, 'POST /api/v2/tickets', body)
    expect(answer.status).toBe(403)
    expect(answer.body).toMatchObject({
      error: 'Forbidden',
      description: 'You are missing the following required scopes: write',
    })
  })

  it('no credentials, but says on users/me that nobody is calling', async () => {
    const answer = await desk.call(null, 'GET /api/v2/tickets.json')
    expect([answer.status, answer.body.error]).toEqual([401, "Couldn't authenticate you"])
    const me = await desk.call(null, 'GET /api/v2/users/me.json')
    expect(me.status).toBe(200)
    expect(me.body.user).toMatchObject({ id: null, name: 'Anonymous user', email: 'invalid@example.com' })
  })

  it('what a role may not, as an object with title and message', async () => {
    const answer = await desk.call(desk.customer, 'GET /api/v2/tickets.json')
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({ title: 'Forbidden', message: expect.any(String) })
  })
})
