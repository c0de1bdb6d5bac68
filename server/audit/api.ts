// The audit over HTTP, for administrators.
import { z } from 'zod'
import { notFound, Refusal } from '../platform/errors.ts'
import { ADMINS, endpoint, HttpReply } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { apiTimeOrNull } from '../platform/instants.ts'
import { systemWork } from '../platform/platform.ts'
import { exportLogs, MOST_EXPORTED } from './exporting.ts'
import { findLog, type LogFilter, listLogs, logsOfRequest } from './logs.ts'
import { presentDetail, presentLogs } from './present.ts'
import { auditDetailSchema, auditLogSchema } from './schema.ts'
import { verifyAudit } from './verify.ts'

const instants = z.union([z.string(), z.array(z.string()).max(2)]).transform((given) => [given].flat())

const filters = {
  'filter[action]': z
    .string()
    .max(80)
    .optional()
    .describe('A kind of event, `custom_role.updated`, or `custom_role.*`'),
  'filter[request_id]': z.string().max(100).optional(),
  'filter[source_type]': z.string().max(60).optional(),
  'filter[source_id]': idParam.optional(),
  'filter[actor_id]': idParam.optional(),
  'filter[token_id]': idParam.optional().describe('The API token or access token it was done with'),
  'filter[client_id]': idParam.optional().describe('The OAuth client that did it'),
  'filter[ip_address]': z.string().optional(),
  'filter[created_at]': instants.optional(),
  'filter[created_at][]': instants.optional(),
}

const list = endpoint({
  route: 'GET /api/v2/audit_logs',
  summary: 'List what was done, the newest first',
  allow: ADMINS,
  query: z.object({ ...pagingQuery, ...filters }),
  reply: z.object({ audit_logs: z.array(auditLogSchema), ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listLogs(work, readFilter(query), query, url)
    const audit_logs = await presentLogs(work, rows, origin_url)
    return { audit_logs, ...paging }
  },
})

type Query = z.output<z.ZodObject<typeof filters>>

function readFilter(query: Query): LogFilter {
  // Addresses are sealed, so no search reaches them; leaving the filter out silently would show other people's acts.
  if (query['filter[ip_address]'] !== undefined)
    throw new Refusal('bad_request', 'Audit logs cannot be filtered by address: addresses are stored encrypted')
  const range = query['filter[created_at][]'] ?? query['filter[created_at]']
  return {
    action: query['filter[action]'],
    request_id: query['filter[request_id]'],
    source_type: query['filter[source_type]'],
    source_id: query['filter[source_id]'],
    actor_id: query['filter[actor_id]'],
    token_id: query['filter[token_id]'],
    client_id: query['filter[client_id]'],
    created_at: range && readRange(range),
  }
}

function readRange(range: string[]): { from: Date; to: Date } {
  const [from, to] = range.map((text) => new Date(text))
  if (!from || !to || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
    throw new Refusal('bad_request', 'filter[created_at][] takes two instants, e.g. 2026-01-01T00:00:00Z')
  }
  return { from, to }
}

const show = endpoint({
  route: 'GET /api/v2/audit_logs/{audit_log_id}',
  summary: 'Show one entry: what changed from what to what, and what else the same request did',
  allow: ADMINS,
  params: z.object({ audit_log_id: idParam }),
  reply: z.object({ audit_log: auditDetailSchema, related: z.array(auditLogSchema) }),
  async run({ work, params, origin_url }) {
    const row = await findLog(work, params.audit_log_id)
    if (!row) throw notFound()
    const related = (await logsOfRequest(work, row)).filter((one) => one.entry_id !== row.entry_id)
    return {
      audit_log: await presentDetail(work, row, origin_url),
      related: await presentLogs(work, related, origin_url),
    }
  },
})

const exported = endpoint({
  route: 'GET /api/v2/audit_logs/export',
  summary: `The entries a filter selects as CSV or NDJSON, up to ${MOST_EXPORTED.toLocaleString('en')}; itself recorded`,
  allow: ADMINS,
  query: z.object({ ...filters, format: z.enum(['csv', 'ndjson']).default('csv') }),
  reply: 'file',
  read_only: false,
  scope: 'exports',
  async run({ work, query, origin_url }) {
    const body = await exportLogs(work, readFilter(query), query.format, origin_url)
    return new HttpReply({
      headers: {
        'content-type': query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="audit.${query.format}"`,
        'cache-control': 'no-store',
      },
      body,
    })
  },
})

const verify = endpoint({
  route: 'POST /api/v2/audit_logs/verify',
  summary: 'Go through the whole audit and say whether it is as it was sealed',
  allow: ADMINS,
  scope: 'auditlogs:read',
  read_only: true,
  status: 200,
  reply: z.object({
    is_intact: z.boolean(),
    entries: z.number(),
    unsealed: z.number(),
    texts_erased: z.number(),
    sealed_at: z.string().nullable(),
    anchor: z.string().describe('Keep it elsewhere: with it, a later verification also finds a chain cut short'),
    findings: z.array(
      z.object({
        what: z.string(),
        position: z.number().optional(),
        entry_id: z.number().optional(),
        event_id: z.number().optional(),
      }),
    ),
  }),
  // It reads at one moment, so it has a transaction of its own.
  prepare: ({ platform, account_id }) =>
    systemWork(platform, account_id, 'audit.verify', 'staff', (work) => verifyAudit(work)),
  run: async ({ prepared }) => ({ ...prepared, sealed_at: apiTimeOrNull(prepared.sealed_at) }),
})

export const auditEndpoints = [list, exported, verify, show]
