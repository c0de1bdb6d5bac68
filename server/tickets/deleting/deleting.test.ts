// Deleted tickets: nobody's, restored, or erased so that nothing of their words is left.
import { describe, expect, test } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'

async function newTicket(desk: TestAccount, subject = 'A subject'): Promise<number> {
  const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', {
    ticket: { subject, comment: { body: 'Some words' }, requester_id: desk.customer.id, tags: ['vip'] },
  })
  return body.ticket.id
}

const remove = (desk: TestAccount, id: number) => desk.call(desk.agent, `DELETE /api/v2/tickets/${id}`)

async function finished(desk: TestAccount, route: string, as = desk.admin) {
  const { status, body } = await desk.call(as, route)
  expect([status, body.job_status?.status]).toEqual([200, 'queued'])
  await desk.runJobs()
  return (await desk.call(as, `GET /api/v2/job_statuses/${body.job_status.id}`)).body.job_status
}

describe('a deleted ticket', () => {
  test('is listed with who deleted it, and is nowhere else', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    await remove(desk, id)
    const { body } = await desk.call(desk.agent, 'GET /api/v2/deleted_tickets')
    expect(body).toMatchObject({
      count: 1,
      deleted_tickets: [
        { id, subject: 'A subject', previous_state: 'new', actor: { id: desk.agent.id, name: 'A agent' } },
      ],
    })
    for (const path of [`tickets/${id}`, `tickets/${id}/comments`])
      expect((await desk.call(desk.agent, `GET /api/v2/${path}`)).status).toBe(404)
    expect((await desk.call(desk.customer, 'GET /api/v2/deleted_tickets')).status).toBe(403)
  })

  test('comes back whole', async () => {
    const desk = await newAccount()
    const [one, two] = [await newTicket(desk), await newTicket(desk)]
    await remove(desk, one)
    await remove(desk, two)
    expect((await desk.call(desk.agent, `PUT /api/v2/deleted_tickets/${one}/restore`)).status).toBe(200)
    expect((await desk.call(desk.agent, `PUT /api/v2/deleted_tickets/${one}/restore`)).status).toBe(404)
    expect((await desk.call(desk.agent, `PUT /api/v2/deleted_tickets/restore_many?ids=${two}`)).status).toBe(200)
    for (const id of [one, two]) {
      const { body } = await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)
      expect(body.ticket).toMatchObject({ status: 'new', tags: ['vip'], subject: 'A subject' })
    }
  })

  test('is one of many', async () => {
    const desk = await newAccount()
    const ids = [await newTicket(desk), await newTicket(desk)]
    const { results } = await finished(desk, `DELETE /api/v2/tickets/destroy_many?ids=${ids.join(',')}`, desk.agent)
    expect(results.map((one: { status: string }) => one.status)).toEqual(['Deleted', 'Deleted'])
    expect((await desk.call(desk.agent, 'GET /api/v2/deleted_tickets')).body.count).toBe(2)
    const third = await newTicket(desk)
    const answer = await desk.call(desk.agent, 'DELETE /api/v2/tickets/destroy_many', { ids: [third] })
    expect(answer.status).toBe(200)
    await desk.runJobs()
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${third}`)).status).toBe(404)
  })
})

describe('an erased ticket', () => {
  test('leaves no row, no index entry and no words in its history; the audit stays intact', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk, 'A vermilion subject')
    await desk.call(desk.agent, `POST /api/v2/tickets/${id}/notes`, { note: { body: 'a note' } })
    await remove(desk, id)
    const { results } = await finished(desk, `DELETE /api/v2/deleted_tickets/${id}`)
    expect(results).toMatchObject([{ id, success: true }])
    const counts = await desk.work((work) =>
      work.db.one<Record<string, number>>(sql`
        select (select count(*) from tickets where account_id = ${work.account_id} and id = ${id}) as tickets,
          (select count(*) from ticket_replies where account_id = ${work.account_id} and ticket_id = ${id}) as replies,
          (select count(*) from ticket_notes where account_id = ${work.account_id} and ticket_id = ${id}) as notes,
          (select count(*) from ticket_tags where account_id = ${work.account_id} and ticket_id = ${id}) as tags,
          (select count(*) from search_documents where account_id = ${work.account_id} and kind = 'ticket' and record_id = ${id}) as documents,
          (select count(*) from events where account_id = ${work.account_id} and subject_type = 'ticket' and subject_id = ${id} and sealed is not null
            and type <> 'ticket.erased') as texts`),
    )
    expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0, 0])
    expect((await desk.call(desk.agent, `PUT /api/v2/deleted_tickets/${id}/restore`)).status).toBe(404)
  })

  test('was deleted before, and by an admin', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    expect((await desk.call(desk.admin, `DELETE /api/v2/deleted_tickets/${id}`)).status).toBe(404)
    await remove(desk, id)
    expect((await desk.call(desk.agent, `DELETE /api/v2/deleted_tickets/${id}`)).status).toBe(403)
    const { results } = await finished(desk, `DELETE /api/v2/deleted_tickets/destroy_many?ids=${id},99999`)
    expect(results).toMatchObject([{ success: true }, { error: 'RecordNotFound' }])
  })
})

describe('spam', () => {
  test('is deleted, and who sent it is suspended', async () => {
    const desk = await newAccount()
    const id = await newTicket(desk)
    expect((await desk.call(desk.agent, `PUT /api/v2/tickets/${id}/mark_as_spam`)).status).toBe(200)
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${id}`)).status).toBe(404)
    const { body } = await desk.call(desk.agent, `GET /api/v2/users/${desk.customer.id}`)
    expect(body.user.suspended).toBe(true)
  })

  test('of many senders is a job', async () => {
    const desk = await newAccount()
    const ids = [await newTicket(desk), await newTicket(desk)]
    const { results } = await finished(desk, `PUT /api/v2/tickets/mark_many_as_spam?ids=${ids.join(',')}`, desk.agent)
    expect(results).toMatchObject([{ success: true }, { success: true }])
  })

  test('is never what one of the team asks', async () => {
    const desk = await newAccount()
    const { body } = await desk.call(desk.agent, 'POST /api/v2/tickets', { ticket: { comment: { body: 'mine' } } })
    expect((await desk.call(desk.admin, `PUT /api/v2/tickets/${body.ticket.id}/mark_as_spam`)).status).toBe(422)
    expect((await desk.call(desk.agent, `GET /api/v2/tickets/${body.ticket.id}`)).status).toBe(200)
  })
})
