// A provider as the API shows it.
import type { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import type { CheckRow } from './checks/queries.ts'
import type { Warning } from './kind.ts'
import { kindOf } from './kinds.ts'
import { isFor, isTested, type ProviderRow, type providerSchema } from './schema.ts'

/** What an admin should look at, as for settings. */
function checkWarnings({ what, failing_since, problem, count }: CheckRow): Warning[] {
  if (problem === 'too_many_missing') return [{ code: 'too_many_missing', detail: String(count) }]
  if (problem === 'settings_changed') return [{ code: 'metadata_differs', detail: null }]
  return failing_since === null ? [] : [{ code: `${what}_check_fails`, detail: apiTime(failing_since) }]
}

/** `checks` are those of all providers. */
export function providerReply(
  row: ProviderRow,
  checks: readonly CheckRow[],
  origin_url: string,
  now: Date,
): z.output<typeof providerSchema> {
  const own = checks.filter((check) => check.provider_id === row.id)
  const kind = kindOf(row.kind)
  const { settings, secrets } = row.edited
  return {
    id: row.id,
    url: `${origin_url}/api/v2/identity_providers/${row.id}.json`,
    kind: row.kind,
    name: row.name,
    label: row.label,
    position: row.position,
    audiences: (['staff', 'end_user'] as const).filter((audience) => isFor(row, audience)),
    active: row.active,
    domains: row.domains,
    creates_people: row.creates_people,
    mapping: row.mapping,
    settings,
    secrets: kind.secrets.filter((name) => name in secrets),
    our_values: kind.ourValues({ provider_id: row.id, origin_url, settings, secrets }),
    warnings: [...(kind.warnings?.(settings, now) ?? []), ...own.flatMap(checkWarnings)],
    checks: own.map(({ what, tried_at, succeeded_at, failing_since, problem, count }) => ({
      what,
      tried_at: apiTime(tried_at),
      succeeded_at: apiTimeOrNull(succeeded_at),
      failing_since: apiTimeOrNull(failing_since),
      problem,
      count,
    })),
    state: row.live === null ? 'untested' : isTested(row) ? 'tested' : 'changed',
    tested_at: apiTimeOrNull(row.tested_at),
    tested_by_id: row.tested_by_id,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}
