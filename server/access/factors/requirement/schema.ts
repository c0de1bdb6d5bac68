// From whom a second factor is asked: one requirement per system role, and one for each role of the desk's own that does
// not follow what is asked of agents.
import { z } from 'zod'
import { idParam } from '../../../platform/http/ids.ts'
import { apiTimeOrNull } from '../../../platform/instants.ts'
import type { Role } from '../../../platform/work.ts'

export const REQUIREMENT_ROLES = ['end-user', 'agent', 'admin', 'owner'] as const satisfies readonly Role[]

/** Whose requirement: a system role, or with it (agents only) a role of the desk's own. */
export interface RequiredRole {
  role: Role
  custom_role_id: number | null
}

/** How a path or a query names one: a system role, or the number of a role of the desk's own. */
export const roleName = z.enum(REQUIREMENT_ROLES).or(idParam)

export function requiredRole(name: z.output<typeof roleName>): RequiredRole {
  return typeof name === 'number' ? { role: 'agent', custom_role_id: name } : { role: name, custom_role_id: null }
}

export interface FactorRequirement extends RequiredRole {
  is_required: boolean
  /** Until then people may put it off; null is at once. */
  required_from: Date | null
  /** Whether a browser in which somebody asked for it is not asked again for a month. */
  frequency: 'always' | 'new_devices'
  /** Whether a second factor that the identity provider says it checked is enough. */
  provider_counts: boolean
  updated_at: Date | null
}

export function standardRequirement(of: RequiredRole): FactorRequirement {
  return {
    ...of,
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
  follows_agents: z
    .boolean()
    .optional()
    .describe('True for a role of the desk’s own: it has no requirement of its own any more'),
})
export type RequirementWrite = z.output<typeof requirementWrite>

export const requirementSchema = z.object({
  url: z.string(),
  role: z.enum(REQUIREMENT_ROLES),
  custom_role_id: z.number().nullable().describe('The role of the desk’s own that it is about'),
  name: z.string().nullable().describe('What that role is called'),
  follows_agents: z.boolean().describe('True where a role has no requirement of its own: that of agents is shown'),
  is_required: z.boolean(),
  required_from: z.string().nullable().describe('Until then people may put it off; null is at once'),
  frequency: z.enum(['always', 'new_devices']),
  provider_counts: z.boolean().describe('Whether a second factor checked by the identity provider is enough'),
  updated_at: z.string().nullable(),
  people: z.object({ total: z.number(), enrolled: z.number(), exempt: z.number() }),
})

export interface RequirementPeople {
  total: number
  enrolled: number
  exempt: number
}

/** `of` is whose it is, `requirement` what holds for them: for a role that follows, what is asked of agents. */
export function requirementReply(
  of: RequiredRole & { name: string | null },
  requirement: FactorRequirement,
  people: RequirementPeople,
  origin_url: string,
): z.output<typeof requirementSchema> {
  return {
    ...requirement,
    url: `${origin_url}/api/v2/factor_requirements/${of.custom_role_id ?? of.role}.json`,
    role: of.role,
    custom_role_id: of.custom_role_id,
    name: of.name,
    follows_agents: of.custom_role_id !== null && requirement.custom_role_id === null,
    required_from: apiTimeOrNull(requirement.required_from),
    updated_at: apiTimeOrNull(requirement.updated_at),
    people,
  }
}
