// The facts about factors: who has which, what was done with them, and from whom they are asked.
import { z } from 'zod'
import { event } from '../../platform/events.ts'
import { FACTOR_KINDS, PROOF_KINDS } from './schema.ts'

const kind = z.enum(FACTOR_KINDS)
/** When the session began in which it happened. */
const since = z.string().optional()

export const factorAdded = event({
  type: 'factor.added',
  subject: 'user',
  summary: 'A person added a factor and proved that it works',
  data: z.object({ factor_id: z.number(), kind, confirmed_before: z.number(), confirmed_after: z.number(), since }),
  sealed: z.object({ name: z.string() }),
})
export const factorRemoved = event({
  type: 'factor.removed',
  subject: 'user',
  summary: 'A factor of a person was removed',
  data: z.object({
    factor_id: z.number(),
    kind,
    confirmed_before: z.number(),
    confirmed_after: z.number(),
    since,
    /** Where the person did not remove it themself. */
    reason: z.literal('not_me').optional(),
  }),
  sealed: z.object({ name: z.string() }),
})
export const factorRenamed = event({
  type: 'factor.renamed',
  subject: 'user',
  summary: 'A person gave a factor another name',
  data: z.object({ factor_id: z.number(), kind }),
  sealed: z.object({ before: z.string(), after: z.string() }),
})
export const factorsReset = event({
  type: 'factors.reset',
  subject: 'user',
  summary: 'Somebody of the team took all factors and recovery codes of a person away',
  data: z.object({ kinds: z.array(kind), recovery_codes: z.number() }),
})
export const factorUsed = event({
  type: 'factor.used',
  subject: 'user',
  summary: 'A person proved a factor',
  data: z.object({
    kind: z.enum([...PROOF_KINDS, 'password']),
    factor_id: z.number().nullable(),
    for: z.enum(['sign_in', 'step_up']),
    codes_left: z.number().nullable(),
  }),
})
export const factorFailed = event({
  type: 'factor.failed',
  subject: 'user',
  summary: 'Somebody who had proved the first factor of a person could not prove the second',
  data: z.object({
    kind: z.enum([...PROOF_KINDS, 'password']),
    for: z.enum(['sign_in', 'step_up']),
    reason: z.enum(['wrong', 'too_many']),
  }),
})
export const factorFlagged = event({
  type: 'factor.flagged',
  subject: 'user',
  summary: 'The counter of a passkey went back: there may be a copy of it. It was refused',
  data: z.object({ factor_id: z.number(), counter_before: z.number(), counter_after: z.number() }),
})
export const recoveryCodesMade = event({
  type: 'recovery_codes.made',
  subject: 'user',
  summary: 'A person has new recovery codes and keeps them; those before do not work any more',
  data: z.object({ left_before: z.number(), left_after: z.number(), since }),
})

const settings = z.object({
  is_required: z.boolean(),
  required_from: z.string().nullable(),
  frequency: z.enum(['always', 'new_devices']),
  provider_counts: z.boolean(),
  /** A role of the desk's own without a requirement of its own: what is asked of agents holds. */
  follows_agents: z.boolean().optional(),
})
export const requirementChanged = event({
  type: 'factor_requirement.changed',
  subject: 'user',
  summary: 'What is asked of a role as second factor was changed; the subject is 0',
  data: z.object({ role: z.string(), custom_role_id: z.number().optional(), before: settings, after: settings }),
})
export const exemptionChanged = event({
  type: 'factor_exemption.changed',
  subject: 'user',
  summary: 'Until when a person needs no second factor was changed',
  data: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
})
export const factorReminded = event({
  type: 'factor.reminded',
  subject: 'user',
  summary: 'A person was asked to set up a second factor',
  data: z.object({ required_from: z.string().nullable() }),
})
export const gatewayChanged = event({
  type: 'sms_gateway.changed',
  subject: 'user',
  summary: 'The gateway that sends texts was changed; the subject is 0',
  data: z.object({
    before: z.object({ kind: z.string(), is_active: z.boolean() }).nullable(),
    after: z.object({ kind: z.string(), is_active: z.boolean() }).nullable(),
  }),
})

export const FACTOR_EVENTS = [
  factorAdded,
  factorRemoved,
  factorRenamed,
  factorsReset,
  factorUsed,
  factorFailed,
  factorFlagged,
  recoveryCodesMade,
  requirementChanged,
  exemptionChanged,
  factorReminded,
  gatewayChanged,
]
