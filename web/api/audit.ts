// The audit: what was done, by whom, from where; and the proof that nobody changed the record of it.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { read, write } from './request.ts'

export interface AuditEntry {
  id: number
  action_label: string
  actor_id: number | null
  actor_name: string
  source_id: number
  source_type: string
  change_description: string
  ip_address: string | null
  created_at: string
}

export interface AuditDetail extends AuditEntry {
  actor_kind: string | null
  channel: string | null
  request_id: string | null
  user_agent: string | null
  /** Null in a session. */
  token_id: number | null
  client_id: number | null
  impersonator_id: number | null
  changes: { field: string; before: string | null; after: string | null }[]
  data: unknown
  position: number | null
}

export interface AuditFilter {
  action: string
  actor_id: number | null
  source_type: string
  source_id: number | null
  /** The credential it was done with, and the application that did it. */
  token_id: number | null
  client_id: number | null
  /** Days as a date field has them; empty for any. */
  from: string
  to: string
}

/** No filter at all. */
export const everything: AuditFilter = {
  action: '',
  actor_id: null,
  source_type: '',
  source_id: null,
  token_id: null,
  client_id: null,
  from: '',
  to: '',
}

export interface AuditVerdict {
  is_intact: boolean
  entries: number
  unsealed: number
  anchor: string
  findings: { what: string; position?: number; entry_id?: number; event_id?: number }[]
}

interface Page {
  audit_logs: AuditEntry[]
  meta: { has_more: boolean; after_cursor: string | null }
}

const path = '/api/v2/audit_logs'
const pageSize = 50

/** A filter as the API takes it. */
function filterQuery({
  action,
  actor_id,
  source_type,
  source_id,
  token_id,
  client_id,
  from,
  to,
}: AuditFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (action.trim() !== '') query.set('filter[action]', action.trim())
  if (actor_id !== null) query.set('filter[actor_id]', String(actor_id))
  if (source_type !== '') query.set('filter[source_type]', source_type)
  if (source_id !== null) query.set('filter[source_id]', String(source_id))
  if (token_id !== null) query.set('filter[token_id]', String(token_id))
  if (client_id !== null) query.set('filter[client_id]', String(client_id))
  if (from !== '' || to !== '') {
    // Days of whoever looks: the table shows their times.
    query.append('filter[created_at][]', new Date(`${from || '2000-01-01'}T00:00:00`).toISOString())
    query.append('filter[created_at][]', new Date(`${to || '9999-12-30'}T23:59:59.999`).toISOString())
  }
  return query
}

/** Where the entries of a filter are had as a file. */
export function auditFile(filter: AuditFilter, format: 'csv' | 'ndjson'): string {
  const query = filterQuery(filter)
  query.set('format', format)
  return `${path}/export?${query}`
}

export function useAuditEntries(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: null as string | null, // the first page has no cursor
    queryFn: ({ pageParam, signal }) => {
      const query = filterQuery(filter)
      query.set('page[size]', String(pageSize))
      if (pageParam !== null) query.set('page[after]', pageParam)
      return read<Page>(`${path}?${query}`, signal)
    },
    getNextPageParam: ({ meta }) => (meta.has_more ? meta.after_cursor : null),
  })
}

export function useAuditEntry(id: number) {
  return useQuery({
    queryKey: ['audit', 'entry', id],
    queryFn: ({ signal }) => read<{ audit_log: AuditDetail; related: AuditEntry[] }>(`${path}/${id}`, signal),
  })
}

export function useVerifyAudit() {
  return useMutation({ mutationFn: () => write<AuditVerdict>('POST', `${path}/verify`) })
}
