// What `include=metric_sets` and `include=dates` add to tickets.
import type { SideLoad } from '../side-loads.ts'
import { deskMinutes } from './hours.ts'
import { presentDates, presentMetric } from './present.ts'
import { listMetrics } from './queries.ts'
import { datesSchema, metricSchema } from './schema.ts'

export const metricSideLoads: SideLoad[] = [
  {
    name: 'metric_sets',
    async load(work, tickets, origin_url) {
      const [rows, minutes] = await Promise.all([listMetrics(work, idsOf(tickets)), deskMinutes(work)])
      const metrics = new Map(
        rows.map((row) => [row.ticket_id, metricSchema.parse(presentMetric(row, minutes, origin_url))]),
      )
      for (const ticket of tickets) ticket.metric_set = metrics.get(ticket.id) ?? null
      return { metric_sets: [...metrics.values()] }
    },
  },
  {
    name: 'dates',
    async load(work, tickets) {
      const dates = new Map(
        (await listMetrics(work, idsOf(tickets))).map((row) => [row.ticket_id, datesSchema.parse(presentDates(row))]),
      )
      for (const ticket of tickets) ticket.dates = dates.get(ticket.id)
      return undefined
    },
  },
]

const idsOf = (tickets: readonly { id: number }[]): number[] => tickets.map((ticket) => ticket.id)
