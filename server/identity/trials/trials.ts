// Trials: an admin signs in with the settings as they are edited, sees what came back and what would become of it, and
// nothing happens to anybody. After a success people sign in with exactly these settings.
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { providerTested } from '../events.ts'
import { type Attributes, grantsOf } from '../mapping/reading.ts'
import type { Problem } from '../problems.ts'
import { findProvider, saveLive } from '../queries.ts'
import { decide, type Identity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'

const LASTS_S = 20 * 60

/** What a provider said, as the trial shows it. */
export interface TrialWords {
  /** Null while it goes well. */
  problem: Problem | null
  /** What was amiss, in technical words, where there are some. */
  detail: string | null
  identity: Identity | null
  /** What a message said that was not taken, where it could be read. */
  claims: Attributes | null
  /** What would become of it. */
  result: {
    outcome: 'linked' | 'by_directory' | 'by_address' | 'new' | 'refused'
    problem: Problem | null
    user_id: number | null
    role: string | null
    group_ids: number[]
    custom_role_id: number | null
    organization_id: number | null
    organization_ids: number[]
    tags: string[]
    second_factor_proved: boolean
  } | null
}

export interface TrialRow extends TrialWords {
  id: number
  provider_id: number
  user_id: number
  digest: string
  outcome: 'waiting' | 'succeeded' | 'failed'
  created_at: Date
  finished_at: Date | null
}

const place = (id: number) => `identity_trials/${id}/sealed`
const NOTHING: TrialWords = { problem: null, detail: null, identity: null, claims: null, result: null }

/** Begins a trial of a provider's edited settings. Returns its id. */
export async function beginTrial(work: Work, provider: ProviderRow, user_id: number): Promise<number> {
  const id = newId()
  await work.db.run(sql`
    insert into identity_trials (account_id, id, provider_id, user_id, digest, outcome, sealed, created_at, expires_at)
    values (${work.account_id}, ${id}, ${provider.id}, ${user_id}, ${provider.edited.digest}, 'waiting', ${work.sealing.seal(place(id), NOTHING)},
      ${work.now}, ${new Date(work.now.getTime() + LASTS_S * 1000)})`)
  return id
}

/** A trial of this provider by this admin, or 404. */
export async function getTrial(work: Work, provider_id: number, trial_id: number, user_id: number): Promise<TrialRow> {
  const row = await work.db.first<Omit<TrialRow, keyof TrialWords> & { sealed: Buffer }>(sql`
    select id, provider_id, user_id, digest, outcome, sealed, created_at, finished_at from identity_trials
    where account_id = ${work.account_id}::bigint and id = ${trial_id}::bigint and provider_id = ${provider_id}::bigint
      and user_id = ${user_id}::bigint and expires_at > ${work.now}`)
  if (!row) throw notFound()
  const { sealed, ...plain } = row
  return { ...plain, ...NOTHING, ...work.sealing.open<TrialWords>(place(row.id), sealed) }
}

/** What a trial found: who came, or why nobody did. */
export type Finding =
  | { identity: Identity; second_factor_proved: boolean }
  | { problem: Problem; detail: string | null; claims?: Attributes | null }

/**
 * Ends a trial that waits. A success makes the tried settings those that people sign in with, unless they were edited
 * meanwhile.
 */
export async function finishTrial(work: Work, trial: TrialRow, finding: Finding): Promise<void> {
  if (trial.outcome !== 'waiting') return
  const provider = await findProvider(work, trial.provider_id, true)
  if (!provider) return
  const words = await wordsOf(work, provider, trial, finding)
  const is_success = words.problem === null && trial.digest === provider.edited.digest
  const problem = words.problem ?? (is_success ? null : 'settings_changed')
  const outcome = is_success ? 'succeeded' : 'failed'
  await work.db.run(sql`
    update identity_trials set outcome = ${outcome}, finished_at = ${work.now}, sealed = ${work.sealing.seal(place(trial.id), { ...words, problem })}
    where account_id = ${work.account_id}::bigint and id = ${trial.id}::bigint`)
  if (is_success) await saveLive(work, provider.id, provider.edited, trial.user_id)
  work.record(providerTested, provider.id, { kind: provider.kind, trial_id: trial.id, outcome, problem })
}

async function wordsOf(work: Work, provider: ProviderRow, trial: TrialRow, finding: Finding): Promise<TrialWords> {
  if ('problem' in finding) {
    const { problem, detail, claims = null } = finding
    return { ...NOTHING, problem, detail, claims }
  }
  const { identity, second_factor_proved } = finding
  // As it will be after the success: with these settings, tried by this admin.
  const tried = { ...provider, live: provider.edited, tested_by_id: trial.user_id }
  const decision = await decide(work.as({ kind: 'system', name: 'identity' }), tried, identity)
  const grants = grantsOf(provider.mapping, identity.attributes)
  const refused = decision.outcome === 'refused' ? decision.problem : null
  // Whoever sets a provider for customers up is no customer: there it is enough that the provider spoke well.
  const is_fine = refused === null || (!provider.for_staff && refused === 'not_for_audience')
  return {
    problem: is_fine ? null : refused,
    detail: null,
    identity,
    claims: null,
    result: {
      outcome: decision.outcome,
      problem: refused,
      user_id: 'user' in decision ? decision.user.id : decision.outcome === 'refused' ? decision.user_id : null,
      role: decision.outcome === 'refused' ? null : decision.given.role,
      custom_role_id: decision.outcome === 'refused' ? null : (decision.given.custom_role_id ?? null),
      group_ids: grants.group_ids,
      organization_id: grants.organization_ids[0] ?? null,
      organization_ids: grants.organization_ids,
      tags: grants.tags,
      second_factor_proved,
    },
  }
}
