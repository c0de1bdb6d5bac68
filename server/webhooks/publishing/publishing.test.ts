// Events as they arrive at a webhook that subscribes to them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { openReceiver, type Receiver } from '../../../tests/support/receiver.ts'
import { ALL_JOBS } from '../../compose.ts'

// biome-ignore lint/suspicious/noExplicitAny: events of many shapes
type Told = any

describe('a webhook that subscribes to events', () => {
  let desk: TestAccount
  let receiver: Receiver

  beforeAll(async () => {
    desk = await newAccount()
    receiver = await openReceiver()
  })
  afterAll(async () => await receiver.close())

  async function subscribe(...types: string[]): Promise<string> {
    const answer = await desk.call(desk.admin, 'POST /api/v2/webhooks', {
      webhook: {
        name: types.join(),
        endpoint: receiver.origin,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: types.map((type) => `zen:event-type:${type}`),
      },
    })
    expect(answer.status, answer.text).toBe(201)
    return answer.body.webhook.id
  }

  async function told(change: () => Promise<unknown>): Promise<Told[]> {
    const before = receiver.received.length
    await change()
    await desk.runJobs()
    return receiver.received.slice(before).map(({ body }) => JSON.parse(body))
  }

  it('is told what happens to tickets, in the envelope of Zendesk, with what was and what is', async () => {
    await subscribe('ticket.created', 'ticket.status_changed', 'ticket.priority_changed', 'ticket.tags_changed')
    await subscribe('ticket.subject_changed', 'ticket.comment_added', 'ticket.soft_deleted')
    let id = 0
    const created = await told(async () => {
      const answer = await desk.call(desk.agent, 'POST /api/v2/tickets', {
        ticket: { subject: 'Broken', comment: { body: 'It broke' }, tags: ['one'] },
      })
      id = answer.body.ticket.id
    })
    expect(created.map((one) => one.type).toSorted()).toEqual([
      'zen:event-type:ticket.comment_added',
      'zen:event-type:ticket.created',
    ])
    const first = created.find((one) => one.type.endsWith('created'))
    expect(first).toMatchObject({
      account_id: desk.account_id,
      zendesk_event_version: '2022-11-06',
      subject: `zen:ticket:${id}`,
      detail: { id: String(id), status: 'NEW', subject: 'Broken', requester_id: String(desk.agent.id), tags: ['one'] },
      event: { meta: { sequence: { position: 1, total: 2 } } },
    })
    expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/)
    const changed = await told(() =>
      desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, {
        ticket: {
          status: 'pending',
          priority: 'high',
          subject: 'Whole',
          tags: ['two'],
          comment: { body: 'a note', public: false },
        },
      }),
    )
    const events = Object.fromEntries(changed.map((one) => [one.type.split('.').at(-1), one.event]))
    expect(events).toMatchObject({
      status_changed: { current: 'PENDING', previous: 'NEW' },
      priority_changed: { current: 'HIGH', previous: null },
      tags_changed: { tags_added: ['two'], tags_removed: ['one'] },
      subject_changed: { current: 'Whole', previous: 'Broken' },
      comment_added: { comment: { is_public: false, body: 'a note', author: { id: String(desk.agent.id) } } },
    })
    const sequences = changed.map((one) => one.event.meta.sequence)
    expect(new Set(sequences.map((one) => one.id)).size).toBe(1)
    expect(new Set(changed.map((one) => one.id)).size).toBe(5)
    const deleted = await told(() => desk.call(desk.agent, `DELETE /api/v2/tickets/${id}`))
    expect(deleted).toMatchObject([{ type: 'zen:event-type:ticket.soft_deleted', detail: { id: String(id) } }])
  })

  it('is told of people and organisations', async () => {
    await subscribe('user.created', 'user.name_changed', 'user.identity_created', 'user.deleted')
    await subscribe('organization.created', 'organization.name_changed', 'organization.deleted')
    let id = 0
    const [created] = await told(async () => {
      const answer = await desk.call(desk.admin, 'POST /api/v2/users', {
        user: { name: 'Anna', email: 'anna-w@people.example' },
      })
      id = answer.body.user.id
    })
    expect(created).toMatchObject({
      type: 'zen:event-type:user.created',
      subject: `zen:user:${id}`,
      detail: { id: String(id), email: 'anna-w@people.example', role: 'end-user' },
    })
    const renamed = await told(() => desk.call(desk.admin, `PUT /api/v2/users/${id}`, { user: { name: 'Anne' } }))
    expect(renamed).toMatchObject([{ event: { current: 'Anne', previous: 'Anna' } }])
    const [gone] = await told(() => desk.call(desk.admin, `DELETE /api/v2/users/${id}`))
    expect(gone).toMatchObject({ type: 'zen:event-type:user.deleted', detail: { id: String(id) } })
    let organization = 0
    const [founded] = await told(async () => {
      const answer = await desk.call(desk.admin, 'POST /api/v2/organizations', { organization: { name: 'Works' } })
      organization = answer.body.organization.id
    })
    expect(founded).toMatchObject({ subject: `zen:organization:${organization}`, detail: { name: 'Works' } })
    const moved = await told(() =>
      desk.call(desk.admin, `PUT /api/v2/organizations/${organization}`, { organization: { name: 'Works Ltd' } }),
    )
    expect(moved).toMatchObject([{ event: { current: 'Works Ltd', previous: 'Works' } }])
  })

  it('is told who is in copy, who follows, and of custom fields of every kind', async () => {
    await subscribe('ticket.email_ccs_changed', 'ticket.followers_changed', 'ticket.custom_field_changed')
    const fields = await Promise.all(
      ['text', 'integer'].map(async (type) => {
        const made = await desk.call(desk.admin, 'POST /api/v2/ticket_fields', { ticket_field: { type, title: type } })
        return made.body.ticket_field.id as number
      }),
    )
    const made = await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'a' } } })
    const changed = await told(() =>
      desk.call(desk.agent, `PUT /api/v2/tickets/${made.body.ticket.id}`, {
        ticket: {
          email_ccs: [{ user_id: String(desk.customer.id), action: 'put' }],
          followers: [{ user_id: String(desk.admin.id), action: 'put' }],
          custom_fields: [
            { id: fields[0], value: 'words' },
            { id: fields[1], value: 7 },
          ],
        },
      }),
    )
    const of = (type: string) => changed.filter((one) => one.type.endsWith(type)).map((one) => one.event)
    expect(of('email_ccs_changed')).toMatchObject([
      { current: [String(desk.customer.id)], previous: [], users_added: [String(desk.customer.id)] },
    ])
    expect(of('followers_changed')).toMatchObject([{ users_added: [String(desk.admin.id)], users_removed: [] }])
    expect(of('custom_field_changed')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: { id: String(fields[0]) }, current: 'words', previous: null }),
        expect.objectContaining({ field: { id: String(fields[1]) }, current: 7, previous: null }),
      ]),
    )
  })

  it('is told of tickets that were merged, marked as spam and erased', async () => {
    await subscribe('ticket.merged', 'ticket.marked_as_spam', 'ticket.permanently_deleted')
    const newTicket = async (): Promise<number> => {
      const ticket = { comment: { body: 'a' }, requester_id: desk.customer.id }
      return (await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket })).body.ticket.id
    }
    const [source, target, spam] = [await newTicket(), await newTicket(), await newTicket()]
    const merged = await told(() =>
      desk.call(desk.agent, `POST /api/v2/tickets/${target}/merge`, { ids: [source], target_comment: 'merged' }),
    )
    expect(merged.filter((one) => one.type.endsWith('ticket.merged'))).toMatchObject([
      {
        subject: `zen:ticket:${source}`,
        detail: { id: String(source), status: 'CLOSED' },
        event: { target_ticket_id: String(target) },
      },
    ])
    const marked = await told(() => desk.call(desk.agent, `PUT /api/v2/tickets/${spam}/mark_as_spam`))
    expect(marked.map((one) => one.type)).toContain('zen:event-type:ticket.marked_as_spam')
    const erased = await told(() => desk.call(desk.admin, `DELETE /api/v2/deleted_tickets/${spam}`))
    expect(erased).toMatchObject([
      {
        type: 'zen:event-type:ticket.permanently_deleted',
        subject: `zen:ticket:${spam}`,
        detail: { id: String(spam) },
      },
    ])
  })

  it('is told who came and went, who was merged, and which fields of people changed', async () => {
    await subscribe('user.organization_membership_created', 'user.organization_membership_deleted', 'user.merged')
    await subscribe('user.group_membership_created', 'user.group_membership_deleted', 'user.custom_field_changed')
    await subscribe('organization.deleted', 'organization.custom_field_changed')
    const own = async (route: string, body?: unknown) => (await desk.call(desk.admin, route, body)).body
    for (const of of ['user', 'organization'])
      await own(`POST /api/v2/${of}_fields`, { [`${of}_field`]: { type: 'text', title: 'Plan', key: 'plan' } })
    const [one, two] = [
      (await own('POST /api/v2/organizations', { organization: { name: 'One' } })).organization.id,
      (await own('POST /api/v2/organizations', { organization: { name: 'Two' } })).organization.id,
    ]
    const shapesOf = (found: Told[]) =>
      found.map(({ type, subject, event: { meta: _, ...event } }) => [type, subject, event])
    const user = (id: number) => `zen:user:${id}`
    let anna = 0
    const joined = await told(async () => {
      anna = (await own('POST /api/v2/users', { user: { name: 'Anna', organization_id: one } })).user.id
      await own(`PUT /api/v2/users/${anna}`, { user: { organization_id: two, user_fields: { plan: 'gold' } } })
      await own(`PUT /api/v2/organizations/${two}`, { organization: { organization_fields: { plan: 'flat' } } })
    })
    expect(shapesOf(joined)).toEqual(
      expect.arrayContaining([
        ['zen:event-type:user.organization_membership_created', user(anna), { organization: { id: String(one) } }],
        ['zen:event-type:user.organization_membership_deleted', user(anna), { organization: { id: String(one) } }],
        ['zen:event-type:user.organization_membership_created', user(anna), { organization: { id: String(two) } }],
        [
          'zen:event-type:user.custom_field_changed',
          user(anna),
          { current: 'gold', previous: null, field: { id: expect.any(String) } },
        ],
        [
          'zen:event-type:organization.custom_field_changed',
          `zen:organization:${two}`,
          { current: 'flat', previous: null, field: { id: expect.any(String) } },
        ],
      ]),
    )
    const group = (await own('POST /api/v2/groups', { group: { name: 'Night' } })).group.id
    const grouped = await told(async () => {
      const made = await own('POST /api/v2/group_memberships', {
        group_membership: { user_id: desk.agent.id, group_id: group },
      })
      await own(`DELETE /api/v2/group_memberships/${made.group_membership.id}`)
    })
    expect(shapesOf(grouped)).toEqual([
      ['zen:event-type:user.group_membership_created', user(desk.agent.id), { group: { id: String(group) } }],
      ['zen:event-type:user.group_membership_deleted', user(desk.agent.id), { group: { id: String(group) } }],
    ])
    const bert = (await own('POST /api/v2/users', { user: { name: 'Bert' } })).user.id
    const merged = await told(async () => {
      await own(`PUT /api/v2/users/${bert}/merge`, { user: { id: anna } })
      await own(`POST /api/v2/organizations/${one}/merge`, { organization_merge: { winner_id: two } })
    })
    expect(shapesOf(merged)).toEqual(
      expect.arrayContaining([
        ['zen:event-type:user.merged', user(bert), { target_user: { id: String(anna) } }],
        ['zen:event-type:organization.deleted', `zen:organization:${one}`, {}],
      ]),
    )
  })

  it('is told once, however often the job runs, and under the same id each time', async () => {
    await subscribe('ticket.type_changed')
    const made = await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'a' } } })
    const once = await told(async () => {
      const answer = await desk.call(desk.agent, `PUT /api/v2/tickets/${made.body.ticket.id}`, {
        ticket: { type: 'task' },
      })
      const job = ALL_JOBS.find((one) => one.name === 'webhooks.publish')
      const payload = { account_id: desk.account_id, event_id: answer.body.audit.id }
      await job?.run(desk.desk, payload as never) // its own payload
      await job?.run(desk.desk, payload as never) // as above
    })
    expect(once.filter((one) => one.type.endsWith('type_changed'))).toHaveLength(1)
    expect(receiver.received.at(-1)?.headers['idempotency-key']).toBe(once.at(-1)?.id)
  })

  it('costs no job where nobody subscribes', async () => {
    const quiet = await newAccount()
    await quiet.call(quiet.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'a' } } })
    const { rows } = await quiet.desk.pool.query(
      `select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'webhooks.publish' and (j.payload->>'account_id')::bigint = $1`,
      [quiet.account_id],
    )
    expect(rows).toEqual([])
  })
})
