// Bulk changes of tickets and `async=true`: at once a job, then each ticket by itself.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'

async function newTicket(desk: TestAccount, ticket: object = {}): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject: 'A subject', comment: { body: 'Some words' }, ...ticket },
  })
  return body.ticket.id
}

async function finished(desk: TestAccount, route: string, body?: object) {
  const { status, body: started } = await desk.call(desk.agent, route, body)
  expect([status, started.job_status?.status]).toEqual([200, 'queued'])
  await desk.runJobs()
  return (await desk.call(desk.agent, `GET /api/v2/job_statuses/${started.job_status.id}`)).body.job_status
}

const show = async (desk: TestAccount, id: number) =>
  (await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).body.ticket

describe('create_many', () => {
  test('creates each ticket, and reports what is wrong for itself', async () => {
    const desk = await newAccount()
    const { results, status } = await finished(desk, 'POST /api/v2/tickets/create_many', {
      tickets: [
        { subject: 'First', comment: { body: 'one' }, due_at: '2030-01-31T10:00:00Z', type: 'task' },
        { subject: 'Second', comment: { body: 'two' }, priority: 'mild' },
        { subject: 'Third', description: 'three', tags: 'a b' },
      ],
    })
    expect(status).toBe('completed')
    expect(results.map((one: { error?: string }) => one.error ?? null)).toEqual([null, 'RecordInvalid', null])
    expect(await show(desk, results[0].id)).toMatchObject({ subject: 'First', due_at: '2030-01-31T10:00:00Z' })
    expect(await show(desk, results[2].id)).toMatchObject({ subject: 'Third', tags: ['a', 'b'] })
  })

  test('takes a hundred and not one more', async () => {
    const desk = await newAccount()
    const tickets = Array.from({ length: 101 }, () => ({ comment: { body: 'x' } }))
    const { status, body } = await desk.call(desk.agent, 'POST /api/v2/tickets/create_many', { tickets })
    expect([status, body.error]).toEqual([400, 'TooManyValues'])
  })
})

describe('update_many', () => {
  test('changes the tickets of `ids` alike', async () => {
    const desk = await newAccount()
    const ids = [await newTicket(desk, { tags: ['old'] }), await newTicket(desk)]
    const { results } = await finished(desk, `PUT /api/v2/tickets/update_many?ids=${ids.join(',')},99999`, {
      ticket: { priority: 'high', additional_tags: ['new'], remove_tags: ['old'] },
    })
    expect(results).toMatchObject([
      { id: ids[0], action: 'update', status: 'Updated', success: true },
      { id: ids[1], success: true },
      { error: 'RecordNotFound', success: false },
    ])
    expect(await show(desk, ids[0]!)).toMatchObject({ priority: 'high', tags: ['new'] }) // made above
  })

  test('changes each ticket of `tickets` by its own', async () => {
    const desk = await newAccount()
    const [one, two] = [await newTicket(desk), await newTicket(desk)]
    await finished(desk, 'PUT /api/v2/tickets/update_many', {
      tickets: [
        { id: one, priority: 'low' },
        { id: two, priority: 'urgent', comment: { body: 'for two', public: false } },
      ],
    })
    expect([(await show(desk, one)).priority, (await show(desk, two)).priority]).toEqual(['low', 'urgent'])
  })

  test('finds tickets by their external ids', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk, { external_id: 'order/7' })
    const { results } = await finished(desk, 'PUT /api/v2/tickets/update_many?external_ids=order/7,none', {
      ticket: { priority: 'low' },
    })
    expect(results).toMatchObject([{ id, success: true }])
  })

  test('reports a ticket that was changed meanwhile', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    const { results } = await finished(desk, 'PUT /api/v2/tickets/update_many', {
      tickets: [{ id, priority: 'low', safe_update: true, updated_stamp: '2020-01-01T00:00:00Z' }],
    })
    expect(results).toMatchObject([{ error: 'UpdateConflict' }])
  })

  test('declines what is wrong for all at once', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    const put = (query: string, body: object) => desk.call(desk.agent, `PUT /api/v2/tickets/update_many${query}`, body)
    expect((await put(`?ids=${id}`, { ticket: { status: 'asleep' } })).status).toBe(422)
    expect((await put('', { ticket: { status: 'open' } })).status).toBe(400)
    expect((await put('?ids=', { ticket: { status: 'open' } })).status).toBe(400)
  })
})

test('show_many takes external ids, and leaves out unknown ones', async () => {
  const desk = await newAccount()
  const id = await newTicket(desk, { external_id: 'a-1' })
  const { body } = await desk.call(desk.agent, 'GET /api/v2/tickets/show_many?external_ids=a-1,b-2')
  expect(body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([id])
  expect((await desk.call(desk.agent, 'GET /api/v2/tickets/show_many')).status).toBe(400)
})

describe('async=true', () => {
  test('answers with the number the ticket will have', async () => {
    const desk = await newAccount()
    const answer = await desk.call(desk.agent, 'POST /api/v2/tickets?async=true', {
      ticket: { subject: 'Later', comment: { body: 'x' } },
    })
    expect(answer.status).toBe(202)
    const { ticket, job_status } = answer.body
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${ticket.id}`)).status).toBe(404)
    await desk.runJobs()
    expect(await show(desk, ticket.id)).toMatchObject({ subject: 'Later', url: ticket.url })
    const done = await desk.call(desk.agent, `GET /api/v2/job_statuses/${job_status.id}`)
    expect(done.body.job_status).toMatchObject({ status: 'completed', results: [{ id: ticket.id }] })
  })

  test('changes a ticket later', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    const answer = await desk.call(desk.agent, `PUT /api/v2/tickets/${id}?async=true`, { ticket: { priority: 'high' } })
    expect([answer.status, answer.body.ticket.id]).toEqual([202, id])
    expect((await show(desk, id)).priority).toBeNull()
    await desk.runJobs()
    expect((await show(desk, id)).priority).toBe('high')
  })
})
