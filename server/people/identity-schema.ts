// What a person is reached and recognised by, as the API shows and takes it.
import { z } from 'zod'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import { text } from './text-input.ts'

export const IDENTITY_TYPES = [
  'email',
  'phone_number',
  'agent_forwarding',
  'twitter',
  'facebook',
  'google',
  'sdk',
  'messaging',
  'any_channel',
  'foreign',
] as const

export interface IdentityRow {
  id: number
  user_id: number
  type: (typeof IDENTITY_TYPES)[number]
  value: string
  is_primary: boolean
  verified: boolean
  verified_at: Date | null
  undeliverable_count: number
  created_at: Date
  updated_at: Date
}

export const identitySchema = z.object({
  id: z.number(),
  url: z.string(),
  user_id: z.number(),
  type: z.enum(IDENTITY_TYPES),
  value: z.string(),
  verified: z.boolean(),
  primary: z.boolean(),
  undeliverable_count: z.number(),
  deliverable_state: z.enum(['deliverable', 'undeliverable']),
  verification_method: z.enum(['none', 'full']),
  verified_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
})

const VALUE_LENGTH = 254

export const identityInput = z.object({
  type: z.enum(IDENTITY_TYPES),
  value: text(VALUE_LENGTH),
  verified: z.boolean().optional(),
  primary: z.boolean().optional(),
  skip_verify_email: z.boolean().optional(),
})

export const identityChangeInput = z.object({
  value: text(VALUE_LENGTH).optional(),
  verified: z.boolean().optional(),
  primary: z.boolean().optional(),
})

export type IdentityInput = z.output<typeof identityInput>
export type IdentityChange = z.output<typeof identityChangeInput>

/** Mails that came back this often in a row make an address undeliverable. */
const UNDELIVERABLE_AFTER = 3

export function identityReply(identity: IdentityRow, origin_url: string): z.output<typeof identitySchema> {
  return {
    id: identity.id,
    url: `${origin_url}/api/v2/users/${identity.user_id}/identities/${identity.id}.json`,
    user_id: identity.user_id,
    type: identity.type,
    value: identity.value,
    verified: identity.verified,
    primary: identity.is_primary,
    undeliverable_count: identity.undeliverable_count,
    deliverable_state: identity.undeliverable_count >= UNDELIVERABLE_AFTER ? 'undeliverable' : 'deliverable',
    verification_method: identity.verified ? 'full' : 'none',
    verified_at: apiTimeOrNull(identity.verified_at),
    created_at: apiTime(identity.created_at),
    updated_at: apiTime(identity.updated_at),
  }
}
