// Access tokens for clients, and the refresh tokens beside them.
import { credentialPolicy, insertToken, newSecret, newTokenSecret, secretHash } from '../../access/index.ts'
import { readScopes } from '../../platform/http/scopes.ts'
import type { Work } from '../../platform/work.ts'
import type { ClientRow } from '../clients/queries.ts'
import { tokenIssued } from '../events.ts'
import type { Parameters } from './parameters.ts'
import { insertRefresh } from './queries.ts'
import { OAuthError } from './replies.ts'

const ACCESS_PREFIX = 'custos_at_'
const REFRESH_PREFIX = 'custos_rt_'
const DAY_S = 86_400
/** Lives in seconds: what is asked must lie within Zendesk's limits, what is not asked is short. */
const ACCESS_S = { least: 300, most: 2 * DAY_S, standard: 3_600 }
/** A chain of refresh tokens ends a year after the person allowed it, or as early as the account's rule for tokens says. */
const MOST_CHAIN_DAYS = 365
const REFRESH_S = { least: 7 * DAY_S, most: 90 * DAY_S, standard: 30 * DAY_S }

function askedSeconds(text: string | undefined, limits: typeof ACCESS_S, name: string): number {
  if (text === undefined || text === '') return limits.standard
  const seconds = Number(text)
  if (!Number.isSafeInteger(seconds) || seconds < limits.least || seconds > limits.most)
    throw new OAuthError('invalid_request', `${name} must be from ${limits.least} to ${limits.most} seconds`)
  return seconds
}

/** The lives a request asks for. `invalid_request` outside of the limits. */
export function askedLives(parameters: Parameters): { access_s: number; refresh_s: number } {
  const access_s = askedSeconds(parameters.expires_in, ACCESS_S, 'expires_in')
  return {
    access_s,
    refresh_s: askedSeconds(parameters.refresh_token_expires_in, REFRESH_S, 'refresh_token_expires_in'),
  }
}

/** Whole seconds that are left of what a person allowed at a time; none or fewer when it is over. */
export async function secondsLeft(work: Work, began_at: Date): Promise<number> {
  const { max_token_days } = await credentialPolicy(work)
  const days = Math.min(MOST_CHAIN_DAYS, max_token_days ?? MOST_CHAIN_DAYS)
  return Math.floor((began_at.getTime() - work.now.getTime()) / 1000) + days * DAY_S
}

/** The scopes a text names, within those that are allowed. `invalid_scope` for unknown, overlapping and further ones. */
export function askedScopes(text: string | undefined, allowed: readonly string[] | null, standard: string[]): string[] {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0) return standard
  const read = readScopes(words)
  if ('problem' in read) throw new OAuthError('invalid_scope', read.problem)
  for (const scope of read.scopes)
    if (allowed !== null && !covers(allowed, scope)) throw new OAuthError('invalid_scope', `not allowed: ${scope}`)
  return read.scopes
}

/** True where a scope is among others, or part of a general one among them. */
function covers(allowed: readonly string[], scope: string): boolean {
  const verb = scope.split(':')[1]
  return allowed.includes(scope) || (verb !== undefined && allowed.includes(verb))
}

/** What a person gives who proved just now who they are: too much for a password alone, a typed code or a page left open. */
const GRAVE = new Set(['security', 'impersonate', 'exports'])

/** The first of some scopes that is a grave one. */
export const graveScope = (scopes: readonly string[]): string | undefined => scopes.find((scope) => GRAVE.has(scope))

/** As askedScopes, without the grave ones. `invalid_scope` for these too. */
export function askedLesserScopes(parameters: Parameters, allowed: readonly string[] | null): string[] {
  const scopes = askedScopes(parameters.scope ?? parameters.scopes, allowed, ['read'])
  const grave = graveScope(scopes)
  if (grave) throw new OAuthError('invalid_scope', `not in this way: ${grave}`)
  return scopes
}

export interface Holder {
  client: Pick<ClientRow, 'id' | 'name'>
  user_id: number
  family_id: number
  scopes: string[]
  grant_type: string
}

/** An access token for a client. Its secret is in the reply and nowhere else. */
export async function issueAccess(work: Work, holder: Holder, access_s: number) {
  const { full_token, ...secret } = newTokenSecret(work, ACCESS_PREFIX)
  const { client, user_id, family_id, scopes } = holder
  const token = await insertToken(work, {
    ...secret,
    user_id,
    description: client.name,
    scopes,
    networks: null,
    expires_at: new Date(work.now.getTime() + access_s * 1000),
    client_id: client.id,
    family_id,
  })
  work.record(tokenIssued, user_id, { client_id: client.id, token_id: token.id, grant_type: holder.grant_type, scopes })
  return {
    access_token: full_token,
    token_type: 'bearer' as const /* the one there is */,
    scope: scopes.join(' '),
    expires_in: access_s,
  }
}

/** An access token with a refresh token, neither of which outlives what was allowed at `began_at`. */
export async function issueBoth(
  work: Work,
  holder: Holder & { grant_id: number; began_at: Date },
  lives: { access_s: number; refresh_s: number },
) {
  const refresh_token = newSecret(REFRESH_PREFIX)
  const token_hash = secretHash(work.sealing, 'oauth_refresh', refresh_token)
  if (!token_hash) throw new Error('a new secret is not a secret')
  const { client, user_id, family_id, grant_id, began_at, scopes } = holder
  const left_s = await secondsLeft(work, began_at)
  const refresh_s = Math.min(lives.refresh_s, left_s)
  await insertRefresh(work, token_hash, {
    client_id: client.id,
    grant_id,
    user_id,
    family_id,
    scopes,
    began_at,
    expires_at: new Date(work.now.getTime() + refresh_s * 1000),
  })
  const access = await issueAccess(work, holder, Math.min(lives.access_s, left_s))
  return { ...access, refresh_token, refresh_token_expires_in: refresh_s }
}
