// The facts about tokens, whose subject is the person they act as.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

const scopes = z.array(z.string()).nullable()
const limits = z.object({
  description: z.string(),
  active: z.boolean(),
  scopes,
  networks: z.array(z.string()).nullable(),
  expires_at: z.string().nullable(),
})

export const tokenCreated = event({
  type: 'token.created',
  subject: 'user',
  summary: 'A token was made for a person',
  data: z.object({
    token_id: z.number(),
    scopes,
    expires_at: z.string().nullable(),
    has_networks: z.boolean(),
  }),
  sealed: z.object({ description: z.string() }),
})
export const tokenChanged = event({
  type: 'token.changed',
  subject: 'user',
  summary: 'What a token may be used for, from where or until when was changed',
  data: z.object({
    token_id: z.number(),
    fields: z.array(z.string()),
    previous_scopes: scopes,
    scopes,
    previous_expires_at: z.string().nullable(),
    expires_at: z.string().nullable(),
    previous_active: z.boolean(),
    active: z.boolean(),
  }),
  /** All of it as it was and as it is: the explorer shows the difference. */
  sealed: z.object({ before: limits, after: limits }),
})
export const tokenRotated = event({
  type: 'token.rotated',
  subject: 'user',
  summary: 'A token got a new secret; the former one goes on for a while',
  data: z.object({ token_id: z.number(), previous_expires_at: z.string() }),
})
export const tokenRevoked = event({
  type: 'token.revoked',
  subject: 'user',
  summary: 'A token was revoked',
  data: z.object({ token_id: z.number() }),
})
export const tokenUsedFromNewNetwork = event({
  type: 'token.used_from_new_network',
  subject: 'user',
  summary: 'A token was used from a network that it was never used from before',
  data: z.object({ token_id: z.number() }),
})
export const credentialPolicyChanged = event({
  type: 'credential_policy.changed',
  subject: 'account',
  summary: 'The rules for tokens were changed',
  data: z.object({
    max_token_days: z.number().nullable(),
    password_access: z.boolean(),
    own_tokens: z.string(),
    previous: z.object({
      max_token_days: z.number().nullable(),
      password_access: z.boolean(),
      own_tokens: z.string(),
    }),
    tokens_shortened: z.number(),
  }),
})
const purpose = z.object({ purpose: z.string() })

export const serviceAccountCreated = event({
  type: 'service_account.created',
  subject: 'user',
  summary: 'A person of the team that is a program was made',
  data: z.object({ role: z.string() }),
})
export const serviceAccountChanged = event({
  type: 'service_account.changed',
  subject: 'user',
  summary: 'What a service account is for was changed, or it was switched off with its tokens, or on again',
  data: z.object({
    fields: z.array(z.string()),
    previous_active: z.boolean(),
    active: z.boolean(),
    tokens_revoked: z.number(),
  }),
  sealed: z.object({ before: purpose, after: purpose }),
})

export const TOKEN_EVENTS = [
  tokenCreated,
  tokenChanged,
  tokenRotated,
  tokenRevoked,
  tokenUsedFromNewNetwork,
  credentialPolicyChanged,
  serviceAccountCreated,
  serviceAccountChanged,
]
