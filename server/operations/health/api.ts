// The readiness checks by name, for those who run the desk.
import { z } from 'zod'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { checkReadiness } from './checks.ts'

const checkSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  message: z.string(),
})

export const healthEndpoints = [
  endpoint({
    route: 'GET /api/v2/readiness',
    summary: 'Show the checks behind /readyz by name',
    allow: ADMINS,
    reply: z.object({ checks: z.array(checkSchema) }),
    run: async ({ platform }) => ({ checks: await checkReadiness(platform) }),
  }),
]
