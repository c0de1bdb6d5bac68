// All SQL on rules, what they were, and which version of them is the current one.
import { type RawBuilder, sql } from '../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../platform/http/paging.ts'
import { newId } from '../platform/ids.ts'
import { actorId, type Work } from '../platform/work.ts'
import type { ActionKind } from './actions/action.ts'
import { visibleRules } from './policy.ts'
import { RULES_PER_KIND, type RuleRow, type RuleUse, USAGES, type Usage } from './schema.ts'

const COLUMNS = sql.raw(
  'r.id, r.kind, r.title, r.description, r.active, r.position, r.category_id, r.conditions, r.actions, r.restriction, r.is_default, r.created_at, r.updated_at',
)

/** Triggers by category, then by position; the others by position. */
const IN_ORDER = sql`coalesce((select c.position from trigger_categories c where c.account_id = r.account_id and c.id = r.category_id), 0)::bigint * 10000000 + r.position`

const HOUR_MS = 3_600_000

const countSince = (work: Work, hours: number): RawBuilder<number> => sql`(
  select count(*) from rule_firings f where f.account_id = r.account_id and f.rule_id = r.id and f.created_at > ${new Date(work.now.getTime() - hours * HOUR_MS)}::timestamptz)`

export interface RuleFilter {
  kind: ActionKind
  active?: boolean
  category_id?: number
  /** Part of the title, without regard to case. */
  title?: string
  ids?: readonly number[]
  /** Macros for everybody ('shared'), the caller's own ('personal'), those of a group. */
  access?: 'shared' | 'personal'
  group_id?: number
  usages: readonly Usage[]
}

/** One page of the rules the actor may see, in the order they run. */
export async function listRules(work: Work, filter: RuleFilter, query: PagingQuery, url: URL) {
  const where = [sql`r.account_id = ${work.account_id}::bigint and r.kind = ${filter.kind} and ${visibleRules(work)}`]
  if (filter.active !== undefined) where.push(sql`r.active = ${filter.active}`)
  if (filter.category_id !== undefined) where.push(sql`r.category_id = ${filter.category_id}::bigint`)
  if (filter.title !== undefined) where.push(sql`position(lower(${filter.title}) in lower(r.title)) > 0`)
  if (filter.ids) where.push(sql`r.id = any(${filter.ids}::bigint[])`)
  if (filter.access === 'shared') where.push(sql`coalesce(r.restriction->>'type', '') <> 'User'`)
  if (filter.access === 'personal') where.push(sql`r.restriction->>'type' = 'User'`)
  if (filter.group_id !== undefined)
    where.push(sql`r.restriction @> ${JSON.stringify({ type: 'Group', ids: [filter.group_id] })}::jsonb`)
  const usages = filter.usages.map((usage) => sql`${countSince(work, USAGES[usage])} as ${sql.ref(usage)}`)
  const source: ListSource<RuleRow & RuleUse & Partial<Record<Usage, number>>> = {
    columns: sql`${COLUMNS}, ${lastError('error')} as last_error, ${lastError('created_at')} as last_error_at${usages.length > 0 ? sql`, ${sql.join(usages)}` : sql``}`,
    from: sql`rules r`,
    where: sql.join(where, sql` and `),
    id: sql`r.id`,
    default_sort: 'position',
    sorts: {
      position: { by: IN_ORDER, type: 'bigint' },
      id: { by: sql`r.id`, type: 'bigint' },
      alphabetical: { by: sql`lower(r.title)`, type: 'text' },
      title: { by: sql`lower(r.title)`, type: 'text' },
      created_at: { by: sql`r.created_at`, type: 'timestamptz' },
      updated_at: { by: sql`r.updated_at`, type: 'timestamptz' },
      ...Object.fromEntries(
        Object.entries(USAGES).map(([name, hours]) => [
          name,
          { by: countSince(work, hours), type: 'bigint' as const /* one of the types of sorts */ },
        ]),
      ),
    },
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return {
    rows: rows.map((row) => ({
      ...row,
      usage: Object.fromEntries(filter.usages.map((usage) => [usage, row[usage] ?? 0])),
    })),
    paging,
  }
}

const lastError = (column: 'error' | 'created_at'): RawBuilder<unknown> => sql`(
  select f.${sql.raw(column)} from rule_firings f
  where f.account_id = r.account_id and f.rule_id = r.id and f.error is not null order by f.created_at desc, f.id desc limit 1)`

/** A rule of this kind the actor may see, or null. */
export async function findRule(work: Work, kind: ActionKind, id: number): Promise<(RuleRow & RuleUse) | null> {
  return await work.db.first<RuleRow & RuleUse>(sql`
    select ${COLUMNS}, ${lastError('error')} as last_error, ${lastError('created_at')} as last_error_at from rules r
    where r.account_id = ${work.account_id}::bigint and r.kind = ${kind} and r.id = ${id}::bigint and ${visibleRules(work)}`)
}

/** Rules by id, whatever their kind, for whoever may see the ticket they acted on. */
export async function listRulesByIds(work: Work, ids: readonly number[]): Promise<RuleRow[]> {
  return await work.db.all<RuleRow>(sql`
    select ${COLUMNS} from rules r where r.account_id = ${work.account_id}::bigint and r.id = any(${[...new Set(ids)]}::bigint[])`)
}

/** What rules are called, by id. */
export async function ruleTitles(work: Work, ids: readonly number[]): Promise<Map<number, string>> {
  return new Map((await listRulesByIds(work, ids)).map((rule) => [rule.id, rule.title]))
}

/** The active rules of a kind in the order they run. */
export async function listActiveRules(work: Work, kind: ActionKind): Promise<RuleRow[]> {
  return await work.db.all<RuleRow>(sql`
    select ${COLUMNS} from rules r where r.account_id = ${work.account_id}::bigint and r.kind = ${kind} and r.active
    order by ${IN_ORDER}, r.id limit ${RULES_PER_KIND}`)
}

export async function countRules(work: Work, kind: ActionKind): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(
    sql`select count(*) as count from rules where account_id = ${work.account_id}::bigint and kind = ${kind}`,
  )
  return count
}

/** The place after the last rule of the kind, in its category. */
export async function nextPosition(work: Work, kind: ActionKind, category_id: number | null): Promise<number> {
  const { position } = await work.db.one<{ position: number }>(sql`
    select coalesce(max(position), 0) + 1 as position from rules
    where account_id = ${work.account_id}::bigint and kind = ${kind} and category_id is not distinct from ${category_id}::bigint`)
  return position
}

export async function insertRule(work: Work, row: Omit<RuleRow, 'id'>): Promise<RuleRow> {
  const id = newId()
  await work.db.run(sql`
    insert into rules (account_id, id, kind, title, description, active, position, category_id, conditions, actions, restriction, is_default, created_at, updated_at)
    values (${work.account_id}, ${id}, ${row.kind}, ${row.title}, ${row.description}, ${row.active}, ${row.position}, ${row.category_id},
      ${JSON.stringify(row.conditions)}::jsonb, ${JSON.stringify(row.actions)}::jsonb, ${jsonOrNull(row.restriction)}::jsonb, ${row.is_default}, ${row.created_at}, ${row.updated_at})`)
  return { ...row, id }
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export async function saveRule(work: Work, row: RuleRow): Promise<void> {
  await work.db.run(sql`
    update rules set title = ${row.title}, description = ${row.description}, active = ${row.active}, position = ${row.position}, category_id = ${row.category_id},
      conditions = ${JSON.stringify(row.conditions)}::jsonb, actions = ${JSON.stringify(row.actions)}::jsonb, restriction = ${jsonOrNull(row.restriction)}::jsonb,
      updated_at = ${row.updated_at}
    where account_id = ${work.account_id}::bigint and id = ${row.id}::bigint`)
}

export async function deleteRuleRow(work: Work, id: number): Promise<void> {
  await work.db.run(sql`delete from rules where account_id = ${work.account_id}::bigint and id = ${id}::bigint`)
}

/** True for the first caller in an account's life, which then makes the rules that every desk begins with. */
export async function beginRuleSet(work: Work): Promise<boolean> {
  const inserted = await work.db.run(sql`
    insert into rule_sets (account_id, version) values (${work.account_id}, ${newId()}) on conflict do nothing`)
  return inserted === 1
}

/** Locks the account's rules, so that two admins who reorder do not mix. */
export async function lockRules(work: Work): Promise<void> {
  await work.db.run(sql`
    insert into rule_sets (account_id, version) values (${work.account_id}, ${newId()})
    on conflict (account_id) do update set version = excluded.version`)
}

export interface RevisionRow {
  id: number
  author_id: number | null
  snapshot: Pick<RuleRow, 'title' | 'description' | 'active' | 'conditions' | 'actions'>
  created_at: Date
}

/** Revisions of one rule that are kept. */
const REVISIONS_PER_RULE = 50

export async function insertRevision(work: Work, rule: RuleRow): Promise<void> {
  const { title, description, active, conditions, actions } = rule
  await work.db.run(sql`
    insert into rule_revisions (account_id, rule_id, id, author_id, snapshot, created_at)
    values (${work.account_id}, ${rule.id}, ${newId()}, ${actorId(work.actor)}, ${JSON.stringify({ title, description, active, conditions, actions })}::jsonb, ${work.now})`)
  await work.db.run(sql`
    delete from rule_revisions where account_id = ${work.account_id}::bigint and rule_id = ${rule.id}::bigint and id not in (
      select id from rule_revisions where account_id = ${work.account_id}::bigint and rule_id = ${rule.id}::bigint order by id desc limit ${REVISIONS_PER_RULE})`)
}

export async function listRevisions(work: Work, rule_id: number, query: PagingQuery, url: URL) {
  return await listPage<RevisionRow>(
    work,
    {
      columns: sql`v.id, v.author_id, v.snapshot, v.created_at`,
      from: sql`rule_revisions v`,
      where: sql`v.account_id = ${work.account_id}::bigint and v.rule_id = ${rule_id}::bigint`,
      id: sql`v.id`,
      default_sort: '-id',
      sorts: { id: { by: sql`v.id`, type: 'bigint' }, created_at: { by: sql`v.created_at`, type: 'timestamptz' } },
    },
    query,
    url,
  )
}

export async function findRevision(work: Work, rule_id: number, id: number): Promise<RevisionRow | null> {
  return await work.db.first<RevisionRow>(sql`
    select v.id, v.author_id, v.snapshot, v.created_at from rule_revisions v
    where v.account_id = ${work.account_id}::bigint and v.rule_id = ${rule_id}::bigint and v.id = ${id}::bigint`)
}
