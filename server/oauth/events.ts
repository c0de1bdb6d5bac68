// The facts about clients and what they were allowed.
import { z } from 'zod'
import { event } from '../platform/events.ts'

const client = z.object({ client_id: z.number() })

export const clientCreated = event({
  type: 'oauth_client.created',
  subject: 'oauth_client',
  summary: 'An OAuth client was registered',
  data: z.object({
    kind: z.string(),
    identifier: z.string(),
    redirect_uris: z.array(z.string()),
    device_flow: z.boolean(),
    password_grant: z.boolean(),
    pkce_required: z.boolean(),
  }),
})
export const clientChanged = event({
  type: 'oauth_client.changed',
  subject: 'oauth_client',
  summary: 'An OAuth client was changed',
  data: z.object({
    fields: z.array(z.string()),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  }),
})
export const clientSecretRenewed = event({
  type: 'oauth_client.secret_renewed',
  subject: 'oauth_client',
  summary: 'An OAuth client got a new secret; the former one works no more',
  data: z.object({}),
})
export const clientDeleted = event({
  type: 'oauth_client.deleted',
  subject: 'oauth_client',
  summary: 'An OAuth client and everything it was allowed were removed',
  data: z.object({ identifier: z.string() }),
})
export const accessGranted = event({
  type: 'oauth.access_granted',
  subject: 'user',
  summary: 'A person allowed an OAuth client to act for them',
  data: z.object({ client_id: z.number(), scopes: z.array(z.string()), flow: z.enum(['code', 'device', 'password']) }),
})
export const deviceDenied = event({
  type: 'oauth.device_denied',
  subject: 'user',
  summary: 'A person did not allow a device to act for them',
  data: client,
})
/** Once per window. Codes are guessed by somebody who is signed in. */
export const deviceGuessesLimited = event({
  type: 'oauth.device_guesses_limited',
  subject: 'user',
  summary: 'A person typed too many codes of devices',
  data: z.object({ limit: z.string() }),
})
export const accessWithdrawn = event({
  type: 'oauth.access_withdrawn',
  subject: 'user',
  summary: 'A person no longer allows an OAuth client to act for them',
  data: client,
})
export const tokenIssued = event({
  type: 'oauth.token_issued',
  subject: 'user',
  summary: 'An OAuth client got an access token',
  data: z.object({ client_id: z.number(), token_id: z.number(), grant_type: z.string(), scopes: z.array(z.string()) }),
})
/** An alarm: the secret is in two hands. Everything that came of it was revoked. */
export const secretReused = event({
  type: 'oauth.secret_reused',
  subject: 'user',
  summary: 'A code or refresh token of an OAuth client was used a second time',
  data: z.object({
    client_id: z.number(),
    what: z.enum(['code', 'refresh_token', 'device_code']),
    tokens_revoked: z.number(),
  }),
})

export const OAUTH_EVENTS = [
  clientCreated,
  clientChanged,
  clientSecretRenewed,
  clientDeleted,
  accessGranted,
  deviceDenied,
  deviceGuessesLimited,
  accessWithdrawn,
  tokenIssued,
  secretReused,
]
