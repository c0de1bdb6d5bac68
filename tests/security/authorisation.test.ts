// The attacks on authorisation (lines 49 to 51, 53 and 54 of the threat model): the same thing by another path, somebody
// else's record, another account's record, and a role that one gives oneself. All endpoints × callers is in
// every-endpoint.test.ts; here are the paths that a matrix does not show.
import { expect, test } from 'vitest'
import { newAccount, type Person } from '../support/desk.ts'
import { newFixture } from '../support/fixture.ts'
import { newPost, open } from '../support/letters.ts'

test('attack 49: a customer reaches another one’s ticket by no second path', async () => {
  const desk = await newFixture()
  const stranger = await desk.addPerson('end-user')
  const { ticket_id, attachment_id, ticket_comment_id } = desk.ids
  const paths = [
    `GET /api/v2/requests/${ticket_id}`,
    `GET /api/v2/requests/${ticket_id}/comments`,
    `GET /api/v2/requests/${ticket_id}/comments/${ticket_comment_id}`,
    `GET /api/v2/tickets/${ticket_id}`,
    `GET /api/v2/tickets/${ticket_id}/comments`,
    `GET /api/v2/tickets/${ticket_id}/audits`,
    `GET /api/v2/tickets/${ticket_id}/deliveries`,
    `GET /api/v2/tickets/${ticket_id}/drafts/reply`,
    `GET /api/v2/tickets/${ticket_id}/comments/${ticket_comment_id}/frame`,
    `GET /api/v2/tickets/show_many?ids=${ticket_id}`,
    `GET /api/v2/search?query=${desk.secret_word}`,
    `GET /api/v2/search?query=%23${ticket_id}`,
    `GET /api/v2/search/count?query=${desk.secret_word}`,
    `GET /api/v2/attachments/${attachment_id}`,
    `GET /api/v2/requests?include=users&sort=id`,
    `GET /api/v2/organizations/${desk.ids.organization_id}/tickets`,
    `GET /api/v2/users/${desk.customer.id}`,
  ]
  for (const path of paths) {
    const { status, text } = await desk.call(stranger, path)
    expect([path, text.includes(desk.secret_word), text.includes(desk.note_word)]).toEqual([path, false, false])
    expect([path, [200, 403, 404].includes(status)]).toEqual([path, true])
  }
  const writes = [
    [`PUT /api/v2/requests/${ticket_id}`, { request: { comment: { body: 'mine now' } } }],
    [`PUT /api/v2/tickets/${ticket_id}`, { ticket: { requester_id: stranger.id } }],
    [`POST /api/v2/tickets/${ticket_id}/replies`, { reply: { body: 'mine now' } }],
    [`POST /api/v2/tickets/${ticket_id}/participants/${stranger.id}/approve`, {}],
    [`DELETE /api/v2/tickets/${ticket_id}`, undefined],
  ] as const
  for (const [route, body] of writes)
    expect([route, (await desk.call(stranger, route, body)).status >= 403]).toEqual([route, true])
  expect((await desk.call(desk.customer, `GET /api/v2/requests/${ticket_id}/comments`)).text).not.toContain('mine now')
})

test('attack 49: a link to one conversation opens no other, and ends with its person’s part in it', async () => {
  const desk = await newFixture()
  const token = desk.ids.conversation_token
  const { body } = await desk.call(desk.customer, 'POST /api/v2/requests', {
    request: { subject: 'Second', comment: { body: 'other words' } },
  })
  const other = await desk.call(desk.agent, `GET /api/v2/tickets/${body.request.id}/comments`)
  const answer = await desk.call(null, `GET /requests/${token}/messages/${other.body.comments[0].id}`)
  expect([answer.status, answer.text.includes('other words')]).toEqual([404, false])
  const changed = token?.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))
  expect((await desk.call(null, `GET /requests/${changed}`)).status).toBe(404)
  const shown = await desk.call(null, `GET /requests/${token}`)
  expect([shown.status, shown.text.includes(desk.note_word)]).toEqual([200, false])
  const stranger = await desk.addPerson('end-user')
  await desk.call(desk.agent, `PUT /api/v2/tickets/${desk.ids.ticket_id}`, { ticket: { requester_id: stranger.id } })
  expect((await desk.call(null, `GET /requests/${token}`)).status).toBe(404)
})

test('attack 49: an upload belongs to whoever made it, until they use it', async () => {
  const desk = await newFixture()
  const stranger = await desk.addPerson('end-user')
  const { upload_token } = desk.ids
  const stolen = await desk.call(stranger, 'POST /api/v2/requests', {
    request: { subject: 'x', comment: { body: 'x', uploads: [upload_token] } },
  })
  expect(stolen.status).toBe(422)
  expect((await desk.call(stranger, `DELETE /api/v2/uploads/${upload_token}`)).status).toBe(404)
  const own = await desk.call(desk.agent, `POST /api/v2/tickets/${desk.ids.ticket_id}/notes`, {
    note: { body: 'x', uploads: [upload_token] },
  })
  expect(own.status).toBe(201)
})

test('attack 50: nobody takes a person over by their address: not customers, not agents those above them', async () => {
  const { call, customer, agent, admin, owner, addPerson } = await newAccount()
  const victim = await addPerson('end-user')
  const value = 'eve@evil.example'
  const attempts: [Person, Person][] = [
    [customer, victim],
    [customer, customer],
    [customer, agent],
    [agent, admin],
    [agent, owner],
    [admin, owner],
  ]
  for (const [eve, target] of attempts) {
    const routes = [
      [`POST /api/v2/users/${target.id}/identities`, { identity: { type: 'email', value, verified: true } }],
      [`PUT /api/v2/users/${target.id}`, { user: { email: value } }],
    ] as const
    for (const [route, body] of routes) await call(eve, route, body)
    const { body } = await call(owner, `GET /api/v2/users/${target.id}/identities`)
    const addresses = body.identities.map((one: { value: string }) => one.value)
    expect([eve.id, target.id, addresses]).toEqual([eve.id, target.id, [target.email]])
  }
  const taken = await call(agent, `POST /api/v2/users/${customer.id}/identities`, {
    identity: { type: 'email', value: victim.email.toUpperCase() },
  })
  expect(taken.status).toBe(422)
})

test('attack 51: nothing a caller writes moves a record to another account', async () => {
  const [desk, other] = [await newFixture(), await newAccount()]
  const moved = { account_id: other.account_id, account: other.account_id, id: 1, url: 'https://evil.example' }
  const { ticket_id, organization_id, group_id } = desk.ids
  await desk.call(desk.admin, `PUT /api/v2/tickets/${ticket_id}`, { ...moved, ticket: { ...moved, priority: 'high' } })
  await desk.call(desk.admin, `PUT /api/v2/users/${desk.customer.id}`, { user: { ...moved, name: 'C' } })
  await desk.call(desk.admin, `PUT /api/v2/organizations/${organization_id}`, { organization: { ...moved, name: 'O' } })
  await desk.call(desk.admin, `PUT /api/v2/groups/${group_id}`, { group: { ...moved, name: 'G' } })
  const created = await desk.call(desk.admin, 'POST /api/v2/tickets', {
    ...moved,
    ticket: { ...moved, comment: { body: 'x' }, requester_id: desk.customer.id },
  })
  expect(created.body.ticket.id).not.toBe(1)
  expect((await desk.call(desk.agent, `GET /api/v2/tickets/${ticket_id}`)).body.ticket.priority).toBe('high')
  expect((await other.call(other.admin, `GET /api/v2/tickets/${ticket_id}`)).status).toBe(404)
  expect((await other.call(other.admin, 'GET /api/v2/tickets/count')).body.count.value).toBe(0)
  for (const [key, id] of [
    ['requester_id', other.customer.id],
    ['assignee_id', other.agent.id],
  ] as const) {
    const answer = await desk.call(desk.admin, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { [key]: id } })
    expect([key, answer.status >= 400 && answer.status < 500]).toEqual([key, true])
  }
})

test('attack 51: a mail of one account names no ticket of another', async () => {
  const [desk, other] = [await newPost(), await newPost()]
  const from = 'carla@people.example'
  const ticket_id = await open(desk, { from })
  const theirs = await open(other, { from, text: 'unrelated' })
  const address = (await desk.addressOf(ticket_id)).replace(
    desk.support.split('@')[1] ?? '',
    other.support.split('@')[1] ?? '',
  )
  const sent = await other.receive({ from, rcpt_to: [address], text: 'across' })
  expect([sent.state, sent.ticket_id === theirs]).toEqual(['processed', false])
  expect(await desk.conversation(ticket_id)).toHaveLength(1)
})

test('attack 53: the set-up is over once the desk has an owner, with any token', async () => {
  const { call, work } = await newAccount()
  const { createLink } = await import('../../server/access/links/links.ts')
  const token = await work((unit) => createLink(unit, 'setup', null))
  for (const one of [token, 'x', 'undefined', '', 'done']) {
    const form = new URLSearchParams({
      name: 'Eve',
      email: 'eve@evil.example',
      password: 'a quiet lake at dawn',
      desk_name: 'E',
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await call(null, `POST /setup/${one}`, form.toString(), headers)
    expect([one, [401, 403, 404, 405, 410, 422].includes(answer.status), answer.headers['set-cookie']]).toEqual([
      one,
      true,
      undefined,
    ])
  }
})

test('attack 54: nobody raises themself, by whatever name the role goes', async () => {
  const { call, customer, agent, admin, owner } = await newAccount()
  const raises = [
    { role: 'admin' },
    { role: 'owner' },
    { is_owner: true },
    { role: 'agent', is_owner: true },
    { custom_role_id: 1 },
    { role_type: 4 },
  ]
  const before = new Map<number, string>()
  const roleOf = async (person: Person) => {
    const { user } = (await call(owner, `GET /api/v2/users/${person.id}`)).body
    return `${user.role} ${user.is_owner}`
  }
  for (const person of [customer, agent, admin]) before.set(person.id, await roleOf(person))
  for (const person of [customer, agent, admin]) {
    for (const raise of raises) {
      await call(person, `PUT /api/v2/users/${person.id}`, { user: raise })
      await call(person, 'POST /api/v2/users/create_or_update', { user: { email: person.email, name: 'Me', ...raise } })
      const made = await call(person, 'POST /api/v2/users', {
        user: { name: 'E', email: `e${Math.random()}@evil.example`, ...raise },
      })
      const role = made.body?.user && `${made.body.user.role} ${made.body.user.is_owner}`
      if (person !== admin) expect([raise, role ?? 'end-user false']).toEqual([raise, 'end-user false'])
      else expect([raise, role?.endsWith('true') ?? false]).toEqual([raise, false])
    }
    expect(await roleOf(person)).toBe(before.get(person.id))
  }
})
