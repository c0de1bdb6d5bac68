// From whom a second factor is asked: one requirement per role.
import { z } from 'zod'
import { apiTimeOrNull } from '../../../platform/instants.ts'
import type { Role } from '../../../platform/work.ts'

export const REQUIREMENT_ROLES = ['end-user', 'agent', 'admin', 'owner'] as const satisfies readonly Role[]

export interface FactorRequirement {
  role: Role
  is_required: boolean
  /** Until then people may put it off; null is at once. */
  required_from: Date | null
  /** Whether a browser in which somebody asked for it is not asked again for a month. */
  frequency: 'always' | 'new_devices'
  /** Whether a second factor that the identity provider says it checked is enough. */
  provider_counts: boolean
  updated_at: Date | null
}

export function standardRequirement(role: Role): FactorRequirement {
  return {
    role,
    is_required: false,
    required_from: null,
    frequency: 'always',
    provider_counts: false,
    updated_at: null,
  }
}

export const requirementWrite = z.object({
  is_required: z.boolean().optional(),
  required_from: z.iso.datetime({ offset: true }).nullish(),
  frequency: z.enum(['always', 'new_devices']).optional(),
  provider_counts: z.boolean().optional(),
})
export type RequirementWrite = z.output<typeof requirementWrite>

export const requirementSchema = z.object({
  url: z.string(),
  role: z.enum(REQUIREMENT_ROLES),
  is_required: z.boolean(),
  required_from: z.string().nullable().describe('Until then people may put it off; null is at once'),
  frequency: z.enum(['always', 'new_devices']),
  provider_counts: z.boolean().describe('Whether a second factor checked by the identity provider is enough'),
  updated_at: z.string().nullable(),
  people: z.object({ total: z.number(), enrolled: z.number(), exempt: z.number() }),
})

export function requirementReply(
  requirement: FactorRequirement,
  people: { total: number; enrolled: number; exempt: number },
  origin_url: string,
): z.output<typeof requirementSchema> {
  return {
    ...requirement,
    url: `${origin_url}/api/v2/factor_requirements/${requirement.role}.json`,
    required_from: apiTimeOrNull(requirement.required_from),
    updated_at: apiTimeOrNull(requirement.updated_at),
    people,
  }
}
