import { beforeEach, describe, expect, it } from 'vitest'
import { type Answer, newAccount, type TestAccount } from '../../../tests/support/desk.ts'

let desk: TestAccount

beforeEach(async () => {
  desk = await newAccount()
})

const always = [{ field: 'status', operator: 'less_than', value: 'closed' }]

async function addTrigger(trigger: object): Promise<Answer> {
  return await desk.call(desk.admin, 'POST /api/v2/triggers', { trigger })
}

async function addTicket(ticket: object = {}): Promise<Answer> {
  return await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'Parcel lost', comment: { body: 'Where is it?' }, ...ticket },
  })
}

describe('triggers', () => {
  it('act on a change before whoever made it is answered, and leave the answer to it', async () => {
    const created = await addTrigger({
      title: 'Mark urgent parcels',
      all: [
        { field: 'update_type', operator: 'is', value: 'Create' },
        { field: 'subject_includes_word', operator: 'includes', value: 'lost stolen' },
      ],
      actions: [
        { field: 'priority', value: 'urgent' },
        { field: 'current_tags', value: 'parcel lost' },
      ],
    })
    expect(created.status).toBe(201)
    expect(created.headers.location).toBe(created.body.trigger.url)
    const { body } = await addTicket()
    expect(body.ticket).toMatchObject({ priority: 'urgent', tags: ['lost', 'parcel'] })
    expect((await addTicket({ subject: 'Another' })).body.ticket.priority).toBe(null)
  })

  it('act for what customers do, in their own transaction', async () => {
    await addTrigger({
      title: 'Reopened by the customer',
      all: [
        { field: 'role', operator: 'is', value: 'end_user' },
        { field: 'comment_includes_word', operator: 'includes', value: 'refund' },
      ],
      actions: [{ field: 'current_tags', value: 'refund' }],
    })
    const asked = await desk.call(desk.customer, 'POST /api/v2/requests', {
      request: { subject: 'S', comment: { body: 'I want a refund' } },
    })
    expect(asked.status).toBe(201)
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${asked.body.request.id}`)
    expect(body.ticket.tags).toEqual(['refund'])
  })

  it('run in order, again from the first after a change, each once', async () => {
    await addTrigger({
      title: 'Second step',
      position: 1,
      all: [{ field: 'current_tags', operator: 'includes', value: 'one' }],
      actions: [{ field: 'current_tags', value: 'two' }],
    })
    await addTrigger({
      title: 'First step',
      position: 2,
      all: always,
      actions: [{ field: 'current_tags', value: 'one' }],
    })
    await addTrigger({
      title: 'Takes away what the first adds',
      position: 3,
      all: [{ field: 'current_tags', operator: 'includes', value: 'two' }],
      actions: [{ field: 'remove_tags', value: 'one' }],
    })
    const { body } = await addTicket()
    expect(body.ticket.tags).toEqual(['two'])
  })

  it('that would chase each other for ever come to an end', async () => {
    const [a, b] = [
      { all: [{ field: 'priority', operator: 'is', value: 'low' }], actions: [{ field: 'priority', value: 'high' }] },
      { all: [{ field: 'priority', operator: 'is', value: 'high' }], actions: [{ field: 'priority', value: 'low' }] },
    ]
    await addTrigger({ title: 'A', ...a })
    await addTrigger({ title: 'B', ...b })
    const { status, body } = await addTicket({ priority: 'low' })
    expect(status).toBe(201)
    expect(body.ticket.priority).toBe('low')
    const audits = await desk.call(desk.agent, `GET /api/v2/tickets/${body.ticket.id}/audits`)
    expect(audits.body.audits).toHaveLength(3)
  })

  it('never stop what a person does: what fails is shown on the trigger', async () => {
    const group = await desk.call(desk.admin, 'POST /api/v2/groups', { group: { name: 'Gone soon' } })
    const trigger = await addTrigger({
      title: 'To a group',
      all: always,
      actions: [
        { field: 'current_tags', value: 'half' },
        { field: 'group_id', value: group.body.group.id },
      ],
    })
    await desk.call(desk.admin, `DELETE /api/v2/groups/${group.body.group.id}`)
    const ticket = await addTicket()
    expect(ticket.status).toBe(201)
    expect(ticket.body.ticket.tags).toEqual([])
    const shown = await desk.call(desk.admin, `GET /api/v2/triggers/${trigger.body.trigger.id}`)
    expect(shown.body.trigger.last_failure).toMatchObject({ error: 'Group: is gone' })
    const why = await desk.call(desk.agent, `GET /api/v2/tickets/${ticket.body.ticket.id}/rule_runs`)
    expect(why.body.rule_runs[0].rules[0]).toMatchObject({ acted: true, changes: [], error: 'Group: is gone' })
  })

  it('are asked why: what each did, and which condition did not hold', async () => {
    const one = await addTrigger({
      title: 'Acts',
      all: always,
      actions: [{ field: 'type', value: 'problem' }],
    })
    const two = await addTrigger({
      title: 'Does not',
      all: [...always, { field: 'type', operator: 'is', value: 'task' }],
      actions: [{ field: 'type', value: 'question' }],
    })
    const { body } = await addTicket()
    const why = await desk.call(desk.agent, `GET /api/v2/tickets/${body.ticket.id}/rule_runs`)
    expect(why.body.rule_runs).toHaveLength(1)
    expect(why.body.rule_runs[0].rules).toMatchObject([
      {
        id: one.body.trigger.id,
        acted: true,
        changes: [{ field_name: 'type', value: 'problem', previous_value: null }],
        failing_condition: null,
      },
      { id: two.body.trigger.id, acted: false, failing_condition: { field: 'type', operator: 'is', value: 'task' } },
    ])
    const used = await desk.call(desk.admin, 'GET /api/v2/triggers?include=usage_1h,usage_30d')
    expect(used.body.triggers.map((trigger: { usage_1h: number }) => trigger.usage_1h)).toEqual([1, 0])
    expect(used.body.triggers[0].usage_7d).toBeUndefined()
    expect((await desk.call(desk.customer, `GET /api/v2/tickets/${body.ticket.id}/rule_runs`)).status).toBe(403)
  })

  it('stop acting when they are switched off or deleted', async () => {
    const trigger = await addTrigger({ title: 'T', all: always, actions: [{ field: 'priority', value: 'low' }] })
    const path = `/api/v2/triggers/${trigger.body.trigger.id}`
    expect((await addTicket()).body.ticket.priority).toBe('low')
    await desk.call(desk.admin, `PUT ${path}`, { trigger: { active: false } })
    expect((await addTicket()).body.ticket.priority).toBe(null)
    expect((await desk.call(desk.admin, 'GET /api/v2/triggers/active')).body.triggers).toEqual([])
    await desk.call(desk.admin, `PUT ${path}`, { trigger: { active: true } })
    expect((await addTicket()).body.ticket.priority).toBe('low')
    expect((await desk.call(desk.admin, `DELETE ${path}`)).status).toBe(204)
    expect((await addTicket()).body.ticket.priority).toBe(null)
    expect((await desk.call(desk.admin, `GET ${path}`)).status).toBe(404)
  })

  it('keep what they were', async () => {
    const trigger = await addTrigger({ title: 'First', all: always, actions: [{ field: 'priority', value: 'low' }] })
    const path = `/api/v2/triggers/${trigger.body.trigger.id}`
    await desk.call(desk.admin, `PUT ${path}`, { trigger: { title: 'Second' } })
    const { body } = await desk.call(desk.admin, `GET ${path}/revisions`)
    expect(body.trigger_revisions.map((one: { snapshot: { title: string } }) => one.snapshot.title)).toEqual([
      'Second',
      'First',
    ])
    const first = await desk.call(desk.admin, `GET ${path}/revisions/${body.trigger_revisions[1].id}`)
    expect(first.body.trigger_revision).toMatchObject({ author_id: desk.admin.id, snapshot: { title: 'First' } })
  })

  it('are put in order, by category and place', async () => {
    const category = async (name: string) =>
      (await desk.call(desk.admin, 'POST /api/v2/trigger_categories', { trigger_category: { name } })).body
        .trigger_category.id
    const [early, late] = [await category('Early'), await category('Late')]
    expect(typeof early).toBe('string')
    const rest = { all: always, actions: [{ field: 'priority', value: 'low' }] }
    const a = (await addTrigger({ title: 'a', category_id: late, ...rest })).body.trigger
    const b = (await addTrigger({ title: 'b', category_id: early, ...rest })).body.trigger
    const c = (await addTrigger({ title: 'c', category_id: early, ...rest })).body.trigger
    const titles = async () =>
      (await desk.call(desk.agent, 'GET /api/v2/triggers')).body.triggers.map((one: { title: string }) => one.title)
    expect(await titles()).toEqual(['b', 'c', 'a'])
    expect(a.category_id).toBe(late)
    const reordered = await desk.call(desk.admin, 'PUT /api/v2/triggers/reorder', { trigger_ids: [c.id, b.id, a.id] })
    expect(reordered.status).toBe(200)
    expect(await titles()).toEqual(['c', 'b', 'a'])
    const refused = await desk.call(desk.admin, `DELETE /api/v2/trigger_categories/${early}`)
    expect(refused.status).toBe(422)
    await desk.call(desk.admin, 'PUT /api/v2/triggers/update_many', {
      triggers: [
        { id: b.id, category_id: late, active: false },
        { id: c.id, category_id: late },
      ],
    })
    expect((await desk.call(desk.admin, `DELETE /api/v2/trigger_categories/${early}`)).status).toBe(204)
    const gone = await desk.call(desk.admin, `DELETE /api/v2/triggers/destroy_many?ids=${a.id},${b.id}`)
    expect(gone.status).toBe(204)
    expect(await titles()).toEqual(['c'])
  })

  it('are searched by title and told what they can have', async () => {
    await addTrigger({ title: 'Notify the VIP team', all: always, actions: [{ field: 'priority', value: 'low' }] })
    const found = await desk.call(desk.agent, 'GET /api/v2/triggers/search?query=vip')
    expect(found.body.triggers).toHaveLength(1)
    expect((await desk.call(desk.agent, 'GET /api/v2/triggers/search?query=zip')).body.triggers).toEqual([])
    const { body } = await desk.call(desk.agent, 'GET /api/v2/triggers/definitions')
    const subjects = body.definitions.conditions_all.map((one: { subject: string }) => one.subject)
    expect(subjects).toContain('status')
    expect(subjects).not.toContain('NEW')
    expect(body.definitions.actions.map((one: { subject: string }) => one.subject)).toContain('notification_user')
  })

  it.each([
    [{ title: '' }, 'title'],
    [{ actions: [] }, 'actions'],
    [{ all: [] }, 'conditions'],
    [{ all: [{ field: 'colour', operator: 'is', value: 'red' }] }, 'conditions'],
    [{ all: [{ field: 'custom_fields_123', operator: 'is', value: 'red' }] }, 'conditions'],
    [{ all: [{ field: 'requester.custom_fields.nope', operator: 'is', value: 'red' }] }, 'conditions'],
    [{ actions: [{ field: 'status', value: 'new' }] }, 'actions'],
    [{ actions: [{ field: 'tweet_requester', value: 'hi' }] }, 'actions'],
    [{ actions: [{ field: 'group_id', value: '4242' }] }, 'actions'],
    [{ actions: [{ field: 'assignee_id', value: '4242' }] }, 'actions'],
    [{ actions: [{ field: 'custom_fields_4242', value: 'x' }] }, 'actions'],
    [{ actions: [{ field: 'comment_value', value: 'x' }] }, 'actions'],
    [{ actions: [{ field: 'notification_user', value: ['requester_id', 'Hi'] }] }, 'actions'],
    [{ actions: [{ field: 'notification_user', value: ['requester_id', 'Hi', '{{ticket.title'] }] }, 'actions'],
    [{ category_id: '4242' }, 'category_id'],
  ])('are refused with a reason: %j', async (broken, key) => {
    const fine = { title: 'T', all: always, actions: [{ field: 'priority', value: 'low' }] }
    const { status, body } = await addTrigger({ ...fine, ...broken })
    expect(status).toBe(422)
    expect(Object.keys(body.details)).toEqual([key])
  })

  it('take nothing that would be a fault', async () => {
    const values = [null, 5, true, '\u0000', '\ud800', 'x'.repeat(3000), [[]], {}, ['\u0000']]
    for (const value of values) {
      const condition = await addTrigger({
        title: 'T',
        conditions: { all: [{ field: 'subject_includes_word', operator: 'is', value }] },
        actions: [{ field: 'current_tags', value }],
      })
      expect(condition.status).toBeLessThan(500)
      expect((await addTrigger({ title: value, all: value, actions: value })).status).toBeLessThan(500)
    }
    expect((await addTicket()).status).toBe(201)
  })

  it('are for admins; agents read them, customers do not know of them', async () => {
    const trigger = { title: 'T', all: always, actions: [{ field: 'priority', value: 'low' }] }
    expect((await desk.call(desk.agent, 'POST /api/v2/triggers', { trigger })).status).toBe(403)
    expect((await desk.call(desk.agent, 'GET /api/v2/triggers')).status).toBe(200)
    expect((await desk.call(desk.customer, 'GET /api/v2/triggers')).status).toBe(403)
  })
})
