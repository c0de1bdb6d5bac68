import { expect, test } from 'vitest'
import { newAccount } from '../../tests/support/desk.ts'
import { isWithin, listSchedules } from './index.ts'

const BASE = '/api/v2/business_hours/schedules'

test('a schedule is created, shown, changed and deleted by admins and read by agents', async () => {
  const { call, admin, agent, customer, work } = await newAccount()
  const write = { schedule: { name: 'Support', time_zone: 'Berlin' } }
  expect((await call(agent, `POST ${BASE}`, write)).status).toBe(403)
  expect((await call(customer, `GET ${BASE}`)).status).toBe(403)
  const created = await call(admin, `POST ${BASE}`, write)
  expect(created.status).toBe(201)
  const { schedule } = created.body
  expect(created.headers.location).toMatch(new RegExp(`${BASE}/${schedule.id}.json$`))
  expect(schedule).toMatchObject({ name: 'Support', time_zone: 'Berlin' })
  expect(schedule.intervals[0]).toEqual({ start_time: 1980, end_time: 2460 })
  expect((await call(agent, `GET ${BASE}`)).body).toMatchObject({ schedules: [schedule], count: 1, next_page: null })
  expect((await call(agent, `GET ${BASE}?page[size]=1`)).body.meta.has_more).toBe(false)
  const week = await call(admin, `PUT ${BASE}/${schedule.id}/workweek`, {
    workweek: {
      intervals: [
        { start_time: 5000, end_time: 5100 },
        { start_time: 0, end_time: 60 },
      ],
    },
  })
  expect(week.body.workweek.intervals.map((one: { start_time: number }) => one.start_time)).toEqual([0, 5000])
  const renamed = await call(admin, `PUT ${BASE}/${schedule.id}`, { schedule: { name: 'Day' } })
  expect(renamed.body.schedule).toMatchObject({ name: 'Day', intervals: week.body.workweek.intervals })
  const [read] = await work(listSchedules)
  expect(read && isWithin(read, new Date('2026-06-06T22:30:00Z'))).toBe(true)
  expect((await call(admin, `DELETE ${BASE}/${schedule.id}`)).status).toBe(204)
  expect((await call(agent, `GET ${BASE}/${schedule.id}`)).status).toBe(404)
})

test('a week that overlaps, ends before it starts or is too long is refused, and so is a zone nobody knows', async () => {
  const { call, admin } = await newAccount()
  const base = { name: 'A', time_zone: 'Europe/Berlin' }
  for (const write of [
    {
      ...base,
      intervals: [
        { start_time: 0, end_time: 60 },
        { start_time: 59, end_time: 70 },
      ],
    },
    { ...base, intervals: [{ start_time: 60, end_time: 60 }] },
    { ...base, intervals: [{ start_time: 60, end_time: 10_081 }] },
    { ...base, intervals: [{ start_time: -1, end_time: 5 }] },
    { ...base, intervals: null },
    { ...base, time_zone: 'Mars/Olympus' },
    { ...base, time_zone: 7 },
    { ...base, name: '\u0000 ' },
    { name: 'A' },
    { time_zone: 'UTC' },
    'nothing',
  ])
    expect((await call(admin, `POST ${BASE}`, { schedule: write })).status, JSON.stringify(write)).toBe(422)
  expect((await call(admin, `POST ${BASE}`, { schedule: base })).status).toBe(201)
  expect((await call(admin, `POST ${BASE}`, { schedule: { ...base, name: 'a' } })).status).toBe(422)
})

test('holidays belong to one schedule and close it', async () => {
  const { call, admin, agent, work } = await newAccount()
  const make = async (name: string) =>
    (await call(admin, `POST ${BASE}`, { schedule: { name, time_zone: 'UTC' } })).body.schedule.id
  const [id, other_id] = [await make('One'), await make('Two')]
  const write = { holiday: { name: 'New Year', start_date: '2025-12-31', end_date: '2026-01-01' } }
  const created = await call(admin, `POST ${BASE}/${id}/holidays`, write)
  expect(created.status).toBe(201)
  const holiday_id = created.body.holiday.id
  expect(created.body.holiday).toEqual({ id: holiday_id, ...write.holiday })
  expect((await call(agent, `GET ${BASE}/${id}/holidays`)).body).toMatchObject({ holidays: [created.body.holiday] })
  expect((await call(agent, `GET ${BASE}/${other_id}/holidays/${holiday_id}`)).status).toBe(404)
  const open = async () => isWithin((await work(listSchedules))[0]!, new Date('2026-01-01T10:00:00Z')) // made above
  expect(await open()).toBe(false)
  for (const holiday of [{ end_date: '2025-12-30' }, { start_date: '2026-02-30' }, { start_date: 'soon' }])
    expect((await call(admin, `PUT ${BASE}/${id}/holidays/${holiday_id}`, { holiday })).status).toBe(422)
  const changed = await call(admin, `PUT ${BASE}/${id}/holidays/${holiday_id}`, { holiday: { end_date: '2025-12-31' } })
  expect(changed.body.holiday.end_date).toBe('2025-12-31')
  expect(await open()).toBe(true)
  expect((await call(agent, `DELETE ${BASE}/${id}/holidays/${holiday_id}`)).status).toBe(403)
  expect((await call(admin, `DELETE ${BASE}/${id}/holidays/${holiday_id}`)).status).toBe(204)
  expect((await call(agent, `GET ${BASE}/${id}/holidays/${holiday_id}`)).status).toBe(404)
})
