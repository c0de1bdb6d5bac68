import { describe, expect, test } from 'vitest'
import { newAccount, type Person } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'

/** An account with a leaving agent who has one ticket of each status. */
async function leaving() {
  const account = await newAccount()
  const { call, admin, addPerson } = account
  const agent = await addPerson('agent')
  const give = async (status: string, to: Person = agent): Promise<number> => {
    const { body } = await call(admin, 'POST /api/v2/tickets', {
      ticket: { subject: status, comment: { body: status }, assignee_id: to.id, status },
    })
    return body.ticket.id
  }
  const tickets = {
    open: await give('open'),
    pending: await give('pending'),
    hold: await give('hold'),
    solved: await give('solved'),
    other: await give('open', account.agent),
  }
  const assignees = async () => {
    const ids = Object.values(tickets).join(',')
    const { body } = await call(admin, `GET /api/v2/tickets/show_many?ids=${ids}`)
    return Object.fromEntries(
      Object.entries(tickets).map(([name, id]) => [
        name,
        body.tickets.find((one: { id: number }) => one.id === id).assignee_id,
      ]),
    )
  }
  return { ...account, leaver: agent, tickets, give, assignees }
}

describe('the tickets of an agent who leaves', () => {
  test.each([
    ['is deleted', 'DELETE', undefined],
    ['becomes an end user', 'PUT', { user: { role: 'end-user' } }],
  ])("are nobody's when they are unsolved and the agent %s", async (_how, method, body) => {
    const { call, admin, agent, leaver, tickets, assignees, runJobs } = await leaving()
    expect((await call(admin, `${method} /api/v2/users/${leaver.id}`, body)).status).toBe(200)
    await runJobs()
    expect(await assignees()).toEqual({
      open: null,
      pending: null,
      hold: null,
      solved: leaver.id,
      other: agent.id,
    })
    const { ticket } = (await call(admin, `GET /api/v2/tickets/${tickets.pending}`)).body
    expect(ticket).toMatchObject({ status: 'pending' })
    expect(ticket.group_id).not.toBeNull()
    const { audits } = (await call(admin, `GET /api/v2/tickets/${tickets.open}/audits`)).body
    expect(audits.at(-1).events).toEqual([
      expect.objectContaining({ field_name: 'assignee_id', previous_value: String(leaver.id), value: null }),
    ])
  })

  test('stay when the agent becomes an admin, or changes in another way', async () => {
    const { call, admin, leaver, assignees, runJobs } = await leaving()
    await call(admin, `PUT /api/v2/users/${leaver.id}`, { user: { role: 'admin', name: 'Promoted' } })
    await runJobs()
    expect(await assignees()).toMatchObject({ open: leaver.id, pending: leaver.id })
  })

  test('stay when the agent is one again before the job runs', async () => {
    const { call, admin, leaver, assignees, runJobs } = await leaving()
    await call(admin, `PUT /api/v2/users/${leaver.id}`, { user: { role: 'end-user' } })
    await call(admin, `PUT /api/v2/users/${leaver.id}`, { user: { role: 'agent' } })
    await runJobs()
    expect(await assignees()).toMatchObject({ open: leaver.id })
  })

  test('are all taken, however many there are', async () => {
    const { call, admin, leaver, give, work, runJobs } = await leaving()
    for (let made = 0; made < 105; made++) await give('open')
    await call(admin, `DELETE /api/v2/users/${leaver.id}`)
    await runJobs()
    const left = await work(({ db }) =>
      db.one<{ count: number }>(
        sql`select count(*) as count from tickets where assignee_id = ${leaver.id} and status <> 'solved'`,
      ),
    )
    expect(left.count).toBe(0)
  })
})
