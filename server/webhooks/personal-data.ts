// What this module knows about people.
import type { PersonalData } from '../platform/module.ts'
import type { SealedColumn } from '../vault/index.ts'
import { KEPT_DAYS } from './invocations/queries.ts'

const kept = `${KEPT_DAYS} days`
const erased_by = 'the clearing away of what has expired; taking words out of a ticket, or erasing it'

export const webhookPersonalData: PersonalData[] = [
  {
    table: 'webhook_invocations',
    column: 'sealed',
    what: 'what is sent to a webhook: of tickets and people whatever its rule or event names',
    why: 'to send it, also again',
    kept,
    erased_by,
  },
  {
    table: 'webhook_attempts',
    column: 'sealed',
    what: 'the same, as it was sent, and what was answered',
    why: 'so that admins see why something did not arrive',
    kept,
    erased_by,
  },
]

export const webhookSealedColumns: SealedColumn[] = [
  { table: 'webhooks', keys: ['id'], column: 'sealed', place: (row) => `webhooks/${row.id}/sealed` },
  {
    table: 'webhook_invocations',
    keys: ['id'],
    column: 'sealed',
    place: (row) => `webhook_invocations/${row.id}/sealed`,
  },
  { table: 'webhook_attempts', keys: ['id'], column: 'sealed', place: (row) => `webhook_attempts/${row.id}/sealed` },
]
