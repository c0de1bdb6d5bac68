// What only automations have over HTTP: a run now.
import { z } from 'zod'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { definitionsOf, definitionsReply } from '../definitions.ts'
import { automationsRequested } from '../events.ts'
import { ruleEndpoints } from '../rule-api.ts'
import { addRunJob } from './jobs.ts'

export const automationEndpoints = [
  endpoint({
    route: 'GET /api/v2/automations/definitions',
    summary: 'List the conditions and actions that automations can have',
    allow: STAFF,
    reply: definitionsReply,
    run: async ({ work }) => ({ definitions: await definitionsOf(work, 'automation') }),
  }),
  endpoint({
    route: 'POST /api/v2/automations/run',
    summary: 'Run the automations now, and not only at the hour',
    allow: STAFF,
    right: 'manage_automations',
    reply: z.object({ requested: z.boolean() }),
    status: 202,
    async run({ work }) {
      work.record(automationsRequested, work.account_id, {})
      addRunJob(work)
      return { requested: true }
    },
  }),
  ...ruleEndpoints('automation'),
]
