// How many incidents each problem has, as `include=incident_counts`.
import type { SideLoad } from '../side-loads.ts'
import { countIncidents } from './queries.ts'

export const incidentCounts: SideLoad = {
  name: 'incident_counts',
  async load(work, tickets) {
    const counts = await countIncidents(
      work,
      tickets.filter((ticket) => ticket.type === 'problem').map((ticket) => ticket.id),
    )
    for (const ticket of tickets) ticket.incident_count = counts.get(ticket.id) ?? 0
    return undefined
  },
}
