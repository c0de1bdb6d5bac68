// Who has a ticket: what an assignee means for its group and its status.
import { findDefaultGroup, findFirstGroup, getUser, isMemberOfGroup } from '../people/index.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import type { StoredTicket, TicketPatch } from './queries.ts'

/** The group a ticket belongs to when it goes to an agent: the given one if the agent is in it, else the agent's own. */
export async function groupFor(
  work: Work,
  assignee_id: number | null,
  group_id: number | null | undefined,
): Promise<number | null> {
  if (assignee_id === null) return group_id ?? null
  if (group_id !== null && group_id !== undefined && (await isMemberOfGroup(work, assignee_id, group_id)))
    return group_id
  const assignee = await getUser(work, assignee_id)
  if (assignee.role === 'end-user') throw invalid('assignee_id', 'Assignee: is not an agent', 'InvalidValue')
  return (await findDefaultGroup(work, assignee_id)) ?? (await findFirstGroup(work))?.id ?? null
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
  const group_id = change.group_id === undefined ? ticket.group_id : change.group_id
  return { assignee_id, group_id: await groupFor(work, assignee_id, group_id) }
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
