// What `include=metric_sets` and `include=dates` add to tickets.
import type { Work } from '../../platform/work.ts'
import { deskMinutes } from './hours.ts'
import { presentDates, presentMetric } from './present.ts'
import { listMetrics } from './queries.ts'

interface Presented {
  id: number
  metric_set?: unknown
  dates?: unknown
}

export const metricSideLoads = [
  {
    name: 'metric_sets',
    async load(work: Work, tickets: readonly Presented[], origin_url: string): Promise<void> {
      const [rows, minutes] = await Promise.all([listMetrics(work, idsOf(tickets)), deskMinutes(work)])
      const metrics = new Map(rows.map((row) => [row.ticket_id, presentMetric(row, minutes, origin_url)]))
      for (const ticket of tickets) ticket.metric_set = metrics.get(ticket.id) ?? null
    },
  },
  {
    name: 'dates',
    async load(work: Work, tickets: readonly Presented[]): Promise<void> {
      const dates = new Map((await listMetrics(work, idsOf(tickets))).map((row) => [row.ticket_id, presentDates(row)]))
      for (const ticket of tickets) ticket.dates = dates.get(ticket.id) ?? null
    },
  },
]

const idsOf = (tickets: readonly Presented[]): number[] => tickets.map((ticket) => ticket.id)
