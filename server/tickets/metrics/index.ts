// Ticket metrics: how often and how fast a ticket was answered, passed on, solved and reopened.
import type { Work } from '../../platform/work.ts'
import { deskMinutes } from './hours.ts'
import { presentMetric } from './present.ts'
import { listMetrics } from './queries.ts'
import type { Metric } from './schema.ts'

export { metricEndpoints } from './api.ts'
export { metricImmediates } from './immediates.ts'
export { type NewMetricEvent, recordMetricEvents } from './queries.ts'

/** Metrics by ticket, for those of the tickets that the actor may see. Durations are whole minutes. */
export async function getTicketMetrics(
  work: Work,
  ticket_ids: readonly number[],
  origin_url = '',
): Promise<Map<number, Metric>> {
  const [rows, minutes] = await Promise.all([listMetrics(work, ticket_ids), deskMinutes(work)])
  return new Map(rows.map((row) => [row.ticket_id, presentMetric(row, minutes, origin_url)]))
}
