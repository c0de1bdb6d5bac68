// The page on which somebody who is signed in allows a client to act for them, or does not.
import { z } from 'zod'
import { renderConsent } from '../../../web/pages/consent.ts'
import { newSecret, page, redirect, secretHash } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import { getUser } from '../../people/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, HttpReply, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { CONTENT_SECURITY_POLICY } from '../../platform/http/security-headers.ts'
import { provedUntil } from '../../platform/http/step-up.ts'
import { bestLanguage, languageOf, translator } from '../../platform/i18n.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { formTarget } from '../clients/redirects.ts'
import { accessGranted } from '../events.ts'
import { insertCode, saveGrant } from '../granting/queries.ts'
import { OAuthError } from '../granting/replies.ts'
import { graveScope } from '../granting/tokens.ts'
import { type Asking, answerUrl, askingParameters, type CheckedRequest, checkAsking, readAsking } from './asking.ts'

/** As long as Zendesk's codes live. */
const CODE_MS = 120_000
const PATH = '/oauth/authorizations/new'

/** Sends the browser to the client, by GET. Nothing of our page's address goes along. */
function toClient(location: string): HttpReply {
  return redirect(location, { 'referrer-policy': 'no-referrer' })
}

/** The request, all right; or the reply that tells the client what is wrong with it. */
async function checked(work: Work, asking: Asking, issuer: string): Promise<CheckedRequest | HttpReply> {
  const request = await readAsking(work, asking)
  try {
    return checkAsking(request, asking)
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const { code, description } = error
    return toClient(answerUrl(request, issuer, { error: code, error_description: description }))
  }
}

/** Leads to the proof of who is there, and back to the page, where a token with such scopes passes what asks for one. */
function proofFirst({ actor, now }: Work, { scopes }: CheckedRequest, asking: Asking): HttpReply | null {
  if (graveScope(scopes) === undefined || provedUntil(actor, now) !== null) return null
  const given = Object.entries(asking).filter(([, value]) => typeof value === 'string')
  const back = `${PATH}?${new URLSearchParams(given)}`
  return redirect(`/account/prove?return_to=${encodeURIComponent(back)}`)
}

const show = endpoint({
  route: `GET ${PATH}`,
  summary: 'The page on which a person allows an OAuth client to act for them',
  allow: ANYONE,
  reply: 'page',
  query: z.object(askingParameters),
  async run({ work, query, url, origin_url, header }) {
    const request = await checked(work, query, origin_url)
    if (request instanceof HttpReply) return request
    const { actor } = work
    if (actor.kind !== 'user') return redirect(`/sign-in?return_to=${encodeURIComponent(url.pathname + url.search)}`)
    // Only a person at a page of ours says yes: never a token, which would give itself a successor.
    if (actor.csrf_token === null) throw new Refusal('forbidden')
    const proof = proofFirst(work, request, query)
    if (proof) return proof
    const [user, { desk }] = await Promise.all([getUser(work, actor.user_id), accountSettings(work)])
    const language = languageOf(user.locale) ?? bestLanguage(header('accept-language'), desk.locale)
    const body = renderConsent({
      language,
      t: translator(language),
      desk: desk.name,
      name: user.name,
      email: user.email,
      client: request.client,
      scopes: request.scopes,
      target: new URL(request.redirect_uri).host || new URL(request.redirect_uri).protocol,
      csrf_token: actor.csrf_token,
      asking: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
    })
    const policy = CONTENT_SECURITY_POLICY.replace(
      "form-action 'self'",
      `form-action 'self' ${formTarget(request.redirect_uri)}`,
    )
    return page(body, 200, { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
  },
})

const decide = endpoint({
  route: 'POST /oauth/authorizations',
  summary: 'Allow an OAuth client to act for oneself, or not; leads back to the client. Not with a token',
  allow: SIGNED_IN,
  scope: 'security',
  step_up: 'where more is allowed than reading and writing',
  reply: 'page',
  body: z.object({ ...askingParameters, decision: z.string().optional(), csrf_token: z.string().optional() }),
  async run({ work, body, origin_url }) {
    const { actor } = work
    if (actor.kind !== 'user' || actor.csrf_token === null) throw new Refusal('forbidden')
    const { decision, csrf_token: _csrf_token, ...asking } = body
    const request = await checked(work, asking, origin_url)
    if (request instanceof HttpReply) return request
    if (decision !== 'allow') return toClient(answerUrl(request, origin_url, { error: 'access_denied' }))
    const proof = proofFirst(work, request, asking)
    if (proof) return proof
    return toClient(answerUrl(request, origin_url, { code: await allow(work, actor.user_id, request) }))
  },
})

/** Keeps what was allowed and returns a code for it. */
async function allow(work: Work, user_id: number, request: CheckedRequest): Promise<string> {
  const { client, scopes, code_challenge, asked_redirect_uri } = request
  const grant_id = await saveGrant(work, user_id, client.id, scopes)
  const code = newSecret('custos_ac_')
  const code_hash = secretHash(work.sealing, 'oauth_code', code)
  if (!code_hash) throw new Error('a new secret is not a secret')
  await insertCode(work, code_hash, {
    client_id: client.id,
    grant_id,
    user_id,
    family_id: newId(),
    redirect_uri: asked_redirect_uri,
    scopes,
    code_challenge,
    expires_at: new Date(work.now.getTime() + CODE_MS),
  })
  work.record(accessGranted, user_id, { client_id: client.id, scopes, flow: 'code' })
  return code
}

export const consentPages = [show, decide]
