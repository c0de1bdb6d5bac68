// All SQL on policies, and what a process remembers of them: every change of a ticket asks.
import { remembered } from '../../platform/configuration.ts'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { listPage, type PagingQuery } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { listSchedules, type ScheduleRow } from '../../schedules/index.ts'
import type { PolicyKind, PolicyRow } from '../schema.ts'
import { asksForTags } from './filter.ts'

const COLUMNS = sql.raw(
  'p.id, p.kind, p.title, p.description, p.position, p.filter, p.metrics, p.created_at, p.updated_at',
)

/** An account's policies as of one version, each kind in its order. */
export interface PolicySet {
  version: number
  ticket: readonly PolicyRow[]
  group: readonly PolicyRow[]
  asks_for_tags: boolean
  /** The schedules that business hours are counted by: the account's, oldest first. */
  schedules: readonly ScheduleRow[]
}

/** The account's policies and what they count by. */
export const rememberedPolicies = remembered(readPolicies)

/** The account's policies, read now. */
export async function readPolicies(work: Work): Promise<PolicySet> {
  const rows = await work.db.all<PolicyRow & { version: number }>(sql`
    select ${COLUMNS}, s.version from sla_policy_sets s
    left join sla_policies p on p.account_id = s.account_id
    where s.account_id = ${work.account_id}::bigint order by p.position, p.id`)
  const policies = rows.filter((row) => row.id !== null)
  const set: PolicySet = {
    version: rows[0]?.version ?? 0,
    ticket: policies.filter((row) => row.kind === 'ticket'),
    group: policies.filter((row) => row.kind === 'group'),
    asks_for_tags: policies.some((row) => asksForTags(row.filter)),
    schedules: policies.length === 0 ? [] : await listSchedules(work),
  }
  return set
}

export async function listPolicies(work: Work, kind: PolicyKind, query: PagingQuery, url: URL) {
  return await listPage<PolicyRow>(
    work,
    {
      columns: COLUMNS,
      from: sql`sla_policies p`,
      where: sql`p.account_id = ${work.account_id}::bigint and p.kind = ${kind}`,
      id: sql`p.id`,
      sorts: {
        position: { by: sql`p.position::bigint`, type: 'bigint' },
        id: { by: sql`p.id`, type: 'bigint' },
        created_at: { by: sql`p.created_at`, type: 'timestamptz' },
      },
      default_sort: 'position',
    },
    query,
    url,
  )
}

/** All policies of a kind in their order. */
export async function listAllPolicies(work: Work, kind: PolicyKind): Promise<PolicyRow[]> {
  return await work.db.all<PolicyRow>(sql`
    select ${COLUMNS} from sla_policies p where p.account_id = ${work.account_id}::bigint and p.kind = ${kind} order by p.position, p.id`)
}

/** A policy of that kind, or 404. */
export async function getPolicy(work: Work, kind: PolicyKind, id: number): Promise<PolicyRow> {
  const row = await work.db.first<PolicyRow>(sql`
    select ${COLUMNS} from sla_policies p where p.account_id = ${work.account_id}::bigint and p.kind = ${kind} and p.id = ${id}::bigint`)
  if (!row) throw notFound()
  return row
}

/** Counts the set's version up and locks it, so that changes come one after another. */
export async function changePolicySet(work: Work): Promise<void> {
  await work.db.run(sql`
    insert into sla_policy_sets (account_id, version) values (${work.account_id}, 1)
    on conflict (account_id) do update set version = sla_policy_sets.version + 1`)
  rememberedPolicies.forget(work)
}

/** As changePolicySet, where there are policies at all. */
export async function touchPolicySet(work: Work): Promise<void> {
  await work.db.run(sql`update sla_policy_sets set version = version + 1 where account_id = ${work.account_id}::bigint`)
  rememberedPolicies.forget(work)
}

export async function putPolicy(work: Work, row: PolicyRow): Promise<void> {
  await work.db.run(sql`
    insert into sla_policies (account_id, id, kind, title, description, position, filter, metrics, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.kind}, ${row.title}, ${row.description}, ${row.position}, ${JSON.stringify(row.filter)}::jsonb,
      ${JSON.stringify(row.metrics)}::jsonb, ${row.created_at}, ${row.updated_at})
    on conflict (account_id, id) do update set title = excluded.title, description = excluded.description, position = excluded.position,
      filter = excluded.filter, metrics = excluded.metrics, updated_at = excluded.updated_at`)
}

export async function deletePolicyRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from sla_policies where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** Gives the policies the positions of this order, from 1. */
export async function savePositions(work: Work, ids: readonly number[]): Promise<void> {
  await work.db.run(sql`
    update sla_policies p set position = o.position, updated_at = case when p.position = o.position then p.updated_at else ${work.now} end
    from unnest(${[...ids]}::bigint[]) with ordinality as o(id, position)
    where p.account_id = ${work.account_id}::bigint and p.id = o.id`)
}
