// When a ticket comes to a group, or an agent has room again, the group's waiting tickets are looked at.
import type { Immediate, Work } from '../platform/work.ts'
import { findTicket } from '../tickets/index.ts'
import { askForRun } from './assigning.ts'
import { hasRouting } from './queries.ts'

/** Accounts known to have, or not to have, a group that gives out tickets; asked again after this time. */
const KNOWN_FOR_MS = 10_000
const KNOWN_ACCOUNTS = 10_000
const known = new Map<number, { has: boolean; until: number }>()

/** What a change of settings does: this process asks again at once, others within seconds, and the sweep finds the rest. */
export function forgetKnown(account_id: number): void {
  known.delete(account_id)
}

async function isRouted(work: Work): Promise<boolean> {
  const now = performance.now()
  const remembered = known.get(work.account_id)
  if (remembered && remembered.until > now) return remembered.has
  const has = await hasRouting(work)
  if (known.size >= KNOWN_ACCOUNTS) known.clear()
  known.set(work.account_id, { has, until: now + KNOWN_FOR_MS })
  return has
}

interface Data {
  changes?: { field_name: string; value: unknown; previous_value: unknown }[]
  imported?: boolean
}

/** What of a ticket decides who could get one. */
const MATTERS = new Set(['status', 'assignee_id', 'group_id', 'priority'])

async function look(work: Work, ticket_id: number, data: Data): Promise<void> {
  if (data.imported || !data.changes?.some((change) => MATTERS.has(change.field_name))) return
  if (!(await isRouted(work))) return
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
