import { expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../tests/support/desk.ts'
import { sql } from '../platform/db.ts'
import { doWork, SYSTEM_ORIGIN } from '../platform/work.ts'
import { changeTicket } from '../tickets/index.ts'
import { noteBreaches } from './clocks/noting.ts'
import { listNextBreaches, setTicketSchedule } from './index.ts'
import { rememberedPolicies } from './policies/queries.ts'

const POLICIES = '/api/v2/slas/policies'
const all = (metric: string, target: number, rest: object = {}) =>
  ['low', 'normal', 'high', 'urgent'].map((priority) => ({ priority, metric, target, business_hours: false, ...rest }))

async function addPolicy(account: TestAccount, write: object) {
  const { body } = await account.call(account.admin, `POST ${POLICIES}`, {
    sla_policy: { title: 'A policy', filter: { all: [], any: [] }, ...write },
  })
  return body.sla_policy
}
async function ask(account: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await account.call(account.customer, 'POST /api/v2/requests', {
    request: { subject: 'Help', comment: { body: 'Please' } },
  })
  await account.call(account.agent, `PUT /api/v2/tickets/${body.request.id}`, {
    ticket: { priority: 'high', ...ticket },
  })
  return body.request.id
}
async function clocks(account: TestAccount, id: number) {
  const { body } = await account.call(account.agent, `GET /api/v2/tickets/${id}?include=slas`)
  const metrics: { metric: string; stage: string; breach_at: string | null }[] = body.ticket.slas.policy_metrics
  return Object.fromEntries(metrics.map(({ metric, ...rest }) => [metric, rest]))
}
const metricEvents = (account: TestAccount, id: number) =>
  account.work((work) =>
    work.db.all<{ metric: string; type: string; instance_id: number; time: Date }>(
      sql`select metric, type, instance_id, time from ticket_metric_events where account_id = ${work.account_id} and ticket_id = ${id} order by id`,
    ),
  )

test('policies are made, changed, put in order and deleted by admins', async () => {
  const account = await newAccount()
  const { call, admin, agent } = account
  expect((await call(agent, `GET ${POLICIES}`)).status).toBe(403)
  const write = {
    title: 'Fast',
    description: null,
    filter: { all: [{ field: 'current_tags', operator: 'includes', value: 'vip gold' }], any: [] },
    policy_metrics: [{ priority: 'high', metric: 'first_reply_time', target: 60, business_hours: true }],
  }
  const created = await call(admin, `POST ${POLICIES}`, { sla_policy: write })
  expect(created.status).toBe(201)
  const { id } = created.body.sla_policy
  expect(created.headers.location).toBe(created.body.sla_policy.url)
  expect(created.body.sla_policy).toMatchObject({ position: 1, description: '', filter: write.filter })
  expect(created.body.sla_policy.policy_metrics[0]).toMatchObject({ target: 60, target_in_seconds: 3_600 })
  const second = await addPolicy(account, { title: 'Second' })
  expect(second.position).toBe(2)
  const order = await call(admin, `PUT ${POLICIES}/reorder?sla_policy_ids=${second.id},${id}`)
  expect(order.body.sla_policies.map((one: { id: number }) => one.id)).toEqual([second.id, id])
  expect((await call(admin, `GET ${POLICIES}?page[size]=1`)).body).toMatchObject({ meta: { has_more: true } })
  const changed = await call(admin, `PUT ${POLICIES}/${id}`, { sla_policy: { title: 'Faster', policy_metrics: [] } })
  expect(changed.body.sla_policy).toMatchObject({ title: 'Faster', policy_metrics: [], filter: write.filter })
  const { definitions } = (await call(admin, `GET ${POLICIES}/definitions`)).body
  expect(definitions.all.map((one: { value: string }) => one.value)).toContain('current_tags')
  expect((await call(admin, `DELETE ${POLICIES}/${id}`)).status).toBe(204)
  expect((await call(admin, `GET ${POLICIES}/${id}`)).status).toBe(404)
  expect((await call(admin, `PUT ${POLICIES}/reorder`, { sla_policy_ids: [id] })).status).toBe(404)
  const group = await call(admin, 'POST /api/v2/group_slas/policies', {
    group_sla_policy: {
      title: 'Teams',
      filter: { all: [{ field: 'group_id', operator: 'includes', value: [7] }] },
      policy_metrics: [{ priority: 'high', metric: 'ownership_time', target: 30 }],
    },
  })
  expect(group.body.group_sla_policy).toMatchObject({ id: expect.any(String), filter: { all: [{ value: [7] }] } })
  expect((await call(admin, `GET ${POLICIES}/${group.body.group_sla_policy.id}`)).status).toBe(404)
})

test('what is no policy is refused', async () => {
  const { call, admin } = await newAccount()
  const filter = { all: [], any: [] }
  const metric = { priority: 'high', metric: 'first_reply_time', target: 60 }
  const odd = (condition: object) => ({ title: 'A', filter: { all: [condition], any: [] } })
  for (const sla_policy of [
    null,
    {},
    { title: 'A' },
    { title: '\u0000', filter },
    { title: 'A', filter, policy_metrics: [{ ...metric, target: 0 }] },
    { title: 'A', filter, policy_metrics: [{ ...metric, target: 1e15 }] },
    { title: 'A', filter, policy_metrics: [{ ...metric, metric: 'ownership_time' }] },
    { title: 'A', filter, policy_metrics: [metric, metric] },
    odd({ field: 'subject', operator: 'is', value: 'x' }),
    odd({ field: '__proto__', operator: 'is', value: 'x' }),
    odd({ field: 'group_id', operator: 'less_than', value: '1' }),
    odd({ field: 'group_id', operator: 'is', value: 'x' }),
    odd({ field: 'current_tags', operator: 'includes', value: '' }),
    odd({ field: 'group_id', operator: 'is', value: { deep: true } }),
  ])
    expect((await call(admin, `POST ${POLICIES}`, { sla_policy })).status, JSON.stringify(sla_policy)).toBe(422)
})

test('a ticket shows its clocks: a reply fulfils, pending pauses, solving ends', async () => {
  const account = await newAccount()
  const { call, agent } = account
  await addPolicy(account, {
    policy_metrics: [
      ...all('first_reply_time', 60),
      ...all('requester_wait_time', 120),
      ...all('agent_work_time', 240),
      ...all('next_reply_time', 30),
      ...all('pausable_update_time', 1_440 * 3),
    ],
  })
  const id = await ask(account)
  const { body } = await call(agent, `GET /api/v2/tickets/${id}`)
  const asked_ms = Date.parse(body.ticket.created_at)
  const first = await clocks(account, id)
  expect(Object.keys(first).toSorted()).toEqual(['agent_work_time', 'first_reply_time', 'requester_wait_time'])
  expect(first.first_reply_time).toMatchObject({ stage: 'active' })
  expect(Date.parse(first.first_reply_time?.breach_at ?? '')).toBe(asked_ms + 3_600_000)
  const next = await account.work((work) => listNextBreaches(work, [id]))
  expect(Math.floor((next.get(id)?.getTime() ?? 0) / 1_000)).toBe((asked_ms + 3_600_000) / 1_000)

  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'pending', comment: { body: 'Which one?' } } })
  const waiting = await clocks(account, id)
  expect(waiting.first_reply_time).toMatchObject({ stage: 'achieved' })
  expect(waiting.requester_wait_time).toMatchObject({ stage: 'paused', breach_at: null, hours: 1 })
  expect(waiting.pausable_update_time).toMatchObject({ stage: 'paused', days: 3 })
  expect((await account.work((work) => listNextBreaches(work, [id]))).size).toBe(0)

  await call(account.customer, `PUT /api/v2/requests/${id}`, { request: { comment: { body: 'The red one' } } })
  const again = await clocks(account, id)
  expect(again.next_reply_time).toMatchObject({ stage: 'active', minutes: 29 })
  expect(again.requester_wait_time?.stage).toBe('active')
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { comment: { body: 'A note', public: false } } })
  expect((await clocks(account, id)).next_reply_time?.stage).toBe('active')
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'solved' } })
  const done = await clocks(account, id)
  expect(new Set(Object.values(done).map((one) => one.stage))).toEqual(new Set(['achieved']))
  const { policy_metrics } = (await call(agent, `GET /api/v2/tickets/${id}/slas/policy_metrics`)).body
  expect(policy_metrics).toHaveLength(5)
  expect((await call(account.customer, `GET /api/v2/tickets/${id}/slas/policy_metrics`)).status).toBe(403)
  const events = await metricEvents(account, id)
  const replies = events.filter((one) => one.metric === 'reply_time').map((one) => `${one.type} ${one.instance_id}`)
  expect(replies).toEqual([
    'activate 1',
    'apply_sla 1',
    'fulfill 1',
    'update_status 1',
    'activate 2',
    'apply_sla 2',
    'fulfill 2',
    'update_status 2',
  ])
})

test("the first policy that fits is the ticket's, and a changed priority or policy moves the target", async () => {
  const account = await newAccount()
  const { call, agent, admin } = account
  const vip = await addPolicy(account, {
    filter: { all: [{ field: 'current_tags', operator: 'includes', value: 'vip' }], any: [] },
    policy_metrics: [
      { priority: 'high', metric: 'first_reply_time', target: 10 },
      { priority: 'low', metric: 'first_reply_time', target: 600 },
    ],
  })
  await addPolicy(account, { policy_metrics: all('first_reply_time', 60) })
  const id = await ask(account)
  const minutesLeft = async () => {
    const { first_reply_time } = await clocks(account, id)
    const created = (await call(agent, `GET /api/v2/tickets/${id}`)).body.ticket.created_at
    return first_reply_time && (Date.parse(first_reply_time.breach_at ?? '') - Date.parse(created)) / 60_000
  }
  expect(await minutesLeft()).toBe(60)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { additional_tags: ['vip'] } })
  expect(await minutesLeft()).toBe(10)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'low' } })
  expect(await minutesLeft()).toBe(600)
  await call(admin, `PUT ${POLICIES}/${vip.id}`, {
    sla_policy: { policy_metrics: [{ priority: 'low', metric: 'first_reply_time', target_in_seconds: 90 }] },
  })
  expect(await minutesLeft()).toBe(600)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { type: 'question' } })
  expect(await minutesLeft()).toBe(1.5)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'urgent' } })
  expect(await minutesLeft()).toBeUndefined()
})

test('business hours are those of the schedule, and another schedule measures anew', async () => {
  const account = await newAccount()
  const { call, admin } = account
  const schedule = async (name: string, intervals: object[]) =>
    (await call(admin, 'POST /api/v2/business_hours/schedules', { schedule: { name, time_zone: 'UTC', intervals } }))
      .body.schedule.id
  const never = await schedule('Never', [])
  const always = await schedule('Always', [{ start_time: 0, end_time: 10_080 }])
  await addPolicy(account, { policy_metrics: all('first_reply_time', 60, { business_hours: true }) })
  const id = await ask(account)
  expect((await clocks(account, id)).first_reply_time).toMatchObject({ stage: 'active', breach_at: null })
  await account.work((work) => setTicketSchedule(work, id, always))
  expect((await clocks(account, id)).first_reply_time?.breach_at).not.toBeNull()
  await account.work((work) => setTicketSchedule(work, id, null))
  expect((await clocks(account, id)).first_reply_time?.breach_at).toBeNull()
  await call(admin, `PUT /api/v2/business_hours/schedules/${never}/workweek`, {
    workweek: { intervals: [{ start_time: 0, end_time: 10_080 }] },
  })
  await call(account.agent, `PUT /api/v2/tickets/${id}`, { ticket: { type: 'task' } })
  expect((await clocks(account, id)).first_reply_time?.breach_at).not.toBeNull()
})

test('a ticket from before the first policy has the clocks it would have had', async () => {
  const account = await newAccount()
  const { call, agent } = account
  const id = await ask(account)
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { status: 'open', comment: { body: 'On it' } } })
  await addPolicy(account, { policy_metrics: [...all('first_reply_time', 60), ...all('requester_wait_time', 60)] })
  expect(await clocks(account, id)).toEqual({})
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { type: 'question' } })
  const now = await clocks(account, id)
  expect(now.first_reply_time?.stage).toBe('achieved')
  const { created_at } = (await call(agent, `GET /api/v2/tickets/${id}`)).body.ticket
  expect(Date.parse(now.requester_wait_time?.breach_at ?? '')).toBe(Date.parse(created_at) + 3_600_000)
})

test('a missed target is noted at its time, once, by the job or by the change that comes first', async () => {
  const account = await newAccount()
  await addPolicy(account, { policy_metrics: [...all('first_reply_time', 60), ...all('requester_wait_time', 90)] })
  const id = await ask(account)
  const later = <Result>(minutes: number, run: Parameters<typeof doWork<Result>>[2]) => {
    const clock = { now: () => new Date(Date.now() + minutes * 60_000) }
    const { account_id } = account
    const actor = { kind: 'system', name: 'test' } as const
    return doWork(
      { ...account.desk.engine, clock },
      { account_id, actor, origin: SYSTEM_ORIGIN, audience: 'staff' },
      run,
    )
  }
  const breaches = async () => (await metricEvents(account, id)).filter((one) => one.type === 'breach')
  expect(await later(59, noteBreaches)).toBe(0)
  expect(await later(61, noteBreaches)).toBe(1)
  expect(await later(62, noteBreaches)).toBe(0)
  const [first] = await breaches()
  expect(first).toMatchObject({ metric: 'reply_time', instance_id: 1 })
  expect(Math.abs((first?.time.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000)
  await later(95, (work) => changeTicket(work, id, { status: 'open', assignee_id: account.agent.id }))
  await later(96, noteBreaches)
  expect((await breaches()).map((one) => one.metric)).toEqual(['reply_time', 'requester_wait_time'])
  await later(97, async (work) => {
    const next = await listNextBreaches(work, [id])
    expect(next.get(id)?.getTime()).toBeLessThan(work.now.getTime())
  })
})

test('an answer that is taken back leaves the clock as it was, and a deleted ticket misses nothing', async () => {
  const account = await newAccount()
  const { call, agent } = account
  await addPolicy(account, { policy_metrics: all('first_reply_time', 60) })
  const id = await ask(account)
  const before = await clocks(account, id)
  const { comment_id } = await account.work((work) =>
    changeTicket(work, id, {
      saying: {
        kind: 'reply',
        author_id: agent.id,
        by_staff: true,
        body: 'Too soon',
        via_channel: 'web',
        undo_ms: 60_000,
      },
    }),
  )
  expect((await clocks(account, id)).first_reply_time?.stage).toBe('achieved')
  const undone = await call(agent, `POST /api/v2/tickets/${id}/replies/${comment_id}/undo`)
  expect(undone.status, undone.text).toBeLessThan(300)
  expect(await clocks(account, id)).toEqual(before)
  await call(account.admin, `DELETE /api/v2/tickets/${id}`)
  const rows = await account.work((work) =>
    work.db.all(
      sql<object>`select from ticket_slas where account_id = ${work.account_id} and (next_breach_at is not null or note_at is not null)`,
    ),
  )
  expect(rows).toEqual([])
})

test("a group's clock runs while the ticket is the group's", async () => {
  const account = await newAccount()
  const { call, admin, agent } = account
  const [group] = (await call(agent, 'GET /api/v2/groups')).body.groups
  const other = (await call(admin, 'POST /api/v2/groups', { group: { name: 'Second line' } })).body.group
  await call(admin, 'POST /api/v2/group_slas/policies', {
    group_sla_policy: {
      title: 'Team',
      filter: { all: [{ field: 'group_id', operator: 'includes', value: [group.id] }] },
      policy_metrics: all('ownership_time', 30),
    },
  })
  const id = await ask(account, { group_id: group.id })
  const owned = async () =>
    (await call(agent, `GET /api/v2/tickets/${id}/group_slas/policy_metrics`)).body.policy_metrics
  expect(await owned()).toMatchObject([{ metric: 'ownership_time', stage: 'active', minutes: 29 }])
  await call(agent, `PUT /api/v2/tickets/${id}`, { ticket: { group_id: other.id } })
  expect(await owned()).toEqual([])
  expect((await clocks(account, id)).ownership_time).toBeUndefined()
})

test('an account without policies asks the database nothing when a ticket changes', async () => {
  const account = await newAccount()
  const id = await ask(account)
  const rows = await account.work(async (work) => {
    // Whether there are any is asked again after some seconds, however long this test takes.
    await rememberedPolicies(work)
    const asked: string[] = []
    const { all: read } = work.db
    work.db.all = (query) => {
      asked.push(JSON.stringify(query.toOperationNode()))
      return read.call(work.db, query) as never // passed on as it came
    }
    await changeTicket(work, id, { priority: 'low' })
    await work.flush()
    return asked.filter((text) => /sla_polic|ticket_slas/.test(text))
  })
  expect(rows).toEqual([])
})
