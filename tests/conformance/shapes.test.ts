// Every key that clients rely on, with its type, in real replies: by our own list, and by recorded traffic where at hand.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, fillRoute, newFixture } from '../support/fixture.ts'
import { departures, recordedShapes } from './recorded.ts'
import { misfits, SHAPES, type Shape } from './shapes.ts'

/** Calls by admin whose recorded reply is compared; `recorded` names it where its path differs from ours. */
const CALLS: { recorded: string; route: string; body?: () => unknown; headers?: Record<string, string> }[] = [
  { recorded: 'GET /api/v2/tickets 200', route: 'GET /api/v2/tickets.json' },
  { recorded: 'GET /api/v2/tickets 200', route: 'GET /api/v2/tickets.json?page[size]=1' },
  { recorded: 'GET /api/v2/tickets/show_many 200', route: 'GET /api/v2/tickets/show_many.json?ids={ticket_id}' },
  { recorded: 'GET /api/v2/tickets/{} 200', route: 'GET /api/v2/tickets/{ticket_id}.json' },
  {
    recorded: 'GET /api/v2/tickets/{}/comments 200',
    route: 'GET /api/v2/tickets/{ticket_id}/comments.json?page[size]=9',
  },
  {
    recorded: 'POST /api/v2/tickets 201',
    route: 'POST /api/v2/tickets.json',
    body: () => ({ ticket: { subject: 'a', comment: { body: 'b' } } }),
  },
  {
    recorded: 'PUT /api/v2/tickets/{} 200',
    route: 'PUT /api/v2/tickets/{ticket_id}.json',
    body: () => ({ ticket: { priority: 'low', comment: { body: 'c', public: false } } }),
  },
  { recorded: 'PUT /api/v2/tickets/{} 404', route: 'PUT /api/v2/tickets/99999.json', body: () => ({ ticket: {} }) },
  { recorded: 'DELETE /api/v2/tickets/{} 404', route: 'DELETE /api/v2/tickets/99999.json' },
  { recorded: 'GET /api/v2/users 200', route: 'GET /api/v2/users.json' },
  { recorded: 'GET /api/v2/users 200', route: 'GET /api/v2/users.json?page[size]=2' },
  { recorded: 'GET /api/v2/users/me 200', route: 'GET /api/v2/users/me.json' },
  { recorded: 'GET /api/v2/users/show_many 200', route: 'GET /api/v2/users/show_many.json?ids={user_id}' },
  { recorded: 'GET /api/v2/users/{} 200', route: 'GET /api/v2/users/{user_id}.json' },
  {
    recorded: 'POST /api/v2/users 201',
    route: 'POST /api/v2/users.json',
    body: () => ({ user: { name: 'New', email: 'new@people.example' } }),
  },
  {
    recorded: 'PUT /api/v2/users/{} 200',
    route: 'PUT /api/v2/users/{user_id}.json',
    body: () => ({ user: { details: 'x' } }),
  },
  { recorded: 'PUT /api/v2/users/{} 404', route: 'PUT /api/v2/users/99999.json', body: () => ({ user: {} }) },
  { recorded: 'GET /api/v2/organizations 200', route: 'GET /api/v2/organizations.json' },
  { recorded: 'GET /api/v2/organizations/{} 200', route: 'GET /api/v2/organizations/{organization_id}.json' },
  {
    recorded: 'GET /api/v2/organizations/show_many 200',
    route: 'GET /api/v2/organizations/show_many.json?ids={organization_id}',
  },
  { recorded: 'GET /api/v2/organizations/search 200', route: 'GET /api/v2/organizations/search.json?external_id=none' },
  {
    recorded: 'POST /api/v2/organizations 201',
    route: 'POST /api/v2/organizations.json',
    body: () => ({ organization: { name: 'New' } }),
  },
  {
    recorded: 'PUT /api/v2/organizations/{} 200',
    route: 'PUT /api/v2/organizations/{organization_id}.json',
    body: () => ({ organization: { notes: 'x' } }),
  },
  { recorded: 'GET /api/v2/groups 200', route: 'GET /api/v2/groups.json' },
  { recorded: 'GET /api/v2/group_memberships 200', route: 'GET /api/v2/group_memberships.json' },
  { recorded: 'POST /api/v2/groups 201', route: 'POST /api/v2/groups.json', body: () => ({ group: { name: 'New' } }) },
  {
    recorded: 'PUT /api/v2/groups/{} 200',
    route: 'PUT /api/v2/groups/{group_id}.json',
    body: () => ({ group: { description: 'x' } }),
  },
  { recorded: 'GET /api/v2/recipient_addresses 200', route: 'GET /api/v2/recipient_addresses.json' },
  {
    recorded: 'PUT /api/v2/recipient_addresses/{} 200',
    route: 'PUT /api/v2/recipient_addresses/{recipient_address_id}.json',
    body: () => ({ recipient_address: { name: 'x' } }),
  },
  {
    recorded: 'PUT /api/v2/recipient_addresses/{} 404',
    route: 'PUT /api/v2/recipient_addresses/99999.json',
    body: () => ({ recipient_address: { name: 'x' } }),
  },
  { recorded: 'GET /fixture-go/ticket_fields 200', route: 'GET /api/v2/ticket_fields.json' },
  {
    recorded: 'POST /api/v2/ticket_fields 201',
    route: 'POST /api/v2/ticket_fields.json',
    body: () => ({ ticket_field: { title: 'New', type: 'text' } }),
  },
  {
    recorded: 'PUT /api/v2/ticket_fields/{} 200',
    route: 'PUT /api/v2/ticket_fields/{ticket_field_id}.json',
    body: () => ({ ticket_field: { title: 'Newer' } }),
  },
  { recorded: 'DELETE /api/v2/ticket_fields/{} 404', route: 'DELETE /api/v2/ticket_fields/99999.json' },
  { recorded: 'GET /fixture-go/user_fields 200', route: 'GET /api/v2/user_fields.json' },
  {
    recorded: 'POST /api/v2/user_fields 201',
    route: 'POST /api/v2/user_fields.json',
    body: () => ({ user_field: { title: 'New', type: 'text', key: 'new', description: 'x' } }),
  },
  {
    recorded: 'PUT /api/v2/user_fields/{} 200',
    route: 'PUT /api/v2/user_fields/{user_field_id}.json',
    body: () => ({ user_field: { title: 'Newer' } }),
  },
  { recorded: 'DELETE /api/v2/user_fields/{} 404', route: 'DELETE /api/v2/user_fields/99999.json' },
  {
    recorded: 'POST /api/v2/organization_fields 201',
    route: 'POST /api/v2/organization_fields.json',
    body: () => ({ organization_field: { title: 'New', type: 'text', key: 'new', description: 'x' } }),
  },
  {
    recorded: 'PUT /api/v2/organization_fields/{} 200',
    route: 'PUT /api/v2/organization_fields/{organization_field_id}.json',
    body: () => ({ organization_field: { title: 'Newer' } }),
  },
  { recorded: 'DELETE /api/v2/organization_fields/{} 404', route: 'DELETE /api/v2/organization_fields/99999.json' },
  { recorded: 'GET /fixture-go/ticket_field 200', route: 'GET /api/v2/ticket_fields/{ticket_field_id}.json' },
  { recorded: 'GET /fixture-go/ticket_forms 200', route: 'GET /api/v2/ticket_forms.json' },
  { recorded: 'GET /fixture-go/ticket_form 200', route: 'GET /api/v2/ticket_forms/{ticket_form_id}.json' },
  {
    recorded: 'POST /api/v2/custom_statuses 201',
    route: 'POST /api/v2/custom_statuses.json',
    body: () => ({ custom_status: { status_category: 'hold', agent_label: 'At law', end_user_label: 'On it' } }),
  },
  {
    recorded: 'PUT /api/v2/custom_statuses/{} 200',
    route: 'PUT /api/v2/custom_statuses/{custom_status_id}.json',
    body: () => ({ custom_status: { agent_label: 'Newer' } }),
  },
  {
    recorded: 'PUT /api/v2/custom_statuses/{} 404',
    route: 'PUT /api/v2/custom_statuses/99999.json',
    body: () => ({ custom_status: {} }),
  },
  { recorded: 'DELETE /api/v2/users/{} 404', route: 'DELETE /api/v2/users/99999.json' },
  { recorded: 'DELETE /api/v2/groups/{} 404', route: 'DELETE /api/v2/groups/99999.json' },
  { recorded: 'PUT /api/v2/groups/{} 404', route: 'PUT /api/v2/groups/99999.json', body: () => ({ group: {} }) },
  {
    recorded: 'PUT /api/v2/organizations/{} 404',
    route: 'PUT /api/v2/organizations/99999.json',
    body: () => ({ organization: {} }),
  },
  {
    recorded: 'POST /api/v2/uploads 201',
    route: 'POST /api/v2/uploads.json?filename=a.txt',
    body: () => 'text',
    headers: { 'content-type': 'text/plain' },
  },
  { recorded: 'DELETE /api/v2/users/{} 200', route: 'DELETE /api/v2/users/{user_id}.json' },
  { recorded: 'DELETE /api/v2/tickets/{} 204', route: 'DELETE /api/v2/tickets/{ticket_id}.json' },
  { recorded: 'DELETE /api/v2/uploads/{} 204', route: 'DELETE /api/v2/uploads/{own_upload_token}.json' },
  { recorded: 'DELETE /api/v2/organizations/{} 204', route: 'DELETE /api/v2/organizations/{organization_id}.json' },
]

describe('replies', () => {
  let desk: Fixture
  beforeAll(async () => {
    desk = await newFixture()
    const own = await desk.call(desk.admin, 'POST /api/v2/uploads?filename=a', 'x', { 'content-type': 'text/plain' })
    desk.ids.own_upload_token = own.body.upload.token
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

  const shapes = recordedShapes()
  for (const call of shapes ? CALLS : []) {
    it(`of ${call.route} hold what was recorded`, async () => {
      const recorded = shapes?.[call.recorded]
      if (!recorded) throw new Error(`${call.recorded} was not recorded`)
      const answer = await desk.call(desk.admin, fillRoute(call.route, desk.ids), call.body?.(), call.headers)
      expect(answer.status, answer.text).toBe(Number(call.recorded.split(' ')[2]))
      expect(recorded.schema ? departures(answer.body, recorded.schema) : []).toEqual([])
    })
  }
})
