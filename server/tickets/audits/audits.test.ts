import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { changeTicket } from '../actions.ts'
import { offerRuleTitles } from './stories.ts'

const pathOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '')

async function newTicket(account: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await account.call(account.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'Kettle', comment: { body: 'It leaks' }, requester_id: account.customer.id, ...ticket },
  })
  return body.ticket.id
}

const eventsOf = (audit: { events: Record<string, unknown>[] }, type: string) =>
  audit.events.filter((event) => event.type === type)

describe('audits of a ticket', () => {
  it('tell of creation, changes, comments, people and macros, with values as text', async () => {
    const account = await newAccount()
    const id = await newTicket(account, { priority: 'low' })
    await account.call(account.agent, `PUT /api/v2/tickets/${id}`, {
      ticket: {
        assignee_id: account.agent.id,
        comment: { body: 'A note', public: false },
        email_ccs: [{ user_email: 'second@people.example' }],
        followers: [{ user_id: account.admin.id }],
        macro_ids: [4711],
      },
    })
    const { body } = await account.call(account.agent, `GET /api/v2/tickets/${id}/audits`)
    const [created, updated] = body.audits
    expect(eventsOf(created, 'Create')).toContainEqual(
      expect.objectContaining({ field_name: 'priority', value: 'low' }),
    )
    expect(eventsOf(created, 'Comment')).toEqual([
      expect.objectContaining({ body: 'It leaks', plain_body: 'It leaks', public: true, attachments: [] }),
    ])
    expect(eventsOf(updated, 'Change')).toContainEqual(
      expect.objectContaining({ field_name: 'assignee_id', value: String(account.agent.id), previous_value: null }),
    )
    expect(eventsOf(updated, 'Comment')[0]).toMatchObject({ body: 'A note', public: false, audit_id: updated.id })
    expect(eventsOf(updated, 'EmailCcChange')[0]).toMatchObject({
      current_email_ccs: ['second@people.example'],
      previous_email_ccs: [],
    })
    expect(eventsOf(updated, 'FollowerChange')[0]).toMatchObject({ current_followers: [account.admin.email] })
    expect(eventsOf(updated, 'AgentMacroReference')[0]).toMatchObject({ macro_id: '4711' })
    const count = await account.call(account.agent, `GET /api/v2/tickets/${id}/audits/count`)
    expect(count.body.count.value).toBe(2)
    const comments = await account.call(account.agent, `GET /api/v2/tickets/${id}/comments/count`)
    expect(comments.body.count.value).toBe(2)
  })

  it('name the rule that made a change', async () => {
    const account = await newAccount()
    const id = await newTicket(account)
    offerRuleTitles('automation', async (_work, ids) => new Map(ids.map((one) => [one, 'Raise what waits'])))
    await account.work((work) =>
      changeTicket(work.as({ kind: 'system', name: 'automation/77' }), id, {
        priority: 'high',
        rule: { kind: 'automation', id: 77 },
      }),
    )
    const { body } = await account.call(
      account.agent,
      `GET /api/v2/tickets/${id}/audits?sort_by=created_at&sort_order=desc`,
    )
    expect(body.audits[0]).toMatchObject({
      author_id: -1,
      via: { channel: 'rule', source: { from: { id: 77, title: 'Raise what waits' }, to: {}, rel: 'automation' } },
    })
  })

  it('tell of redaction and privacy without the words', async () => {
    const account = await newAccount()
    const id = await newTicket(account)
    const { body } = await account.call(account.agent, `GET /api/v2/tickets/${id}/comments`)
    const [comment] = body.comments
    await account.call(account.agent, `PUT /api/v2/tickets/${id}/comments/${comment.id}/redact`, { text: 'leaks' })
    await account.call(account.agent, `PUT /api/v2/tickets/${id}/comments/${comment.id}/make_private`)
    const audits = await account.call(account.agent, `GET /api/v2/tickets/${id}/audits`)
    expect(audits.text).not.toContain('leaks')
    const types = audits.body.audits.flatMap((audit: { events: { type: string }[] }) =>
      audit.events.map((event) => event.type),
    )
    expect(types).toContain('CommentRedactionEvent')
    expect(types).toContain('CommentPrivacyChange')
    expect(eventsOf(audits.body.audits[0], 'Comment')[0]).toMatchObject({ public: false, body: 'It ▇▇▇▇▇' })
  })
})

describe('audits of all tickets', () => {
  it('are walked by before_url, newest first, and followed by after_url', async () => {
    const account = await newAccount()
    const ids = [await newTicket(account), await newTicket(account), await newTicket(account)]
    const seen: number[] = []
    let page = await account.call(account.agent, 'GET /api/v2/ticket_audits?sort_by=created_at&sort_order=desc&limit=2')
    const newest = page.body.after_url
    for (let turns = 0; turns < 5; turns++) {
      seen.push(...page.body.audits.map((audit: { ticket_id: number }) => audit.ticket_id))
      if (page.body.before_url === null) break
      page = await account.call(account.agent, `GET ${pathOf(page.body.before_url)}`)
    }
    expect(seen).toEqual(ids.toReversed())
    const none = await account.call(account.agent, `GET ${pathOf(newest)}`)
    expect(none.body).toMatchObject({ audits: [], after_url: null })
    const fourth = await newTicket(account)
    const later = await account.call(account.agent, `GET ${pathOf(newest)}`)
    expect(later.body.audits.map((audit: { ticket_id: number }) => audit.ticket_id)).toEqual([fourth])
  })

  it('come in the new styles too, and not to customers', async () => {
    const account = await newAccount()
    await newTicket(account)
    const cursor = await account.call(account.agent, 'GET /api/v2/ticket_audits?page[size]=1')
    expect(cursor.body).toMatchObject({ meta: { has_more: false }, links: { next: null } })
    expect(cursor.body.audits).toHaveLength(1)
    const offset = await account.call(account.agent, 'GET /api/v2/ticket_audits?page=1')
    expect(offset.body).toMatchObject({ count: 1, next_page: null })
    expect((await account.call(account.customer, 'GET /api/v2/ticket_audits')).status).toBe(403)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_audits?cursor=nonsense')).status).toBe(400)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_audits?limit=x')).status).toBe(400)
  })
})
