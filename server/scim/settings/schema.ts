// How a directory keeps the team: switched on or not, from where, and which role of the desk its people get.
import { z } from 'zod'
import { bodyId } from '../../platform/http/ids.ts'
import { readNetwork } from '../../platform/outgoing/index.ts'

const MAX_RANGES = 100
const MAX_RULES = 100
export const MAX_TOKENS = 5

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())

/** What somebody becomes. Owners are made by owners, never by a directory. */
const grant = { role: z.enum(['agent', 'admin']), custom_role_id: bodyId.nullable().default(null) }

const rule = z
  .object({
    source: z.enum(['role', 'group']).describe("A value of the attribute roles, or a group's name"),
    value: words(255),
    ...grant,
  })
  .refine((given) => given.role === 'agent' || given.custom_role_id === null, 'admins have no other role beside')

export const mappingSchema = z.object({
  /** Of people for whom no rule holds: agents, with one of the desk's roles or without. */
  default_custom_role_id: bodyId.nullable().default(null),
  rules: z.array(rule).max(MAX_RULES).default([]),
})
export type Mapping = z.output<typeof mappingSchema>
export type Rule = Mapping['rules'][number]

export const NO_MAPPING: Mapping = { default_custom_role_id: null, rules: [] }

export interface ScimSettings {
  enabled: boolean
  dry_run: boolean
  ranges: readonly string[]
  mapping: Mapping
  /** The provider at which people have their externalId as the subject. */
  subject_provider_id: number | null
}

export const NO_SETTINGS: ScimSettings = {
  enabled: false,
  dry_run: false,
  ranges: [],
  mapping: NO_MAPPING,
  subject_provider_id: null,
}

export const settingsWriteSchema = z.object({
  enabled: z.boolean().optional(),
  dry_run: z.boolean().optional(),
  ranges: z
    .array(
      z
        .string()
        .trim()
        .max(50)
        .refine(
          (text) => readNetwork(text) !== null,
          'is no network: write 198.51.100.0/24, 2001:db8::/32 or one address',
        )
        .transform((text) => text.toLowerCase()),
    )
    .max(MAX_RANGES)
    .optional()
    .describe('Networks from which the directory may come; none is any'),
  mapping: mappingSchema.optional(),
  subject_provider_id: bodyId
    .nullable()
    .optional()
    .describe('The identity provider (SAML or OpenID Connect) at which people have their externalId as NameID or sub'),
})
export type SettingsWrite = z.output<typeof settingsWriteSchema>

export const tokenWriteSchema = z.object({ name: words(100) })

export interface TokenRow {
  id: number
  name: string
  created_by_id: number
  created_at: Date
  rotated_at: Date | null
  last_used_at: Date | null
}

export const tokenSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  created_by_id: z.number(),
  created_at: z.string(),
  rotated_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
  full_token: z.string().optional().describe('Only in the reply that makes it; we keep a hash'),
})

export const requestSchema = z.object({
  id: z.number(),
  token_id: z.number(),
  method: z.string(),
  resource: z.string(),
  target_id: z.number().nullable(),
  status: z.number(),
  scim_type: z.string().nullable(),
  detail: z.string().nullable(),
  dry_run: z.boolean(),
  created_at: z.string(),
})

export const scimSchema = z.object({
  enabled: z.boolean(),
  dry_run: z.boolean(),
  ranges: z.array(z.string()),
  mapping: z.object({
    default_custom_role_id: z.number().nullable(),
    rules: z.array(
      z.object({ source: z.string(), value: z.string(), role: z.string(), custom_role_id: z.number().nullable() }),
    ),
  }),
  subject_provider_id: z.number().nullable(),
  endpoint_url: z.string(),
  tokens: z.array(tokenSchema),
  last_request_at: z.string().nullable(),
  requests_today: z.number().describe('Of the last 24 hours'),
  errors_today: z.number(),
  people: z.number().describe('People the directory keeps'),
  last_errors: z.array(requestSchema),
})
