import { expect, test } from 'vitest'
import { intervalsOf, openingsOf } from './week.ts'

test('a week goes to the form and back unchanged, over midnight and to its end', () => {
  const intervals = [
    { start_time: 540, end_time: 1_020 },
    { start_time: 2_700, end_time: 3_000 },
    { start_time: 10_000, end_time: 10_080 },
  ]
  expect(openingsOf(intervals).map(({ day, start, end }) => `${day} ${start}-${end}`)).toEqual([
    '0 09:00-17:00',
    '1 21:00-00:00',
    '2 00:00-02:00',
    '6 22:40-00:00',
  ])
  expect(intervalsOf(openingsOf(intervals))).toEqual(intervals)
})
