// The addresses that browsers pass through on the way to an OpenID Connect or social provider and back.
import { calculatePKCECodeChallenge } from 'openid-client'
import { z } from 'zod'
import { localPath, newSecret, redirect } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply } from '../../platform/http/endpoint.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Actor } from '../../platform/work.ts'
import { providerParams } from '../api.ts'
import { arrive, personOf, refuse } from '../flows/arriving.ts'
import { beginFlow, type Flow, findFlow, isSameBrowser, keepAnswer, takeAnswer, takeFlow } from '../flows/flows.ts'
import type { Attributes } from '../mapping/reading.ts'
import type { Problem } from '../problems.ts'
import { Refused } from '../saml/refused.ts'
import { type Finding, getTrial } from '../trials/trials.ts'
import { providerFetch } from './outgoing.ts'
import { partyOf, providerOfKind, stateFor } from './parties.ts'
import type { Asked, Said } from './party.ts'
import { type CodeKind, codePaths } from './paths.ts'
import { keepOidcSession, sessionName } from './sessions.ts'

type Kept = Asked & { return_to: string | null }
/** An answer that came by POST, until the browser comes with its cookies. */
type Posted = { answer: Record<string, string> }

const MAX_PARAMETER = 8_000
const text = z.string().max(MAX_PARAMETER).optional().catch(undefined)
const answerParts = { code: text, state: text, iss: text, error: text, error_description: text, user: text }
const ANSWER_KEYS = ['code', 'state', 'iss', 'error', 'error_description', 'user'] as const

/** What a provider's answer may hold; a key given twice is left out, and the answer then lacks it. */
function answerOf(given: Partial<Record<(typeof ANSWER_KEYS)[number], string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    ANSWER_KEYS.flatMap((key) => {
      const value = given[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

const PROVIDER_WORK = 'identity.sign_in'

type Ready = { address(asked: Asked, challenge: string): string } | { refused: Refused }

/** Asks the provider where to go; for a trial only when the asker began it. */
async function prepareStart(
  kind: CodeKind,
  platform: Platform,
  account_id: number,
  actor: Actor,
  provider_id: number,
  trial_id: number | null,
): Promise<Ready> {
  const { provider, state, now } = await systemWork(platform, account_id, PROVIDER_WORK, 'staff', async (work) => {
    const found = await providerOfKind(work, kind, provider_id)
    if (trial_id !== null) {
      const trial = await getTrial(work, found.id, trial_id, personOf({ actor }))
      if (trial.outcome !== 'waiting') throw new Refusal('gone')
    }
    return { provider: found, state: stateFor(found, trial_id !== null), now: work.now }
  })
  try {
    return await partyOf(provider, state, providerFetch(platform.config.webhook_networks), now)
  } catch (error) {
    if (error instanceof Refused) return { refused: error }
    throw error
  }
}

function startPage(kind: CodeKind) {
  return endpoint({
    route: `GET /access/${kind}/{identity_provider_id}/start`,
    summary: kind === 'oidc' ? 'Sign in at an OpenID Connect provider' : 'Sign in at a social network',
    allow: ANYONE,
    params: providerParams,
    query: z.object({ return_to: text, trial_id: z.coerce.number().int().positive().optional().catch(undefined) }),
    read_only: false,
    reply: 'page',
    prepare: ({ platform, account_id, actor, params, query }) =>
      prepareStart(kind, platform, account_id, actor, params.identity_provider_id, query.trial_id ?? null),
    async run({ work, params, query, prepared, origin_url, cookie, header }): Promise<HttpReply> {
      const provider = await providerOfKind(work, kind, params.identity_provider_id)
      const trial_id = query.trial_id ?? null
      const asked: Asked = {
        state: newSecret(),
        nonce: newSecret(),
        verifier: newSecret(),
        redirect_uri: `${origin_url}${codePaths.callback(kind, provider.id)}`,
      }
      try {
        if ('refused' in prepared) throw prepared.refused
        const address = prepared.address(asked, await calculatePKCECodeChallenge(asked.verifier))
        const data: Kept = { ...asked, return_to: localPath(query.return_to) }
        const flow = await beginFlow<Kept>(
          work,
          asked.state,
          { provider_id: provider.id, trial_id, data },
          { origin_url, cookie },
        )
        return redirect(address, { 'set-cookie': flow.cookie })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        const finding = { problem: error.problem, detail: error.detail }
        const arrival = { provider, method: kind, trial_id, finding, return_to: null, provider_session: null }
        return await arrive(work, arrival, { origin_url, cookie, header })
      }
    },
  })
}

/** What became of an answer before the unit of work that lets somebody in. */
type Outcome =
  | { flow: Flow<Kept>; said: Said }
  | { flow: Flow<Kept>; problem: Problem; detail: string | null; claims: Attributes | null }
  | { flow: null; problem: Problem }

type Cookies = (name: string) => string | undefined

/** Uses the question up, checks the browser, and redeems the code: each of them once, whatever comes of the rest. */
async function redeem(
  kind: CodeKind,
  platform: Platform,
  account_id: number,
  provider_id: number,
  given: { answer: Record<string, string>; ticket: string | undefined },
  cookie: Cookies,
): Promise<Outcome> {
  const taken = await systemWork(platform, account_id, PROVIDER_WORK, 'staff', async (work) => {
    const provider = await providerOfKind(work, kind, provider_id)
    const kept = given.ticket === undefined ? null : await takeAnswer<Posted>(work, provider.id, given.ticket)
    if (given.ticket !== undefined && !kept) return null
    const answer = kept?.data.answer ?? given.answer
    const flow = await takeFlow<Kept>(work, provider.id, answer.state ?? '')
    if (!flow) return null
    return { provider, flow, answer, is_same: isSameBrowser(work, flow, { cookie }), now: work.now }
  })
  if (!taken) return { flow: null, problem: 'no_such_request' }
  const { provider, flow, answer, is_same, now } = taken
  if (!is_same) return { flow: null, problem: 'other_browser' }
  try {
    const state = stateFor(provider, flow.trial_id !== null)
    const party = await partyOf(provider, state, providerFetch(platform.config.webhook_networks), now)
    return { flow, said: await party.redeem(new URLSearchParams(answer), flow.data) }
  } catch (error) {
    if (error instanceof Refused) return { flow, problem: error.problem, detail: error.detail, claims: error.claims }
    throw error
  }
}

function callbackPage(kind: CodeKind) {
  return endpoint({
    route: `GET /access/${kind}/{identity_provider_id}/callback`,
    summary: kind === 'oidc' ? 'Come in from an OpenID Connect provider' : 'Come in from a social network',
    allow: ANYONE,
    params: providerParams,
    query: z.object({ ...answerParts, ticket: text }),
    read_only: false,
    reply: 'page',
    prepare: ({ platform, account_id, params, query, cookie }) =>
      redeem(
        kind,
        platform,
        account_id,
        params.identity_provider_id,
        { answer: answerOf(query), ticket: query.ticket },
        cookie,
      ),
    async run({ work, params, prepared, origin_url, cookie, header }) {
      const provider = await providerOfKind(work, kind, params.identity_provider_id)
      const { flow } = prepared
      if (flow === null) return refuse(work, provider, prepared.problem)
      const said = 'said' in prepared ? prepared.said : null
      const finding: Finding =
        'said' in prepared
          ? { identity: prepared.said.identity, second_factor_proved: prepared.said.second_factor_proved }
          : { problem: prepared.problem, detail: prepared.detail, claims: prepared.claims }
      const leaving = said?.leaving ?? null
      const provider_session = sessionName(said?.session ?? null, leaving)
      return await arrive(
        work,
        {
          provider,
          method: kind,
          trial_id: flow.trial_id,
          finding,
          return_to: flow.data.return_to,
          provider_session,
          async alsoDo(user_id) {
            if (leaving !== null && provider_session !== null)
              await keepOidcSession(work, provider.id, user_id, provider_session, leaving)
          },
        },
        { origin_url, cookie, header },
      )
    },
  })
}

function postedCallbackPage(kind: CodeKind) {
  return endpoint({
    route: `POST /access/${kind}/{identity_provider_id}/callback`,
    summary: 'Take an answer that a provider sends with a form, and let the browser come with its cookies',
    allow: ANYONE,
    without_csrf: 'it comes from the provider, and counts only in the browser that asked',
    params: providerParams,
    body: z.object(answerParts),
    reply: 'page',
    async run({ work, params, body }) {
      const provider = await providerOfKind(work, kind, params.identity_provider_id)
      const answer = answerOf(body)
      const flow = await findFlow<Kept>(work, provider.id, answer.state ?? '')
      if (!flow) return refuse(work, provider, 'no_such_request')
      const ticket = await keepAnswer<Posted>(work, {
        provider_id: provider.id,
        trial_id: flow.trial_id,
        browser_hash: flow.browser_hash,
        data: { answer },
      })
      return redirect(`${codePaths.callback(kind, provider.id)}?ticket=${ticket}`)
    },
  })
}

export const codePages = (['oidc', 'social'] as const).flatMap((kind) => [
  startPage(kind),
  callbackPage(kind),
  postedCallbackPage(kind),
])
