// What one can do about routing: set how a group gives out tickets, and say that one is there.
import { findGroup, getUser, listGroupIdsOf } from '../people/index.ts'
import { invalid, notFound, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import { askForRun } from './assigning.ts'
import { agentStatusChanged, groupRoutingChanged } from './events.ts'
import {
  type AgentRouting,
  agentsRouting,
  type GroupRouting,
  groupRouting,
  saveAgentRouting,
  saveGroupRouting,
} from './queries.ts'

/** Sets how a group gives out its tickets. 404 for a group that is not there. */
export async function setGroupRouting(
  work: Work,
  group_id: number,
  change: Partial<Omit<GroupRouting, 'group_id'>>,
): Promise<GroupRouting> {
  if (!(await findGroup(work, group_id))) throw notFound()
  const before = await groupRouting(work, group_id)
  const after = { ...before, ...change }
  await saveGroupRouting(work, after)
  work.record(groupRoutingChanged, group_id, {
    method: after.method,
    previous_method: before.method,
    capacity: after.capacity,
    skills_wait_minutes: after.skills_wait_minutes,
  })
  if (after.method !== 'manual') askForRun(work, group_id)
  return after
}

/** Sets whether an agent takes tickets, and how many. Agents say it of themselves; admins of everybody. */
export async function setAgentRouting(
  work: Work,
  user_id: number,
  change: { status?: AgentRouting['status']; capacity?: number | null },
): Promise<AgentRouting> {
  const { actor } = work
  const is_admin = actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner')
  const is_own = actor.kind === 'user' && actor.user_id === user_id
  // How much one takes is the admins' decision.
  if (!is_admin && (!is_own || change.capacity !== undefined)) throw new Refusal('forbidden')
  const user = await getUser(work, user_id)
  if (user.role === 'end-user') throw invalid('agent_id', 'Agent: is not an agent')
  const before = (await agentsRouting(work, [user_id])).get(user_id)
  if (!before) throw notFound()
  const after = {
    ...before,
    status: change.status ?? before.status,
    capacity: change.capacity === undefined ? before.capacity : change.capacity,
    updated_at: work.now,
  }
  await saveAgentRouting(work, after)
  work.record(agentStatusChanged, user_id, {
    status: after.status,
    previous_status: before.status,
    capacity: after.capacity,
  })
  if (after.status === 'online') for (const group_id of await listGroupIdsOf(work, user_id)) askForRun(work, group_id)
  return after
}
