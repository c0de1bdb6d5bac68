import { describe, expect, it } from 'vitest'
import { newAccount, type TestAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'
import { getTicketMetrics, recordMetricEvents } from './index.ts'
import { calendarMinutes, presentMetric } from './present.ts'
import { firstMetrics, stepOf } from './step.ts'

async function newTicket(account: TestAccount): Promise<number> {
  const { body } = await account.call(account.customer, 'POST /api/v2/requests', {
    request: { subject: 'Kettle', comment: { body: 'It leaks' } },
  })
  return body.request.id
}

const metricsOf = async (account: TestAccount, id: number) =>
  (await account.call(account.agent, `GET /api/v2/tickets/${id}/metrics`)).body.ticket_metric

describe('ticket metrics', () => {
  it('begin with the ticket', async () => {
    const account = await newAccount()
    const id = await newTicket(account)
    expect(await metricsOf(account, id)).toMatchObject({
      id,
      ticket_id: id,
      url: expect.stringContaining(`/api/v2/ticket_metrics/${id}.json`),
      replies: 0,
      reopens: 0,
      assignee_stations: 0,
      solved_at: null,
      assigned_at: null,
      reply_time_in_minutes: { calendar: null, business: null },
      requester_wait_time_in_minutes: { calendar: null, business: null },
      on_hold_time_in_minutes: { calendar: 0, business: 0 },
    })
  })

  it('count answers, stations, solving and reopening', async () => {
    const account = await newAccount()
    const { agent, admin, customer, call } = account
    const id = await newTicket(account)
    const change = (ticket: unknown, as = agent) => call(as, `PUT /api/v2/tickets/${id}`, { ticket })
    await change({ assignee_id: agent.id })
    await change({ comment: { body: 'A note', public: false } })
    await change({ comment: { body: 'An answer' }, status: 'pending' })
    await change({ assignee_id: admin.id })
    await change({ status: 'solved' })
    await call(customer, `PUT /api/v2/requests/${id}`, { request: { comment: { body: 'It still leaks' } } })
    const metric = await metricsOf(account, id)
    expect(metric).toMatchObject({ replies: 1, reopens: 1, assignee_stations: 2, group_stations: 1 })
    for (const key of ['solved_at', 'assigned_at', 'initially_assigned_at', 'latest_comment_added_at'])
      expect(metric[key], key).toMatch(/Z$/)
    expect(metric.reply_time_in_minutes.calendar).toBe(0)
    expect(metric.full_resolution_time_in_minutes.calendar).toBe(0)
    expect(metric.agent_wait_time_in_minutes.calendar).toBe(0)
  })

  it('are listed in both styles, newest first, and shown to staff only', async () => {
    const account = await newAccount()
    const ids = [await newTicket(account), await newTicket(account), await newTicket(account)]
    const offset = await account.call(account.agent, 'GET /api/v2/ticket_metrics?per_page=2')
    expect(offset.body.ticket_metrics.map((one: { id: number }) => one.id)).toEqual([ids[2], ids[1]])
    expect(offset.body).toMatchObject({ count: 3, previous_page: null })
    const cursor = await account.call(account.agent, 'GET /api/v2/ticket_metrics?page[size]=2')
    expect(cursor.body.meta.has_more).toBe(true)
    const rest = await account.call(account.agent, `GET ${cursor.body.links.next.replace(/^https?:\/\/[^/]+/, '')}`)
    expect(rest.body.ticket_metrics.map((one: { id: number }) => one.id)).toEqual([ids[0]])
    expect((await account.call(account.agent, `GET /api/v2/ticket_metrics/${ids[0]}`)).status).toBe(200)
    expect((await account.call(account.customer, `GET /api/v2/ticket_metrics/${ids[0]}`)).status).toBe(403)
    expect((await account.call(account.agent, 'GET /api/v2/ticket_metrics/99999')).status).toBe(404)
  })

  it('are gone with a deleted ticket', async () => {
    const account = await newAccount()
    const id = await newTicket(account)
    await account.call(account.admin, `DELETE /api/v2/tickets/${id}`)
    expect((await account.call(account.agent, `GET /api/v2/ticket_metrics/${id}`)).status).toBe(404)
    expect(await account.work((work) => getTicketMetrics(work, [id]))).toEqual(new Map())
  })
})

describe('durations', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes))

  it('follow the statuses the ticket had', () => {
    const created = firstMetrics(
      7,
      stepOf({ changes: [{ field_name: 'status', value: 'new', previous_value: null }], comment: null }, at(0), true),
      'new',
      at(0),
    )
    const second = (minutes: number) => at(minutes).getTime() / 1000
    const metric = presentMetric(
      {
        ...created,
        statuses: [
          ['new', second(0)],
          ['open', second(10)],
          ['pending', second(15)],
          ['hold', second(40)],
          ['solved', second(60)],
        ],
        first_reply_at: at(15),
        first_solved_at: at(60),
        solved_at: at(90),
      },
      calendarMinutes,
      '',
    )
    expect(metric).toMatchObject({
      reply_time_in_minutes: { calendar: 15 },
      reply_time_in_seconds: { calendar: 900 },
      first_resolution_time_in_minutes: { calendar: 60 },
      full_resolution_time_in_minutes: { calendar: 90 },
      requester_wait_time_in_minutes: { calendar: 35 },
      agent_wait_time_in_minutes: { calendar: 25 },
      on_hold_time_in_minutes: { calendar: 20 },
    })
  })
})

it('events of measures are written and kept apart by account', async () => {
  const account = await newAccount()
  const id = await newTicket(account)
  await account.work(async (work) =>
    recordMetricEvents(work, [
      { ticket_id: id, metric: 'reply_time', type: 'activate', instance_id: 1, time: work.now, data: {} },
    ]),
  )
  const rows = await account.work((work) =>
    work.db.all<{ type: string; deleted: boolean }>(
      sql`select type, deleted from ticket_metric_events where account_id = ${work.account_id} and ticket_id = ${id}`,
    ),
  )
  expect(rows).toEqual([{ type: 'activate', deleted: false }])
})

it('are offered beside tickets, with the dates', async () => {
  const account = await newAccount()
  const id = await newTicket(account)
  const { body } = await account.call(account.agent, 'GET /api/v2/tickets?include=metric_sets,dates,last_audits')
  expect(body.metric_sets).toEqual([expect.objectContaining({ ticket_id: id, replies: 0 })])
  expect(body.tickets[0].metric_set).toMatchObject({ ticket_id: id })
  expect(body.tickets[0].dates.status_updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(body.last_audits).toEqual([expect.objectContaining({ ticket_id: id })])
})
