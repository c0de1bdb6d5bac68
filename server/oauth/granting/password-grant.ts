// The grant type `password` of old clients: for those that an admin lets, while the account takes passwords from programs.
// OAuth 2.1 has it no more, and it is off until both are switched on. No refresh token, an hour at most: a password that was
// changed is soon worth nothing here either.
import { credentialPolicy, provePassword } from '../../access/index.ts'
import type { PasswordProof } from '../../platform/http/password-proof.ts'
import { newId } from '../../platform/ids.ts'
import { doWork, type Origin, type Work, type WorkEngine } from '../../platform/work.ts'
import type { ClientRow } from '../clients/queries.ts'
import { accessGranted } from '../events.ts'
import { authenticateClient } from './client-authentication.ts'
import type { Parameters } from './parameters.ts'
import { addGrant } from './queries.ts'
import { OAuthError } from './replies.ts'
import { askedLesserScopes, askedLives, issueAccess } from './tokens.ts'

export const PASSWORD_GRANT = 'password'
const MOST_ACCESS_S = 3_600

/** Whether a client may bring passwords. OAuthError where not, before anything of the password is looked at. */
async function mustBeOpen(work: Work, client: ClientRow): Promise<void> {
  if (!(await credentialPolicy(work)).password_access)
    throw new OAuthError('unsupported_grant_type', 'passwords are switched off here')
  if (!client.password_grant || client.kind !== 'confidential')
    throw new OAuthError('unauthorized_client', 'this client may not bring passwords')
}

/** What a request's password proves, for a client that may bring one. Called outside a transaction. */
export async function proveByGrant(
  engine: WorkEngine,
  account_id: number,
  origin: Origin,
  parameters: Parameters,
  authorization: string | undefined,
): Promise<PasswordProof> {
  const { username, password } = parameters
  if (parameters.grant_type !== PASSWORD_GRANT || username === undefined || password === undefined) return null
  const request = { account_id, actor: { kind: 'anonymous' } as const, origin, audience: 'customer' as const }
  const is_open = await doWork(engine, { ...request, read_only: true }, async (work) => {
    try {
      const client = await authenticateClient(work, parameters, authorization)
      await mustBeOpen(work, client)
      asked(client, parameters)
      return true
    } catch (error) {
      // The request itself says so, in the same words.
      if (error instanceof OAuthError) return false
      throw error
    }
  })
  return is_open ? await provePassword(engine, account_id, origin, { email: username, password }, 'oauth') : null
}

/** Scopes and life that are asked for. OAuthError where a password gives no such thing. */
function asked(client: ClientRow, parameters: Parameters): { scopes: string[]; access_s: number } {
  return {
    scopes: askedLesserScopes(parameters, client.scopes),
    access_s: Math.min(MOST_ACCESS_S, askedLives(parameters).access_s),
  }
}

export async function exchangePassword(
  work: Work,
  client: ClientRow,
  parameters: Parameters,
  proof: PasswordProof,
): Promise<object> {
  await mustBeOpen(work, client)
  const { scopes, access_s } = asked(client, parameters)
  if (proof === null) throw new OAuthError('invalid_grant', 'these are not good, or not enough')
  if ('retry_after_s' in proof) throw new OAuthError('invalid_grant', 'too many tries', proof.retry_after_s)
  const { user_id } = proof
  if (await addGrant(work, user_id, client.id, scopes))
    work.record(accessGranted, user_id, { client_id: client.id, scopes, flow: 'password' })
  const holder = { client, user_id, family_id: newId(), scopes, grant_type: PASSWORD_GRANT }
  return await issueAccess(work, holder, access_s)
}
