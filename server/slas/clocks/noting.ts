// Every minute: which targets were missed, so that metric events tell of them at the right time even when nobody
// touches the ticket.
import { z } from 'zod'
import { listAccountIds } from '../../accounts/index.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { recordMetricEvents } from '../../tickets/index.ts'
import { metricEvent } from './keeping.ts'
import { putTicketSlas, type TicketSla, takeMissed } from './queries.ts'
import { noteMissed, times } from './step.ts'

export const NOTE_JOB = 'slas.note_breaches'
const TICKETS_PER_UNIT = 200
/** Units per account and run; what is left waits a minute. */
const UNITS_PER_RUN = 50

async function noteAll(platform: Platform): Promise<void> {
  const failures: unknown[] = []
  for (const account_id of await listAccountIds(platform.pool)) {
    try {
      for (let unit = 0; unit < UNITS_PER_RUN; unit++) {
        const taken = await systemWork(platform, account_id, NOTE_JOB, 'staff', noteBreaches)
        if (taken < TICKETS_PER_UNIT) break
      }
    } catch (error) {
      platform.log.error({ err: error, account_id }, 'missed service levels of an account could not be noted')
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Missed service levels of some accounts were not noted')
}

/** Notes what was missed up to now; returns how many tickets it looked at. Running it again changes nothing. */
export async function noteBreaches(work: Work): Promise<number> {
  const missed = await takeMissed(work, TICKETS_PER_UNIT)
  const rows: TicketSla[] = []
  for (const sla of missed) {
    const { state, breaches } = noteMissed(sla.state, sla.held, work.now.getTime())
    const { note_ms } = times(state, sla.held)
    rows.push({ ...sla, state: { ...sla.state, ...state }, note_at: note_ms === null ? null : new Date(note_ms) })
    recordMetricEvents(
      work,
      breaches.map(({ metric, instance, at_ms }) =>
        metricEvent(sla.ticket_id, metric, instance, { type: 'breach', time: new Date(at_ms), data: {} }),
      ),
    )
  }
  putTicketSlas(work, rows)
  return missed.length
}

export const noteJob = job({
  name: NOTE_JOB,
  summary: 'Note the service level targets that were missed',
  payload: z.object({}),
  cron: '* * * * *',
  run: noteAll,
})
