// What a client exchanges for tokens: a code, a refresh token, or its own secret. A code and a refresh token are good for
// one exchange; when one comes a second time, somebody else has it too, and everything that came of it is revoked.
import { createHash } from 'node:crypto'
import { findServiceAccount, isSameText, secretHash } from '../../access/index.ts'
import type { PasswordProof } from '../../platform/http/password-proof.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import type { ClientRow } from '../clients/queries.ts'
import { DEVICE_GRANT, exchangeDeviceCode } from '../device/exchanging.ts'
import { alarm, mustBeHere, NO_GRANT } from './checks.ts'
import type { Parameters } from './parameters.ts'
import { exchangePassword, PASSWORD_GRANT } from './password-grant.ts'
import { lockCode, lockRefresh, useCode, useRefresh } from './queries.ts'
import { OAuthError } from './replies.ts'
import { askedLives, askedScopes, issueAccess, issueBoth, secondsLeft } from './tokens.ts'

/** Answers a client that proved who it is. OAuthError where it gets nothing. `proof` is what its password proved. */
export async function exchange(
  work: Work,
  client: ClientRow,
  parameters: Parameters,
  proof: PasswordProof,
): Promise<object> {
  switch (parameters.grant_type) {
    case 'authorization_code':
      return await exchangeCode(work, client, parameters)
    case 'refresh_token':
      return await refresh(work, client, parameters)
    case 'client_credentials':
      return await forItself(work, client, parameters)
    case DEVICE_GRANT:
      return await exchangeDeviceCode(work, client, parameters)
    case PASSWORD_GRANT:
      return await exchangePassword(work, client, parameters, proof)
    default:
      throw new OAuthError('unsupported_grant_type', 'see grant_types_supported of the metadata')
  }
}

async function exchangeCode(work: Work, client: ClientRow, parameters: Parameters): Promise<object> {
  const lives = askedLives(parameters)
  const code_hash = secretHash(work.sealing, 'oauth_code', parameters.code ?? '')
  const row = code_hash && (await lockCode(work, code_hash))
  if (!row || row.client_id !== client.id) throw new OAuthError('invalid_grant', NO_GRANT)
  if (row.used_at !== null) {
    await alarm(work, client, row, 'code')
    throw new OAuthError('invalid_grant', NO_GRANT)
  }
  if (row.expires_at <= work.now) throw new OAuthError('invalid_grant', NO_GRANT)
  // One try: a wrong verifier or address uses the code up as a right one does.
  await useCode(work, code_hash)
  if (row.redirect_uri !== null && row.redirect_uri !== parameters.redirect_uri)
    throw new OAuthError('invalid_grant', 'redirect_uri is not that of the authorization request')
  if (!isVerified(row.code_challenge, parameters.code_verifier))
    throw new OAuthError('invalid_grant', 'code_verifier does not match')
  await mustBeHere(work, row.user_id)
  const scopes = askedScopes(parameters.scope, row.scopes, row.scopes)
  const holder = { ...row, client, scopes, began_at: work.now, grant_type: 'authorization_code' }
  return await issueBoth(work, holder, lives)
}

/** RFC 7636, with S256 only. A verifier without a challenge is a sign of a stripped request (RFC 9700, 4.8.2). */
function isVerified(challenge: string | null, verifier: string | undefined): boolean {
  if (challenge === null) return verifier === undefined
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier)) return false
  return isSameText(challenge, createHash('sha256').update(verifier).digest('base64url'))
}

async function refresh(work: Work, client: ClientRow, parameters: Parameters): Promise<object> {
  const lives = askedLives(parameters)
  const token_hash = secretHash(work.sealing, 'oauth_refresh', parameters.refresh_token ?? '')
  const row = token_hash && (await lockRefresh(work, token_hash))
  if (!row || row.client_id !== client.id) throw new OAuthError('invalid_grant', NO_GRANT)
  if (row.used_at !== null) {
    await alarm(work, client, row, 'refresh_token')
    throw new OAuthError('invalid_grant', NO_GRANT)
  }
  if (row.revoked_at !== null || row.expires_at <= work.now) throw new OAuthError('invalid_grant', NO_GRANT)
  if ((await secondsLeft(work, row.began_at)) <= 0) throw new OAuthError('invalid_grant', NO_GRANT)
  await mustBeHere(work, row.user_id)
  const scopes = askedScopes(parameters.scope ?? parameters.scopes, row.scopes, row.scopes)
  await useRefresh(work, token_hash)
  return await issueBoth(work, { ...row, client, scopes, grant_type: 'refresh_token' }, lives)
}

async function forItself(work: Work, client: ClientRow, parameters: Parameters): Promise<object> {
  const { access_s } = askedLives(parameters)
  const user = client.service_account_id === null ? null : await findServiceAccount(work, client.service_account_id)
  if (client.kind !== 'confidential' || !user)
    throw new OAuthError('unauthorized_client', 'this client has no service account to act as')
  const scopes = askedScopes(parameters.scope ?? parameters.scopes, client.scopes, ['read'])
  const holder = { client, user_id: user.id, family_id: newId(), scopes, grant_type: 'client_credentials' }
  return await issueAccess(work, holder, access_s)
}
