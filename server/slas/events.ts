// The facts about service level policies.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const data = z.object({ kind: z.enum(['ticket', 'group']), title: z.string() })

export const policyCreated = event({
  type: 'sla_policy.created',
  subject: 'sla_policy',
  summary: 'A service level policy was created',
  data,
})
export const policyUpdated = event({
  type: 'sla_policy.updated',
  subject: 'sla_policy',
  summary: 'A service level policy changed; `fields` names what did',
  data: data.extend({ fields: z.array(z.string()) }),
})
export const policyDeleted = event({
  type: 'sla_policy.deleted',
  subject: 'sla_policy',
  summary: 'A service level policy was deleted',
  data,
})

export const SLA_EVENTS = [policyCreated, policyUpdated, policyDeleted]
