// What rules do beyond fields of a ticket: working hours, skills, what they say themselves, and how that is told.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { listTicketSchedules } from '../../slas/index.ts'

let desk: TestAccount
beforeAll(async () => {
  desk = await newAccount()
})

async function addTrigger(tag: string, actions: object[], all: object[] = []): Promise<number> {
  const answer = await desk.call(desk.admin, 'POST /api/v2/triggers', {
    trigger: {
      title: `On ${tag}`,
      all: [{ field: 'current_tags', operator: 'includes', value: tag }, ...all],
      actions,
    },
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.trigger.id
}

async function ask(tag: string, more: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'S', comment: { body: 'Help' }, requester_id: desk.customer.id, tags: [tag], ...more },
  })
  return body.ticket.id
}

const get = async (path: string, as = desk.agent) => (await desk.call(as, `GET /api/v2/${path}`)).body
const eventsOf = async (id: number) =>
  (await get(`tickets/${id}/audits`)).audits.flatMap((audit: { events: object[]; via: object }) =>
    audit.events.map((event) => ({ ...event, via: audit.via })),
  )

describe('a rule', () => {
  it('gives a ticket working hours, which conditions look at from then on', async () => {
    const schedule = async (name: string, intervals: object[]) => {
      const made = await desk.call(desk.admin, 'POST /api/v2/business_hours/schedules', {
        schedule: { name, time_zone: 'UTC' },
      })
      const { id } = made.body.schedule
      await desk.call(desk.admin, `PUT /api/v2/business_hours/schedules/${id}/workweek`, { workweek: { intervals } })
      return id as number
    }
    const [never, always] = [
      await schedule('Never', []),
      await schedule('Always', [{ start_time: 0, end_time: 10080 }]),
    ]
    await addTrigger('vip', [{ field: 'set_schedule', value: String(always) }])
    await addTrigger(
      'vip',
      [{ field: 'current_tags', value: 'open_now' }],
      [{ field: 'in_business_hours', operator: 'is', value: 'true' }],
    )
    const id = await ask('vip')
    expect(await desk.work(async (work) => (await listTicketSchedules(work, [id])).get(id))).toBe(always)
    expect((await get(`tickets/${id}`)).ticket.tags).toContain('open_now')
    expect(await eventsOf(id)).toContainEqual(
      expect.objectContaining({
        type: 'ScheduleAssignment',
        previous_schedule_id: null,
        new_schedule_id: always,
        via: expect.objectContaining({ channel: 'rule', source: expect.objectContaining({ rel: 'trigger' }) }),
      }),
    )
    const refused = await desk.call(desk.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'x',
        all: [{ field: 'current_tags', operator: 'includes', value: 'x' }],
        actions: [{ field: 'set_schedule', value: '7' }],
      },
    })
    expect([refused.status, never > 0]).toEqual([422, true])
  })

  it('asks for skills, adds to them and takes them away, also for what a customer does', async () => {
    const { attribute } = (
      await desk.call(desk.admin, 'POST /api/v2/routing/attributes', { attribute: { name: 'Language' } })
    ).body
    const values: string[] = []
    for (const name of ['German', 'Dutch']) {
      const made = await desk.call(desk.admin, `POST /api/v2/routing/attributes/${attribute.id}/values`, {
        attribute_value: { name },
      })
      values.push(made.body.attribute_value.id)
    }
    await addTrigger('skilled', [
      { field: 'set_skills', value: values[0] },
      { field: 'add_skills', value: values.join(',') },
      { field: 'remove_skills', value: values[0] },
    ])
    const id = await ask('skilled')
    const shown = await get(`routing/tickets/${id}/instance_values`)
    expect(shown.attribute_values.map((one: { name: string }) => one.name)).toEqual(['Dutch'])
    const refused = await desk.call(desk.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'x',
        all: [{ field: 'current_tags', operator: 'includes', value: 'x' }],
        actions: [{ field: 'add_skills', value: '7' }],
      },
    })
    expect(refused.status).toBe(422)
  })

  it('speaks to a requester in the language of a number', async () => {
    await addTrigger('german', [{ field: 'locale_id', value: '8' }])
    await ask('german')
    expect((await get(`users/${desk.customer.id}`)).user.locale).toBe('de')
  })

  it('says something once, in public or among the team, without setting rules off or counting as an answer', async () => {
    const said = await addTrigger('said', [
      {
        field: 'reply_public',
        value: [
          'channel:all',
          'We have it, {{ticket.requester.first_name}}. {{ticket.latest_comment}} {{current_user.email}}',
        ],
      },
      { field: 'reply_internal', value: 'Seen: {{ticket.latest_comment}}' },
    ])
    const id = await ask('said')
    const note = { ticket: { comment: { body: 'SECRET', public: false }, tags: ['said', 'again'] } }
    await desk.call(desk.agent, `PUT /api/v2/tickets/${id}`, note)
    await desk.runJobs()
    const { comments } = await get(`tickets/${id}/comments`)
    const rules = comments.filter((one: { via: { channel: string } }) => one.via.channel === 'rule')
    expect(rules).toHaveLength(4)
    expect(rules[0].via.source).toMatchObject({ from: { id: said }, rel: 'trigger' })
    const shown = (await desk.call(desk.customer, `GET /api/v2/requests/${id}/comments`)).text
    expect(shown).toContain('We have it, A.')
    expect(shown).not.toContain('SECRET')
    expect(shown).not.toContain('Seen:')
    expect(shown).not.toContain('On said')
    expect(shown).not.toContain(desk.agent.email)
    expect((await get(`tickets/${id}/metrics`)).ticket_metric).toMatchObject({ replies: 0 })
    const notices = await eventsOf(id)
    expect(notices).toContainEqual(expect.objectContaining({ type: 'Notification', recipients: [desk.customer.id] }))
  })

  it('says in a ticket whom it wrote to, under its own name', async () => {
    const id_of_rule = await addTrigger('mailed', [
      { field: 'notification_user', value: ['requester_id', 'About {{ticket.id}}', '{{satisfaction.rating_section}}'] },
    ])
    const id = await ask('mailed')
    await desk.runJobs()
    const events = await eventsOf(id)
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'Notification',
        recipients: [desk.customer.id],
        via: {
          channel: 'rule',
          source: { from: { id: id_of_rule, title: 'On mailed' }, to: {}, rel: 'trigger' },
        },
      }),
    )
    // The section asks, so the rating is offered.
    expect(events).toContainEqual(expect.objectContaining({ type: 'SatisfactionRating', score: 'offered' }))
  })

  it('tells in the ticket that it could not say what it should', async () => {
    await addTrigger('long', [
      {
        field: 'notification_user',
        value: ['requester_id', 'x', '{% for i in (1..100000) %}{{ ticket.description }}{{ i }}{% endfor %}'],
      },
    ])
    const id = await ask('long')
    await desk.runJobs()
    expect(await eventsOf(id)).toContainEqual(expect.objectContaining({ type: 'Error' }))
  })
})
