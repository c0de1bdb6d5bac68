// A desk with a SAML provider that is tried and switched on, whose part a test plays.
import { expect } from 'vitest'
import { getProvider, saveLive } from '../../server/identity/queries.ts'
import { sql } from '../../server/platform/db.ts'
import { newAccount, type TestAccount } from './desk.ts'
import { browser } from './form-browser.ts'
import { answerXml, IDP_ENTITY, IDP_SLO, IDP_SSO, makeIdpKey, requestIdOf, type Said, toBase64 } from './saml-idp.ts'

/** Shared by all tests of a worker. */
export const IDP_KEY = makeIdpKey()

export interface SamlDesk {
  desk: TestAccount
  provider_id: number
  acs: string
  entity_id: string
  /** Our certificate. */
  certificate: string
  /** What a good answer says; parts of it can be given. */
  said(parts: Partial<Said> & { in_response_to: string | null }): Said
  /** Begins a sign-in in a browser; returns the id of our request. */
  begin(one: ReturnType<typeof browser>, query?: string): Promise<string>
  /** Posts an answer as the provider does: without cookies. */
  post(xml: string, relay_state?: string): Promise<{ status: number; location: string }>
  /** The whole way: begin, answer, come back. Returns the last answer of ours. */
  signIn(parts?: Partial<Said>, query?: string): Promise<{ location: string; one: ReturnType<typeof browser> }>
  change(write: object): Promise<void>
  /** Problems that were recorded, the last one last. */
  problems(): Promise<string[]>
}

export async function samlDesk(write: { settings?: object } & Record<string, unknown> = {}): Promise<SamlDesk> {
  const desk = await newAccount()
  const created = await desk.call(desk.owner, 'POST /api/v2/identity_providers', {
    identity_provider: {
      kind: 'saml',
      name: 'Company',
      audiences: ['staff', 'end_user'],
      domains: ['people.example'],
      ...write,
      settings: {
        idp_entity_id: IDP_ENTITY,
        sso_url: IDP_SSO,
        slo_url: IDP_SLO,
        certificates: [IDP_KEY.certificate],
        ...write.settings,
      },
    },
  })
  expect(created.status, created.text).toBe(201)
  const { id: provider_id, our_values } = created.body.identity_provider
  const goLive = () =>
    desk.work(async (work) => saveLive(work, provider_id, (await getProvider(work, provider_id)).edited, desk.owner.id))
  const path = `/api/v2/identity_providers/${provider_id}`
  const change = async (identity_provider: object) => {
    expect((await desk.call(desk.owner, `PUT ${path}`, { identity_provider })).status).toBe(200)
    await goLive()
  }
  await goLive()
  await change({ active: true })
  const acs = new URL(our_values.acs_url).pathname
  const entity_id = our_values.entity_id
  const said: SamlDesk['said'] = (parts) => ({
    key: IDP_KEY,
    acs_url: our_values.acs_url,
    entity_id,
    attributes: { email: [desk.agent.email] },
    ...parts,
  })
  const begin: SamlDesk['begin'] = async (one, query = '') => {
    const answer = await one.ask('GET', `/access/saml/${provider_id}/start${query}`)
    expect(answer.statusCode, answer.payload).toBe(303)
    return requestIdOf(String(answer.headers.location))
  }
  const post: SamlDesk['post'] = async (xml, relay_state) => {
    const answer = await browser(desk).ask(
      'POST',
      acs,
      { SAMLResponse: toBase64(xml), ...(relay_state === undefined ? {} : { RelayState: relay_state }) },
      { 'sec-fetch-site': 'cross-site', origin: 'https://idp.example' },
    )
    return { status: answer.statusCode, location: String(answer.headers.location) }
  }
  return {
    desk,
    provider_id,
    acs,
    entity_id,
    certificate: our_values.certificate,
    said,
    begin,
    post,
    change,
    async signIn(parts = {}, query = '') {
      const one = browser(desk)
      const in_response_to = await begin(one, query)
      const posted = await post(answerXml(said({ in_response_to, ...parts })))
      if (!posted.location.includes('/finish?')) return { location: posted.location, one }
      const done = await one.ask('GET', posted.location)
      return { location: String(done.headers.location), one }
    },
    problems: () => recordedProblems(desk),
  }
}

async function recordedProblems(desk: TestAccount): Promise<string[]> {
  const rows = await desk.work((work) =>
    work.db.all<{ problem: string }>(
      sql`select data->>'problem' as problem from events where account_id = ${work.account_id} and type = 'user.identity_refused' order by event_id`,
    ),
  )
  return rows.map((row) => row.problem)
}
