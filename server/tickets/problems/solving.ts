// A solved problem solves its incidents, and says in each what was said publicly when it was solved.
import { z } from 'zod'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { changeTicket } from '../actions.ts'
import { type CommentContent, placeOfComment } from '../comments/queries.ts'
import type { Saying } from '../comments/say.ts'
import type { CommentFact } from '../events.ts'
import { findTicket } from '../queries.ts'
import { findPublicComment, listUnsolvedIncidents } from './queries.ts'

const SOLVE_INCIDENTS_JOB = 'tickets.solve_incidents'
/** Incidents in one transaction; where there are more, another job follows. */
const INCIDENTS_PER_JOB = 50

const payload = z.object({
  account_id: z.number(),
  problem_id: z.number(),
  reply_id: z.number().nullable(),
  solved_by_id: z.number().nullable(),
})
type Payload = z.output<typeof payload>

const laneOf = ({ account_id, problem_id }: Payload): string => `solve-incidents/${account_id}/${problem_id}`

export function solveIncidentsLater(work: Work, problem_id: number, said: CommentFact | null): void {
  const solved_by_id = work.actor.kind === 'user' ? work.actor.user_id : null
  const reply_id = said?.kind === 'reply' ? said.id : null
  const given: Payload = { account_id: work.account_id, problem_id, reply_id, solved_by_id }
  // A reply that its author takes back within the undo window must not have gone to the incidents' requesters.
  const run_at = reply_id === null ? undefined : new Date(work.now.getTime() + (said?.undo_ms ?? 0))
  work.addJob(SOLVE_INCIDENTS_JOB, { ...given }, { lane: laneOf(given), run_at })
}

export const solveIncidentsJob = job({
  name: SOLVE_INCIDENTS_JOB,
  summary: 'Solves the incidents of a solved problem',
  payload,
  run: async (platform, given) =>
    await systemWork(platform, given.account_id, SOLVE_INCIDENTS_JOB, 'staff', (work) => solveIncidents(work, given)),
})

async function solveIncidents(work: Work, given: Payload): Promise<void> {
  const problem = await findTicket(work, given.problem_id)
  // Opened again, or its solution was taken back, before the job came to it.
  if (problem?.status !== 'solved' && problem?.status !== 'closed') return
  const saying = given.reply_id === null ? undefined : await sayingAgain(work, given.reply_id)
  const incidents = await listUnsolvedIncidents(work, problem.id, INCIDENTS_PER_JOB)
  for (const incident of incidents)
    await changeTicket(work, incident.id, {
      status: 'solved',
      assignee_id: incident.assignee_id ?? problem.assignee_id ?? given.solved_by_id ?? undefined,
      saying,
    })
  if (incidents.length === INCIDENTS_PER_JOB) work.addJob(SOLVE_INCIDENTS_JOB, { ...given }, { lane: laneOf(given) })
}

async function sayingAgain(work: Work, reply_id: number): Promise<Saying | undefined> {
  const row = await findPublicComment(work, reply_id)
  if (!row) return undefined
  const { body, html_body } = work.sealing.open<CommentContent>(placeOfComment(row), row.sealed)
  return {
    kind: 'reply',
    author_id: row.author_id,
    by_staff: true,
    body,
    html_body: html_body ?? undefined,
    via_channel: 'system',
    undo_ms: 0,
  }
}
