// How groups give out tickets, and who is there to take them, over HTTP.
import { z } from 'zod'
import { findGroup, getUser, listMemberIds } from '../people/index.ts'
import { notFound } from '../platform/errors.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { timeSchema } from '../tickets/index.ts'
import { setAgentRouting, setGroupRouting } from './actions.ts'
import { type AgentRouting, agentsRouting, groupRouting, listGroupRouting } from './queries.ts'

const AGENTS_AT_ONCE = 100

const groupSchema = z.object({
  group_id: z.number(),
  method: z.enum(['manual', 'round_robin', 'least_loaded']),
  capacity: z.number().describe('Open tickets an agent takes, where the agent has no number of their own'),
  skills_wait_minutes: z
    .number()
    .nullable()
    .describe('Minutes after which a ticket goes to somebody without its skills; null for never'),
})
const groupWrite = z.object({
  method: z.enum(['manual', 'round_robin', 'least_loaded']).optional(),
  capacity: z.number().int().min(1).max(1000).optional(),
  skills_wait_minutes: z.number().int().min(0).max(10_080).nullable().optional(),
})

const availabilitySchema = z.object({
  agent_id: z.number(),
  url: z.string(),
  status: z.enum(['online', 'away', 'offline']),
  capacity: z.number().nullable(),
  updated_at: timeSchema.nullable(),
})

const availability = (agent: AgentRouting, origin_url: string) => ({
  agent_id: agent.user_id,
  url: `${origin_url}/api/v2/agent_availabilities/${agent.user_id}.json`,
  status: agent.status,
  capacity: agent.capacity,
  updated_at: agent.updated_at,
})

export const routingEndpoints = [
  endpoint({
    route: 'GET /api/v2/routing/groups',
    summary: 'List the groups that give out their tickets in a way of their own',
    allow: STAFF,
    reply: z.object({ groups: z.array(groupSchema) }),
    run: async ({ work }) => ({ groups: await listGroupRouting(work) }),
  }),
  endpoint({
    route: 'GET /api/v2/routing/groups/{group_id}',
    summary: 'Show how a group gives out its tickets',
    allow: STAFF,
    params: z.object({ group_id: idParam }),
    reply: z.object({ group: groupSchema }),
    async run({ work, params }) {
      if (!(await findGroup(work, params.group_id))) throw notFound()
      return { group: await groupRouting(work, params.group_id) }
    },
  }),
  endpoint({
    route: 'PUT /api/v2/routing/groups/{group_id}',
    summary: 'Set how a group gives out its tickets: by hand, by turn or by load',
    allow: STAFF,
    right: 'manage_skills',
    params: z.object({ group_id: idParam }),
    body: z.object({ group: groupWrite }),
    reply: z.object({ group: groupSchema }),
    run: async ({ work, params, body }) => ({ group: await setGroupRouting(work, params.group_id, body.group) }),
  }),
  endpoint({
    route: 'GET /api/v2/groups/{group_id}/agent_availabilities',
    summary: 'List who of a group takes tickets',
    allow: STAFF,
    params: z.object({ group_id: idParam }),
    reply: z.object({ agent_availabilities: z.array(availabilitySchema) }),
    async run({ work, params, origin_url }) {
      if (!(await findGroup(work, params.group_id))) throw notFound()
      const agents = await agentsRouting(work, (await listMemberIds(work, params.group_id)).slice(0, AGENTS_AT_ONCE))
      return { agent_availabilities: [...agents.values()].map((agent) => availability(agent, origin_url)) }
    },
  }),
  endpoint({
    route: 'GET /api/v2/agent_availabilities/{user_id}',
    summary: 'Show whether an agent takes tickets',
    allow: STAFF,
    params: z.object({ user_id: idParam }),
    reply: z.object({ agent_availability: availabilitySchema }),
    async run({ work, params, origin_url }) {
      const user = await getUser(work, params.user_id)
      const agent = user.role === 'end-user' ? undefined : (await agentsRouting(work, [user.id])).get(user.id)
      if (!agent) throw notFound()
      return { agent_availability: availability(agent, origin_url) }
    },
  }),
  endpoint({
    route: 'PUT /api/v2/agent_availabilities/{user_id}',
    summary: 'Say whether you take tickets; admins say it, and how many, of everybody',
    allow: STAFF,
    params: z.object({ user_id: idParam }),
    body: z.object({
      agent_availability: z.object({
        status: z.enum(['online', 'away', 'offline']).optional(),
        capacity: z.number().int().min(0).max(1000).nullable().optional(),
      }),
    }),
    reply: z.object({ agent_availability: availabilitySchema }),
    async run({ work, params, body, origin_url }) {
      const agent = await setAgentRouting(work, params.user_id, body.agent_availability)
      return { agent_availability: availability(agent, origin_url) }
    },
  }),
]
