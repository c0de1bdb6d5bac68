import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'

const PAST = {
  subject: 'An old kettle',
  created_at: '2020-02-01T10:00:00Z',
  updated_at: '2020-02-03T12:00:00Z',
  solved_at: '2020-02-02T10:30:00Z',
  status: 'closed',
  tags: ['old'],
}

const importOne = (account: TestAccount, ticket: object, query = '') =>
  account.call(account.admin, `POST /api/v2/imports/tickets${query}`, { ticket })

async function pastTicket(account: TestAccount): Promise<object> {
  const upload = await account.call(account.admin, 'POST /api/v2/uploads?filename=old.txt', 'old', {
    'content-type': 'text/plain',
  })
  return {
    ...PAST,
    requester_id: account.customer.id,
    assignee_id: account.agent.id,
    comments: [
      { author_id: account.customer.id, value: 'It leaked', created_at: '2020-02-01T10:00:00Z' },
      { author_id: account.agent.id, value: 'Ask her', public: false, created_at: '2020-02-01T10:10:00Z' },
      {
        author_id: account.agent.id,
        html_body: '<p>Try <b>this</b></p>',
        created_at: '2020-02-01T10:30:00Z',
        uploads: [upload.body.upload.token],
      },
    ],
  }
}

describe('an imported ticket', () => {
  it('keeps its times, its authors, its notes and its files', async () => {
    const account = await newAccount()
    const { status, body, headers } = await importOne(account, await pastTicket(account), '?archive_immediately=true')
    expect(status).toBe(201)
    const { id } = body.ticket
    expect(headers.location).toContain(`/api/v2/tickets/${id}.json`)
    expect(body.ticket).toMatchObject({
      status: 'closed',
      created_at: PAST.created_at,
      updated_at: PAST.updated_at,
      requester_id: account.customer.id,
      assignee_id: account.agent.id,
      description: 'It leaked',
      tags: ['old'],
    })
    const comments = (await account.call(account.agent, `GET /api/v2/tickets/${id}/comments`)).body.comments
    expect(
      comments.map((one: { author_id: number; public: boolean; created_at: string }) => [
        one.author_id,
        one.public,
        one.created_at,
      ]),
    ).toEqual([
      [account.customer.id, true, '2020-02-01T10:00:00Z'],
      [account.agent.id, false, '2020-02-01T10:10:00Z'],
      [account.agent.id, true, '2020-02-01T10:30:00Z'],
    ])
    expect(comments[2].attachments).toEqual([expect.objectContaining({ file_name: 'old.txt' })])
    const { ticket_metric } = (await account.call(account.agent, `GET /api/v2/tickets/${id}/metrics`)).body
    expect(ticket_metric).toMatchObject({
      created_at: PAST.created_at,
      solved_at: PAST.solved_at,
      replies: 1,
      reply_time_in_minutes: { calendar: 30 },
      full_resolution_time_in_minutes: { calendar: 24 * 60 + 30 },
    })
    const audits = (await account.call(account.agent, `GET /api/v2/tickets/${id}/audits`)).body.audits
    expect(audits.map((audit: { created_at: string }) => audit.created_at)).toEqual([
      '2020-02-01T10:00:00Z',
      '2020-02-01T10:10:00Z',
      '2020-02-01T10:30:00Z',
      PAST.solved_at,
      PAST.solved_at,
    ])
    expect(audits[0].author_id).toBe(account.customer.id)
    const found = await account.call(account.agent, 'GET /api/v2/search?query=type:ticket%20leaked')
    expect(found.body.count).toBe(1)
  })

  it('sends nothing and is looked at by no rule', async () => {
    const account = await newAccount()
    await importOne(account, { ...(await pastTicket(account)), status: 'open', solved_at: undefined })
    await account.runJobs()
    const { deliveries } = await account.work((work) =>
      work.db.one<{ deliveries: number }>(
        sql`select count(*) as deliveries from mail_deliveries where account_id = ${work.account_id}`,
      ),
    )
    expect(deliveries).toBe(0)
    const told = await account.work((work) =>
      work.db.all<{ data: { imported?: boolean } }>(
        sql`select data from events where account_id = ${work.account_id} and subject_type = 'ticket'`,
      ),
    )
    expect(told.map((event) => event.data.imported)).toEqual([true, true, true])
  })

  it('is imported by administrators only', async () => {
    const account = await newAccount()
    const ticket = await pastTicket(account)
    expect((await account.call(account.agent, 'POST /api/v2/imports/tickets', { ticket })).status).toBe(403)
    expect((await account.call(account.customer, 'POST /api/v2/imports/tickets', { ticket })).status).toBe(403)
  })

  it.each([
    ['without words', { comments: [] }],
    ['from the future', { created_at: '2999-01-01T00:00:00Z' }],
    ['at no time', { created_at: 'yesterday' }],
    ['with half a day', { solved_at: '2020-02' }],
    ['by nobody', { comments: [{ value: 'x', author_id: 99_999_999 }] }],
    ['with an empty comment', { comments: [{ value: ' ' }] }],
    ['with an unknown file', { comments: [{ value: 'x', uploads: ['nothing'] }] }],
    ['for nobody', { requester_id: 99_999_999 }],
  ])('%s is refused whole', async (_what, ticket) => {
    const account = await newAccount()
    const answer = await importOne(account, {
      subject: 'S',
      description: undefined,
      comments: [{ value: 'x' }],
      ...ticket,
    })
    expect(answer.status, answer.text).toBe(422)
    expect((await account.call(account.agent, 'GET /api/v2/tickets')).body.count).toBe(0)
  })

  it('may be told by a description alone, and by several at once', async () => {
    const account = await newAccount()
    const { body } = await importOne(account, { subject: 'S', description: 'Only this' })
    expect(body.ticket).toMatchObject({ description: 'Only this', status: 'open' })
    const started = await account.call(account.admin, 'POST /api/v2/imports/tickets/create_many', {
      tickets: [{ subject: 'One', description: 'a', created_at: '2021-01-01T00:00:00Z' }, { subject: 'Two' }],
    })
    expect(started.status).toBe(200)
    await account.runJobs()
    const { job_status } = (await account.call(account.admin, `GET /api/v2/job_statuses/${started.body.job_status.id}`))
      .body
    expect(job_status).toMatchObject({ status: 'completed', total: 2 })
    expect(job_status.results[0]).toMatchObject({ index: 0, id: expect.any(Number) })
    expect(job_status.results[1]).toMatchObject({ index: 1, error: expect.any(String) })
  })
})
