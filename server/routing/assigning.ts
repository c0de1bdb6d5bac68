// Gives the waiting tickets of a group to its agents. One job per group at a time, so that two tickets never go by the
// same count; what cannot go to anybody waits until somebody comes, has room, or the next sweep.
import { z } from 'zod'
import { listAccountIds } from '../accounts/index.ts'
import { listMemberIds } from '../people/index.ts'
import { job } from '../platform/module.ts'
import { systemWork } from '../platform/platform.ts'
import type { Work } from '../platform/work.ts'
import { changeTicket, countOpenTickets, listWaitingTickets } from '../tickets/index.ts'
import { type Candidate, chooseAgent } from './choosing.ts'
import { agentsRouting, groupRouting, listRoutedGroups, noteAssigned } from './queries.ts'
import { agentSkills, ticketSkills } from './skills/queries.ts'

export const ASSIGN_JOB = 'routing.assign'
/** Tickets in one run; where more wait, another follows. */
const TICKETS_PER_RUN = 50
const MINUTE_MS = 60_000

const payload = z.object({ account_id: z.number(), group_id: z.number() })

/** Asks for a run over a group; several asked for before it starts are one. */
export function askForRun(work: Work, group_id: number): void {
  const { account_id } = work
  const name = `routing/${account_id}/${group_id}`
  work.addJob(ASSIGN_JOB, { account_id, group_id }, { key: name, lane: name })
}

export const assignJob = job({
  name: ASSIGN_JOB,
  summary: 'Gives the waiting tickets of a group to the agents who are there',
  payload,
  run: async (platform, { account_id, group_id }) =>
    await systemWork(platform, account_id, ASSIGN_JOB, 'staff', (work) => assignWaiting(work, group_id)),
})

export const sweepJob = job({
  name: 'routing.sweep',
  summary: 'Looks again at the tickets that could not be given to anybody',
  payload: z.object({}),
  cron: '*/5 * * * *',
  async run(platform) {
    for (const account_id of await listAccountIds(platform.pool))
      await systemWork(platform, account_id, 'routing.sweep', 'staff', async (work) => {
        for (const group_id of await listRoutedGroups(work)) askForRun(work, group_id)
      })
  },
})

/** Gives out what can be given out, most urgent and oldest first. */
async function assignWaiting(work: Work, group_id: number): Promise<void> {
  const routing = await groupRouting(work, group_id)
  if (routing.method === 'manual') return
  const candidates = await candidatesOf(work, group_id, routing.capacity)
  if (candidates.length === 0) return
  const waiting = await listWaitingTickets(work, group_id, TICKETS_PER_RUN)
  const required = await ticketSkills(
    work,
    waiting.map((ticket) => ticket.id),
  )
  const acting = work.as({ kind: 'system', name: ASSIGN_JOB })
  let given = 0
  for (const ticket of waiting) {
    const waited_ms = work.now.getTime() - ticket.created_at.getTime()
    const is_patient = routing.skills_wait_minutes === null || waited_ms < routing.skills_wait_minutes * MINUTE_MS
    const skills = is_patient ? (required.get(ticket.id) ?? new Set<number>()) : new Set<number>()
    const chosen = chooseAgent(candidates, routing.method, skills)
    if (!chosen) continue
    await changeTicket(acting, ticket.id, {
      assignee_id: chosen.user_id,
      group_id,
      rule: { kind: 'routing', id: group_id },
    })
    await noteAssigned(work, chosen.user_id)
    chosen.open_tickets += 1
    // Later in this run than anything before it, for the turns.
    chosen.last_assigned_at = new Date(work.now.getTime() + given)
    given += 1
  }
  if (given > 0 && waiting.length === TICKETS_PER_RUN) askForRun(work, group_id)
}

/** The agents of a group who are online, with what they have and what they can. */
async function candidatesOf(work: Work, group_id: number, usual: number): Promise<Candidate[]> {
  const member_ids = await listMemberIds(work, group_id)
  const agents = await agentsRouting(work, member_ids)
  const online = member_ids.filter((id) => agents.get(id)?.status === 'online')
  if (online.length === 0) return []
  const [loads, skills] = await Promise.all([countOpenTickets(work, online), agentSkills(work, online)])
  return online.map((user_id) => ({
    user_id,
    open_tickets: loads.get(user_id) ?? 0,
    capacity: agents.get(user_id)?.capacity ?? usual,
    last_assigned_at: agents.get(user_id)?.last_assigned_at ?? null,
    skills: skills.get(user_id) ?? new Set(),
  }))
}
