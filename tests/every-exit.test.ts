// An internal note can reach no exit. Every way in which something leaves for a customer is tried with a note that
// holds a marker: in its text, its file's name and its file's content. Every later exit joins this list.
import { beforeAll, describe, expect, it } from 'vitest'
import { ALL_ENDPOINTS } from '../server/compose.ts'
import { sql } from '../server/platform/db.ts'
import { doWork, SYSTEM_ORIGIN } from '../server/platform/work.ts'
import { logged, type Person } from './support/desk.ts'
import { type Fixture, fillRoute, newFixture } from './support/fixture.ts'

describe('an internal note', () => {
  let desk: Fixture

  beforeAll(async () => {
    desk = await newFixture()
  })

  it('is seen by staff, with its file', async () => {
    const comments = await desk.call(desk.agent, `GET /api/v2/tickets/${desk.ids.ticket_id}/comments`)
    expect(comments.text).toContain(desk.note_word)
    const file = await desk.call(desk.agent, `GET /attachments/token/${desk.ids.token}/`)
    expect(file.text).toContain(desk.note_word)
  })

  const readers: { who: string; person(): Person | null }[] = [
    { who: 'its requester', person: () => desk.customer },
    { who: 'a copied customer', person: () => desk.copied },
    { who: 'nobody in particular', person: () => null },
  ]

  for (const reader of readers) {
    it(`is in no reply to ${reader.who}, on any endpoint`, async () => {
      let answered = 0
      for (const endpoint of ALL_ENDPOINTS.filter((one) => one.route.startsWith('GET'))) {
        const answer = await desk.call(reader.person(), fillRoute(endpoint.route, desk.ids))
        expect(answer.text, endpoint.route).not.toContain(desk.note_word)
        if (answer.status === 200) answered += 1
      }
      expect(answered).toBeGreaterThan(0)
    })
  }

  it('is not on the surfaces for customers, even when staff open them', async () => {
    for (const endpoint of ALL_ENDPOINTS.filter((one) => one.customer_surface && one.route.startsWith('GET'))) {
      const answer = await desk.call(desk.owner, fillRoute(endpoint.route, desk.ids))
      expect(answer.text, endpoint.route).not.toContain(desk.note_word)
    }
  })

  it('is not found by the search of a customer surface', async () => {
    const rows = await desk.work(
      (work) => work.db.all<{ id: number }>(sql`select id from ticket_notes where account_id = ${work.account_id}`),
      'customer',
    )
    expect(rows).toEqual([])
  })

  it("does not exist in a customer's transaction, whoever acts and whatever the SQL says", async () => {
    for (const table of ['ticket_notes', 'drafts']) {
      const rows = await doWork(
        desk.desk.engine,
        {
          account_id: desk.account_id,
          actor: { kind: 'system', name: 'test' },
          origin: SYSTEM_ORIGIN,
          audience: 'customer',
        },
        (work) => work.db.all<{ one: number }>(sql`select 1 as one from ${sql.ref(table)}`),
      )
      expect(rows, table).toEqual([])
    }
    const files = await desk.work(
      (work) => work.db.all<{ one: number }>(sql`select 1 as one from attachments where note_id is not null`),
      'customer',
    )
    expect(files).toEqual([])
  })

  it('is in no mail that leaves', async () => {
    await desk.runJobs()
    const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${desk.ids.ticket_id}/deliveries`)
    expect(body.deliveries.length).toBeGreaterThan(0)
    const mails = await desk.work((work) =>
      work.db.all<{ file_id: string }>(sql`select file_id from sink_mails where account_id = ${work.account_id}`),
    )
    expect(mails.length).toBeGreaterThan(0)
    for (const { file_id } of mails) {
      const raw = await desk.work((work) =>
        desk.desk.files.read(file_id, { sealing: work.sealing, limit_bytes: 10_000_000 }),
      )
      // Mails of the desk itself are about no ticket, and hold nothing that anybody wrote.
      const is_of_the_desk = /\/verify-address\/|\/agent\/|\/not-me\//.test(raw.toString().replaceAll(/=\r?\n/g, ''))
      if (!is_of_the_desk) expect(raw.toString()).toContain(desk.secret_word)
      expect(raw.toString()).not.toContain(desk.note_word)
    }
  })

  it('is in no event, job, hint or log line', async () => {
    const events = await desk.work((work) =>
      work.db.all<{ data: unknown }>(sql`select data from events where account_id = ${work.account_id}`),
    )
    expect(JSON.stringify(events)).not.toContain(desk.note_word)
    const { rows } = await desk.desk.pool.query('select payload from graphile_worker._private_jobs')
    expect(JSON.stringify(rows)).not.toContain(desk.note_word)
    expect(logged.join('\n')).not.toContain(desk.note_word)
    expect(logged.join('\n')).not.toContain(desk.secret_word)
  })

  it('cannot be turned into a reply by updating the ticket', async () => {
    await desk.call(desk.agent, `PUT /api/v2/tickets/${desk.ids.ticket_id}`, {
      ticket: { comment: { body: 'second note', public: false } },
    })
    const seen = await desk.call(desk.customer, `GET /api/v2/requests/${desk.ids.ticket_id}/comments`)
    expect(seen.text).not.toContain('second note')
  })
})
