// Who has a ticket: what an assignee means for its group and its status.
import { findDefaultGroup, findFirstGroup, findSignInUser, isMemberOfGroup } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { mayUse, rightsOf } from '../platform/rights.ts'
import { isStaff, type Work } from '../platform/work.ts'
import type { StoredTicket, TicketPatch } from './queries.ts'

/** The group a ticket belongs to when it goes to an agent: the given one if the agent is in it, else the agent's own. */
export async function groupFor(
  work: Work,
  assignee_id: number | null,
  group_id: number | null | undefined,
): Promise<number | null> {
  if (assignee_id === null) return group_id ?? null
  await checkAssignee(work, assignee_id)
  if (group_id !== null && group_id !== undefined && (await isMemberOfGroup(work, assignee_id, group_id)))
    return group_id
  return (await findDefaultGroup(work, assignee_id)) ?? (await findFirstGroup(work))?.id ?? null
}

/** 422 for who is no agent, or one who only reads and writes notes. */
async function checkAssignee(work: Work, assignee_id: number): Promise<void> {
  const assignee = await findSignInUser(work, assignee_id)
  if (!assignee || assignee.role === 'end-user')
    throw invalid('assignee_id', 'Assignee: is not an agent', 'InvalidValue')
  if (rightsOf(assignee).light_agent)
    throw invalid('assignee_id', 'Assignee: is a light agent, who is given no tickets', 'InvalidValue')
}

/** 403 for a group that the actor may give no tickets to. */
export async function admitGroup(work: Work, group_id: number | null): Promise<void> {
  const { actor } = work
  if (group_id === null || actor.kind !== 'user' || !isStaff(actor) || mayUse(actor, 'assign_tickets_to_any_group'))
    return
  if (!(await isMemberOfGroup(work, actor.user_id, group_id))) throw new Refusal('forbidden')
}

/** A new group without a new assignee leaves the ticket to the group; a new assignee takes it to their group. */
export async function assignmentPatch(
  work: Work,
  ticket: StoredTicket,
  change: { assignee_id?: number | null; group_id?: number | null },
): Promise<TicketPatch> {
  if (change.assignee_id === undefined && change.group_id === undefined) return {}
  const kept = change.group_id === ticket.group_id ? ticket.assignee_id : null
  const assignee_id = change.assignee_id === undefined ? kept : change.assignee_id
  const asked = change.group_id === undefined ? ticket.group_id : change.group_id
  if (assignee_id === ticket.assignee_id && asked === ticket.group_id) return {}
  const group_id = await groupFor(work, assignee_id, asked)
  if (group_id !== ticket.group_id) await admitGroup(work, group_id)
  return { assignee_id, group_id }
}

/** A solved ticket has somebody who solved it: the acting agent, when nobody had it. */
export function requireAssignee(work: Work, ticket: StoredTicket, patch: TicketPatch): void {
  const assignee_id = patch.assignee_id === undefined ? ticket.assignee_id : patch.assignee_id
  if (assignee_id !== null) return
  if (work.actor.kind !== 'user')
    throw new Refusal('invalid', undefined, {
      details: { base: [{ description: 'Assignee: is required when solving a ticket', error: 'BlankValue' }] },
    })
  patch.assignee_id = work.actor.user_id
}
