import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'

async function twins() {
  const account = await newAccount()
  const winner = await account.addPerson('end-user', undefined, 'Winner')
  return { ...account, winner, loser: account.customer }
}

test('the winner has the addresses, tags, tickets and copies of the loser, who is gone', async () => {
  const { call, agent, winner, loser, addPerson } = await twins()
  const third = await addPerson('end-user')
  await call(agent, `PUT /api/v2/users/${loser.id}`, { user: { tags: ['old'], phone: '+49 30 1', external_id: 'l-1' } })
  await call(agent, `PUT /api/v2/users/${winner.id}`, { user: { tags: ['new'] } })
  const asked = await call(loser, 'POST /api/v2/requests', { request: { subject: 'Mine', comment: { body: 'Hello' } } })
  const copied = await call(agent, 'POST /api/v2/tickets', {
    ticket: {
      subject: 'Copied',
      comment: { body: 'x' },
      requester_id: third.id,
      email_ccs: [{ user_id: loser.id }, { user_id: winner.id }],
    },
  })
  const merged = await call(agent, `PUT /api/v2/users/${loser.id}/merge`, { user: { id: winner.id } })
  expect(merged.status).toBe(200)
  expect(merged.body.user).toMatchObject({
    id: winner.id,
    name: 'Winner',
    email: winner.email,
    tags: ['new', 'old'],
    phone: '+49 30 1',
    external_id: 'l-1',
  })
  const { identities } = (await call(agent, `GET /api/v2/users/${winner.id}/identities`)).body
  expect(identities.map((one: { value: string; primary: boolean }) => [one.value, one.primary])).toEqual([
    [winner.email, true],
    [loser.email, false],
  ])
  const ticket = (await call(agent, `GET /api/v2/tickets/${asked.body.request.id}`)).body.ticket
  expect(ticket).toMatchObject({ requester_id: winner.id, submitter_id: winner.id })
  const { comments } = (await call(agent, `GET /api/v2/tickets/${ticket.id}/comments`)).body
  expect(comments[0].author_id).toBe(winner.id)
  expect((await call(agent, `GET /api/v2/tickets/${copied.body.ticket.id}`)).body.ticket.email_cc_ids).toEqual([
    winner.id,
  ])
  expect((await call(winner, `GET /api/v2/requests/${ticket.id}`)).status).toBe(200)
  expect((await call(agent, `GET /api/v2/users/${loser.id}`)).body.user.active).toBe(false)
  expect((await call(loser, 'GET /api/v2/requests')).status).toBe(401)
  expect((await call(agent, `GET /api/v2/users/${winner.id}/related`)).body.user_related).toMatchObject({
    requested_tickets: 1,
    ccd_tickets: 1,
    assigned_tickets: 0,
  })
})

test('only two active customers can be merged, and only by staff', async () => {
  const { call, agent, admin, winner, loser } = await twins()
  const merge = (as: typeof agent, from: number, user: object) => call(as, `PUT /api/v2/users/${from}/merge`, { user })
  expect((await merge(agent, loser.id, { id: loser.id })).status).toBe(422)
  expect((await merge(admin, agent.id, { id: winner.id })).status).toBe(422)
  expect((await merge(admin, loser.id, { id: agent.id })).status).toBe(422)
  expect((await merge(agent, admin.id, { id: winner.id })).status).toBe(403)
  expect((await merge(agent, loser.id, {})).status).toBe(400)
  expect((await merge(agent, loser.id, { email: 'nobody@people.example' })).status).toBe(422)
  expect((await merge(loser, loser.id, { id: winner.id })).status).toBe(403)
  expect((await merge(agent, loser.id, { email: winner.email })).status).toBe(200)
  expect((await merge(agent, loser.id, { id: winner.id })).status).toBe(422)
})
