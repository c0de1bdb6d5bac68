// How long the report of a bulk job is kept.
import type { Expiry } from '../platform/expiry.ts'

export const bulkExpiries: readonly Expiry[] = [
  {
    table: 'bulk_jobs',
    keys: ['id'],
    time: 'updated_at',
    kept_s: 24 * 3600,
    why: 'the report of a bulk job is asked for within a day',
  },
]
