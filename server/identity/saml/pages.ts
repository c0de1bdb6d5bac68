// The addresses that browsers pass through on the way to a SAML provider and back.
import { z } from 'zod'
import { renderPostOn } from '../../../web/pages/post-on.ts'
import { admitPerson, localPath, newSecret, page, redirect } from '../../access/index.ts'
import { accountSettings } from '../../accounts/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { ANYONE, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { CONTENT_SECURITY_POLICY } from '../../platform/http/security-headers.ts'
import { bestLanguage, translator } from '../../platform/i18n.ts'
import type { Work } from '../../platform/work.ts'
import { providerParams } from '../api.ts'
import { askForMetadata } from '../checks/jobs.ts'
import { identityRefused } from '../events.ts'
import {
  beginFlow,
  type FlowRequest,
  isSameBrowser,
  keepAnswer,
  takeAnswer,
  takeFlow,
  takeOnce,
} from '../flows/flows.ts'
import type { Problem } from '../problems.ts'
import { activeProviders, findProvider } from '../queries.ts'
import { resolveIdentity } from '../resolving.ts'
import type { ProviderRow } from '../schema.ts'
import { trialPage } from '../trials/page.ts'
import { finishTrial, getTrial } from '../trials/trials.ts'
import { identityOf } from './claims.ts'
import { ourMetadata } from './metadata.ts'
import { Refused } from './refused.ts'
import { authnRequest } from './request.ts'
import { type OpenedResponse, openResponse, type ReadResponse, readResponse } from './response.ts'
import { serviceProvider } from './service-provider.ts'
import { keepSamlSession } from './sessions.ts'

interface Asked {
  return_to: string | null
}
type Answered = Asked & ({ response: ReadResponse } | { problem: Problem; detail: string | null })

const text = z.string().optional().catch(undefined)

/** A SAML provider, or 404: also for one of another kind. */
export async function samlProvider(work: Work, id: number): Promise<ProviderRow> {
  const provider = await findProvider(work, id)
  if (provider?.kind !== 'saml') throw notFound()
  return provider
}

/** The settings a sign-in uses: those that are edited for a trial, else those that were tried. 404 where it is off. */
function stateFor(provider: ProviderRow, is_trial: boolean) {
  const state = is_trial ? provider.edited : provider.active ? provider.live : null
  if (!state) throw notFound()
  return state
}

const metadata = endpoint({
  route: 'GET /access/saml/{identity_provider_id}/metadata',
  summary: 'Our SAML metadata for an identity provider',
  allow: ANYONE,
  params: providerParams,
  reply: 'file',
  async run({ work, params, origin_url }) {
    const provider = await samlProvider(work, params.identity_provider_id)
    return new HttpReply({
      headers: { 'content-type': 'application/samlmetadata+xml; charset=utf-8', 'cache-control': 'no-cache' },
      body: ourMetadata(serviceProvider(provider.id, provider.edited, origin_url)),
    })
  },
})

const start = endpoint({
  route: 'GET /access/saml/{identity_provider_id}/start',
  summary: 'Sign in at a SAML identity provider',
  allow: ANYONE,
  params: providerParams,
  query: z.object({ return_to: text, trial_id: z.coerce.number().int().positive().optional().catch(undefined) }),
  read_only: false,
  reply: 'page',
  async run({ work, params, query, origin_url, cookie, header }) {
    const provider = await samlProvider(work, params.identity_provider_id)
    const trial_id = query.trial_id ?? null
    if (trial_id !== null) {
      const user_id = work.actor.kind === 'user' ? work.actor.user_id : 0
      const trial = await getTrial(work, provider.id, trial_id, user_id)
      if (trial.outcome !== 'waiting') throw new Refusal('gone')
    }
    const sp = serviceProvider(provider.id, stateFor(provider, trial_id !== null), origin_url)
    const id = `_${newSecret()}`
    const { address, fields } = await authnRequest(sp, id)
    const return_to = localPath(query.return_to)
    const flow = await beginFlow<Asked>(
      work,
      id,
      { provider_id: provider.id, trial_id, data: { return_to } },
      { origin_url, cookie },
    )
    if (fields === null) return redirect(address, { 'set-cookie': flow.cookie })
    const { desk } = await accountSettings(work)
    const language = bestLanguage(header('accept-language'), desk.locale)
    const target = new URL(address).origin
    return page(
      renderPostOn({
        language,
        t: translator(language),
        desk: desk.name,
        name: provider.label || provider.name,
        address,
        fields,
      }),
      200,
      {
        'set-cookie': flow.cookie,
        // Where the provider itself sends the browser on to is its business.
        'content-security-policy': CONTENT_SECURITY_POLICY.replace(
          "form-action 'self'",
          `form-action ${target} https:`,
        ),
      },
    )
  },
})

/** An answer as far as it could be parsed outside of the transaction. */
type Opened = { opened: OpenedResponse } | { refused: Refused }

const consume = endpoint({
  route: 'POST /access/saml/{identity_provider_id}/acs',
  summary: 'Take the answer of a SAML identity provider',
  allow: ANYONE,
  without_csrf: 'it comes from the provider, is signed, and counts only in the browser that asked',
  params: providerParams,
  body: z.object({ SAMLResponse: z.string().catch(''), RelayState: text }),
  reply: 'page',
  async prepare({ body }): Promise<Opened> {
    try {
      return { opened: await openResponse(body.SAMLResponse) }
    } catch (error) {
      if (error instanceof Refused) return { refused: error }
      throw error
    }
  },
  async run({ work, params, body, prepared, origin_url }) {
    const provider = await samlProvider(work, params.identity_provider_id)
    if ('refused' in prepared) return refuse(work, provider, prepared.refused.problem)
    const { opened } = prepared
    const asked =
      opened.in_response_to === null ? null : await takeFlow<Asked>(work, provider.id, opened.in_response_to)
    if (opened.in_response_to !== null && !asked) return refuse(work, provider, 'no_such_request')
    const trial_id = asked?.trial_id ?? null
    const sp = serviceProvider(provider.id, stateFor(provider, trial_id !== null), origin_url)
    if (!asked && !sp.settings.allow_idp_initiated) return refuse(work, provider, 'not_allowed_unasked')
    const return_to = asked ? asked.data.return_to : pathOf(body.RelayState, origin_url)
    let answered: Answered
    try {
      const response = await readResponse(sp, opened, opened.in_response_to, work.now)
      if (!(await takeOnce(work, provider.id, response.assertion_id, response.expires_at)))
        throw new Refused('already_used')
      answered = { return_to, response }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // It may have a new key that its metadata names by now.
      if (error.problem === 'bad_signature' && sp.settings.metadata_url !== '') askForMetadata(work, provider.id)
      if (trial_id === null) return refuse(work, provider, error.problem)
      answered = { return_to, problem: error.problem, detail: error.detail }
    }
    // The provider's POST brings none of our cookies; the browser's next request, which we cause, does.
    const ticket = await keepAnswer<Answered>(work, {
      provider_id: provider.id,
      trial_id,
      browser_hash: asked?.browser_hash ?? null,
      data: answered,
    })
    return redirect(`/access/saml/${provider.id}/finish?ticket=${ticket}`)
  },
})

const finish = endpoint({
  route: 'GET /access/saml/{identity_provider_id}/finish',
  summary: 'Come in with what a SAML identity provider answered',
  allow: ANYONE,
  params: providerParams,
  query: z.object({ ticket: z.string().max(100).catch('') }),
  read_only: false,
  reply: 'page',
  async run({ work, params, query, origin_url, cookie, header }) {
    const provider = await samlProvider(work, params.identity_provider_id)
    const flow = await takeAnswer<Answered>(work, provider.id, query.ticket)
    if (!flow) return refuse(work, provider, 'no_such_request')
    const request: FlowRequest = { origin_url, cookie }
    if (!isSameBrowser(work, flow, request)) return refuse(work, provider, 'other_browser')
    const { settings } = serviceProvider(provider.id, stateFor(provider, flow.trial_id !== null), origin_url)
    const { data } = flow
    const identity = 'response' in data ? identityOf(settings, provider.mapping, data.response) : null
    const context = 'response' in data ? data.response.context : null
    const second_factor_proved = context !== null && settings.second_factor_contexts.includes(context)
    if (flow.trial_id !== null) {
      const user_id = work.actor.kind === 'user' ? work.actor.user_id : 0
      const trial = await getTrial(work, provider.id, flow.trial_id, user_id)
      const problem = 'problem' in data ? data.problem : 'no_subject'
      const detail = 'problem' in data ? data.detail : null
      await finishTrial(work, trial, identity ? { identity, second_factor_proved } : { problem, detail })
      return await trialPage(work, await getTrial(work, provider.id, trial.id, user_id), header('accept-language'))
    }
    if ('problem' in data) return refuse(work, provider, data.problem)
    if (!identity) return refuse(work, provider, 'no_subject')
    const resolved = await resolveIdentity(work, provider, identity)
    if (resolved.outcome === 'refused') return redirect('/sign-in?refused=1')
    const { name_id, name_id_format, name_qualifier, sp_name_qualifier, session_index, session_ends_at } = data.response
    if (session_index !== null && settings.slo_url !== '')
      await keepSamlSession(work, provider.id, resolved.user_id, {
        name_id,
        name_id_format,
        name_qualifier,
        sp_name_qualifier,
        session_index,
      })
    return await admitPerson(
      work,
      {
        user_id: resolved.user_id,
        method: 'saml',
        provider_id: provider.id,
        provider_session: session_index,
        session_ends_at: session_ends_at === null ? null : new Date(session_ends_at),
        second_factor_proved,
        return_to: data.return_to,
      },
      { origin_url, cookie, header },
    )
  },
})

/** Zendesk's own address: whoever has it bookmarked is taken to the first SAML provider. */
const legacy = endpoint({
  route: 'GET /access/saml',
  summary: 'Sign in at the first SAML identity provider',
  allow: ANYONE,
  query: z.object({ return_to: text }),
  reply: 'page',
  async run({ work, query }) {
    const first = (await activeProviders(work)).find((provider) => provider.kind === 'saml' && provider.is_live)
    if (!first) throw notFound()
    const return_to = localPath(query.return_to)
    const onwards = return_to === null ? '' : `?return_to=${encodeURIComponent(return_to)}`
    return redirect(`/access/saml/${first.id}/start${onwards}`)
  },
})

/** RelayState of an answer nobody asked for: a path of ours, or the whole address of one. */
function pathOf(relay_state: string | undefined, origin_url: string): string | null {
  const path = relay_state?.startsWith(`${origin_url}/`) ? relay_state.slice(origin_url.length) : relay_state
  return localPath(path)
}

/** The visitor hears that it did not work; why is recorded for the admins. */
function refuse(work: Work, provider: ProviderRow, problem: Problem): HttpReply {
  work.record(identityRefused, 0, { provider_id: provider.id, problem }, { email: null })
  return redirect('/sign-in?refused=1')
}

export const samlPages = [metadata, start, consume, finish, legacy]
