import { describe, expect, it } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { verifyAudit } from '../../audit/index.ts'
import { sql } from '../../platform/db.ts'
import { sampleTicket } from './conversation.ts'
import { PHRASES } from './texts/index.ts'

const NOW = new Date('2026-06-01T12:00:00Z')

describe('a sample ticket', () => {
  it('is the same for the same number', () => {
    expect(sampleTicket(17, 100, 20, NOW)).toEqual(sampleTicket(17, 100, 20, NOW))
    expect(sampleTicket(17, 100, 20, NOW)).not.toEqual(sampleTicket(18, 100, 20, NOW))
  })

  it('has one to eight comments in the order of their times, none in the future, and no gap left to fill', () => {
    for (let index = 0; index < 500; index++) {
      const { comments, subject } = sampleTicket(index, 500, 60, NOW)
      expect(comments.length).toBeGreaterThanOrEqual(1)
      expect(comments.length).toBeLessThanOrEqual(8)
      const times = comments.map((comment) => comment.at.getTime())
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(times.at(-1)).toBeLessThan(NOW.getTime())
      expect([subject, ...comments.map((comment) => comment.body)].join()).not.toMatch(/\{\w+\}/)
    }
  })

  it('comes in every language, with every matter in each', () => {
    for (const phrases of PHRASES)
      expect(phrases.topics.map((topic) => topic.name)).toEqual(PHRASES[0]?.topics.map((topic) => topic.name))
    const tags = new Set(Array.from({ length: 400 }, (_, index) => sampleTicket(index, 400, 60, NOW).tags[1]))
    expect([...tags].toSorted()).toEqual(['de', 'en', 'it', 'nl'])
  })
})

describe('sample data', () => {
  it('is made on an admin’s request, in batches, and is like any other tickets', async () => {
    const account = await newAccount()
    const asked = await account.call(account.admin, 'POST /api/v2/sample_data', { tickets: 130 })
    expect([asked.status, asked.body.sample_data.state]).toEqual([202, 'running'])
    expect((await account.call(account.admin, 'POST /api/v2/sample_data', { tickets: 5 })).status).toBe(409)
    await account.runJobs()
    expect((await account.call(account.admin, 'GET /api/v2/sample_data')).body.sample_data).toMatchObject({
      tickets: 130,
      made: 130,
      state: 'done',
    })

    expect((await account.call(account.agent, 'GET /api/v2/tickets/count')).body.count.value).toBe(130)
    const { ticket } = (await account.call(account.agent, 'GET /api/v2/tickets/40')).body
    const { comments } = (await account.call(account.agent, 'GET /api/v2/tickets/40/comments')).body
    const { audits } = (await account.call(account.agent, 'GET /api/v2/tickets/40/audits')).body
    expect(comments[0].body).toBe(ticket.description)
    expect(comments.length).toBe(ticket.comment_count)
    expect(audits.length).toBe(ticket.comment_count)
    const found = await account.call(account.agent, `GET /api/v2/search?query=${encodeURIComponent(ticket.subject)}`)
    expect(found.body.results.map((one: { id: number }) => one.id)).toContain(40)
  })

  it('sends nothing and leaves an audit that holds', async () => {
    const account = await newAccount()
    await account.call(account.admin, 'POST /api/v2/sample_data', { tickets: 30 })
    await account.runJobs()
    const { count } = await account.work((work) =>
      work.db.one<{ count: number }>(
        sql`select count(*) as count from mail_deliveries where account_id = ${work.account_id}`,
      ),
    )
    expect(count).toBe(0)
    expect(await account.work((work) => verifyAudit(work))).toMatchObject({ is_intact: true, findings: [] })
  })

  it('is for admins, and not without end', async () => {
    const account = await newAccount()
    expect((await account.call(account.agent, 'POST /api/v2/sample_data', { tickets: 5 })).status).toBe(403)
    expect((await account.call(account.admin, 'POST /api/v2/sample_data', { tickets: 5001 })).status).toBe(422)
  })
})
