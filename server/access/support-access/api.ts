// Endpoints of the consent to an operator's access.
import { z } from 'zod'
import { listOperators, usersByIds } from '../../people/index.ts'
import { ADMINS, endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { grantConsent, isValid, MAX_HOURS, revokeConsent } from './actions.ts'
import { type ConsentRow, listConsents } from './queries.ts'

const consentSchema = z.object({
  id: z.number(),
  granted_by_id: z.number(),
  level: z.enum(['read', 'agent']).describe('Reads and writes notes, or works as an agent; never more'),
  purpose: z.string(),
  is_valid: z.boolean(),
  operators: z
    .array(z.object({ user_id: z.number(), name: z.string() }))
    .describe('Who came in by it; what they did is in the audit under their number'),
  created_at: z.string(),
  expires_at: z.string(),
  revoked_at: z.string().nullable(),
})

type Shown = z.input<typeof consentSchema>

function present(row: ConsentRow, now: Date, operators: Shown['operators'] = []): Shown {
  return {
    id: row.id,
    granted_by_id: row.granted_by_id,
    level: row.level,
    purpose: row.purpose,
    is_valid: isValid(row, now),
    operators,
    created_at: apiTime(row.created_at),
    expires_at: apiTime(row.expires_at),
    revoked_at: apiTimeOrNull(row.revoked_at),
  }
}

/** Operators with their names. */
async function namedOperators(work: Work) {
  const operators = await listOperators(work)
  const people = await usersByIds(
    work,
    operators.map((one) => one.id),
  )
  const names = new Map(people.map((person) => [person.id, person.name]))
  return operators.map((one) => ({ ...one, user_id: one.id, name: names.get(one.id) ?? '' }))
}

export const supportAccessEndpoints = [
  endpoint({
    route: 'GET /api/v2/support_access',
    summary: 'Say which operators may be in now, and until when: everybody on the team may know',
    allow: STAFF,
    reply: z.object({
      support_access: z.object({
        operators: z.array(z.object({ user_id: z.number(), name: z.string(), ends_at: z.string() })),
      }),
    }),
    async run({ work }) {
      const present = (await namedOperators(work)).filter((one) => !one.suspended && one.access_ends_at > work.now)
      const operators = present.map(({ user_id, name, access_ends_at }) => ({
        user_id,
        name,
        ends_at: apiTime(access_ends_at),
      }))
      return { support_access: { operators } }
    },
  }),
  endpoint({
    route: 'GET /api/v2/support_consents',
    summary: 'List the consents to an operator coming in, the newest first',
    allow: ADMINS,
    reply: z.object({ support_consents: z.array(consentSchema) }),
    async run({ work }) {
      const operators = await namedOperators(work)
      const of = (id: number) => operators.filter((one) => one.support_consent_id === id)
      return { support_consents: (await listConsents(work)).map((row) => present(row, work.now, of(row.id))) }
    },
  }),
  endpoint({
    route: 'POST /api/v2/support_consents',
    summary: 'Consent to an operator coming in, for some hours and a purpose',
    allow: ['owner'],
    step_up: true,
    body: z.object({
      support_consent: z.object({
        hours: z.number().int().min(1).max(MAX_HOURS),
        level: z.enum(['read', 'agent']).default('read'),
        purpose: z
          .string()
          .max(500)
          .refine((text) => !text.includes('\u0000'), 'cannot hold the character U+0000')
          .transform((text) => text.toWellFormed().trim()),
      }),
    }),
    reply: z.object({ support_consent: consentSchema }),
    async run({ work, body: { support_consent }, origin_url }) {
      const row = await grantConsent(work, support_consent)
      const headers = { location: `${origin_url}/api/v2/support_consents.json` }
      return new HttpReply({ status: 201, headers, json: { support_consent: present(row, work.now) } })
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/support_consents/{support_consent_id}',
    summary: 'Take a consent back; whoever came in by it is shut out at once',
    allow: ADMINS,
    params: z.object({ support_consent_id: idParam }),
    reply: null,
    async run({ work, params: { support_consent_id } }) {
      await revokeConsent(work, support_consent_id)
      return null
    },
  }),
]
