// Audit entries as the API shows them, with the names of those who acted.
import { listUsersByIds } from '../people/index.ts'
import { apiTime } from '../platform/instants.ts'
import type { Work } from '../platform/work.ts'
import { changesOf } from './changes.ts'
import { addressOf, type LogRow, positionOf, textOf } from './logs.ts'
import { type AuditDetail, type AuditLog, actionOf, changedFields } from './schema.ts'

export async function presentLogs(work: Work, rows: readonly LogRow[], origin_url: string): Promise<AuditLog[]> {
  const ids = [...new Set(rows.map((row) => row.actor_id))]
  const actors = await listUsersByIds(work, ids, origin_url)
  const names = new Map(actors.map((user) => [user.id, user.name]))
  return rows.map((row) => ({
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
}

export async function presentDetail(work: Work, row: LogRow, origin_url: string): Promise<AuditDetail> {
  const [log] = await presentLogs(work, [row], origin_url)
  const text = textOf(work, row)
  const { user_agent } = text ?? {}
  return {
    ...log!, // one row gives one entry
    actor_kind: row.actor_kind,
    channel: row.channel,
    request_id: row.request_id,
    token_id: row.token_id,
    client_id: row.client_id,
    impersonator_id: row.impersonator_id,
    user_agent: typeof user_agent === 'string' ? user_agent : null,
    changes: changesOf(row.data, text),
    data: row.data,
    position: await positionOf(work, row.entry_id),
  }
}
