// Turns sample conversations into people and tickets, in batches. Each batch is one unit of work that starts no
// reaction and wakes nobody: nothing of the past is sent, and no browser is told of a hundred thousand changes.
import {
  addMember,
  createOrganization,
  createUser,
  findFirstGroup,
  findOrCreateRequester,
  findUserByEmail,
} from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { doWork, quietEngine, SYSTEM_ORIGIN, type Work } from '../../platform/work.ts'
import { importTickets, type PastComment, type PastTicket } from '../../tickets/index.ts'
import { type SampleTicket, sampleTicket } from './conversation.ts'
import { SAMPLE_AGENTS, SAMPLE_COMPANIES, sampleCustomer } from './people.ts'

export const TICKETS_PER_BATCH = 100
const TICKETS_PER_CUSTOMER = 8
const MOST_CUSTOMERS = 10_000

interface Known {
  id: number
  organization_id: number | null
}

/** Everybody who takes part, as far as this process has seen them already. */
export interface Cast {
  group_id: number | null
  agents: Known[]
  customers: Map<number, Known>
}

/** How many customers there are for so many tickets. */
export function countCustomers(tickets: number): number {
  return Math.min(MOST_CUSTOMERS, Math.max(12, Math.round(tickets / TICKETS_PER_CUSTOMER)))
}

/** A unit of work for one batch: no reactions, no hints. */
export async function quietWork<Result>(
  platform: Platform,
  account_id: number,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const actor = { kind: 'system', name: 'operations.sample_data' } as const
  return await doWork(
    quietEngine(platform.engine),
    { account_id, actor, origin: SYSTEM_ORIGIN, audience: 'staff' },
    run,
  )
}

/** The companies and the team, made when they are missing. */
export async function gatherCast(work: Work): Promise<Cast> {
  for (const { name, domain } of SAMPLE_COMPANIES) {
    await createOrganization(work, { name, domain_names: [domain] }).catch(ignoreTaken)
  }
  const group = await findFirstGroup(work)
  const agents: Known[] = []
  for (const { name, email } of SAMPLE_AGENTS) {
    let agent = await findUserByEmail(work, email)
    if (!agent) {
      // Without a password or token nobody can sign in as one of them.
      agent = await createUser(work, { name, email, role: 'agent', verified: true })
      if (group) await addMember(work, agent.id, group.id)
    }
    agents.push({ id: agent.id, organization_id: null })
  }
  return { group_id: group?.id ?? null, agents, customers: new Map() }
}

/** A second run finds the companies of the first. */
function ignoreTaken(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'invalid')) throw error
}

/** Makes sure of one customer. */
export async function castCustomer(work: Work, cast: Cast, index: number): Promise<Known> {
  const known = cast.customers.get(index)
  if (known) return known
  const { name, email } = sampleCustomer(index)
  const { id, organization_id } = await findOrCreateRequester(work, { email, name, verified: true })
  cast.customers.set(index, { id, organization_id })
  return { id, organization_id }
}

/** Writes the tickets numbered from `first`, at most a batch, of `total`. Returns what it wrote. */
export async function writeBatch(
  work: Work,
  cast: Cast,
  first: number,
  total: number,
  now: Date,
): Promise<{ tickets: number; comments: number }> {
  const tickets: PastTicket[] = []
  const customers = countCustomers(total)
  for (let index = first; index < Math.min(total, first + TICKETS_PER_BATCH); index++) {
    const sample = sampleTicket(index, total, customers, now)
    tickets.push(pastTicket(sample, cast, await castCustomer(work, cast, sample.customer_index)))
  }
  await importTickets(work, tickets)
  return { tickets: tickets.length, comments: tickets.reduce((sum, ticket) => sum + ticket.comments.length, 0) }
}

function pastTicket(sample: SampleTicket, cast: Cast, requester: Known): PastTicket {
  const agent = sample.agent_index === null ? undefined : cast.agents[sample.agent_index]
  const comments = sample.comments.map((comment, index): PastComment => {
    const is_last = index === sample.comments.length - 1
    const author =
      comment.by === 'agent' && agent
        ? { id: agent.id, role: 'agent' as const }
        : { id: requester.id, role: 'end-user' as const }
    return {
      author,
      kind: comment.kind,
      body: comment.body,
      via_channel: author.role === 'agent' ? 'web' : sample.via_channel,
      created_at: comment.at,
      status: is_last ? sample.status : agent ? 'open' : 'new',
    }
  })
  const [first, ...rest] = comments
  if (!first) throw new Error('a sample ticket says nothing')
  return {
    subject: sample.subject,
    requester_id: requester.id,
    assignee_id: agent?.id ?? null,
    group_id: agent ? cast.group_id : null,
    organization_id: requester.organization_id,
    priority: sample.priority,
    type: sample.type,
    via_channel: sample.via_channel,
    tags: sample.tags,
    comments: [first, ...rest],
  }
}
