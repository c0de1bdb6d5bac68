import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addBusinessMinutes, businessMinutesBetween, businessTimeBetween, type Hours, isWithin } from './arithmetic.ts'
import { offsetAt } from './offsets.ts'

const MINUTE_MS = 60_000
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata']
/** Changes of the clocks of 2026 in the zones above, and a day without one. */
const AROUND = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-06-15']

const WALLS = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
)

/** The slow reference: asks what the clock on the wall shows at one minute. It shares nothing with what it checks. */
function isOpenSlowly(hours: Hours, at_ms: number): boolean {
  const text = WALLS.get(hours.iana_zone)?.format(at_ms) ?? ''
  const [date = '', time = ''] = text.split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const wall = new Date(`${date}T00:00:00Z`).getUTCDay() * 1440 + hour * 60 + minute
  return (
    hours.intervals.some((one) => wall >= one.start_time && wall < one.end_time) &&
    !hours.holidays.some((one) => date >= one.start_date && date <= one.end_date)
  )
}

const interval = fc
  .tuple(fc.integer({ min: 0, max: 10_079 }), fc.integer({ min: 1, max: 2_000 }))
  .map(([start_time, length]) => ({ start_time, end_time: Math.min(10_080, start_time + length) }))
const nearChange = fc
  .tuple(fc.constantFrom(...AROUND), fc.integer({ min: -2_000, max: 2_000 }))
  .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS)
const holiday = fc.tuple(nearChange, fc.integer({ min: 0, max: 2 })).map(([at_ms, days]) => ({
  start_date: new Date(at_ms).toISOString().slice(0, 10),
  end_date: new Date(at_ms + days * 86_400_000).toISOString().slice(0, 10),
}))
const anyHours: fc.Arbitrary<Hours> = fc.record({
  iana_zone: fc.constantFrom(...ZONES),
  intervals: fc.array(interval, { maxLength: 6 }),
  holidays: fc.array(holiday, { maxLength: 2 }),
})

describe('business hours', () => {
  test('the time between two instants is what counting minute by minute gives, across changes of the clocks', () => {
    fc.assert(
      fc.property(anyHours, nearChange, fc.integer({ min: 0, max: 2_500 }), (hours, from_ms, minutes) => {
        let slow = 0
        for (let minute = 0; minute < minutes; minute++)
          if (isOpenSlowly(hours, from_ms + minute * MINUTE_MS)) slow += 1
        const to = new Date(from_ms + minutes * MINUTE_MS)
        expect(businessMinutesBetween(hours, new Date(from_ms), to)).toBe(slow)
        expect(isWithin(hours, new Date(from_ms))).toBe(isOpenSlowly(hours, from_ms))
      }),
      { numRuns: 60 },
    )
  })

  test('adding time gives the first instant at which that time has passed', () => {
    fc.assert(
      fc.property(anyHours, nearChange, fc.integer({ min: 1, max: 5_000_000 }), (hours, from_ms, ms) => {
        const from = new Date(from_ms)
        const end = addBusinessMinutes(hours, from, ms / MINUTE_MS)
        if (end === null) return void expect(hours.intervals).toEqual([])
        expect(businessTimeBetween(hours, from, end)).toBeCloseTo(ms, 0)
        expect(businessTimeBetween(hours, from, new Date(end.getTime() - 1))).toBeLessThan(ms)
      }),
    )
  })

  test('spans add up: nothing is lost or counted twice where one ends and the next begins', () => {
    fc.assert(
      fc.property(anyHours, nearChange, nearChange, nearChange, (hours, a, b, c) => {
        const [x, y, z] = [a, b, c].toSorted((one, two) => one - two).map((ms) => new Date(ms)) as [Date, Date, Date] // three in, three out
        expect(businessTimeBetween(hours, x, y) + businessTimeBetween(hours, y, z)).toBe(
          businessTimeBetween(hours, x, z),
        )
      }),
    )
  })

  const night: Hours = { iana_zone: 'Europe/Berlin', intervals: [{ start_time: 60, end_time: 240 }], holidays: [] }
  test('the hour that autumn repeats counts twice, and the one that spring skips not at all', () => {
    const day = (date: string) => [new Date(`${date}T00:00:00Z`), new Date(`${date}T12:00:00Z`)] as const
    const eve = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - 7_200_000)
    expect(businessMinutesBetween(night, eve('2026-10-25'), day('2026-10-25')[1])).toBe(240)
    expect(businessMinutesBetween(night, eve('2026-03-29'), day('2026-03-29')[1])).toBe(120)
    expect(businessMinutesBetween(night, eve('2026-06-14'), day('2026-06-14')[1])).toBe(180)
  })

  test('hours that never open never end, and a year of holidays is passed over', () => {
    const from = new Date('2026-01-01T00:00:00Z')
    expect(addBusinessMinutes({ ...night, intervals: [] }, from, 1)).toBeNull()
    const closed = { ...night, holidays: [{ start_date: '2026-01-01', end_date: '2027-12-31' }] }
    expect(addBusinessMinutes(closed, from, 1)?.toISOString()).toBe('2028-01-02T00:01:00.000Z')
    expect(businessMinutesBetween(night, new Date('2026-02-01'), from)).toBe(0)
  })

  test('the distance from UTC is known where it has half hours and where it changes by half an hour', () => {
    expect(offsetAt('Asia/Kolkata', Date.UTC(2026, 0, 1))).toBe(330 * MINUTE_MS)
    expect(offsetAt('Australia/Lord_Howe', Date.UTC(2026, 0, 1))).toBe(660 * MINUTE_MS)
    expect(offsetAt('Australia/Lord_Howe', Date.UTC(2026, 6, 1))).toBe(630 * MINUTE_MS)
  })
})
