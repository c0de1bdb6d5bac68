import { beforeEach, describe, expect, it } from 'vitest'
import { newAccount, type Person, type TestAccount } from '../../../tests/support/desk.ts'

let desk: TestAccount
let ticket_id: number

beforeEach(async () => {
  desk = await newAccount()
  const { body } = await desk.call(desk.customer, 'POST /api/v2/requests', {
    request: { subject: 'A <b>bold</b> {{ticket.id}}', comment: { body: 'Help' } },
  })
  ticket_id = body.request.id
})

const addMacro = async (as: Person, macro: object) =>
  await desk.call(as, 'POST /api/v2/macros', {
    macro: { title: 'Returns::Ask for a photo', actions: [{ field: 'status', value: 'pending' }], ...macro },
  })

describe('macros', () => {
  it('are shown for a ticket with their words filled in, and save nothing', async () => {
    const { body } = await addMacro(desk.admin, {
      actions: [
        { field: 'status', value: 'pending' },
        { field: 'current_tags', value: 'photo' },
        { field: 'assignee_id', value: 'current_user' },
        {
          field: 'comment_value',
          value: 'Hello {{ticket.requester.first_name}}, about #{{ticket.id}}: {{ticket.title}}',
        },
        { field: 'comment_mode_is_public', value: true },
      ],
    })
    const path = `/api/v2/tickets/${ticket_id}/macros/${body.macro.id}/apply`
    const applied = await desk.call(desk.agent, `GET ${path}`)
    expect(applied.status).toBe(200)
    expect(applied.body.result.ticket).toMatchObject({
      id: ticket_id,
      status: 'pending',
      tags: ['photo'],
      assignee_id: desk.agent.id,
      comment: { public: true, body: `Hello A, about #${ticket_id}: A <b>bold</b> {{ticket.id}}` },
    })
    const shown = await desk.call(desk.agent, `GET /api/v2/tickets/${ticket_id}`)
    expect(shown.body.ticket).toMatchObject({ status: 'new', tags: [] })
    const alone = await desk.call(desk.agent, `GET /api/v2/macros/${body.macro.id}/apply`)
    expect(alone.body.result.ticket).toMatchObject({ status: 'pending', comment: { body: 'Hello , about #: ' } })
  })

  it('can be tried on a ticket before they are saved, by those who may keep them', async () => {
    const path = `/api/v2/tickets/${ticket_id}/macros/preview`
    const macro = {
      actions: [
        { field: 'priority', value: 'high' },
        { field: 'comment_value_html', value: '<p>Dear {{ticket.requester.name}}</p><script>1</script>' },
      ],
    }
    const shown = await desk.call(desk.agent, `POST ${path}`, { macro })
    expect(shown.status).toBe(200)
    expect(shown.body.result.ticket).toMatchObject({ id: ticket_id, priority: 'high' })
    expect(shown.body.result.ticket.comment.html_body).not.toContain('script')
    expect((await desk.call(desk.agent, 'GET /api/v2/macros')).body.macros).toEqual([])
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${ticket_id}`)
    expect(body.ticket.priority).not.toBe('high')
    expect((await desk.call(desk.agent, `POST ${path}`, { macro: {} })).status).toBe(422)
    const broken = { actions: [{ field: 'comment_value', value: '{{ticket.' }] }
    expect((await desk.call(desk.agent, `POST ${path}`, { macro: broken })).status).toBe(422)
    expect((await desk.call(desk.customer, `POST ${path}`, { macro })).status).toBe(403)
    expect((await desk.call(desk.agent, 'POST /api/v2/tickets/999999/macros/preview', { macro })).status).toBe(404)
  })

  it('show no note where the comment is for the customer', async () => {
    await desk.call(desk.agent, `POST /api/v2/tickets/${ticket_id}/notes`, { note: { body: 'Between us: umbrage' } })
    const actions = [{ field: 'comment_value_html', value: '{{ticket.comments_formatted}} {{ticket.latest_comment}}' }]
    const macro = await addMacro(desk.admin, { actions })
    const path = `/api/v2/tickets/${ticket_id}/macros/${macro.body.macro.id}/apply`
    const { text } = await desk.call(desk.agent, `GET ${path}`)
    expect(text).toContain('Help')
    expect(text).not.toContain('umbrage')
  })

  it('of an agent are their own business; shared ones are for admins to make', async () => {
    expect((await addMacro(desk.agent, {})).status).toBe(403)
    const own = await addMacro(desk.agent, { restriction: { type: 'User', id: desk.agent.id } })
    expect(own.status).toBe(201)
    expect((await addMacro(desk.agent, { restriction: { type: 'User', id: desk.admin.id } })).status).toBe(403)
    const path = `/api/v2/macros/${own.body.macro.id}`
    expect((await desk.call(desk.admin, `GET ${path}`)).status).toBe(404)
    expect((await desk.call(desk.admin, 'GET /api/v2/macros')).body.macros).toEqual([])
    expect((await desk.call(desk.agent, `PUT ${path}`, { macro: { restriction: null } })).status).toBe(403)
    expect((await desk.call(desk.agent, `DELETE ${path}`)).status).toBe(204)
  })

  it('of a group are seen by its members', async () => {
    const group = await desk.call(desk.admin, 'POST /api/v2/groups', { group: { name: 'Other' } })
    await addMacro(desk.admin, { restriction: { type: 'Group', ids: [group.body.group.id] } })
    expect((await desk.call(desk.agent, 'GET /api/v2/macros/active')).body.macros).toEqual([])
    await desk.call(desk.admin, 'POST /api/v2/group_memberships', {
      group_membership: { user_id: desk.agent.id, group_id: group.body.group.id },
    })
    expect((await desk.call(desk.agent, 'GET /api/v2/macros/active')).body.macros).toHaveLength(1)
    expect((await desk.call(desk.agent, 'GET /api/v2/macros/categories')).body.categories).toEqual(['Returns'])
  })

  it('are made from a ticket, and told what they can do', async () => {
    await desk.call(desk.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { priority: 'high', tags: ['a', 'b'] } })
    const made = await desk.call(desk.agent, `GET /api/v2/macros/new?ticket_id=${ticket_id}`)
    expect(made.body.macro.actions).toContainEqual({ field: 'current_tags', value: 'a b' })
    const { body } = await desk.call(desk.agent, 'GET /api/v2/macros/actions')
    const subjects = body.actions.map((one: { subject: string }) => one.subject)
    expect(subjects).toContain('comment_value')
    expect(subjects).not.toContain('notification_user')
  })

  it('that cannot be read are refused with the place', async () => {
    const actions = [{ field: 'comment_value', value: 'Hello {{ ticket.title | nothing_like_it }} {% if' }]
    const { status, body } = await addMacro(desk.admin, { actions })
    expect(status).toBe(422)
    expect(body.details.actions[0].description).toMatch(/line:1/)
  })
})

describe('a dry run', () => {
  const rule = {
    title: 'T',
    all: [{ field: 'update_type', operator: 'is', value: 'Create' }],
    actions: [
      { field: 'priority', value: 'urgent' },
      { field: 'notification_user', value: ['requester_id', 'S', 'B'] },
    ],
  }

  it('tells what a trigger would have done to the last tickets, and does nothing', async () => {
    const { status, body } = await desk.call(desk.admin, 'POST /api/v2/triggers/dry_run', { trigger: rule })
    expect(status).toBe(200)
    expect(body.dry_run).toEqual({
      looked_at: 1,
      count: 1,
      tickets: [
        {
          ticket_id,
          changes: [{ field_name: 'priority', value: 'urgent', previous_value: null }],
          messages: [{ field: 'notification_user', to: 'requester_id' }],
        },
      ],
    })
    await desk.runJobs()
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${ticket_id}`)).body.ticket.priority).toBe(null)
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${ticket_id}/deliveries`)).body.deliveries).toEqual([])
  })

  it('tries automations on tickets as they are now, macros on all', async () => {
    const automation = {
      title: 'T',
      all: [
        { field: 'NEW', operator: 'less_than', value: '1' },
        { field: 'priority', operator: 'is', value: '' },
      ],
      actions: [{ field: 'priority', value: 'low' }],
    }
    const tried = await desk.call(desk.admin, 'POST /api/v2/automations/dry_run', { automation })
    expect(tried.body.dry_run.count).toBe(1)
    const macro = { title: 'T', actions: [{ field: 'set_tags', value: 'a' }] }
    expect((await desk.call(desk.admin, 'POST /api/v2/macros/dry_run', { macro })).body.dry_run.count).toBe(1)
    expect((await desk.call(desk.agent, 'POST /api/v2/macros/dry_run', { macro })).status).toBe(403)
    expect((await desk.call(desk.admin, 'POST /api/v2/triggers/dry_run', { trigger: {} })).status).toBe(422)
  })
})
