// What of an account that moves needs a hand: webhooks and targets; and what moves since the exports hold it back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from '../../../tests/conformance/listening.ts'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { importZendesk } from './run.ts'

interface Line {
  kind: string
  source: string
  result: string
  why?: string[]
}

let source: Listening

/** Runs an import. `waiting` stands for the time the import waits. */
async function move(to: TestAccount, waiting: (ms: number) => Promise<void> = async () => undefined) {
  const lines: Line[] = []
  const told: string[] = []
  const token = Buffer.from(source.admin.authorization.slice('Basic '.length), 'base64').toString().split('/token:')[1]
  await importZendesk(
    to.desk,
    to.account_id,
    { url: source.origin, email: source.admin.email, token: token ?? '', allow_private: true, wait: waiting },
    { agents: 'all', activate: false, keep_numbers: false, file_bytes: 1024 },
    { write: (line) => void lines.push(JSON.parse(line)), tell: (line) => void told.push(line) },
  )
  return { lines, told }
}

/** As if what was written now had been written an hour ago. */
async function age(): Promise<void> {
  for (const table of ['tickets', 'users', 'organizations'])
    await source.work((work) =>
      work.db.run(sql`
        update ${sql.table(table)} set updated_at = updated_at - interval '1 hour'
        where account_id = ${work.account_id} and updated_at > now() - interval '5 minutes'`),
    )
}

async function made(account: TestAccount, path: string, single: string, body: object) {
  const answer = await account.call(account.admin, `POST /api/v2/${path}`, { [single]: body })
  expect(answer.status, answer.text).toBe(201)
  return answer.body[single]
}

async function listed(account: TestAccount, path: string, key: string) {
  const answer = await account.call(account.admin, `GET /api/v2/${path}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body[key]
}

describe('an account that moves', () => {
  let closed_id: number
  let later_id: number
  beforeAll(async () => {
    source = await listen()
    const webhook = await made(source, 'webhooks', 'webhook', {
      name: 'Parcels',
      endpoint: 'https://parcels.example/hook',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['conditional_ticket_events'],
      authentication: { type: 'bearer_token', add_position: 'header', data: { token: 'top-secret-bearer' } },
      custom_headers: { 'X-Key': 'top-secret-header' },
    })
    const target = await made(source, 'targets', 'target', {
      title: 'Old machine',
      type: 'http_target',
      target_url: 'https://old.example/in',
      method: 'post',
      username: 'desk',
      password: 'top-secret-password',
    })
    await made(source, 'triggers', 'trigger', {
      title: 'Tell the parcels',
      conditions: { all: [{ field: 'status', operator: 'is', value: 'solved' }], any: [] },
      actions: [
        { field: 'notification_webhook', value: [webhook.id, '{"id":"{{ticket.id}}"}'] },
        { field: 'notification_target', value: [String(target.id), 'Hello'] },
      ],
    })
    const item = await made(source, 'dynamic_content/items', 'item', {
      name: 'Greeting words',
      default_locale_id: 1,
      variants: [
        { locale_id: 1, content: 'Good day', default: true },
        { locale_id: 8, content: 'Guten Tag', active: false },
      ],
    })
    await source.call(source.admin, `PUT /api/v2/dynamic_content/items/${item.id}`, { item: { name: 'Renamed' } })
    const past = await source.call(source.admin, 'POST /api/v2/imports/tickets', {
      ticket: { subject: 'The first one', status: 'closed', requester_id: source.customer.id, description: 'Done' },
    })
    closed_id = past.body.ticket.id
    const later = await made(source, 'tickets', 'ticket', {
      via_followup_source_id: closed_id,
      comment: { body: 'Again' },
    })
    later_id = later.id
    await age()
  })
  afterAll(() => source.close())

  it('brings webhooks and targets without secrets and switched off, says so, and rules that name them', async () => {
    const to = await newAccount()
    const { lines } = await move(to)
    const [webhook] = await listed(to, 'webhooks', 'webhooks')
    expect(webhook).toMatchObject({ name: 'Parcels', endpoint: 'https://parcels.example/hook', status: 'inactive' })
    expect(webhook.authentication).toBeUndefined()
    expect(webhook.custom_headers).toBeUndefined()
    const [target] = await listed(to, 'targets', 'targets')
    expect(target).toMatchObject({ title: 'Old machine', active: false, target_url: 'https://old.example/in' })
    const why = lines.find((line) => line.kind === 'webhook')?.why?.join()
    expect(why).toMatch(/it is off.*signing secret.*credentials.*X-Key/)
    expect(lines.find((line) => line.kind === 'target')?.why?.join()).toMatch(/it is off.*password/)
    expect(JSON.stringify(lines)).not.toContain('top-secret')
    const trigger = (await listed(to, 'triggers', 'triggers')).find(
      (one: { title: string }) => one.title === 'Tell the parcels',
    )
    expect(trigger).toMatchObject({
      active: false,
      actions: [
        { field: 'notification_webhook', value: [webhook.id, '{"id":"{{ticket.id}}"}'] },
        { field: 'notification_target', value: [String(target.id), 'Hello'] },
      ],
    })
    await move(to)
    expect(await listed(to, 'webhooks', 'webhooks')).toHaveLength(1)
    expect(await listed(to, 'targets', 'targets')).toHaveLength(1)
  })

  it('brings dynamic content with its languages, under the placeholder it had', async () => {
    const to = await newAccount()
    await move(to)
    const [item] = await listed(to, 'dynamic_content/items', 'items')
    expect(item).toMatchObject({ name: 'Renamed', placeholder: '{{dc.greeting_words}}', default_locale_id: 1 })
    const texts = item.variants.map((one: Record<string, unknown>) => [one.locale_id, one.content, one.active])
    expect(texts.toSorted()).toEqual([
      [1, 'Good day', true],
      [8, 'Guten Tag', false],
    ])
  })

  it.each([
    ['the closed ticket', 'the one that follows it up', () => closed_id],
    ['the one that follows it up', 'the closed ticket', () => later_id],
  ])('knows what follows up what when %s is read before %s', async (_first, _second, first) => {
    await source.work((work) =>
      work.db.run(sql`
        update tickets set updated_at = now() - case when id = ${first()} then interval '2 days' else interval '1 day' end
        where account_id = ${work.account_id} and id in (${closed_id}, ${later_id})`),
    )
    const to = await newAccount()
    await move(to)
    const tickets = await listed(to, 'tickets', 'tickets')
    const closed = tickets.find((one: { status: string }) => one.status === 'closed')
    const later = tickets.find((one: { status: string }) => one.status !== 'closed')
    expect(closed.followup_ids).toEqual([later.id])
    expect(later.via).toMatchObject({ channel: 'closed_ticket', source: { from: { ticket_id: closed.id } } })
    expect(later.via.source.rel).toBe('follow_up')
  })

  it('waits for what the exports hold back, takes it, and says until when it has everything', async () => {
    const to = await newAccount()
    const ticket = await made(source, 'tickets', 'ticket', { subject: 'Just now', comment: { body: 'Quick' } })
    const waits: number[] = []
    const { told } = await move(to, async (ms) => {
      waits.push(ms)
      await age()
    })
    expect(waits).toEqual([75_000])
    expect(told.join('\n')).toMatch(/waiting 75 s/)
    expect(told.join('\n')).toMatch(/what changed in the source after .*Z comes with the next run/)
    const external = `zendesk:${ticket.id}`
    expect(await listed(to, `tickets?external_id=${external}`, 'tickets')).toHaveLength(1)
    const again = await move(to, async (ms) => void waits.push(ms))
    expect(waits).toHaveLength(1)
    expect(again.lines.filter((line) => line.kind === 'ticket')).toEqual([])
  })
})
