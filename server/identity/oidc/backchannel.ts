// Back-channel log-out: the provider itself tells us that a session there is over (OpenID Connect Back-Channel Logout 1.0).
import { decodeJwt, jwtVerify } from 'jose'
import { None } from 'openid-client'
import { z } from 'zod'
import { endSessionsOfProvider } from '../../access/index.ts'
import { ANYONE, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { systemWork } from '../../platform/platform.ts'
import { providerParams } from '../api.ts'
import { identityRefused } from '../events.ts'
import { takeOnce } from '../flows/flows.ts'
import { refusedByJose } from '../jose-refusals.ts'
import { findLink, subjectHash } from '../links/queries.ts'
import type { Problem } from '../problems.ts'
import { remoteKeys } from '../remote-keys.ts'
import { Refused } from '../saml/refused.ts'
import { providerFetch } from './outgoing.ts'
import { providerOfKind } from './parties.ts'
import { discover } from './party.ts'
import { isForManyTenants, type OidcSettings, oidcSettings } from './settings.ts'

const MAX_TOKEN = 16_000
const MAX_AGE_S = 300
const SKEW_S = 60
const REMEMBERED_MS = 86_400_000
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** Those with public keys: the provider's own, whatever a token says. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

interface Logout {
  jti: string
  issuer: string
  session: string | null
  subject: string | null
}

const claimsSchema = z.object({
  iss: z.string().max(2_000),
  jti: z.string().min(1).max(500),
  iat: z.number(),
  // Providers of before the final text leave it out.
  exp: z.number().optional(),
  sid: z.string().min(1).max(2_000).optional(),
  sub: z.string().min(1).max(2_000).optional(),
  events: z.object({ [EVENT]: z.looseObject({}) }),
  // What has one was made for a sign-in.
  nonce: z.undefined().optional(),
})

/** The issuer a token must name; of many directories, that of one which may come in. */
function issuerOf(settings: OidcSettings, named: string, token: string): string {
  if (!isForManyTenants(settings.issuer)) return named
  const { tid } = decodeJwt(token)
  if (typeof tid !== 'string' || !settings.tenants.includes(tid.toLowerCase())) throw new Refused('wrong_tenant')
  return named.replace('{tenantid}', tid)
}

/** What a log-out token says, once a key of the provider signed it. Throws Refused. */
async function readLogoutToken(settings: OidcSettings, token: string, networks: readonly string[], now: Date) {
  if (token.length > MAX_TOKEN) throw new Refused('too_large')
  try {
    // Before anything is fetched: strangers send what they like.
    if (decodeJwt(token).iss === undefined) throw new Refused('wrong_issuer')
    const configuration = await discover({ ...settings, authentication: None(), fetch: providerFetch(networks) })
    const { issuer, jwks_uri } = configuration.serverMetadata()
    if (jwks_uri === undefined) throw new Refused('unknown_key', 'the provider names no keys')
    const { payload, protectedHeader } = await jwtVerify(token, remoteKeys(jwks_uri, networks), {
      algorithms: ALGORITHMS,
      issuer: issuerOf(settings, issuer, token),
      audience: settings.client_id,
      currentDate: now,
      clockTolerance: SKEW_S,
    })
    const { typ } = protectedHeader
    if (typ !== undefined && !/^(application\/)?(logout\+jwt|jwt)$/i.test(typ))
      throw new Refused('wrong_token_type', typ)
    const claims = claimsSchema.safeParse(payload)
    if (!claims.success) throw new Refused('claim_missing', claims.error.issues[0]?.path.join('.') ?? null)
    const { jti, iss, iat, sid, sub } = claims.data
    if (Math.abs(now.getTime() / 1_000 - iat) > MAX_AGE_S) throw new Refused('wrong_time')
    if (sid === undefined && sub === undefined) throw new Refused('no_subject')
    return { jti, issuer: iss, session: sid ?? null, subject: sub ?? null }
  } catch (error) {
    throw refusedByJose(error)
  }
}

const answer = (status: number, json?: object) =>
  new HttpReply({
    status,
    headers: { 'cache-control': 'no-store', ...(json ? { 'content-type': 'application/json' } : {}) },
    body: json ? JSON.stringify(json) : '',
  })

export const backchannelLogout = endpoint({
  route: 'POST /access/oidc/{identity_provider_id}/backchannel_logout',
  summary: 'An OpenID Connect provider ends a session',
  allow: ANYONE,
  without_csrf: 'it comes from the provider and is signed',
  params: providerParams,
  body: z.object({ logout_token: z.string().catch('') }),
  reply: 'page',
  async prepare({ platform, account_id, params, body }): Promise<Logout | { problem: Problem }> {
    const { settings, now } = await systemWork(platform, account_id, 'identity.log_out', 'staff', async (work) => {
      const provider = await providerOfKind(work, 'oidc', params.identity_provider_id)
      // Switched off or not, a session it began ends when it says so.
      return { settings: provider.live && oidcSettings.parse(provider.live.settings), now: work.now }
    })
    if (!settings) return { problem: 'no_such_request' }
    try {
      return await readLogoutToken(settings, body.logout_token, platform.config.webhook_networks, now)
    } catch (error) {
      if (error instanceof Refused) return { problem: error.problem }
      throw error
    }
  },
  async run({ work, params, prepared }) {
    const provider = await providerOfKind(work, 'oidc', params.identity_provider_id)
    const refuse = (problem: Problem) => {
      work.record(identityRefused, 0, { provider_id: provider.id, problem }, { email: null })
      return answer(400, { error: 'invalid_request' })
    }
    if ('problem' in prepared) return refuse(prepared.problem)
    const { jti, issuer, session, subject } = prepared
    if (!(await takeOnce(work, provider.id, `logout/${jti}`, new Date(work.now.getTime() + REMEMBERED_MS))))
      return refuse('already_used')
    if (session !== null) await endSessionsOfProvider(work, provider.id, { provider_sessions: [session] })
    else if (subject !== null) {
      const link = await findLink(work, provider.id, subjectHash(work, issuer, subject))
      if (link) await endSessionsOfProvider(work, provider.id, { user_id: link.user_id })
    }
    return answer(200)
  },
})
