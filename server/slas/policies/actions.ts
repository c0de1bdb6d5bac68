// What one can do with policies. Tickets follow a changed policy with their next change, as in Zendesk.
import { invalid, Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { policyCreated, policyDeleted, policyUpdated } from '../events.ts'
import {
  type Filter,
  GROUP_METRICS,
  MAX_POLICIES,
  type PolicyKind,
  type PolicyMetric,
  type PolicyRow,
  type PolicyWrite,
  TICKET_METRICS,
} from '../schema.ts'
import { checkFilter } from './filter.ts'
import { changePolicySet, deletePolicyRow, getPolicy, listAllPolicies, putPolicy, savePositions } from './queries.ts'

export async function createPolicy(work: Work, kind: PolicyKind, write: PolicyWrite): Promise<PolicyRow> {
  if (write.title === undefined) throw invalid('title', 'Title: cannot be blank', 'BlankValue')
  if (write.filter === undefined) throw invalid('filter', 'Filter: cannot be blank', 'BlankValue')
  await changePolicySet(work)
  const all = await listAllPolicies(work, kind)
  if (all.length >= MAX_POLICIES) throw new Refusal('too_many_values', `A desk has at most ${MAX_POLICIES} policies`)
  const row: PolicyRow = {
    id: newId(),
    kind,
    title: write.title,
    description: write.description ?? '',
    position: write.position ?? (all.at(-1)?.position ?? 0) + 1,
    filter: checkedFilter(kind, write.filter),
    metrics: checkedMetrics(kind, write.policy_metrics ?? []),
    created_at: work.now,
    updated_at: work.now,
  }
  await putPolicy(work, row)
  work.record(policyCreated, row.id, { kind, title: row.title })
  return row
}

export async function updatePolicy(work: Work, kind: PolicyKind, id: number, write: PolicyWrite): Promise<PolicyRow> {
  await changePolicySet(work)
  const before = await getPolicy(work, kind, id)
  const after: PolicyRow = {
    ...before,
    title: write.title ?? before.title,
    description: write.description === undefined ? before.description : (write.description ?? ''),
    position: write.position ?? before.position,
    filter: write.filter === undefined ? before.filter : checkedFilter(kind, write.filter),
    metrics: write.policy_metrics === undefined ? before.metrics : checkedMetrics(kind, write.policy_metrics),
    updated_at: work.now,
  }
  const fields = (['title', 'description', 'position', 'filter', 'metrics'] as const).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
  )
  if (fields.length === 0) return before
  await putPolicy(work, after)
  work.record(policyUpdated, id, { kind, title: after.title, fields })
  return after
}

export async function deletePolicy(work: Work, kind: PolicyKind, id: number): Promise<void> {
  await changePolicySet(work)
  const { title } = await getPolicy(work, kind, id)
  await deletePolicyRow(work, id)
  work.record(policyDeleted, id, { kind, title })
}

/** Puts the policies into this order; those that are not named come after it as they were. 404 for an unknown one. */
export async function reorderPolicies(work: Work, kind: PolicyKind, ids: readonly number[]): Promise<PolicyRow[]> {
  await changePolicySet(work)
  const all = await listAllPolicies(work, kind)
  for (const id of ids) if (!all.some((row) => row.id === id)) await getPolicy(work, kind, id)
  const named = [...new Set(ids)]
  const order = [...named, ...all.map((row) => row.id).filter((id) => !named.includes(id))]
  await savePositions(work, order)
  for (const row of all)
    if (row.position !== order.indexOf(row.id) + 1)
      work.record(policyUpdated, row.id, { kind, title: row.title, fields: ['position'] })
  return await listAllPolicies(work, kind)
}

function checkedFilter(kind: PolicyKind, write: NonNullable<PolicyWrite['filter']>): Filter {
  const filter = { all: write.all ?? [], any: write.any ?? [] }
  checkFilter(kind, filter)
  return filter
}

function checkedMetrics(kind: PolicyKind, metrics: readonly PolicyMetric[]): PolicyMetric[] {
  const allowed: readonly string[] = kind === 'group' ? GROUP_METRICS : TICKET_METRICS
  const wrong = metrics.find((one) => !allowed.includes(one.metric))
  if (wrong) throw invalid('policy_metrics', `Policy metrics: ${wrong.metric} is not for policies of this kind`)
  const twice = metrics.find((one, index) =>
    metrics.slice(0, index).some((other) => other.metric === one.metric && other.priority === one.priority),
  )
  if (twice)
    throw invalid(
      'policy_metrics',
      `Policy metrics: ${twice.metric} for ${twice.priority} is there twice`,
      'DuplicateValue',
    )
  return [...metrics]
}
