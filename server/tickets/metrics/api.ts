// Ticket metrics over HTTP.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { deskMinutes } from './hours.ts'
import { presentMetric } from './present.ts'
import { listMetrics, METRIC_COLUMNS, type MetricRow } from './queries.ts'
import { metricSchema } from './schema.ts'

const reply = z.object({ ticket_metric: metricSchema })

async function showMetric(work: Work, ticket_id: number, origin_url: string) {
  const [[row], minutes] = await Promise.all([listMetrics(work, [ticket_id]), deskMinutes(work)])
  if (!row) throw notFound()
  return { ticket_metric: presentMetric(row, minutes, origin_url) }
}

export const metricEndpoints = [
  endpoint({
    route: 'GET /api/v2/ticket_metrics',
    summary: 'List the metrics of tickets, newest tickets first',
    allow: STAFF,
    query: z.object(pagingQuery),
    reply: z.object({ ticket_metrics: z.array(metricSchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const source = {
        columns: METRIC_COLUMNS,
        from: sql`ticket_metrics m join tickets t on t.account_id = m.account_id and t.id = m.ticket_id`,
        where: sql`m.account_id = ${work.account_id} and ${visibleTickets(work.actor)}`,
        id: sql`m.ticket_id`,
        sorts: {
          id: { by: sql`m.ticket_id`, type: 'bigint' as const },
          created_at: { by: sql`m.created_at`, type: 'timestamptz' as const },
        },
        default_sort: '-id',
      }
      const [{ rows, paging }, minutes] = await Promise.all([
        listPage<MetricRow>(work, source, query, url),
        deskMinutes(work),
      ])
      return { ticket_metrics: rows.map((row) => presentMetric(row, minutes, origin_url)), ...paging }
    },
  }),
  endpoint({
    route: 'GET /api/v2/ticket_metrics/{ticket_metric_id}',
    summary: 'Show the metrics of a ticket; they have its number',
    allow: STAFF,
    params: z.object({ ticket_metric_id: idParam }),
    reply,
    run: async ({ work, params, origin_url }) => await showMetric(work, params.ticket_metric_id, origin_url),
  }),
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/metrics',
    summary: 'Show the metrics of a ticket',
    allow: STAFF,
    params: z.object({ ticket_id: idParam }),
    reply,
    run: async ({ work, params, origin_url }) => await showMetric(work, params.ticket_id, origin_url),
  }),
]
