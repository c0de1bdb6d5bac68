// What rules send, attacked: words of customers that would be templates, markup or headers, strangers who have the desk
// write to a victim, machines that answer each other, templates that would read files or never end.
import { describe, expect, it } from 'vitest'
import { HONEST_IP, newDomain, newPost, open, type Post } from '../support/letters.ts'

const CREATED = [{ field: 'update_type', operator: 'is', value: 'Create' }]

async function answering(body: string, subject = 'About {{ticket.title}}', whom = 'requester_id'): Promise<Post> {
  const post = await newPost()
  const { status, text } = await post.call(post.admin, 'POST /api/v2/triggers', {
    trigger: { title: 'Answer', all: CREATED, actions: [{ field: 'notification_user', value: [whom, subject, body] }] },
  })
  if (status !== 201) throw new Error(text)
  return post
}

const honest = () => ({ from: `anna@${newDomain()}`, ip: HONEST_IP })

describe('the words of customers in mails of rules', () => {
  it('are never a template (attack 60)', async () => {
    const post = await answering('{{ticket.title}} / {{ticket.description}} / {{ticket.latest_comment}}')
    const { from, ip } = honest()
    const words = '{{7|times:191}} {% assign x = 1 %}{{ticket.requester.email}}'
    await open(post, { from, ip, subject: words, text: words })
    const [{ mail } = { mail: null }] = await post.sent()
    expect(mail?.text).toContain('{{7|times:191}}')
    expect(mail?.text).not.toContain('1337')
    expect(mail?.text).not.toContain(from)
    expect(mail?.subject).toBe(`About ${words}`)
  })

  it('are text, whatever markup they are (attacks 25 and 28)', async () => {
    const post = await answering('<p>You wrote: {{ticket.description}}</p>{{ticket.title | raw}}')
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="javascript:alert(3)">x</a>'
    await open(post, { ...honest(), subject: markup, text: markup })
    const [{ mail } = { mail: null }] = await post.sent()
    expect(mail?.html).toContain('&lt;script&gt;')
    expect(mail?.html).not.toMatch(/<script|<img|<a [^>]*javascript/i)
  })

  it('add no header (attack 14)', async () => {
    const post = await answering('Hello', 'About {{ticket.title}}')
    const created = await post.call(post.agent, 'POST /api/v2/tickets', {
      ticket: {
        subject: 'x\r\nBcc: victim@people.example\r\n\r\nbody',
        comment: { body: 'B' },
        requester_id: post.customer.id,
      },
    })
    expect(created.status).toBe(201)
    await post.runJobs()
    const mails = await post.sent()
    expect(mails.map(({ to }) => to)).toEqual([[post.customer.email]])
    expect(mails[0]?.raw).not.toMatch(/^Bcc:/im)
  })
})

describe('mails of rules', () => {
  it('do not reach whom a stranger names as sender (attacks 1 and 12)', async () => {
    const post = await answering('You wrote: {{ticket.description}}')
    await open(post, { from: 'victim@people.example', text: 'Buy pills' })
    expect(await post.sent()).toEqual([])
  })

  it('reach nobody because of what a machine wrote, and say that a machine wrote them (attacks 9 and 11)', async () => {
    const post = await answering('We got it')
    const { from, ip } = honest()
    await open(post, { from, ip })
    expect(await post.sent()).toHaveLength(1)
    const [{ mail, raw } = { mail: null, raw: '' }] = await post.sent()
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(raw).toMatch(/^X-Custos-Loop:/im)
    await post.receive({ from, ip, headers: ['Auto-Submitted: auto-generated'] })
    await post.receive({ from, ip, headers: ['Auto-Submitted: auto-replied'] })
    await post.receive({ from, ip, mail_from: '' })
    expect(await post.sent()).toHaveLength(1)
  })

  it('are bounded where two robots answer each other', async () => {
    const post = await newPost()
    await post.call(post.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'Answer everything',
        all: [{ field: 'comment_is_public', operator: 'is', value: 'true' }],
        actions: [{ field: 'notification_user', value: ['requester_id', 'Got it', 'Thank you'] }],
      },
    })
    const { from, ip } = honest()
    const ticket_id = await open(post, { from, ip })
    const to = await post.addressOf(ticket_id)
    for (let turn = 0; turn < 14; turn++) await post.receive({ from, ip, to, text: `Thank you ${turn}` })
    expect(await post.sent()).toHaveLength(10)
  })

  it('give the link to rate a ticket to its requester alone', async () => {
    const post = await newPost()
    await post.call(post.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'Ask',
        all: [{ field: 'status', operator: 'value', value: 'solved' }],
        actions: [
          { field: 'satisfaction_score', value: 'offered' },
          { field: 'notification_user', value: ['requester_id', 'Rate', '[{{satisfaction.rating_url}}]'] },
          { field: 'notification_user', value: ['assignee_id', 'Rate', '[{{satisfaction.rating_url}}]'] },
        ],
      },
    })
    const ticket_id = await open(post, honest())
    const { body } = await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, { ticket: { status: 'solved' } })
    expect(body.ticket.satisfaction_rating.score).toBe('offered')
    await post.runJobs()
    const texts = (await post.sent()).map(({ mail }) => /\[(.*?)\]/s.exec(mail.text ?? '')?.[1] ?? '')
    expect(texts).toHaveLength(2)
    expect(texts.filter((text) => text.includes('satisfaction'))).toHaveLength(1)
    expect(texts).toContain('')
  })

  it('hold no note, whatever they ask for, where a customer reads them', async () => {
    const post = await newPost()
    const text =
      '{{ticket.comments_formatted}} {{ticket.latest_comment}} {% for c in ticket.comments %}{{c.value}}{% endfor %}'
    await post.call(post.admin, 'POST /api/v2/triggers', {
      trigger: {
        title: 'On solved',
        all: [{ field: 'status', operator: 'value', value: 'solved' }],
        actions: [
          { field: 'notification_user', value: ['requester_and_ccs', 'Done', text] },
          { field: 'notification_user', value: ['all_agents', 'Done', text] },
        ],
      },
    })
    const ticket_id = await open(post, { ...honest(), text: 'I am lost' })
    await post.call(post.agent, `POST /api/v2/tickets/${ticket_id}/notes`, { note: { body: 'Umbrage' } })
    await post.call(post.agent, `PUT /api/v2/tickets/${ticket_id}`, {
      ticket: { status: 'solved', comment: { body: 'Umbrage again', public: false } },
    })
    await post.runJobs()
    const mails = await post.sent()
    const mine = mails.filter(({ to }) => to[0]?.startsWith('anna@'))
    expect(mine).toHaveLength(1)
    expect(mine[0]?.raw).toContain('I am lost')
    expect(mine[0]?.raw).not.toMatch(/umbrage/i)
    expect(mails.length).toBeGreaterThan(1)
    for (const { raw } of mails.filter((one) => !mine.includes(one))) expect(raw).toMatch(/umbrage/i)
  })
})

describe('templates of rules', () => {
  it.each([
    "{% include '/etc/passwd' %}",
    "{% render '../../package.json' %}",
    "{% layout 'x' %}",
    '{{ ticket.title | no_such_filter }}',
    '{% for i in (1..3) %}',
    '{{ ticket.title',
    `{{ "${'x'.repeat(70_000)}" }}`,
  ])('that read elsewhere, or cannot be read, are refused: %s', async (body) => {
    await expect(answering(body)).rejects.toThrow(/RecordInvalid/)
  })

  it.each([
    '{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}',
    "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..30) %}{% assign s = s | append: s %}{% endfor %}{{ s }}",
    "{{ 'x' | times: 3 }}{% for i in (1..999999999) %}{% endfor %}",
  ])('that would never end are stopped, and the rule shows it: %s', async (body) => {
    const post = await answering(body)
    await open(post, honest())
    expect(await post.sent()).toEqual([])
    const { body: shown } = await post.call(post.admin, 'GET /api/v2/triggers')
    expect(shown.triggers[0].last_failure.error).toMatch(/limit|long|memory/i)
  })

  it('reach nothing but their values (attacks 31 and 60)', async () => {
    const post = await answering(
      '[{{ticket.constructor}}{{ticket.__proto__}}{{ticket.title.constructor.name}}{{ticket.comments_formatted.constructor}}{{self}}{{global}}{{process}}{{current_user.password}}]',
    )
    await open(post, honest())
    const [{ mail } = { mail: null }] = await post.sent()
    expect(mail?.text).toContain('[]')
  })
})
