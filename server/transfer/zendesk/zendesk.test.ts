// One account moves into another over the API, and is the same there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../../tests/conformance/listening.ts'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { importZendesk } from './run.ts'

interface Line {
  kind: string
  source: string
  result: string
  why?: string | string[]
}

let source: Listening
const waits: number[] = []

const accessTo = (from: Listening, url = from.origin) => ({
  url,
  email: from.admin.email,
  token: Buffer.from(from.admin.authorization.slice('Basic '.length), 'base64').toString().split('/token:')[1] ?? '',
  allow_private: true,
  wait: async (ms: number) => void waits.push(ms),
})
const OPTIONS = { agents: 'all' as const, activate: false, keep_numbers: false, file_bytes: 1024 * 1024 }

/** Runs an import and returns its report. */
async function move(from: Listening, to: TestAccount, more: { options?: object; access?: object } = {}) {
  const lines: Line[] = []
  const told: string[] = []
  const is_whole = await importZendesk(
    to.desk,
    to.account_id,
    { ...accessTo(from), ...more.access },
    { ...OPTIONS, ...more.options },
    { write: (line) => void lines.push(JSON.parse(line)), tell: (line) => void told.push(line) },
  )
  return {
    is_whole,
    lines,
    told,
    refused: lines.filter((line) => line.result === 'refused' || line.result === 'partly'),
  }
}

async function made(account: TestAccount, path: string, single: string, body: object) {
  const answer = await account.call(account.admin, `POST /api/v2/${path}`, { [single]: body })
  expect(answer.status, answer.text).toBe(201)
  return answer.body[single]
}

async function seed(account: TestAccount) {
  const { admin, agent, customer, call } = account
  const group = await made(account, 'groups', 'group', { name: 'Returns', description: 'Parcels' })
  await made(account, 'group_memberships', 'group_membership', { user_id: agent.id, group_id: group.id })
  const organization = await made(account, 'organizations', 'organization', {
    name: 'Kiln & Co',
    tags: ['gold'],
    domain_names: ['kiln.example'],
  })
  const plan = await made(account, 'ticket_fields', 'ticket_field', {
    type: 'tagger',
    title: 'Plan',
    custom_field_options: [
      { name: 'Small', value: 'plan_small' },
      { name: 'Large', value: 'plan_large' },
    ],
  })
  const note = await made(account, 'ticket_fields', 'ticket_field', { type: 'text', title: 'Serial' })
  await made(account, 'user_fields', 'user_field', { type: 'text', title: 'Nickname', key: 'nickname' })
  const form = await made(account, 'ticket_forms', 'ticket_form', {
    name: 'Return form',
    ticket_field_ids: [1, 2, plan.id],
  })
  const status = await made(account, 'custom_statuses', 'custom_status', {
    status_category: 'pending',
    agent_label: 'Waiting for parcel',
  })
  const schedule = (
    await call(admin, 'POST /api/v2/business_hours/schedules', {
      schedule: { name: 'Office', time_zone: 'Europe/Berlin' },
    })
  ).body.schedule
  await call(admin, `POST /api/v2/business_hours/schedules/${schedule.id}/holidays`, {
    holiday: { name: 'New year', start_date: '2027-01-01', end_date: '2027-01-01' },
  })
  await made(account, 'triggers', 'trigger', {
    title: 'Large plan goes to returns',
    conditions: { all: [{ field: `custom_fields_${plan.id}`, operator: 'is', value: 'plan_large' }], any: [] },
    actions: [
      { field: 'group_id', value: String(group.id) },
      { field: 'notification_user', value: ['requester_id', 'Hello', `Plan {{ticket.ticket_field_${plan.id}}}`] },
    ],
  })
  await made(account, 'macros', 'macro', {
    title: 'To returns',
    actions: [{ field: 'group_id', value: String(group.id) }],
    restriction: { type: 'Group', id: group.id },
  })
  await made(account, 'views', 'view', {
    title: 'Returns, open',
    all: [
      { field: 'status', operator: 'less_than', value: 'solved' },
      { field: 'group_id', operator: 'is', value: String(group.id) },
    ],
    output: { columns: ['subject', String(plan.id)] },
  })
  await call(admin, `PUT /api/v2/users/${customer.id}`, {
    user: { notes: 'Likes blue', organization_id: organization.id, tags: ['vip'], user_fields: { nickname: 'Bo' } },
  })
  await call(admin, `POST /api/v2/users/${customer.id}/identities`, {
    identity: { type: 'email', value: `second-${customer.email}` },
  })
  const friend = await account.addPerson('end-user')
  const image = await call(admin, 'POST /api/v2/uploads?filename=glaze.txt', 'the glaze cracked', {
    'content-type': 'text/plain',
  })
  const imported = await call(admin, 'POST /api/v2/imports/tickets', {
    ticket: {
      subject: 'The vase arrived broken',
      status: 'solved',
      priority: 'high',
      type: 'problem',
      requester_id: customer.id,
      assignee_id: agent.id,
      group_id: group.id,
      tags: ['pottery'],
      external_id: 'shop-77',
      ticket_form_id: form.id,
      custom_fields: [
        { id: plan.id, value: 'plan_small' },
        { id: note.id, value: 'SN-4711' },
      ],
      email_ccs: [{ user_id: friend.id }],
      created_at: '2021-03-01T10:00:00Z',
      updated_at: '2021-03-03T10:00:00Z',
      comments: [
        { author_id: customer.id, value: 'It broke', created_at: '2021-03-01T10:00:00Z' },
        { author_id: agent.id, value: 'Check the kiln log', public: false, created_at: '2021-03-01T11:00:00Z' },
        {
          author_id: agent.id,
          html_body: '<p>We send <b>another</b></p>',
          created_at: '2021-03-02T10:00:00Z',
          uploads: [image.body.upload.token],
        },
      ],
    },
  })
  expect(imported.status, imported.text).toBe(201)
  const incident = await made(account, 'tickets', 'ticket', {
    subject: 'Mine too',
    requester_id: friend.id,
    type: 'incident',
    problem_id: imported.body.ticket.id,
    comment: { body: 'Same here' },
    custom_status_id: status.id,
  })
  return { group, organization, plan, note, form, status, friend, ticket: imported.body.ticket, incident, schedule }
}

/** Exports begin a minute ago: what was just written becomes so old. */
async function age(account: TestAccount, minutes: number): Promise<void> {
  for (const table of ['tickets', 'users', 'organizations'])
    await account.work((work) =>
      work.db.run(sql`
        update ${sql.table(table)} set updated_at = now() - ${minutes} * interval '1 minute'
        where account_id = ${work.account_id} and updated_at > now() - interval '5 minutes'`),
    )
}

/** The copy of a record, by what it is called. */
async function listed(account: TestAccount, path: string, key: string) {
  const answer = await account.call(account.admin, `GET /api/v2/${path}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body[key] as Record<string, unknown>[]
}

const ticketOf = async (account: TestAccount, subject: string) =>
  (await listed(account, 'tickets', 'tickets')).find((one) => one.subject === subject) as Record<string, unknown> & {
    id: number
  }

describe('an account that moves', () => {
  let seeded: Awaited<ReturnType<typeof seed>>
  beforeAll(async () => {
    source = await listen()
    seeded = await seed(source)
    await age(source, 60)
  })
  afterAll(() => source.close())

  it('is the same in another account, resource by resource', async () => {
    const to = await newAccount()
    const { refused, is_whole } = await move(source, to)
    expect(refused).toEqual([])
    expect(is_whole).toBe(true)
    const [group] = (await listed(to, 'groups', 'groups')).filter((one) => one.name === 'Returns')
    expect(group).toMatchObject({ description: 'Parcels' })
    const [organization] = await listed(to, 'organizations', 'organizations')
    expect(organization).toMatchObject({
      name: 'Kiln & Co',
      tags: ['gold'],
      domain_names: ['kiln.example'],
      external_id: `zendesk:${seeded.organization.id}`,
    })
    const person = (await to.call(to.admin, `GET /api/v2/users/search?external_id=zendesk:${source.customer.id}`)).body
      .users[0]
    expect(person).toMatchObject({
      email: source.customer.email,
      notes: 'Likes blue',
      tags: ['vip'],
      user_fields: { nickname: 'Bo' },
      organization_id: organization?.id,
      verified: false,
      role: 'end-user',
    })
    const identities = (await to.call(to.admin, `GET /api/v2/users/${person.id}/identities`)).body.identities
    expect(identities.map((one: { value: string }) => one.value)).toContain(`second-${source.customer.email}`)
    const plan = (await listed(to, 'ticket_fields', 'ticket_fields')).find((one) => one.title === 'Plan')
    expect(plan?.custom_field_options).toMatchObject([{ value: 'plan_small' }, { value: 'plan_large' }])
    const form = (await listed(to, 'ticket_forms', 'ticket_forms')).find((one) => one.name === 'Return form')
    expect(form?.ticket_field_ids).toEqual([1, 2, plan?.id])
    const schedule = (await listed(to, 'business_hours/schedules', 'schedules')).find((one) => one.name === 'Office')
    expect(await listed(to, `business_hours/schedules/${schedule?.id}/holidays`, 'holidays')).toMatchObject([
      { name: 'New year' },
    ])
    const trigger = (await listed(to, 'triggers', 'triggers')).find((one) => one.title === 'Large plan goes to returns')
    expect(trigger).toMatchObject({
      active: false,
      conditions: { all: [{ field: `custom_fields_${plan?.id}`, operator: 'is', value: 'plan_large' }] },
      actions: [
        { field: 'group_id', value: String(group?.id) },
        { field: 'notification_user', value: ['requester_id', 'Hello', `Plan {{ticket.ticket_field_${plan?.id}}}`] },
      ],
    })
    const macro = (await listed(to, 'macros', 'macros')).find((one) => one.title === 'To returns')
    expect(macro).toMatchObject({ active: true, restriction: { type: 'Group', id: group?.id } })
    const view = (await listed(to, 'views', 'views')).find((one) => one.title === 'Returns, open')
    expect(view?.conditions).toMatchObject({
      all: [{ field: 'status' }, { field: 'group_id', value: String(group?.id) }],
    })
  })

  it('keeps what was said, by whom and when, with files, notes, people and fields', async () => {
    const to = await newAccount()
    await move(source, to)
    const ticket = await ticketOf(to, 'The vase arrived broken')
    const { requester_id, assignee_id, group_id } = ticket
    const people = await Promise.all(
      [requester_id, assignee_id].map(
        async (id) => (await to.call(to.admin, `GET /api/v2/users/${id}`)).body.user.email,
      ),
    )
    expect(people).toEqual([source.customer.email, source.agent.email])
    expect((await to.call(to.admin, `GET /api/v2/groups/${group_id}`)).body.group.name).toBe('Returns')
    expect(ticket).toMatchObject({
      status: 'solved',
      priority: 'high',
      type: 'problem',
      external_id: 'shop-77',
      created_at: '2021-03-01T10:00:00Z',
      updated_at: '2021-03-03T10:00:00Z',
      has_incidents: true,
    })
    expect(ticket.tags).toEqual(expect.arrayContaining(['pottery', 'plan_small']))
    const values = (ticket.custom_fields as { value: unknown }[]).map((one) => one.value)
    expect(values).toEqual(expect.arrayContaining(['plan_small', 'SN-4711']))
    expect(ticket.email_cc_ids).toHaveLength(1)
    const { comments } = (await to.call(to.agent, `GET /api/v2/tickets/${ticket.id}/comments`)).body
    expect(comments).toMatchObject([
      { author_id: requester_id, plain_body: 'It broke', public: true, created_at: '2021-03-01T10:00:00Z' },
      { author_id: assignee_id, plain_body: 'Check the kiln log', public: false, created_at: '2021-03-01T11:00:00Z' },
      {
        author_id: assignee_id,
        public: true,
        created_at: '2021-03-02T10:00:00Z',
        attachments: [{ file_name: 'glaze.txt' }],
      },
    ])
    expect(comments[2].html_body).toContain('<b>another</b>')
    const incident = await ticketOf(to, 'Mine too')
    expect(incident).toMatchObject({ problem_id: ticket.id, status: 'pending' })
    const status = (await listed(to, 'custom_statuses', 'custom_statuses')).find(
      (one) => one.id === incident.custom_status_id,
    )
    expect(status?.agent_label).toBe('Waiting for parcel')
  })

  it('sends nothing, starts no rule and no service level', async () => {
    const to = await newAccount()
    await move(source, to, { options: { activate: true } })
    await to.runJobs()
    const count = async (table: string) =>
      (
        await to.work((work) =>
          work.db.one<{ n: number }>(
            sql`select count(*) as n from ${sql.table(table)} where account_id = ${work.account_id}`,
          ),
        )
      ).n
    for (const table of ['mail_deliveries', 'rule_runs', 'ticket_slas', 'webhook_invocations'])
      expect(await count(table), table).toBe(0)
  })

  it('takes nothing twice when it runs again, and what is new when there is something', async () => {
    const to = await newAccount()
    await move(source, to)
    const again = await move(source, to)
    expect(again.lines.filter((line) => line.kind)).toEqual([])
    await source.call(source.agent, `PUT /api/v2/tickets/${seeded.incident.id}`, {
      ticket: { comment: { body: 'Only for us', public: false }, priority: 'urgent', tags: ['later'] },
    })
    await made(source, 'users', 'user', { name: 'Late comer', email: `late-${seeded.incident.id}@people.example` })
    await age(source, 40)
    const delta = await move(source, to)
    expect(delta.refused).toEqual([])
    expect(delta.lines.filter((line) => line.kind).map(({ kind, result }) => [kind, result])).toEqual([
      ['user', 'created'],
      ['ticket', 'updated'],
    ])
    const incident = await ticketOf(to, 'Mine too')
    expect(incident).toMatchObject({ priority: 'urgent', tags: ['later'], status: 'pending' })
    const { comments } = (await to.call(to.agent, `GET /api/v2/tickets/${incident.id}/comments`)).body
    expect(comments.map((one: { plain_body: string; public: boolean }) => [one.plain_body, one.public])).toEqual([
      ['Same here', true],
      ['Only for us', false],
    ])
  })

  it('leaves what was changed here, and says so', async () => {
    const to = await newAccount()
    await move(source, to)
    const { id } = await ticketOf(to, 'Mine too')
    await to.call(to.agent, `PUT /api/v2/tickets/${id}`, { ticket: { priority: 'low' } })
    await source.call(source.agent, `PUT /api/v2/tickets/${seeded.incident.id}`, {
      ticket: { comment: { body: 'Said there later' }, priority: 'normal' },
    })
    await age(source, 30)
    const { refused } = await move(source, to)
    expect(refused).toMatchObject([{ kind: 'ticket', result: 'partly' }])
    expect(await ticketOf(to, 'Mine too')).toMatchObject({ priority: 'low' })
    const { comments } = (await to.call(to.agent, `GET /api/v2/tickets/${id}/comments`)).body
    expect(comments.at(-1).plain_body).toBe('Said there later')
  })

  it('makes no agents unless asked, and says what that leaves out', async () => {
    const to = await newAccount()
    const { lines } = await move(source, to, { options: { agents: new Set() } })
    const team = await listed(to, 'users?role[]=agent&role[]=admin', 'users')
    expect(team).toHaveLength(3)
    expect(lines.find((line) => line.kind === 'ticket' && line.result === 'partly')?.why).toContain(
      'its assignee is no agent here',
    )
  })

  it('keeps numbers where asked and free', async () => {
    const to = await newAccount()
    await move(source, to, { options: { keep_numbers: true } })
    expect((await ticketOf(to, 'Mine too')).id).toBe(seeded.incident.id)
    const next = await made(to, 'tickets', 'ticket', { subject: 'New', comment: { body: 'x' } })
    expect(next.id).toBeGreaterThan(seeded.incident.id)
  })
})
