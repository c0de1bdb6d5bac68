// The facts about who came in, and how.
import { z } from 'zod'
import { event } from '../platform/events.ts'
import { AUDIENCES, SIGN_IN_METHODS } from './policies/schema.ts'

const SESSION_END_REASONS = [
  'signed_out',
  'ended_by_staff',
  'password_changed',
  'role_changed',
  'suspended',
  'deleted',
  'factors_changed',
  'not_me',
  'provider',
  'access_reset',
  'factors_reset',
  'scim',
] as const
export type SessionEndReason = (typeof SESSION_END_REASONS)[number]

export const signedIn = event({
  type: 'user.signed_in',
  subject: 'user',
  summary: 'A person signed in',
  data: z.object({ session_id: z.number(), method: z.enum(SIGN_IN_METHODS), provider_id: z.number().nullable() }),
})
/** The subject is 0 where nobody has the address: the address itself is in the sealed part. */
export const signInFailed = event({
  type: 'user.sign_in_failed',
  subject: 'user',
  summary: 'Somebody tried to sign in and could not',
  data: z.object({
    // The last three: a right password on the API, where it is not enough.
    reason: z.enum([
      'wrong_password',
      'unknown_address',
      'suspended',
      'method_not_allowed',
      'wrong_passkey',
      'second_factor',
      'password_expired',
      'address_not_allowed',
    ]),
  }),
  sealed: z.object({ email: z.string() }),
})
export const signInLimited = event({
  type: 'user.sign_in_limited',
  subject: 'user',
  summary: 'Too many attempts to sign in; recorded once per window',
  data: z.object({ limit: z.string() }),
  sealed: z.object({ email: z.string() }),
})
export const sessionEnded = event({
  type: 'session.ended',
  subject: 'user',
  summary: 'A session ended before its time',
  data: z.object({ session_id: z.number(), reason: z.enum(SESSION_END_REASONS) }),
})
/** When the sign-in or session began in which it happened. */
const since = z.string().optional()

export const deviceAdded = event({
  type: 'user.device_added',
  subject: 'user',
  summary: 'A person signed in with a browser that was not known',
  data: z.object({ device_id: z.number(), method: z.enum(SIGN_IN_METHODS), since }),
})
/** The subject is 0 where nobody has the address. */
export const lockOutLifted = event({
  type: 'user.lock_out_lifted',
  subject: 'user',
  summary: 'An admin let an address or a place try to sign in again',
  data: z.object({ lock_out_id: z.number() }),
})
export const accessReset = event({
  type: 'user.access_reset',
  subject: 'user',
  summary: 'Whoever runs the server opened the sign-in again and made a link for an owner',
  data: z.object({ lock_outs: z.number() }),
})
export const deviceForgotten = event({
  type: 'user.device_forgotten',
  subject: 'user',
  summary: 'A browser is not known as a person’s any more, and its sessions ended',
  data: z.object({ device_id: z.number() }),
})
export const reportedAsStranger = event({
  type: 'user.reported_as_stranger',
  subject: 'user',
  summary:
    'Somebody said by the link in their mail that a sign-in was not theirs: sessions, password, tokens and grants were taken away, and what proves who they are, addresses and secrets of programs as far as they were added since',
  data: z.object({
    device_id: z.number().nullable(),
    had_password: z.boolean(),
    since,
    factors: z.number().optional(),
    recovery_codes: z.number().optional(),
    identity_links: z.number().optional(),
    addresses: z.number().optional(),
    program_secrets: z.number().optional(),
  }),
})
export const accessBroken = event({
  type: 'user.signed_in_by_break_glass',
  subject: 'user',
  summary: 'An owner signed in at the emergency page, past the policy',
  data: z.object({}),
})
/** The subject is 0: the audience is in the data. */
export const policyUpdated = event({
  type: 'sign_in_policy.updated',
  subject: 'sign_in_policy',
  summary: 'How an audience signs in was changed: what it was and what it is',
  data: z.object({
    audience: z.enum(AUDIENCES),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
  }),
})
export const passwordSet = event({
  type: 'user.password_set',
  subject: 'user',
  summary: 'A person has a new password',
  data: z.object({ by: z.enum(['self', 'link', 'invitation', 'operator', 'admin']), since }),
})
export const newPasswordRequired = event({
  type: 'user.new_password_required',
  subject: 'user',
  summary: 'An admin asks for a new password of a person at their next sign-in',
  data: z.object({}),
})
export const tokensRevokedByStaff = event({
  type: 'user.tokens_revoked',
  subject: 'user',
  summary: 'All tokens of a person were revoked, and what they allowed programs was taken back',
  data: z.object({ tokens: z.number(), with_suspension: z.boolean() }),
})
/** The subject is 0 where a stranger asks: whether somebody has the address is not looked up. */
export const linkRequested = event({
  type: 'link.requested',
  subject: 'user',
  summary: 'Somebody asked for a link by mail, to sign in or to choose a password; an admin for a person',
  data: z.object({ purpose: z.enum(['password_reset', 'magic_link']) }),
  sealed: z.object({ email: z.string(), browser: z.string().nullable() }),
})
export const credentialsVoided = event({
  type: 'user.credentials_voided',
  subject: 'user',
  summary:
    'Password, tokens, links and sessions of a person were taken away: an address turned out to be somebody else’s',
  data: z.object({ password: z.boolean() }),
})
export const linkCreated = event({
  type: 'link.created',
  subject: 'user',
  summary: 'A one-time link was made; subject 0 is the set-up of the desk',
  data: z.object({ purpose: z.string(), expires_at: z.string() }),
})

export const ACCESS_EVENTS = [
  signedIn,
  signInFailed,
  signInLimited,
  sessionEnded,
  deviceAdded,
  lockOutLifted,
  accessReset,
  deviceForgotten,
  reportedAsStranger,
  accessBroken,
  policyUpdated,
  passwordSet,
  credentialsVoided,
  newPasswordRequired,
  tokensRevokedByStaff,
  linkRequested,
  linkCreated,
]
