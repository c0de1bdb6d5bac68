// What tickets do when people change.
import type { Reaction } from '../platform/events.ts'
import type { Role } from '../platform/work.ts'
import { UNASSIGN_JOB, unassignLane } from './unassigning.ts'

export const ticketReactions: Reaction[] = [
  {
    on: 'user.deleted',
    job: UNASSIGN_JOB,
    applies: (data: { role: Role }) => data.role !== 'end-user',
    lane: unassignLane,
  },
  {
    on: 'user.updated',
    job: UNASSIGN_JOB,
    applies: (data: { previous_role?: Role; role?: Role; custom_role_id?: number | null }) =>
      (data.previous_role !== undefined && data.role === 'end-user') || data.custom_role_id != null,
    lane: unassignLane,
  },
]
