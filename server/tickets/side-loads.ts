// What `include=` adds to tickets: records beside them (users, groups …) or more about each of them (dates, slas …).
// Modules that come after tickets offer theirs in compose.ts.
import { z } from 'zod'
import {
  groupSchema,
  listGroupsByIds,
  listOrganizationsByIds,
  listUsersByIds,
  organizationSchema,
  userSchema,
} from '../people/index.ts'
import type { Work } from '../platform/work.ts'
import { lastAudits } from './audits/side-load.ts'
import { metricSideLoads } from './metrics/side-load.ts'
import { incidentCounts } from './problems/side-load.ts'
import type { Ticket } from './schema.ts'

const record = z.looseObject({})

/** The sibling arrays that side-loads may fill. What goes into a ticket itself is named in its own schema. */
export const sideLoadReply = {
  users: z.array(userSchema).optional(),
  groups: z.array(groupSchema).optional(),
  organizations: z.array(organizationSchema).optional(),
  ticket_forms: z.array(record).optional(),
  brands: z.array(record).optional(),
  metric_sets: z.array(record).optional(),
  metric_events: z.record(z.string(), z.array(record)).optional(),
  last_audits: z.array(record).optional(),
  sharing_agreements: z.array(record).optional(),
}
const reply = z.object(sideLoadReply)
export type SideLoads = z.input<typeof reply>

/** One name of `include=`. It adds to the presented tickets, or returns arrays to stand beside them, or both. */
export interface SideLoad {
  readonly name: string
  load(work: Work, tickets: Ticket[], origin_url: string): Promise<SideLoads | undefined>
}

/** Ids of a ticket's people, groups or organisations, each once. */
const idsOf = (tickets: readonly Ticket[], key: 'group_id' | 'organization_id'): number[] => [
  ...new Set(tickets.map((ticket) => ticket[key]).filter((id) => id !== null)),
]

function peopleOf(ticket: Ticket): (number | null)[] {
  const pending = ticket.pending_participants.map((person) => person.user_id)
  return [ticket.requester_id, ticket.submitter_id, ticket.assignee_id, ...ticket.collaborator_ids, ...pending]
}

const offered = new Map<string, SideLoad>(
  (
    [
      {
        name: 'users',
        load: async (work, tickets, origin_url) => {
          const ids = new Set(tickets.flatMap(peopleOf).filter((id) => id !== null))
          return { users: await listUsersByIds(work, [...ids], origin_url) }
        },
      },
      {
        name: 'groups',
        load: async (work, tickets, origin_url) => ({
          groups: await listGroupsByIds(work, idsOf(tickets, 'group_id'), origin_url),
        }),
      },
      {
        name: 'organizations',
        load: async (work, tickets, origin_url) => ({
          organizations: await listOrganizationsByIds(work, idsOf(tickets, 'organization_id'), origin_url),
        }),
      },
      { name: 'sharing_agreements', load: async () => ({ sharing_agreements: [] }) },
      incidentCounts,
      ...metricSideLoads,
      lastAudits,
    ] satisfies SideLoad[]
  ).map((one) => [one.name, one]),
)

/** Adds names of `include=`, or replaces them. Called in compose.ts. */
export function offerSideLoads(sideLoads: readonly SideLoad[]): void {
  for (const one of sideLoads) offered.set(one.name, one)
}

/** What `include=a,b` asks for; names that nobody offers are left out, as with Zendesk. */
export async function sideLoad(
  work: Work,
  tickets: Ticket[],
  include: string | undefined,
  origin_url: string,
): Promise<SideLoads> {
  const loads: SideLoads = {}
  for (const name of new Set((include ?? '').split(',').map((one) => one.trim())))
    Object.assign(loads, await offered.get(name)?.load(work, tickets, origin_url))
  return loads
}
