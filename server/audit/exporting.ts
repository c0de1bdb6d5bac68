// The audit as a file: CSV for spreadsheets, NDJSON for programs. That somebody took it is itself recorded.
import { z } from 'zod'
import { csvOf } from '../platform/csv.ts'
import { invalid } from '../platform/errors.ts'
import { event } from '../platform/events.ts'
import type { Work } from '../platform/work.ts'
import { type LogFilter, logsBefore } from './logs.ts'
import { presentLogs } from './present.ts'
import type { AuditLog } from './schema.ts'

/** Entries of one file; more are had by narrowing the time. */
export const MOST_EXPORTED = 50_000
const PAGE = 1_000

export const auditExported = event({
  type: 'audit.exported',
  subject: 'account',
  summary: 'Somebody took a part of the audit as a file',
  data: z.object({ format: z.enum(['csv', 'ndjson']), entries: z.number() }),
})

/** All entries a filter selects, the newest first. 422 when there are more than one file takes. */
export async function exportLogs(
  work: Work,
  filter: LogFilter,
  format: 'csv' | 'ndjson',
  origin_url: string,
): Promise<string> {
  const logs: AuditLog[] = []
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await logsBefore(work, filter, before, PAGE)
    logs.push(...(await presentLogs(work, rows, origin_url)))
    if (logs.length > MOST_EXPORTED)
      throw invalid('base', `More than ${MOST_EXPORTED} entries: narrow the time with filter[created_at][]`)
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) break
    before = last.entry_id
  }
  work.record(auditExported, work.account_id, { format, entries: logs.length })
  if (format === 'ndjson') return logs.map((log) => `${JSON.stringify(log)}\n`).join('')
  return csvOf([COLUMNS, ...logs.map((log) => COLUMNS.map((column) => log[column]))])
}

const COLUMNS = [
  'id',
  'created_at',
  'actor_id',
  'actor_name',
  'action',
  'action_label',
  'source_type',
  'source_id',
  'change_description',
  'ip_address',
] as const satisfies readonly (keyof AuditLog)[]
