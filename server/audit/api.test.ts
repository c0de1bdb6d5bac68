// The audit as administrators read it over HTTP.
import { describe, expect, it } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'

const created = { ticket: { subject: 'Canary subject', comment: { body: 'Canary body' } } }

describe('GET /api/v2/audit_logs', () => {
  it("tells administrators what was done, by whom and from where, in no customer's words", async () => {
    const account = await newAccount()
    const ticket = await account.call(account.agent, 'POST /api/v2/tickets', created)
    expect(ticket.status).toBe(201)
    const logs = await account.call(account.admin, 'GET /api/v2/audit_logs?filter[source_type]=ticket')
    expect(logs.status).toBe(200)
    expect(logs.body.audit_logs).toHaveLength(1)
    expect(logs.body.audit_logs[0]).toMatchObject({
      action: 'create',
      action_label: 'ticket.created',
      actor_id: account.agent.id,
      actor_name: 'A agent',
      source_id: ticket.body.ticket.id,
      source_type: 'ticket',
      ip_address: '127.0.0.1',
    })
    expect(logs.text).not.toContain('Canary')
  })

  it('is for administrators only', async () => {
    const account = await newAccount()
    for (const person of [account.agent, account.customer]) {
      expect((await account.call(person, 'GET /api/v2/audit_logs')).status).toBe(403)
    }
    expect((await account.call(null, 'GET /api/v2/audit_logs')).status).toBe(401)
  })

  it('filters by source, actor and time, pages both ways, and shows nothing of another account', async () => {
    const [account, other] = [await newAccount(), await newAccount()]
    const ids: number[] = []
    for (let i = 0; i < 5; i++)
      ids.push((await account.call(account.agent, 'POST /api/v2/tickets', created)).body.ticket.id)
    const sources = async (query: string, as = account) => {
      const answer = await as.call(as.admin, `GET /api/v2/audit_logs?${query}`)
      expect(answer.status, query).toBe(200)
      return answer.body
    }
    const tickets = 'filter[source_type]=ticket'
    expect((await sources(tickets)).audit_logs.map((log: { source_id: number }) => log.source_id)).toEqual(
      [...ids].reverse(),
    )
    expect((await sources(`${tickets}&filter[source_id]=${ids[1]}`)).audit_logs).toHaveLength(1)
    expect((await sources(`${tickets}&filter[actor_id]=${account.admin.id}`)).audit_logs).toHaveLength(0)
    expect(
      (await sources(`${tickets}&filter[created_at][]=2020-01-01T00:00:00Z&filter[created_at][]=2020-12-31T00:00:00Z`))
        .audit_logs,
    ).toHaveLength(0)
    expect((await sources(tickets, other)).audit_logs).toHaveLength(0)
    const first = await sources(`${tickets}&page[size]=3`)
    expect(first.meta.has_more).toBe(true)
    const second = await sources(`${tickets}&page[size]=3&page[after]=${encodeURIComponent(first.meta.after_cursor)}`)
    expect([...first.audit_logs, ...second.audit_logs].map((log: { source_id: number }) => log.source_id)).toEqual(
      [...ids].reverse(),
    )
    expect((await sources(`${tickets}&per_page=2&page=2`)).count).toBe(5)
  })

  it('says that addresses cannot be searched instead of ignoring the filter', async () => {
    const account = await newAccount()
    expect((await account.call(account.admin, 'GET /api/v2/audit_logs?filter[ip_address]=127.0.0.1')).status).toBe(400)
    expect((await account.call(account.admin, 'GET /api/v2/audit_logs?filter[created_at][]=yesterday')).status).toBe(
      400,
    )
  })
})
