// All SQL on routing_groups and routing_agents.
import { remembered } from '../platform/configuration.ts'
import { sql } from '../platform/db.ts'
import type { Work } from '../platform/work.ts'

export interface GroupRouting {
  group_id: number
  method: 'manual' | 'round_robin' | 'least_loaded'
  capacity: number
  skills_wait_minutes: number | null
}

export interface AgentRouting {
  user_id: number
  status: 'online' | 'away' | 'offline'
  capacity: number | null
  last_assigned_at: Date | null
  updated_at: Date | null
}

export const USUAL_CAPACITY = 20

/** How a group gives out its tickets; by hand where nothing was set. */
export async function groupRouting(work: Work, group_id: number): Promise<GroupRouting> {
  const [found] = await listGroupRouting(work, [group_id])
  return found ?? { group_id, method: 'manual', capacity: USUAL_CAPACITY, skills_wait_minutes: null }
}

/** Those of these groups for which something was set; without ids, all. */
export async function listGroupRouting(work: Work, group_ids?: readonly number[]): Promise<GroupRouting[]> {
  const these = group_ids ? sql`and group_id = any(${[...group_ids]}::bigint[])` : sql``
  return await work.db.all<GroupRouting>(
    sql`select group_id, method, capacity, skills_wait_minutes from routing_groups where account_id = ${work.account_id} ${these} order by group_id`,
  )
}

/** Whether any group of the account gives out its tickets by itself. */
export const hasRouting = remembered(async (work) => {
  const found = await work.db.first(
    sql<{
      one: number
    }>`select 1 as one from routing_groups where account_id = ${work.account_id} and method <> 'manual' limit 1`,
  )
  return found !== null
})

export async function saveGroupRouting(work: Work, row: GroupRouting): Promise<void> {
  await work.db.run(sql`
    insert into routing_groups (account_id, group_id, method, capacity, skills_wait_minutes, updated_at)
    values (${work.account_id}, ${row.group_id}, ${row.method}, ${row.capacity}, ${row.skills_wait_minutes}, ${work.now})
    on conflict (account_id, group_id) do update set method = excluded.method, capacity = excluded.capacity,
      skills_wait_minutes = excluded.skills_wait_minutes, updated_at = excluded.updated_at`)
  hasRouting.forget(work)
}

/** What is known of these agents; who never said anything is offline. */
export async function agentsRouting(work: Work, user_ids: readonly number[]): Promise<Map<number, AgentRouting>> {
  const rows = await work.db.all<AgentRouting>(sql`
    select user_id, status, capacity, last_assigned_at, updated_at from routing_agents
    where account_id = ${work.account_id} and user_id = any(${[...user_ids]}::bigint[])`)
  const known = new Map(rows.map((row) => [row.user_id, row]))
  return new Map(
    user_ids.map((user_id) => [
      user_id,
      known.get(user_id) ?? { user_id, status: 'offline', capacity: null, last_assigned_at: null, updated_at: null },
    ]),
  )
}

export async function saveAgentRouting(
  work: Work,
  agent: Pick<AgentRouting, 'user_id' | 'status' | 'capacity'>,
): Promise<void> {
  await work.db.run(sql`
    insert into routing_agents (account_id, user_id, status, capacity, updated_at)
    values (${work.account_id}, ${agent.user_id}, ${agent.status}, ${agent.capacity}, ${work.now})
    on conflict (account_id, user_id) do update set status = excluded.status, capacity = excluded.capacity, updated_at = excluded.updated_at`)
}

export async function noteAssigned(work: Work, user_id: number): Promise<void> {
  await work.db.run(
    sql`update routing_agents set last_assigned_at = clock_timestamp() where account_id = ${work.account_id} and user_id = ${user_id}`,
  )
}

/** Accounts with a group that gives out its tickets by itself; asked by the system, over the accounts it is told of. */
export async function listRoutedGroups(work: Work): Promise<number[]> {
  const rows = await work.db.all<{ group_id: number }>(
    sql`select group_id from routing_groups where account_id = ${work.account_id} and method <> 'manual' order by group_id`,
  )
  return rows.map((row) => row.group_id)
}
