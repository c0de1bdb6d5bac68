// The policy of signing in, one per audience: which methods are open, what a password must be, how long a session lasts.
import { z } from 'zod'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Role } from '../../platform/work.ts'
import { PASSWORD_LEVELS, type PasswordRules, passwordRulesSchema, rulesOf } from '../passwords/levels.ts'

export const AUDIENCES = ['staff', 'end_user'] as const
export type SignInAudience = (typeof AUDIENCES)[number]

/** How a first factor was proved. */
export const SIGN_IN_METHODS = [
  'password',
  'magic_link',
  'passkey',
  'saml',
  'oidc',
  'jwt',
  'social',
  'ldap',
  'invitation',
] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

export interface SignInPolicy {
  audience: SignInAudience
  password_enabled: boolean
  password_level: (typeof PASSWORD_LEVELS)[number]
  /** What the level 'custom' asks for. */
  password_rules: PasswordRules
  /** Whether admins may set somebody's password by the API. */
  admins_set_passwords: boolean
  magic_link_enabled: boolean
  /** Only identity providers let people in; a password only at the break-glass page. */
  sso_only: boolean
  session_idle_minutes: number
  session_absolute_minutes: number
  updated_at: Date | null
}

/** NIST SP 800-63B-4 (AAL2): a session of staff ends within a day and when nobody uses it. */
export const STANDARD_POLICIES: Record<SignInAudience, SignInPolicy> = {
  staff: {
    audience: 'staff',
    password_enabled: true,
    password_level: 'recommended',
    password_rules: rulesOf('recommended'),
    admins_set_passwords: false,
    magic_link_enabled: false,
    sso_only: false,
    session_idle_minutes: 120,
    session_absolute_minutes: 720,
    updated_at: null,
  },
  end_user: {
    audience: 'end_user',
    password_enabled: true,
    password_level: 'recommended',
    password_rules: rulesOf('recommended'),
    admins_set_passwords: false,
    magic_link_enabled: false,
    sso_only: false,
    session_idle_minutes: 480,
    session_absolute_minutes: 10_080,
    updated_at: null,
  },
}

export function audienceOf(role: Role): SignInAudience {
  return role === 'end-user' ? 'end_user' : 'staff'
}

const MOST_IDLE_MINUTES = 43_200
const MOST_ABSOLUTE_MINUTES = 129_600
const LEAST_MINUTES = 5

export const policyWrite = z.object({
  password_enabled: z.boolean().optional(),
  password_level: z.enum(PASSWORD_LEVELS).optional(),
  password_rules: passwordRulesSchema.partial().optional(),
  admins_set_passwords: z.boolean().optional(),
  magic_link_enabled: z.boolean().optional(),
  sso_only: z.boolean().optional(),
  session_idle_minutes: z.number().int().min(LEAST_MINUTES).max(MOST_IDLE_MINUTES).optional(),
  session_absolute_minutes: z.number().int().min(LEAST_MINUTES).max(MOST_ABSOLUTE_MINUTES).optional(),
})
export type PolicyWrite = z.output<typeof policyWrite>

export const policySchema = z.object({
  url: z.string(),
  audience: z.enum(AUDIENCES),
  password_enabled: z.boolean(),
  password_level: z.enum(PASSWORD_LEVELS),
  password_rules: passwordRulesSchema.describe('What the level custom asks for'),
  password_requirements: passwordRulesSchema.describe('What the level that is set asks for'),
  admins_set_passwords: z.boolean().describe('Whether admins may set the password of somebody else'),
  magic_link_enabled: z.boolean(),
  sso_only: z.boolean().describe('Only identity providers let people in'),
  session_idle_minutes: z.number(),
  session_absolute_minutes: z.number(),
  updated_at: z.string().nullable(),
})

export function policyReply(policy: SignInPolicy, origin_url: string): z.output<typeof policySchema> {
  return {
    ...policy,
    url: `${origin_url}/api/v2/sign_in_policies/${policy.audience}.json`,
    password_requirements: passwordRules(policy),
    updated_at: apiTimeOrNull(policy.updated_at),
  }
}

/** What a new password must be under a policy. */
export function passwordRules(policy: Pick<SignInPolicy, 'password_level' | 'password_rules'>): PasswordRules {
  return policy.password_level === 'custom' ? policy.password_rules : rulesOf(policy.password_level)
}
