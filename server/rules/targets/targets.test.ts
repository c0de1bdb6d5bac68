import { afterEach, describe, expect, it } from 'vitest'
import { newPost, type Post } from '../../../tests/support/letters.ts'
import { openReceiver, type Receiver } from '../../../tests/support/receiver.ts'

let receiver: Receiver | null = null

afterEach(async () => {
  await receiver?.close()
  receiver = null
})

async function tell(post: Post, action: { field: string; value: string[] }): Promise<void> {
  const { status, text } = await post.call(post.admin, 'POST /api/v2/triggers', {
    trigger: { title: 'Tell', all: [{ field: 'update_type', operator: 'is', value: 'Create' }], actions: [action] },
  })
  if (status !== 201) throw new Error(text)
  await post.call(post.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'He said "no"\n{{1|plus:1}}', comment: { body: 'B' } },
  })
  await post.runJobs()
}

const addTarget = async (post: Post, target: object) =>
  await post.call(post.admin, 'POST /api/v2/targets', { target: { title: 'Ops', ...target } })

describe('targets', () => {
  it('get mail at their address', async () => {
    const post = await newPost()
    const created = await addTarget(post, {
      type: 'email_target',
      email: 'ops@people.example',
      subject: '#{{ticket.id}}',
    })
    expect(created.status).toBe(201)
    await tell(post, { field: 'notification_target', value: [String(created.body.target.id), 'New: {{ticket.title}}'] })
    const [sent] = await post.sent()
    expect(sent?.to).toEqual(['ops@people.example'])
    expect(sent?.mail.text).toContain('New: He said "no"')
    expect(sent?.mail.text).toContain('{{1|plus:1}}')
  })

  it('get requests at their URL, with a password that never leaves the API', async () => {
    const post = await newPost()
    receiver = await openReceiver()
    const created = await addTarget(post, {
      type: 'url_target_v2',
      target_url: receiver.origin,
      method: 'post',
      username: 'custos',
      password: 'open sesame',
    })
    expect(created.body.target).toMatchObject({ username: 'custos', password: null })
    expect(created.text).not.toContain('sesame')
    const body = '{"title": "{{ticket.title}}"}'
    await tell(post, { field: 'notification_target', value: [String(created.body.target.id), body] })
    expect(receiver.received).toHaveLength(1)
    const [request] = receiver.received
    expect(JSON.parse(request?.body ?? '')).toEqual({ title: 'He said "no"\n{{1|plus:1}}' })
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from('custos:open sesame').toString('base64')}`)
  })

  it('that are gone are shown on the rule that names them', async () => {
    const post = await newPost()
    const { body } = await addTarget(post, { type: 'email_target', email: 'ops@people.example', subject: 'S' })
    const action = { field: 'notification_target', value: [String(body.target.id), 'B'] }
    await tell(post, action)
    expect((await post.call(post.admin, `DELETE /api/v2/targets/${body.target.id}`)).status).toBe(204)
    await post.call(post.agent, 'POST /api/v2/tickets', { ticket: { subject: 'S', comment: { body: 'B' } } })
    await post.runJobs()
    const shown = await post.call(post.admin, 'GET /api/v2/triggers')
    expect(shown.body.triggers[0].last_failure.error).toBe('The target is gone, or off')
  })

  it('are refused with a reason where nothing could reach them', async () => {
    const post = await newPost()
    const key = async (target: object) => {
      const { status, body } = await addTarget(post, target)
      return `${status} ${Object.keys(body.details ?? {})}`
    }
    expect(await key({ type: 'yammer_target' })).toBe('422 type')
    expect(await key({ type: 'email_target', email: 'nobody' })).toBe('422 email')
    expect(await key({ type: 'email_target', email: 'a@b.example', subject: '{{' })).toBe('422 subject')
    expect(await key({ type: 'url_target', target_url: 'file:///etc/passwd' })).toBe('422 target_url')
    expect(await key({ type: 'url_target', target_url: 'https://a:b@c.example' })).toBe('422 target_url')
    expect(await key({ type: 'url_target', target_url: 'https://c.example', method: 'trace' })).toBe('422 method')
    expect((await post.call(post.agent, 'GET /api/v2/targets')).status).toBe(403)
  })
})

describe('webhooks', () => {
  it('get what a rule says', async () => {
    const post = await newPost()
    receiver = await openReceiver()
    const { body } = await post.call(post.admin, 'POST /api/v2/webhooks', {
      webhook: {
        name: 'W',
        endpoint: receiver.origin,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: ['conditional_ticket_events'],
      },
    })
    await tell(post, { field: 'notification_webhook', value: [body.webhook.id, '{"t": "{{ticket.title}}"}'] })
    expect(JSON.parse(receiver.received[0]?.body ?? '').t).toBe('He said "no"\n{{1|plus:1}}')
  })
})
