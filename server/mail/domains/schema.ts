// A mail domain as the API shows it: each DNS record to publish, how it stands, and why.
import { z } from 'zod'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Finding, RecordCheck } from './check.ts'
import type { DomainRow } from './queries.ts'
import { recordsFor } from './records.ts'

const recordSchema = z.object({
  type: z.string(),
  host: z.string(),
  value: z.string(),
  zone_file_value: z.string(),
  purpose: z.enum(['dkim', 'spf', 'dmarc', 'mx']),
  importance: z.enum(['needed', 'advised']),
  state: z
    .enum(['waiting', 'ok', 'missing', 'warning', 'wrong', 'broken'])
    .describe('`waiting` was not checked, or could not be'),
  finding: z.string().nullable().describe('What the last check found, as a code'),
  reason: z.string().nullable().describe('The same in words; null when all is well'),
  found: z.array(z.string()),
})

export const domainSchema = z.object({
  id: z.number(),
  name: z.string(),
  state: z.enum(['waiting', 'ok', 'attention']),
  checked_at: z.string().nullable(),
  records: z.array(recordSchema),
})
export type MailDomain = z.input<typeof domainSchema>

type State = z.output<typeof recordSchema>['state']

const FINDINGS: Record<Finding, { state: State; reason: string | null }> = {
  ok: { state: 'ok', reason: null },
  missing: { state: 'missing', reason: 'There is no such record.' },
  different: { state: 'wrong', reason: 'The record says something else.' },
  withdrawn: { state: 'wrong', reason: 'The record withdraws the key.' },
  several: { state: 'wrong', reason: 'There are several records where only one may be; receivers ignore all of them.' },
  not_allowed: { state: 'wrong', reason: 'The record does not allow this server to send.' },
  broken: { state: 'broken', reason: 'The record cannot be read.' },
  watching_only: { state: 'warning', reason: 'The policy is "none", which stops nobody from writing in this name.' },
  unreachable: { state: 'waiting', reason: 'The name server did not answer. Try again.' },
}

/** How this server sends and receives; see records.ts. */
export interface MailSetup {
  host_name: string
  sends_directly: boolean
  receives: boolean
}

export function presentDomain(row: DomainRow, setup: MailSetup): MailDomain {
  const wanted = recordsFor(row.domain, keysOf(row), setup)
  const records: MailDomain['records'] = wanted.map((record) => ({
    type: record.type,
    host: record.name,
    value: record.value,
    zone_file_value: record.zone_file_value,
    purpose: record.purpose,
    importance: record.importance,
    ...judged(row.checks.find((check) => check.purpose === record.purpose && check.name === record.name)),
  }))
  const is_attention = records.some((record) => record.state !== 'ok' && record.state !== 'waiting')
  const state =
    row.checked_at === null
      ? 'waiting'
      : is_attention
        ? 'attention'
        : records.some((record) => record.state === 'waiting')
          ? 'waiting'
          : 'ok'
  return { id: row.id, name: row.domain, state, checked_at: apiTimeOrNull(row.checked_at), records }
}

function judged(
  check: RecordCheck | undefined,
): Pick<MailDomain['records'][number], 'state' | 'finding' | 'reason' | 'found'> {
  return check
    ? { ...FINDINGS[check.finding], finding: check.finding, found: check.found }
    : { state: 'waiting', finding: null, reason: null, found: [] }
}

/** The public halves in the form the record makers take; the private one is not needed to publish or check. */
export function keysOf(row: Pick<DomainRow, 'domain' | 'public_keys'>) {
  return row.public_keys.map((key) => ({ ...key, domain: row.domain, private_key: '' }))
}
