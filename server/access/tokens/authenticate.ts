// Who calls with an Authorization header: an API token (`Basic base64(email/token:TOKEN)` or `Bearer`) or an access
// token of OAuth (`Bearer`). Every token is bound to one person and acts with no more than their rights as they are now.

import { findSignInUser, findUserByEmail } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Credentials } from '../../platform/http/server.ts'
import { rightsOf } from '../../platform/rights.ts'
import type { Actor, Work } from '../../platform/work.ts'
import { standingOf } from '../factors/requirement/standing.ts'
import { TOUCH_EVERY_S } from '../queries.ts'
import { secretHash } from '../secrets.ts'
import { tokenUsedFromNewNetwork } from './events.ts'
import { isWithin, networkOf } from './networks.ts'
import { addNetwork, findTokenByHash, openToken, touchToken, userOfToken } from './queries.ts'
import type { TokenRow } from './schema.ts'
import { isServiceAccount } from './service-accounts.ts'

type UserActor = Extract<Actor, { kind: 'user' }>

/**
 * The person behind an Authorization header. 401 for a token that is wrong, over or revoked and for people who are gone
 * or suspended; 403 from a network the token is not for, and for acting on behalf of somebody without `impersonate`.
 */
export async function fromAuthorization(
  work: Work,
  credentials: Credentials & { authorization: string },
): Promise<Actor> {
  const { secret, email } = readAuthorization(credentials.authorization)
  const token_hash = secretHash(work.sealing, 'api_token', secret)
  if (!token_hash) throw new Refusal('not_signed_in')
  const [token, user] = await Promise.all([
    findTokenByHash(work, token_hash),
    findSignInUser(work, userOfToken(work, token_hash), email),
  ])
  if (!token || (token.expires_at !== null && token.expires_at <= work.now)) throw new Refusal('not_signed_in')
  if (!user?.active || user.suspended) throw new Refusal('not_signed_in')
  // In Zendesk a token acts for whichever address stands before it. Ours is bound to its user, unless it was made for that.
  const may_impersonate = token.scopes?.includes('impersonate') ?? false
  if (!user.has_address && !may_impersonate) throw new Refusal('not_signed_in')
  // Programs have no second factor and need none: they cannot sign in.
  if ((await standingOf(work, user)) === 'overdue' && !(await isServiceAccount(work, user.id)))
    throw new Refusal('second_factor_required')
  const { networks } = openToken(work, token)
  if (networks && !isWithin(work.origin.ip, networks))
    throw new Refusal('forbidden', 'This token may not be used from this network')
  const actor: UserActor = {
    kind: 'user',
    user_id: user.id,
    role: user.role,
    rights: rightsOf(user),
    session_id: null,
    csrf_token: null,
    token_id: token.id,
    scopes: token.scopes,
    proved_at: null,
    ...(token.client_id === null ? {} : { client_id: token.client_id }),
  }
  await noteUse(work, actor, token)
  const on_behalf_of = credentials.on_behalf_of ?? (user.has_address ? undefined : (email ?? undefined))
  return on_behalf_of === undefined ? actor : await onBehalfOf(work, actor, on_behalf_of)
}

/** Keeps when and from where a token is used, and records a network that is new to it. */
async function noteUse(work: Work, actor: UserActor, token: TokenRow): Promise<void> {
  const { ip } = work.origin
  const network_hash = ip === null ? null : work.sealing.lookupHash('token_network', `${token.id} ${networkOf(ip)}`)
  const is_elsewhere = network_hash !== null && !token.last_network_hash?.equals(network_hash)
  const is_new = is_elsewhere && (await addNetwork(work, token.id, network_hash))
  // The first network of all is no news.
  if (is_new && token.last_used_at !== null) {
    const own = work.as(actor)
    own.record(tokenUsedFromNewNetwork, actor.user_id, { token_id: token.id })
    // Written now: the transaction may become read-only when it is known who calls.
    await own.flush()
  }
  const is_due =
    token.last_used_at === null || work.now.getTime() - token.last_used_at.getTime() >= TOUCH_EVERY_S * 1000
  if (is_due || is_elsewhere) await touchToken(work, token.id, network_hash)
}

/**
 * An end user, for whom an admin's token acts: only with the scope `impersonate`, which no unlimited token has, and only
 * downwards. What is done is recorded as theirs, with who did it. 403 otherwise.
 */
async function onBehalfOf(work: Work, actor: UserActor, email: string): Promise<Actor> {
  if (!actor.scopes?.includes('impersonate'))
    throw new Refusal('missing_scope', 'You are missing the following required scopes: impersonate')
  if (actor.role !== 'admin' && actor.role !== 'owner') throw new Refusal('forbidden')
  const person = await findUserByEmail(work, email)
  if (!person?.active || person.suspended || person.role !== 'end-user')
    throw new Refusal('forbidden', 'X-On-Behalf-Of: names no end user')
  return {
    ...actor,
    user_id: person.id,
    role: person.role,
    rights: rightsOf(person),
    scopes: actor.scopes.filter((scope) => scope !== 'impersonate' && scope !== 'security'),
    impersonator_id: actor.user_id,
  }
}

/** `Bearer TOKEN`, or `Basic base64(email/token:TOKEN)`. */
export function readAuthorization(header: string): { secret: string; email: string | null } {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+) *$/.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return { secret: value, email: null }
  if (scheme.toLowerCase() !== 'basic') throw new Refusal('not_signed_in')
  const pair = Buffer.from(value, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const name = pair.slice(0, Math.max(colon, 0))
  const email = name.endsWith('/token') ? normaliseAddress(name.slice(0, -'/token'.length)) : null
  if (email === null) throw new Refusal('not_signed_in')
  return { secret: pair.slice(colon + 1), email }
}
