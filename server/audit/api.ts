// The audit over HTTP, for administrators.
import { z } from 'zod'
import { listUsersByIds } from '../people/index.ts'
import { Refusal } from '../platform/errors.ts'
import { ADMINS, endpoint } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { apiTime } from '../platform/instants.ts'
import { addressOf, type LogFilter, listLogs } from './logs.ts'
import { actionOf, auditLogSchema, changedFields } from './schema.ts'

const instants = z.union([z.string(), z.array(z.string()).max(2)]).transform((given) => [given].flat())

const filters = {
  'filter[source_type]': z.string().max(60).optional(),
  'filter[source_id]': idParam.optional(),
  'filter[actor_id]': idParam.optional(),
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
    const actors = await listUsersByIds(
      work,
      rows.map((row) => row.actor_id),
      origin_url,
    )
    const names = new Map(actors.map((user) => [user.id, user.name]))
    const audit_logs = rows.map((row) => ({
      url: `${origin_url}/api/v2/audit_logs/${row.entry_id}.json`,
      id: row.entry_id,
      action: actionOf(row.action),
      action_label: row.action,
      actor_id: row.actor_id,
      actor_name: row.actor_id === null ? 'System' : (names.get(row.actor_id) ?? ''),
      source_id: row.subject_id,
      source_type: row.subject_type,
      source_label: `${row.subject_type} ${row.subject_id}`,
      change_description: changedFields(row.data),
      ip_address: addressOf(work, row),
      created_at: apiTime(row.created_at),
    }))
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
    source_type: query['filter[source_type]'],
    source_id: query['filter[source_id]'],
    actor_id: query['filter[actor_id]'],
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

export const auditEndpoints = [list]
