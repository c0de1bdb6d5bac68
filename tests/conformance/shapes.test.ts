// Every key that clients rely on, with its type, in real replies, by our own list (recorded.test.ts has what was recorded).
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../../server/compose.ts'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { CONFIGURATION, JOB_STATUS } from './configuration-shapes.ts'
import { misfits, SHAPES, type Shape } from './shapes.ts'

describe('replies', () => {
  let desk: Fixture
  beforeAll(async () => {
    desk = await newFixture()
  })

  const reads: { route: string; key: string; shape: Shape; as?: 'customer' }[] = [
    { route: 'GET /api/v2/tickets/{ticket_id}', key: 'ticket', shape: SHAPES.ticket },
    { route: 'GET /api/v2/tickets', key: 'tickets', shape: SHAPES.ticket },
    {
      route: 'GET /api/v2/search?query=type:ticket',
      key: 'results',
      shape: { ...SHAPES.ticket, result_type: 'string' },
    },
    { route: 'GET /api/v2/tickets/{ticket_id}/comments', key: 'comments', shape: SHAPES.comment },
    { route: 'GET /api/v2/tickets/{ticket_id}/audits', key: 'audits', shape: SHAPES.audit },
    { route: 'GET /api/v2/users', key: 'users', shape: SHAPES.user },
    { route: 'GET /api/v2/users/me', key: 'user', shape: SHAPES.user },
    { route: 'GET /api/v2/users/me', key: 'user', shape: SHAPES.user, as: 'customer' },
    { route: 'GET /api/v2/users/{user_id}/identities', key: 'identities', shape: SHAPES.identity },
    { route: 'GET /api/v2/organizations', key: 'organizations', shape: SHAPES.organization },
    { route: 'GET /api/v2/groups', key: 'groups', shape: SHAPES.group },
    { route: 'GET /api/v2/group_memberships', key: 'group_memberships', shape: SHAPES.group_membership },
    { route: 'GET /api/v2/attachments/{attachment_id}', key: 'attachment', shape: SHAPES.attachment },
    { route: 'GET /api/v2/requests', key: 'requests', shape: SHAPES.request, as: 'customer' },
    { route: 'GET /api/v2/requests/{request_id}', key: 'request', shape: SHAPES.request, as: 'customer' },
    { route: 'GET /api/v2/requests/{request_id}/comments', key: 'comments', shape: SHAPES.comment, as: 'customer' },
  ]
  for (const { route, key, shape, as } of reads) {
    it(`of ${route} have every key of ${key}${as ? `, for a ${as}` : ''}`, async () => {
      const answer = await desk.call(as ? desk.customer : desk.admin, fillRoute(route, desk.ids))
      expect(answer.status).toBe(200)
      const records = [answer.body[key]].flat()
      expect(records.length).toBeGreaterThan(0)
      for (const record of records) expect(misfits(record, shape)).toEqual([])
    })
  }

  for (const [path, { key, shape }] of Object.entries(CONFIGURATION)) {
    it(`of GET ${path} have every key of ${key}, alone and in the list`, async () => {
      const as = path.startsWith('activities') ? desk.agent : desk.admin
      const one = await desk.call(as, fillRoute(`GET /api/v2/${path}`, desk.ids))
      expect(one.status, one.text).toBe(200)
      expect(misfits(one.body[key], shape), one.text).toEqual([])
      const list = `GET /api/v2/${path.replace(/\/\{\w+\}$/, '')}`
      if (list === `GET /api/v2/${path}` || !ALL_ENDPOINTS.some((declared) => declared.route === list)) return
      const { body } = await desk.call(as, fillRoute(list, desk.ids))
      const rows = Object.values(body).find(Array.isArray) ?? []
      expect(rows.length, list).toBeGreaterThan(0)
      for (const row of rows) expect(misfits(row, shape), list).toEqual([])
    })
  }

  it('of a bulk job have how far it is and what became of it', async () => {
    const route = `PUT /api/v2/tickets/update_many?ids=${desk.ids.ticket_id}`
    const { body } = await desk.call(desk.agent, route, { ticket: { additional_tags: ['a'] } })
    expect(misfits(body.job_status, JOB_STATUS)).toEqual([])
    await desk.runJobs()
    const done = await desk.call(desk.agent, `GET /api/v2/job_statuses/${body.job_status.id}`)
    expect(misfits(done.body.job_status, { ...JOB_STATUS, results: 'array' })).toEqual([])
  })

  it('of a ticket that was written have the ticket and its audit', async () => {
    const body = { ticket: { subject: 'a', comment: { body: 'b' } } }
    const created = await desk.call(desk.agent, 'POST /api/v2/tickets', body)
    expect(misfits(created.body.ticket, SHAPES.ticket)).toEqual([])
    expect(misfits(created.body.audit, SHAPES.audit)).toEqual([])
    expect(created.body.audit.ticket_id).toBe(created.body.ticket.id)
    const { events } = created.body.audit
    expect(events.map((event: { type: string }) => event.type)).toContain('Comment')
    // Ids too: clients read values of any field as text.
    expect(events.find((event: { field_name?: string }) => event.field_name === 'requester_id')?.value).toBe(
      String(desk.agent.id),
    )
  })

  it('of a ticket whose CCs changed tell so in the audit, and in its version', async () => {
    const route = `/api/v2/tickets/${desk.ids.ticket_id}`
    const before = await desk.call(desk.agent, `GET ${route}`)
    const cc = await desk.addPerson('end-user')
    const change = { ticket: { email_ccs: [{ user_id: cc.id, action: 'put' }] } }
    const { body } = await desk.call(desk.agent, `PUT ${route}`, change)
    expect(body.ticket.email_cc_ids).toContain(cc.id)
    expect(body.ticket.version).toBe(before.body.ticket.version + 1)
    expect(body.audit.events).toMatchObject([
      { type: 'EmailCcChange', current_email_ccs: expect.arrayContaining([cc.email]) },
    ])
    const again = await desk.call(desk.agent, `PUT ${route}`, change)
    expect(again.body.ticket.version).toBe(body.ticket.version)
  })

  it('of an upload have its token and the attachment', async () => {
    const text = { 'content-type': 'text/plain' }
    const { body } = await desk.call(desk.agent, 'POST /api/v2/uploads.json?filename=a.txt', 'text', text)
    expect(misfits(body.upload, SHAPES.upload)).toEqual([])
    expect(misfits(body.upload.attachment, SHAPES.attachment)).toEqual([])
  })

  it('of side-loads are each record once, whole', async () => {
    const { body } = await desk.call(desk.agent, 'GET /api/v2/tickets?include=users,groups,organizations')
    for (const user of body.users) expect(misfits(user, SHAPES.user)).toEqual([])
    const ids = body.users.map((user: { id: number }) => user.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(desk.customer.id)
  })
})
