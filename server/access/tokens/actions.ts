// API tokens. Each is bound to one person and acts with no more than their rights. Its secret is shown when it is made or
// rotated, and never again.

import { findUser, mayEditUser } from '../../people/index.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import type { PagingQuery } from '../../platform/http/paging.ts'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { newSecret, secretHash, TOKEN_PREFIX } from '../secrets.ts'
import { tokenChanged, tokenCreated, tokenRevoked, tokenRotated } from './events.ts'
import { credentialPolicy, mayHaveOwnTokens } from './policy.ts'
import {
  findToken,
  insertToken,
  listTokens,
  markRevoked,
  openToken,
  pageOfTokens,
  saveRotation,
  saveToken,
  type TokenChange,
} from './queries.ts'
import { DAY_MS, type TokenRow } from './schema.ts'
import { isServiceAccount } from './service-accounts.ts'

const MAX_TOKENS_EACH = 100
const HOUR_MS = 3_600_000
/** Its first characters, kept in the clear: as many as Zendesk shows. */
const SHOWN_CHARACTERS = 10

/** Admins oversee all tokens; others have their own. */
function overseesAll(work: Work): boolean {
  const { actor } = work
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/**
 * Refuses who may not be given a secret that acts as somebody: one has one's own where the account's policy lets, and
 * admins those of programs. Only in a session: a token that leaked must not be able to outlive its revocation, and a
 * password on the API is less than a sign-in.
 */
async function admitHolder(work: Work, user_id: number): Promise<void> {
  const { actor } = work
  if (actor.kind === 'system') return
  if (actor.kind !== 'user' || actor.session_id === null) throw new Refusal('forbidden')
  if (actor.user_id === user_id) {
    if (await mayHaveOwnTokens(work, actor)) return
    throw new Refusal('forbidden', 'Only admins decide who may have API tokens of their own here')
  }
  const user = overseesAll(work) ? await findUser(work, user_id) : null
  if (!user || !mayEditUser(actor, user) || !(await isServiceAccount(work, user_id))) throw new Refusal('forbidden')
}

export interface TokenLimits {
  expires_at?: Date | null
  scopes?: readonly string[] | null
  /** Checked already (networks.ts). */
  networks?: readonly string[] | null
}

/** Makes a token for oneself, for a service account (admins), or from the command line for anybody. 403, 422. */
export async function createToken(
  work: Work,
  user_id: number,
  description: string,
  { expires_at = null, scopes = null, networks = null }: TokenLimits = {},
): Promise<{ token: TokenRow; full_token: string }> {
  await admitHolder(work, user_id)
  const user = await findUser(work, user_id)
  if (!user?.active || user.suspended) throw invalid('user_id', 'User: not found', 'RecordNotFound')
  if ((await listTokens(work, { kind: 'api', user_id }, MAX_TOKENS_EACH)).length >= MAX_TOKENS_EACH)
    throw invalid('base', `A person has at most ${MAX_TOKENS_EACH} tokens: revoke one first`)
  const { full_token, ...secret } = newTokenSecret(work)
  const token = await insertToken(work, {
    ...secret,
    user_id,
    description,
    scopes,
    networks,
    expires_at: await withinPolicy(work, expires_at),
    client_id: null,
    family_id: null,
  })
  work.record(
    tokenCreated,
    user_id,
    {
      token_id: token.id,
      scopes: token.scopes,
      expires_at: apiTimeOrNull(token.expires_at),
      has_networks: networks !== null,
    },
    { description },
  )
  return { token, full_token }
}

/** A new secret, with what is kept of it. */
export function newTokenSecret(work: Work, prefix = TOKEN_PREFIX) {
  const full_token = newSecret(prefix)
  const token_hash = secretHash(work.sealing, 'api_token', full_token)
  if (!token_hash) throw new Error('a new secret is not a secret')
  return { full_token, token_hash, prefix: full_token.slice(0, SHOWN_CHARACTERS) }
}

/** An end that the policy allows: the one asked for, or the latest where none was. 422 where it is too late. */
export async function withinPolicy(work: Work, expires_at: Date | null): Promise<Date | null> {
  if (expires_at !== null && expires_at <= work.now) throw invalid('expires_at', 'Expires at: must lie in the future')
  const { max_token_days } = await credentialPolicy(work)
  if (max_token_days === null) return expires_at
  const latest = new Date(work.now.getTime() + max_token_days * DAY_MS)
  if (expires_at !== null && expires_at > latest)
    throw invalid('expires_at', `Expires at: a token lives for at most ${max_token_days} days here`)
  return expires_at ?? latest
}

/**
 * Changes what limits a token, or switches it off and on again. Whoever may have been given its secret may: never with a
 * token, and never another person's. Wider scopes give no right that its owner has not. 403, 422.
 */
export async function changeToken(work: Work, id: number, change: Partial<TokenChange>): Promise<TokenRow> {
  const token = await getToken(work, id)
  if (token.revoked_at !== null || token.client_id !== null) throw invalid('base', 'Base: the token cannot be changed')
  await admitHolder(work, token.user_id)
  const { networks } = openToken(work, token)
  const { description, active, scopes, expires_at } = token
  const before: TokenChange = { description, active, scopes, expires_at, networks }
  const after = { ...before, ...change }
  if (change.expires_at !== undefined) after.expires_at = await withinPolicy(work, change.expires_at)
  const keys = ['description', 'active', 'scopes', 'networks', 'expires_at'] as const
  const fields = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  if (fields.length === 0) return token
  await saveToken(work, id, after)
  work.record(
    tokenChanged,
    token.user_id,
    {
      token_id: id,
      fields,
      previous_scopes: scopes,
      scopes: after.scopes && [...after.scopes],
      previous_expires_at: apiTimeOrNull(expires_at),
      expires_at: apiTimeOrNull(after.expires_at),
      previous_active: active,
      active: after.active,
    },
    { before: told(before), after: told(after) },
  )
  return await getToken(work, id)
}

/** What limits a token, as the audit shows it. */
function told({ description, active, scopes, networks, expires_at }: TokenChange) {
  return {
    description,
    active,
    scopes: scopes && [...scopes],
    networks: networks && [...networks],
    expires_at: apiTimeOrNull(expires_at),
  }
}

/** A new secret for a token; the former one works for so many hours more. The life it was given begins anew. */
export async function rotateToken(
  work: Work,
  id: number,
  overlap_hours: number,
): Promise<{ token: TokenRow; full_token: string }> {
  const token = await getToken(work, id)
  if (token.revoked_at !== null || token.client_id !== null) throw invalid('base', 'Base: the token cannot be rotated')
  await admitHolder(work, token.user_id)
  const { full_token, ...secret } = newTokenSecret(work)
  const life_ms = token.expires_at && token.expires_at.getTime() - (token.rotated_at ?? token.created_at).getTime()
  const overlap_ends = new Date(work.now.getTime() + overlap_hours * HOUR_MS)
  // A secret whose time was nearly over gets no more time by being replaced.
  const previous_expires_at = token.expires_at && token.expires_at < overlap_ends ? token.expires_at : overlap_ends
  const expires_at = await withinPolicy(work, life_ms === null ? null : new Date(work.now.getTime() + life_ms))
  await saveRotation(work, id, { ...secret, previous_expires_at, expires_at })
  work.record(tokenRotated, token.user_id, { token_id: id, previous_expires_at: previous_expires_at.toISOString() })
  return { token: await getToken(work, id), full_token }
}

/** API tokens the actor may see: their own, or for admins those of one person or all. */
export async function visibleTokens(
  work: Work,
  asked: { user_id?: number | undefined; revoked?: boolean },
  query: PagingQuery,
  url: URL,
) {
  if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
  const user_id = overseesAll(work) ? asked.user_id : work.actor.user_id
  const whose = user_id === undefined ? {} : { user_id }
  return await pageOfTokens(work, { kind: 'api', ...whose, revoked: asked.revoked === true }, query, url)
}

/** A token the actor may see, revoked ones too. 404 otherwise. */
export async function getToken(work: Work, id: number): Promise<TokenRow> {
  const token = await findToken(work, id)
  const is_own = token && work.actor.kind === 'user' && work.actor.user_id === token.user_id
  if (!token || !(is_own || overseesAll(work))) throw notFound()
  return token
}

export async function revokeToken(work: Work, id: number): Promise<void> {
  const token = await getToken(work, id)
  if (token.revoked_at !== null) throw notFound()
  await revokeTokensOf(work, { id })
}

/** Revokes one token, or all of a person, of a client or of a family of refresh tokens; records each. Returns how many. */
export async function revokeTokensOf(work: Work, which: Parameters<typeof markRevoked>[1]): Promise<number> {
  const revoked = await markRevoked(work, which)
  for (const { id, user_id } of revoked) work.record(tokenRevoked, user_id, { token_id: id })
  return revoked.length
}
