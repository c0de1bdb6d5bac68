// The addresses that browsers pass through with a token: to the remote server, back with what it signed, and in.
import { z } from 'zod'
import { localPath, newSecret, redirect } from '../../access/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, type HttpReply } from '../../platform/http/endpoint.ts'
import type { Work } from '../../platform/work.ts'
import { providerParams } from '../api.ts'
import { arrive, personOf, refuse } from '../flows/arriving.ts'
import { beginFlow, isSameBrowser, keepAnswer, takeAnswer, takeFlow, takeOnce } from '../flows/flows.ts'
import type { Attributes } from '../mapping/reading.ts'
import { providerOfKind, stateFor } from '../oidc/parties.ts'
import type { Problem } from '../problems.ts'
import { activeProviders } from '../queries.ts'
import { getTrial } from '../trials/trials.ts'
import { identityOf, type TokenClaims } from './claims.ts'
import { type Asked, type Judgement, judge, questionIn } from './judging.ts'
import { applyProfile } from './profile.ts'
import { addressToTell, signInAddress } from './remote.ts'
import { pathOf, returnAddress } from './return-to.ts'
import { type JwtSettings, jwtSettings } from './settings.ts'
import { REMEMBERED_MS } from './token.ts'

type Answered = Asked &
  ({ claims: TokenClaims } | { problem: Problem; detail: string | null; claims_sent?: Attributes | null })

const text = z.string().max(20_000).optional().catch(undefined)
const onwards = (return_to: string | null) => (return_to === null ? '' : `?return_to=${encodeURIComponent(return_to)}`)

const start = endpoint({
  route: 'GET /access/jwt/{identity_provider_id}/start',
  summary: 'Sign in at the server that makes tokens for this desk',
  allow: ANYONE,
  params: providerParams,
  query: z.object({ return_to: text, trial_id: z.coerce.number().int().positive().optional().catch(undefined) }),
  read_only: false,
  reply: 'page',
  async run({ work, params, query, origin_url, cookie, header }) {
    const provider = await providerOfKind(work, 'jwt', params.identity_provider_id)
    const trial_id = query.trial_id ?? null
    if (trial_id !== null) {
      const trial = await getTrial(work, provider.id, trial_id, personOf(work))
      if (trial.outcome !== 'waiting') throw new Refusal('gone')
    }
    const settings = jwtSettings.parse(stateFor(provider, trial_id !== null).settings)
    if (settings.remote_login_url === '') {
      const finding = { problem: 'unreachable' as const, detail: 'no address to sign in at' }
      return await arrive(
        work,
        { provider, method: 'jwt', trial_id, finding, return_to: null, provider_session: null },
        { origin_url, cookie, header },
      )
    }
    const state = newSecret()
    const flow = await beginFlow<Asked>(
      work,
      state,
      { provider_id: provider.id, trial_id, data: { return_to: localPath(query.return_to) } },
      { origin_url, cookie },
    )
    const back = returnAddress(origin_url, provider.id, state)
    return redirect(await signInAddress(work, settings.remote_login_url, back), { 'set-cookie': flow.cookie })
  },
})

/** For servers that send the browser to `return_to` by themselves once the token was taken. */
const back = endpoint({
  route: 'GET /access/jwt/{identity_provider_id}/return',
  summary: 'Where the server that makes tokens sends a browser back to',
  allow: ANYONE,
  params: providerParams,
  reply: 'page',
  run: async () => redirect('/'),
})

/** Takes the token; the browser then comes in with its cookies. */
async function take(
  work: Work,
  judgement: Judgement,
  return_to: string | undefined,
  call: { origins: readonly string[]; header(name: string): string | undefined },
): Promise<HttpReply> {
  const { candidate } = judgement
  if (candidate === null) {
    const problem = 'problem' in judgement ? judgement.problem : 'unreadable'
    return refuse(work, { id: 0 }, problem)
  }
  const provider = await providerOfKind(work, 'jwt', candidate.provider_id)
  const question = questionIn(return_to)
  const flow = question && (await takeFlow<Asked>(work, provider.id, question.state))
  const trial_id = flow?.trial_id ?? null
  let answered: Answered
  const to = flow ? flow.data.return_to : pathOf(return_to, call.origins)
  if ('problem' in judgement) {
    const { problem, detail, claims_sent } = judgement
    answered = { return_to: to, problem, detail, claims_sent }
  } else {
    const problem = await whyNot(work, provider.id, candidate.settings, judgement.claims, {
      was_asked: flow !== null,
      names_question: question !== null,
    })
    answered = problem ? { return_to: to, problem, detail: null } : { return_to: to, claims: judgement.claims }
  }
  if ('problem' in answered && trial_id === null)
    return refuse(work, provider, answered.problem, await refusedTo(work, candidate.settings, call.header))
  // What was tried with the edited settings must not come in as if with those that people use.
  if (candidate.is_trial && trial_id === null) return refuse(work, provider, 'no_such_request')
  const ticket = await keepAnswer<Answered>(work, {
    provider_id: provider.id,
    trial_id,
    browser_hash: flow?.browser_hash ?? null,
    data: answered,
  })
  return redirect(`/access/jwt/${provider.id}/finish?ticket=${ticket}`)
}

async function whyNot(
  work: Work,
  provider_id: number,
  settings: JwtSettings,
  claims: TokenClaims,
  { was_asked, names_question }: { was_asked: boolean; names_question: boolean },
): Promise<Problem | null> {
  if (!was_asked && names_question) return 'no_such_request'
  if (!was_asked && !settings.allow_unasked) return 'not_allowed_unasked'
  const until = new Date(work.now.getTime() + REMEMBERED_MS)
  return (await takeOnce(work, provider_id, claims.jti, until)) ? null : 'already_used'
}

async function refusedTo(
  work: Work,
  { remote_logout_url }: JwtSettings,
  header: (name: string) => string | undefined,
): Promise<string | undefined> {
  if (remote_logout_url === '') return undefined
  return await addressToTell(work, remote_logout_url, 'error', header('accept-language'))
}

const posted = endpoint({
  route: 'POST /access/jwt',
  summary: 'Sign in with a token',
  allow: ANYONE,
  without_csrf: 'it comes from the server that makes tokens, is signed, and counts only where it was asked for',
  body: z.object({ jwt: z.string().max(20_000).catch(''), return_to: text }),
  reply: 'page',
  prepare: async ({ platform, account_id, body }) => ({
    judgement: await judge(platform, account_id, { ...body, by_address: false }),
    public_url: await platform.publicUrl(account_id),
  }),
  run: async ({ work, body, prepared, origin_url, header }) =>
    await take(work, prepared.judgement, body.return_to, { origins: [origin_url, prepared.public_url], header }),
})

/** Zendesk's address: with a token where that is allowed, else the way to the first server that makes them. */
const legacy = endpoint({
  route: 'GET /access/jwt',
  summary: 'Sign in with a token in the address, where a provider allows it',
  allow: ANYONE,
  query: z.object({ jwt: text, return_to: text }),
  read_only: false,
  reply: 'page',
  prepare: async ({ platform, account_id, query: { jwt, return_to } }) => ({
    judgement: jwt === undefined ? null : await judge(platform, account_id, { jwt, return_to, by_address: true }),
    public_url: await platform.publicUrl(account_id),
  }),
  async run({ work, query, prepared, origin_url, header }) {
    const origins = [origin_url, prepared.public_url]
    if (prepared.judgement) return await take(work, prepared.judgement, query.return_to, { origins, header })
    const first = (await activeProviders(work)).find((provider) => provider.kind === 'jwt' && provider.is_live)
    if (!first) throw notFound()
    return redirect(`/access/jwt/${first.id}/start${onwards(pathOf(query.return_to, origins))}`)
  },
})

const finish = endpoint({
  route: 'GET /access/jwt/{identity_provider_id}/finish',
  summary: 'Come in with a token that was taken',
  allow: ANYONE,
  params: providerParams,
  query: z.object({ ticket: z.string().max(100).catch('') }),
  read_only: false,
  reply: 'page',
  async run({ work, params, query, origin_url, cookie, header }) {
    const provider = await providerOfKind(work, 'jwt', params.identity_provider_id)
    const flow = await takeAnswer<Answered>(work, provider.id, query.ticket)
    if (!flow) return refuse(work, provider, 'no_such_request')
    if (!isSameBrowser(work, flow, { cookie })) return refuse(work, provider, 'other_browser')
    const settings = jwtSettings.parse(stateFor(provider, flow.trial_id !== null).settings)
    const { data } = flow
    const finding =
      'claims' in data
        ? { identity: identityOf(data.claims), second_factor_proved: false }
        : { problem: data.problem, detail: data.detail, claims: data.claims_sent ?? null }
    return await arrive(
      work,
      {
        provider,
        method: 'jwt',
        trial_id: flow.trial_id,
        finding,
        return_to: data.return_to,
        provider_session: 'claims' in data ? data.claims.jti : null,
        refused_to: await refusedTo(work, settings, header),
        async alsoDo(user_id) {
          const system = work.as({ kind: 'system', name: 'identity' })
          if ('claims' in data) await applyProfile(system, provider.id, user_id, settings, data.claims)
        },
      },
      { origin_url, cookie, header },
    )
  },
})

export const jwtPages = [start, back, posted, legacy, finish]
