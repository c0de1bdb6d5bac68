// A short run of the fault harness; `npm run faults` is the long one.
import { expect, it } from 'vitest'
import { crashAgainAndAgain } from './faults/crashes.ts'

it('everything acknowledged survives kills of custos and its database, exactly once', {
  timeout: 240_000,
}, async () => {
  const report = await crashAgainAndAgain(3, () => undefined)
  expect(report.problems).toEqual([])
  expect(report.mails).toBeGreaterThan(0)
  expect(report.tickets).toBeGreaterThan(0)
  expect(report.interrupted).toBeGreaterThan(0)
})
