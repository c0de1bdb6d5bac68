// Single log-out: the provider tells us that a session is over, or the browser comes back from telling it so.
import { z } from 'zod'
import { endSessionsOfProvider, redirect } from '../../access/index.ts'
import { notFound } from '../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply } from '../../platform/http/endpoint.ts'
import { writeSessionCookie } from '../../platform/http/session-cookie.ts'
import type { Work } from '../../platform/work.ts'
import { providerParams } from '../api.ts'
import { identityRefused } from '../events.ts'
import { takeOnce } from '../flows/flows.ts'
import { findLink, subjectHash } from '../links/queries.ts'
import { findProvider } from '../queries.ts'
import type { ProviderRow } from '../schema.ts'
import { logoutRequestAddress, logoutResponseAddress, readLogoutRequest } from './logout.ts'
import { samlProvider } from './pages.ts'
import { Refused } from './refused.ts'
import { serviceProvider } from './service-provider.ts'
import { takeSamlSession } from './sessions.ts'

const SIGNED_OUT = '/sign-in?signed_out=1'
const DAY_MS = 86_400_000
const MAX_RELAY_STATE = 1_000

type Message = { query: string } | { base64: string }

/** Carries out a log-out that the provider asks for, and tells it so. */
async function carryOut(
  work: Work,
  provider: ProviderRow,
  message: Message,
  relay_state: string,
  origin_url: string,
): Promise<HttpReply> {
  if (!provider.live) throw notFound()
  const sp = serviceProvider(provider.id, provider.live, origin_url)
  try {
    const request = await readLogoutRequest(sp, message, work.now)
    if (!(await takeOnce(work, provider.id, request.id, new Date(work.now.getTime() + DAY_MS))))
      throw new Refused('already_used')
    if (request.session_indexes.length > 0)
      await endSessionsOfProvider(work, provider.id, { provider_sessions: request.session_indexes })
    else {
      const link = await findLink(work, provider.id, subjectHash(work, sp.settings.idp_entity_id, request.name_id))
      if (link) await endSessionsOfProvider(work, provider.id, { user_id: link.user_id })
    }
    const headers = { 'set-cookie': writeSessionCookie(origin_url, '', 0) }
    if (sp.settings.slo_url === '') return redirect(SIGNED_OUT, headers)
    // RelayState is the provider's own and goes back to it untouched; it leads nowhere here.
    return redirect(await logoutResponseAddress(sp, request, relay_state.slice(0, MAX_RELAY_STATE)), headers)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    work.record(identityRefused, 0, { provider_id: provider.id, problem: error.problem }, { email: null })
    return redirect('/sign-in')
  }
}

const text = z.string().optional().catch(undefined)

const byRedirect = endpoint({
  route: 'GET /access/saml/{identity_provider_id}/logout',
  summary: 'A SAML provider ends a session, or answers that it ended ours',
  allow: ANYONE,
  params: providerParams,
  query: z.object({ SAMLRequest: text, SAMLResponse: text, RelayState: text }),
  read_only: false,
  reply: 'page',
  async run({ work, params, query, url, origin_url }) {
    // Nothing hangs on an answer: the session here ended before the provider was told.
    const provider = await samlProvider(work, params.identity_provider_id)
    if (query.SAMLRequest === undefined) return redirect(SIGNED_OUT)
    const message = { query: url.search.slice(1) }
    return await carryOut(work, provider, message, query.RelayState ?? '', origin_url)
  },
})

const byPost = endpoint({
  route: 'POST /access/saml/{identity_provider_id}/logout',
  summary: 'A SAML provider ends a session',
  allow: ANYONE,
  without_csrf: 'it comes from the provider and is signed',
  params: providerParams,
  body: z.object({ SAMLRequest: text, RelayState: text }),
  reply: 'page',
  async run({ work, params, body, origin_url }) {
    const provider = await samlProvider(work, params.identity_provider_id)
    if (body.SAMLRequest === undefined) return redirect(SIGNED_OUT)
    const message = { base64: body.SAMLRequest }
    return await carryOut(work, provider, message, body.RelayState ?? '', origin_url)
  },
})

/** Where somebody who signs out here goes to end the session at the provider. Null where it has no such address. */
export async function placeToLeave(
  work: Work,
  session: { provider_id: number; session_hash: Buffer },
  origin_url: string,
): Promise<string | null> {
  const provider = await findProvider(work, session.provider_id)
  if (provider?.kind !== 'saml' || !provider.live) return null
  const sp = serviceProvider(provider.id, provider.live, origin_url)
  const kept = await takeSamlSession(work, provider.id, session.session_hash)
  return kept && sp.settings.slo_url !== '' ? await logoutRequestAddress(sp, kept) : null
}

export const logoutPages = [byRedirect, byPost]
