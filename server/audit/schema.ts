// An audit entry as the Zendesk API shows it.
import { z } from 'zod'

export const auditLogSchema = z.object({
  url: z.string(),
  id: z.number(),
  action: z.enum(['create', 'update', 'destroy', 'login', 'exported']),
  action_label: z.string().describe('The kind of event, e.g. ticket.created'),
  actor_id: z.number().nullable().describe('Who acted; null for the system and for people who are not signed in'),
  actor_name: z.string(),
  source_id: z.number(),
  source_type: z.string(),
  source_label: z.string(),
  change_description: z.string().describe('Names of the fields that changed'),
  ip_address: z.string().nullable(),
  created_at: z.string(),
})

/** One entry with all that may be told of it. */
export const auditDetailSchema = auditLogSchema.extend({
  actor_kind: z.string().nullable().describe('user, system, link or anonymous'),
  channel: z.string().nullable().describe('web, api, email, system or cli'),
  request_id: z.string().nullable().describe("As in the reply's X-Request-Id and the server's log"),
  user_agent: z.string().nullable(),
  token_id: z.number().nullable().describe('The credential it was done with; null in a session'),
  client_id: z.number().nullable().describe('The OAuth client of that credential'),
  impersonator_id: z.number().nullable().describe('Who acted on behalf of the actor'),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  data: z.unknown().describe('Ids, times and enumerations of the event, as they were recorded'),
  position: z.number().nullable().describe('Where it stands in the sealed chain; null while it waits to be sealed'),
})

export type AuditLog = z.output<typeof auditLogSchema>
export type AuditDetail = z.output<typeof auditDetailSchema>

/** `ticket.created` → create. Whatever is no beginning, end, sign-in or export is a change. */
export function actionOf(type: string): AuditLog['action'] {
  const verb = type.slice(type.lastIndexOf('.') + 1)
  if (/^(created|added)$/.test(verb)) return 'create'
  if (/^(deleted|removed|revoked|erased)$/.test(verb)) return 'destroy'
  if (/^(signed_in|logged_in)$/.test(verb)) return 'login'
  return /^(downloaded|exported)$|_downloaded$/.test(verb) ? 'exported' : 'update'
}

const changeList = z.object({ changes: z.array(z.object({ field_name: z.string() })) })
const fieldList = z.object({ fields: z.array(z.string()) })

/** The names of the fields an event says were changed; values may be personal and stay where they are. */
export function changedFields(data: unknown): string {
  const changes = changeList.safeParse(data)
  if (changes.success) return changes.data.changes.map((change) => change.field_name).join(', ')
  const fields = fieldList.safeParse(data)
  return fields.success ? fields.data.fields.join(', ') : ''
}
