// API tokens. Each is bound to one person and acts with exactly their rights.

import { findUser } from '../people/index.ts'
import { invalid, notFound, Refusal } from '../platform/errors.ts'
import { isStaff, type Work } from '../platform/work.ts'
import { tokenCreated, tokenRevoked } from './events.ts'
import { deleteToken, findToken, insertToken, listTokens } from './queries.ts'
import type { TokenRow } from './schema.ts'
import { newSecret, secretHash, TOKEN_PREFIX } from './secrets.ts'

const MAX_TOKENS_EACH = 100
const MAX_LISTED = 1_000

/** Admins oversee all tokens; others have their own. */
function overseesAll(work: Work): boolean {
  const { actor } = work
  return actor.kind === 'system' || (actor.kind === 'user' && (actor.role === 'admin' || actor.role === 'owner'))
}

/**
 * Makes a token for oneself (or, from the command line, for anybody). The secret is in the reply and
 * nowhere else. 403 when asked with a token: one that leaked must not be able to outlive its revocation.
 */
export async function createToken(
  work: Work,
  user_id: number,
  description: string,
  { expires_at = null, scopes = null }: { expires_at?: Date | null; scopes?: string[] | null } = {},
): Promise<{ token: TokenRow; full_token: string }> {
  const { actor } = work
  const is_own = actor.kind === 'user' && actor.user_id === user_id && actor.token_id === null
  if (!isStaff(actor) || (actor.kind === 'user' && !is_own)) throw new Refusal('forbidden')
  const user = await findUser(work, user_id)
  if (!user?.active) throw invalid('user_id', 'User: not found', 'RecordNotFound')
  if ((await listTokens(work, user_id, MAX_TOKENS_EACH)).length >= MAX_TOKENS_EACH)
    throw invalid('base', `A person has at most ${MAX_TOKENS_EACH} tokens: revoke one first`)
  const full_token = newSecret(TOKEN_PREFIX)
  const token_hash = secretHash(work.sealing, 'api_token', full_token)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const token = await insertToken(work, { user_id, token_hash, description, expires_at, scopes })
  work.record(tokenCreated, user_id, { token_id: token.id }, { description })
  return { token, full_token }
}

export async function visibleTokens(work: Work): Promise<TokenRow[]> {
  if (work.actor.kind !== 'user') throw new Refusal('not_signed_in')
  return await listTokens(work, overseesAll(work) ? null : work.actor.user_id, MAX_LISTED)
}

/** A token the actor may see. 404 otherwise. */
export async function getToken(work: Work, id: number): Promise<TokenRow> {
  const token = await findToken(work, id)
  const is_own = token && work.actor.kind === 'user' && work.actor.user_id === token.user_id
  if (!token || !(is_own || overseesAll(work))) throw notFound()
  return token
}

export async function revokeToken(work: Work, id: number): Promise<void> {
  const token = await getToken(work, id)
  await deleteToken(work, id)
  work.record(tokenRevoked, token.user_id, { token_id: id })
}
