import { describe, expect, it, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { verbsOf } from './immediates.ts'

async function newTicket(account: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await account.call(account.admin, 'POST /api/v2/tickets', {
    ticket: { subject: 'Kettle', comment: { body: 'It leaks' }, requester_id: account.customer.id, ...ticket },
  })
  return body.ticket.id
}

describe('activities', () => {
  it('tell an agent what others did with their tickets, and nobody else', async () => {
    const account = await newAccount()
    const { agent, admin, customer, call } = account
    const id = await newTicket(account, { priority: 'low' })
    await call(admin, `PUT /api/v2/tickets/${id}`, { ticket: { assignee_id: agent.id } })
    await call(customer, `PUT /api/v2/requests/${id}`, { request: { comment: { body: 'It still leaks' } } })
    await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'My own words' } } })
    await call(admin, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'urgent' } })
    await call(admin, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'low' } })
    const { body } = await call(agent, 'GET /api/v2/activities')
    expect(body.activities.map((one: { verb: string; actor_id: number }) => [one.verb, one.actor_id])).toEqual([
      ['tickets.priority_increase', admin.id],
      ['tickets.comment', customer.id],
      ['tickets.assignment', admin.id],
    ])
    expect(body.activities[1]).toMatchObject({
      object: { comment: { value: 'It still leaks', public: true } },
      target: { ticket: { id, subject: 'Kettle' } },
      user: { id: agent.id },
      actor: { id: customer.id },
      title: `A end-user commented on ticket #${id}.`,
    })
    expect(body.users.map((user: { id: number }) => user.id)).toEqual([agent.id])
    expect(new Set(body.actors.map((user: { id: number }) => user.id))).toEqual(new Set([admin.id, customer.id]))
    const one = body.activities[0].id
    expect((await call(agent, `GET /api/v2/activities/${one}`)).body.activity.id).toBe(one)
    expect((await call(admin, `GET /api/v2/activities/${one}`)).status).toBe(404)
    expect((await call(agent, 'GET /api/v2/activities/count')).body.count.value).toBe(3)
    expect((await call(admin, 'GET /api/v2/activities')).body.activities).toEqual([])
    const none = await call(agent, 'GET /api/v2/activities?since=2999-01-01T00:00:00Z&page[size]=2')
    expect(none.body).toMatchObject({ activities: [], meta: { has_more: false } })
  })

  test('a priority that falls is no news, and neither is what an own change says', () => {
    const change = (value: string | null, previous_value: string | null) => ({
      changes: [{ field_name: 'priority', value, previous_value }],
      comment: null,
    })
    expect(verbsOf(change('low', 'high'), false)).toEqual([])
    expect(verbsOf(change(null, 'high'), false)).toEqual([])
    expect(verbsOf(change('low', null), false)).toEqual(['tickets.priority_increase'])
  })
})

describe('skips', () => {
  it('are recorded with their reason, and listed by ticket, by agent and all', async () => {
    const account = await newAccount()
    const { agent, call } = account
    const id = await newTicket(account)
    const made = await call(agent, 'POST /api/v2/skips', { skip: { ticket_id: id, reason: 'Not my language' } })
    expect(made.status).toBe(201)
    expect(made.body.skip).toMatchObject({
      ticket_id: id,
      user_id: agent.id,
      reason: 'Not my language',
      ticket: { id },
    })
    for (const path of ['skips', `tickets/${id}/skips`, `users/${agent.id}/skips?sort_order=desc`])
      expect((await call(agent, `GET /api/v2/${path}`)).body.skips, path).toMatchObject([{ id: made.body.skip.id }])
    expect((await call(agent, `GET /api/v2/users/${account.admin.id}/skips`)).body.skips).toEqual([])
    for (const skip of [{}, { ticket_id: 99_999 }, { ticket_id: id, reason: 'x'.repeat(3_000) }, { ticket_id: null }])
      expect([404, 422]).toContain((await call(agent, 'POST /api/v2/skips', { skip })).status)
    expect((await call(account.customer, 'POST /api/v2/skips', { skip: { ticket_id: id } })).status).toBe(403)
  })
})

describe('bookmarks', () => {
  it('are each agent’s own, once per ticket', async () => {
    const account = await newAccount()
    const { agent, admin, call } = account
    const id = await newTicket(account)
    const made = await call(agent, 'POST /api/v2/bookmarks', { bookmark: { ticket_id: id } })
    expect([made.status, made.body.bookmark.ticket.id]).toEqual([201, id])
    const again = await call(agent, 'POST /api/v2/bookmarks', { bookmark: { ticket_id: id } })
    expect([again.status, again.body.bookmark.id]).toEqual([200, made.body.bookmark.id])
    expect((await call(admin, 'GET /api/v2/bookmarks')).body).toMatchObject({ bookmarks: [], count: 0 })
    expect((await call(admin, `DELETE /api/v2/bookmarks/${made.body.bookmark.id}`)).status).toBe(404)
    expect((await call(agent, 'GET /api/v2/bookmarks?page[size]=1')).body.bookmarks).toHaveLength(1)
    expect((await call(agent, `DELETE /api/v2/bookmarks/${made.body.bookmark.id}`)).status).toBe(204)
    expect((await call(agent, 'GET /api/v2/bookmarks')).body.bookmarks).toEqual([])
    expect((await call(agent, 'POST /api/v2/bookmarks', { bookmark: { ticket_id: 99_999 } })).status).toBe(404)
  })
})
