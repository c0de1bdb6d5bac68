// When a ticket comes to a group, or an agent has room again, the group's waiting tickets are looked at.
import type { Immediate, Work } from '../platform/work.ts'
import { findTicket } from '../tickets/index.ts'
import { askForRun } from './assigning.ts'
import { hasRouting } from './queries.ts'

interface Data {
  changes?: { field_name: string; value: unknown; previous_value: unknown }[]
  imported?: boolean
}

/** What of a ticket decides who could get one. */
const MATTERS = new Set(['status', 'assignee_id', 'group_id', 'priority'])

async function look(work: Work, ticket_id: number, data: Data): Promise<void> {
  if (data.imported || !data.changes?.some((change) => MATTERS.has(change.field_name))) return
  if (!(await hasRouting(work))) return
  const groups = new Set<number>()
  for (const change of data.changes)
    if (change.field_name === 'group_id')
      for (const id of [change.value, change.previous_value]) if (typeof id === 'number') groups.add(id)
  const ticket = await findTicket(work.as({ kind: 'system', name: 'routing' }), ticket_id)
  if (ticket?.group_id) groups.add(ticket.group_id)
  for (const group_id of groups) askForRun(work, group_id)
}

export const routingImmediates: Immediate[] = ['ticket.created', 'ticket.updated'].map((on) => ({
  on,
  run: async (work, { subject_id, data }) => await look(work, subject_id, data as Data /* the ticket's own event */),
}))
