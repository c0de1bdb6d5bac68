// What was done with a credential: every fact that was recorded while it was used. Reading leaves none.
import { z } from 'zod'
import { getToken } from '../access/index.ts'
import { endpoint, SIGNED_IN } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply } from '../platform/http/paging.ts'
import { apiTime } from '../platform/instants.ts'
import { addressOf, listLogs } from './logs.ts'
import { actionOf, auditLogSchema } from './schema.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

const activitySchema = z.object({
  id: z.number(),
  action: auditLogSchema.shape.action,
  action_label: auditLogSchema.shape.action_label,
  actor_id: z.number().nullable(),
  impersonator_id: z.number().nullable().describe('Who acted on behalf of the actor'),
  source_type: z.string(),
  source_id: z.number(),
  ip_address: z.string().nullable(),
  created_at: z.string(),
})

const list = endpoint({
  route: 'GET /api/v2/api_tokens/{token_id}/activity',
  summary: 'List what was done with a token, the newest first; also with a revoked one and with access tokens of OAuth',
  allow: SIGNED_IN,
  params: z.object({ token_id: id }),
  query: z.object(pagingQuery),
  reply: z.object({ activity: z.array(activitySchema), ...pagingReply }),
  async run({ work, params, query, url }) {
    const { id: token_id } = await getToken(work, params.token_id)
    const { rows, paging } = await listLogs(work, { token_id }, query, url)
    const activity = rows.map((row) => ({
      id: row.entry_id,
      action: actionOf(row.action),
      action_label: row.action,
      actor_id: row.actor_id,
      impersonator_id: row.impersonator_id,
      source_type: row.subject_type,
      source_id: row.subject_id,
      ip_address: addressOf(work, row),
      created_at: apiTime(row.created_at),
    }))
    return { activity, ...paging }
  },
})

export const activityEndpoints = [list]
