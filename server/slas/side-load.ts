// What `include=slas` and `include=group_slas` add to tickets, and the same for one ticket under a path of its own.
import { z } from 'zod'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { apiTime } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { getTicket } from '../tickets/index.ts'
import { type Held, inUnits, stageOf } from './clocks/measure.ts'
import { listTicketSlas } from './clocks/queries.ts'
import { rememberedPolicies } from './policies/queries.ts'
import { policyMetricShown } from './schema.ts'

type Shown = z.input<typeof policyMetricShown>

/** A clock with its target at an instant. A paused one has no time of breach, only what is left. */
export function shownMetric(held: Held, now: Date): Shown {
  const at_ms = now.getTime()
  const stage = stageOf(held, at_ms)
  const breach_at = held.breach_ms === null ? null : apiTime(new Date(held.breach_ms))
  const shown = { breach_at, stage, metric: held.metric }
  if (held.phase === 'fulfilled') return shown
  return { ...shown, ...inUnits(held.breach_ms === null ? held.left_ms : held.breach_ms - at_ms) }
}

async function shownMetrics(work: Work, ids: readonly number[], of_groups: boolean): Promise<Map<number, Shown[]>> {
  // An account that never had a policy has no clocks to look for.
  if ((await rememberedPolicies(work)).version === 0) return new Map()
  const rows = await listTicketSlas(work, ids)
  return new Map(
    rows.map((row) => [
      row.ticket_id,
      row.held
        .filter((held) => (held.metric === 'ownership_time') === of_groups)
        .map((held) => shownMetric(held, work.now)),
    ]),
  )
}

interface Presented {
  id: number
  slas?: unknown
  group_slas?: unknown
}

export const slaSideLoads = [
  {
    name: 'slas',
    async load(work: Work, tickets: Presented[]): Promise<undefined> {
      const metrics = await shownMetrics(work, tickets.map(idOf), false)
      for (const ticket of tickets) ticket.slas = { policy_metrics: metrics.get(ticket.id) ?? [] }
    },
  },
  {
    name: 'group_slas',
    async load(work: Work, tickets: Presented[]): Promise<undefined> {
      const metrics = await shownMetrics(work, tickets.map(idOf), true)
      for (const ticket of tickets) ticket.group_slas = { policy_metrics: metrics.get(ticket.id) ?? [] }
    },
  },
]

const idOf = (ticket: Presented): number => ticket.id

function ofTicket(path: 'slas' | 'group_slas', summary: string) {
  return endpoint({
    route: `GET /api/v2/tickets/{ticket_id}/${path}/policy_metrics`,
    summary,
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    query: z.object(pagingQuery),
    reply: z.object({ policy_metrics: z.array(policyMetricShown), ...pagingReply }),
    async run({ work, params: { ticket_id }, query }) {
      await getTicket(work, ticket_id)
      const policy_metrics = (await shownMetrics(work, [ticket_id], path === 'group_slas')).get(ticket_id) ?? []
      return { policy_metrics, ...wholeList(policy_metrics.length, query) }
    },
  })
}

export const ticketSlaEndpoints = [
  ofTicket('slas', 'List the service level clocks of a ticket'),
  ofTicket('group_slas', "List the clocks of a ticket that hold its group to the team's own promise"),
]
