// Identity providers as our code has them and as the API shows and takes them.
import { z } from 'zod'
import { AUDIENCES, type SignInAudience } from '../access/index.ts'
import { KINDS, type Kind } from './kind.ts'
import { type Mapping, mappingSchema } from './mapping/schema.ts'
import { PROBLEMS } from './problems.ts'

/** What is asked of providers by the clock. */
export const CHECKED = ['people', 'metadata'] as const
export type Checked = (typeof CHECKED)[number]

/** Per account: the sign-in page shows a button for each. */
export const MAX_PROVIDERS = 50
const MAX_DOMAINS = 500
const NAME_LENGTH = 100

/** Settings of one state of a provider: what is edited, or what people sign in with. */
export interface ProviderState {
  settings: Record<string, unknown>
  secrets: Record<string, string>
  digest: string
}

export interface ProviderRow {
  id: number
  kind: Kind
  name: string
  label: string
  position: number
  for_staff: boolean
  for_end_users: boolean
  active: boolean
  domains: string[]
  creates_people: boolean
  mapping: Mapping
  /** What admins edit, and trials use. */
  edited: ProviderState
  /** What people sign in with: the state of the last trial that succeeded. Null before the first. */
  live: ProviderState | null
  tested_at: Date | null
  tested_by_id: number | null
  created_at: Date
  updated_at: Date
}

const warning = z.object({ code: z.string(), detail: z.string().nullable() })

export const providerSchema = z.object({
  id: z.number(),
  url: z.string(),
  kind: z.enum(KINDS),
  name: z.string(),
  label: z.string().describe('What the button says; empty means the name'),
  position: z.number(),
  audiences: z.array(z.enum(AUDIENCES)),
  active: z.boolean(),
  domains: z.array(z.string()).describe('Domains whose addresses the provider is believed about'),
  creates_people: z.boolean(),
  mapping: mappingSchema,
  settings: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()).describe('Names of the secrets that are set; nobody can read them again'),
  our_values: z.record(z.string(), z.string()).describe('What the other side must be given'),
  warnings: z.array(warning),
  checks: z
    .array(
      z.object({
        what: z.enum(CHECKED).describe('people: whether those of a directory may still come in; metadata: of SAML'),
        tried_at: z.string(),
        succeeded_at: z.string().nullable(),
        failing_since: z.string().nullable(),
        problem: z.enum(PROBLEMS).nullable(),
        count: z.number().describe('People who are missing from the directory and were kept nevertheless'),
      }),
    )
    .describe('What is asked of the provider by the clock, and how that went'),
  state: z
    .enum(['untested', 'tested', 'changed'])
    .describe('changed: people still sign in with what was tested; what is edited now has not been'),
  tested_at: z.string().nullable(),
  tested_by_id: z.number().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})

const hasNoZero = (text: string) => !text.includes('\u0000')
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine(hasNoZero, 'cannot hold the character U+0000')
    .transform((value) => value.toWellFormed())

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .refine(
    (value) => value === '*' || /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(value),
    'is not a domain',
  )

/** What a write may say; absent keys stay. `settings` are merged over what is there, a secret of null is removed. */
export const providerWriteSchema = z.object({
  kind: z.enum(KINDS).optional().describe('Of a new provider only'),
  name: text(NAME_LENGTH).pipe(z.string().min(1)).optional(),
  label: text(NAME_LENGTH).optional(),
  audiences: z.array(z.enum(AUDIENCES)).max(AUDIENCES.length).optional(),
  active: z.boolean().optional(),
  domains: z.array(domain).max(MAX_DOMAINS).optional(),
  creates_people: z.boolean().optional(),
  mapping: mappingSchema.optional(),
  settings: z.record(z.string().max(100), z.unknown()).optional(),
  secrets: z.record(z.string().max(100), z.string().max(20_000).nullable()).optional(),
})
export type ProviderWrite = z.output<typeof providerWriteSchema>

/** Whether a provider is for this audience. */
export function isFor(provider: Pick<ProviderRow, 'for_staff' | 'for_end_users'>, audience: SignInAudience): boolean {
  return audience === 'staff' ? provider.for_staff : provider.for_end_users
}

/** True where what is edited is what was tried last with success. */
export function isTested(provider: Pick<ProviderRow, 'edited' | 'live'>): boolean {
  return provider.live !== null && provider.live.digest === provider.edited.digest
}
