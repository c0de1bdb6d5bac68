// The audit as administrators read it over HTTP.
import { describe, expect, it } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'
import { sealAudit } from './actions.ts'

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

describe('one entry of the audit', () => {
  it('tells from what to what settings changed, where it stands in the chain, and what else the request did', async () => {
    const account = await newAccount()
    const inside = { enabled: true, ranges: [{ range: '127.0.0.1', label: 'Here' }] }
    expect((await account.call(account.admin, 'PUT /api/v2/ip_restrictions', { ip_restrictions: inside })).status).toBe(
      200,
    )
    const [found] = (await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=ip_restrictions.*')).body
      .audit_logs
    const { audit_log, related } = (await account.call(account.admin, `GET /api/v2/audit_logs/${found.id}`)).body
    expect(audit_log).toMatchObject({
      action_label: 'ip_restrictions.changed',
      actor_id: account.admin.id,
      actor_kind: 'user',
      channel: 'api',
      position: null,
    })
    expect(audit_log.changes).toContainEqual({ field: 'enabled', before: 'false', after: 'true' })
    expect(audit_log.changes).toContainEqual({ field: 'ranges.0.label', before: null, after: 'Here' })
    expect(related).toEqual([])
    await account.runJobs()
    await account.work(sealAudit)
    const sealed = await account.call(account.admin, `GET /api/v2/audit_logs/${found.id}`)
    expect(sealed.body.audit_log.position).toBeGreaterThan(0)
  })

  it("shows no customer's words", async () => {
    const account = await newAccount()
    await account.call(account.agent, 'POST /api/v2/tickets', created)
    const { audit_logs } = (await account.call(account.admin, 'GET /api/v2/audit_logs?filter[source_type]=ticket')).body
    const shown = await account.call(account.admin, `GET /api/v2/audit_logs/${audit_logs[0].id}`)
    expect(shown.status).toBe(200)
    expect(shown.text).not.toContain('Canary')
  })

  it('of another account is not found', async () => {
    const [account, other] = [await newAccount(), await newAccount()]
    await account.call(account.agent, 'POST /api/v2/tickets', created)
    const [log] = (await account.call(account.admin, 'GET /api/v2/audit_logs')).body.audit_logs
    expect((await other.call(other.admin, `GET /api/v2/audit_logs/${log.id}`)).status).toBe(404)
  })
})

describe('the audit as a file', () => {
  it('has what the list has, as CSV and as NDJSON, and is itself recorded', async () => {
    const account = await newAccount()
    for (let i = 0; i < 3; i++) await account.call(account.agent, 'POST /api/v2/tickets', created)
    const csv = await account.call(account.admin, 'GET /api/v2/audit_logs/export?filter[source_type]=ticket')
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.text.trim().split('\r\n')).toHaveLength(4)
    const lines = await account.call(
      account.admin,
      'GET /api/v2/audit_logs/export?format=ndjson&filter[action]=ticket.created',
    )
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).action_label),
    ).toEqual(['ticket.created', 'ticket.created', 'ticket.created'])
    const taken = await account.call(account.admin, 'GET /api/v2/audit_logs?filter[action]=audit.exported')
    expect(taken.body.audit_logs).toHaveLength(2)
  })

  it('is verified over HTTP', async () => {
    const account = await newAccount()
    await account.work(sealAudit)
    const answer = await account.call(account.admin, 'POST /api/v2/audit_logs/verify')
    expect(answer.body).toMatchObject({ is_intact: true, findings: [] })
    expect(answer.body.entries).toBeGreaterThan(0)
  })
})
