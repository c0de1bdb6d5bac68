// Views that count working hours go by the schedule of each ticket, and find what misses its target soon.
import { expect, test } from 'vitest'
import { newAccount } from '../../../tests/support/desk.ts'
import { sql } from '../../platform/db.ts'

const HOUR_MS = 3_600_000

test('working hours are those of the schedule a rule gave the ticket', async () => {
  const { call, admin, agent, work } = await newAccount()
  const schedule = async (name: string) =>
    (await call(admin, 'POST /api/v2/business_hours/schedules', { schedule: { name, time_zone: 'UTC' } })).body.schedule
      .id
  const office = await schedule('Office')
  const always = await schedule('Always')
  const week = { intervals: [{ start_time: 0, end_time: 10_080 }] }
  await call(admin, `PUT /api/v2/business_hours/schedules/${always}/workweek`, { workweek: week })
  // The first schedule has a minute in the week: ten hours ago is no working hour ago there.
  const minute = { intervals: [{ start_time: 0, end_time: 1 }] }
  await call(admin, `PUT /api/v2/business_hours/schedules/${office}/workweek`, { workweek: minute })
  const ticket = async () =>
    (await call(agent, 'POST /api/v2/tickets', { ticket: { subject: 'x', comment: { body: 'y' } } })).body.ticket.id
  const [plain, given] = [await ticket(), await ticket()]
  await work(async ({ db, account_id, now }) => {
    await db.run(sql`
      update tickets set created_at = ${new Date(now.getTime() - 10 * HOUR_MS)} where account_id = ${account_id}`)
    await db.run(sql`
      insert into ticket_slas (account_id, ticket_id, schedule_id, state, held, updated_at)
      values (${account_id}, ${given}, ${always}, '{}', '[]', ${now})
      on conflict (account_id, ticket_id) do update set schedule_id = excluded.schedule_id`)
  })
  const seen = async (operator: string, value: string) => {
    const { body } = await call(agent, 'POST /api/v2/views/preview', {
      view: {
        all: [
          { field: 'status', operator: 'less_than', value: 'solved' },
          { field: 'NEW', operator, value },
        ],
      },
    })
    return body.rows.map((row: { ticket: { id: number } }) => row.ticket.id)
  }
  expect(await seen('greater_than_business_hours', '5')).toEqual([given])
  expect(await seen('less_than_business_hours', '5')).toEqual([plain])
  expect((await seen('greater_than', '5')).toSorted()).toEqual([plain, given].toSorted())
})

test('a view finds the tickets that miss their target within so many hours', async () => {
  const { call, admin, agent, work } = await newAccount()
  const metrics = [{ priority: 'normal', metric: 'first_reply_time', target: 600, business_hours: false }]
  const made = await call(admin, 'POST /api/v2/slas/policies', {
    sla_policy: {
      title: 'P',
      filter: { all: [], any: [] },
      policy_metrics: metrics,
    },
  })
  const ticket = async (priority: string) =>
    (
      await call(agent, 'POST /api/v2/tickets', {
        ticket: { subject: 'x', comment: { body: 'y' }, priority, requester: { email: 'a@b.example', name: 'A' } },
      })
    ).body.ticket.id
  const [held, free] = [await ticket('normal'), await ticket('low')]
  expect([made.status, typeof free]).toEqual([201, 'number'])
  const breaches = await work(({ db, account_id }) =>
    db.all<{ ticket_id: number }>(
      sql`select ticket_id from ticket_slas where account_id = ${account_id} and next_breach_at is not null`,
    ),
  )
  expect(breaches).toEqual([{ ticket_id: held }])
  const seen = async (operator: string, value: string) => {
    const { status, body } = await call(agent, 'POST /api/v2/views/preview', {
      view: {
        all: [
          { field: 'status', operator: 'less_than', value: 'solved' },
          { field: 'sla_next_breach_at', operator, value },
        ],
      },
    })
    expect(status).toBe(200)
    return body.rows.map((row: { ticket: { id: number } }) => row.ticket.id)
  }
  expect(await seen('less_than', '12')).toEqual([held])
  expect(await seen('less_than', '5')).toEqual([])
  expect(await seen('is', '9')).toEqual([held])
  expect(await seen('is_not', '9')).toEqual([])
  expect(await seen('is_not', '3')).toEqual([held])
  expect(await seen('greater_than', '3')).toEqual([held])
})
