// How what is done by the clock went: shown on the provider's page, and told to admins where it keeps failing.
import type { Work } from '../../platform/work.ts'
import { checkFailed } from '../events.ts'
import type { Problem } from '../problems.ts'
import type { Checked, ProviderRow } from '../schema.ts'
import { findCheck, saveCheck } from './queries.ts'

const MINUTE_MS = 60_000
/** Networks fail for a while; admins hear of what lasts this long. */
const TOLD_AFTER_MS = { people: 30 * MINUTE_MS, metadata: 24 * 60 * MINUTE_MS } as const satisfies Record<
  Checked,
  number
>
/** What passes by itself. Anything else is told at once. */
const PASSING: readonly Problem[] = ['unreachable', 'tls', 'status']

/** `remark` is what admins should look at although it went well. */
export async function noteSuccess(
  work: Work,
  provider: Pick<ProviderRow, 'id'>,
  what: Checked,
  remark: Problem | null = null,
): Promise<void> {
  await saveCheck(work, {
    provider_id: provider.id,
    what,
    tried_at: work.now,
    succeeded_at: work.now,
    failing_since: null,
    problem: remark,
    count: 0,
    told_at: null,
  })
}

export async function noteFailure(
  work: Work,
  provider: Pick<ProviderRow, 'id' | 'kind'>,
  what: Checked,
  problem: Problem,
  count = 0,
): Promise<void> {
  const before = await findCheck(work, provider.id, what)
  const failing_since = before?.failing_since ?? work.now
  const waits_ms = PASSING.includes(problem) ? TOLD_AFTER_MS[what] : 0
  const tells = before?.told_at == null && work.now.getTime() - failing_since.getTime() >= waits_ms
  if (tells) work.record(checkFailed, provider.id, { kind: provider.kind, what, problem, count })
  await saveCheck(work, {
    provider_id: provider.id,
    what,
    tried_at: work.now,
    succeeded_at: before?.succeeded_at ?? null,
    failing_since,
    problem,
    count,
    told_at: tells ? work.now : (before?.told_at ?? null),
  })
}
