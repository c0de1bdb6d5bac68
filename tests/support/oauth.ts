// The OAuth server as its clients meet it: a desk with a signed-in person, clients that an admin registers, and
// openid-client, which runs whole flows.
import * as client from 'openid-client'
import { expect } from 'vitest'
import { newAccount, type TestAccount } from './desk.ts'
import { browser, givePassword, PASSWORD } from './form-browser.ts'

export const REDIRECT = 'https://flows.example/rest/oauth2-credential/callback'

export interface Setting {
  account: TestAccount
  /** The agent's browser, signed in. */
  one: ReturnType<typeof browser>
  csrf: string
  issuer: string
}

export async function setting(): Promise<Setting> {
  const account = await newAccount()
  await givePassword(account, account.agent)
  const one = browser(account)
  await one.ask('POST', '/sign-in', { email: account.agent.email, password: PASSWORD })
  const csrf = (await one.ask('GET', '/api/v2/users/me')).json().user.authenticity_token
  return { account, one, csrf, issuer: `http://${account.host}` }
}

/** An app that an admin registered: one that was written for Zendesk and does without PKCE, unless `more` says otherwise. */
export async function registered(
  { account }: Pick<Setting, 'account'>,
  more: { kind?: 'public' | 'confidential' } & Record<string, unknown> = {},
) {
  const made = await account.call(account.admin, 'POST /api/v2/oauth/clients', {
    client: {
      name: 'Flows',
      identifier: 'flows',
      kind: 'confidential',
      redirect_uri: [REDIRECT],
      pkce_required: more.kind === 'public',
      ...more,
    },
  })
  expect(made.status, made.text).toBe(201)
  return made.body.client
}

/** What openid-client calls, served by the desk itself. */
function fetchInto({ account }: Pick<Setting, 'account'>): client.CustomFetch {
  return async (url, options) => {
    const { pathname, search } = new URL(url)
    const answer = await account.app.inject({
      method: options.method as 'GET',
      url: pathname + search,
      headers: { ...options.headers, host: account.host },
      ...(options.body === undefined || options.body === null ? {} : { payload: String(options.body) }),
    })
    const { 'content-length': _length, ...headers } = answer.headers
    return new Response(answer.statusCode === 204 ? null : answer.payload, {
      status: answer.statusCode,
      headers: headers as Record<string, string>, // no header here comes twice
    })
  }
}

export async function configured(here: Setting, app: { identifier: string; secret?: string }) {
  return await client.discovery(
    new URL(here.issuer),
    app.identifier,
    undefined,
    app.secret === undefined ? client.None() : client.ClientSecretPost(app.secret),
    { algorithm: 'oauth2', execute: [client.allowInsecureRequests], [client.customFetch]: fetchInto(here) },
  )
}

export type Query = Record<string, string>

/** Says yes (or no) on the page, and returns where the browser is sent. */
export async function consent(here: Setting, asking: Query, decision = 'allow') {
  const shown = await here.one.ask('GET', `/oauth/authorizations/new?${new URLSearchParams(asking)}`)
  expect(shown.statusCode, shown.payload).toBe(200)
  const answer = await here.one.ask('POST', '/oauth/authorizations', { ...asking, csrf_token: here.csrf, decision })
  expect(answer.statusCode, answer.payload).toBe(303)
  return new URL(String(answer.headers.location))
}

export const asking = (app: { identifier: string }, more: Query = {}): Query => ({
  response_type: 'code',
  client_id: app.identifier,
  redirect_uri: REDIRECT,
  scope: 'read',
  state: 's1',
  ...more,
})

/** POST /oauth/tokens, as a form. */
export async function exchange({ account }: Pick<Setting, 'account'>, form: Query) {
  const answer = await account.app.inject({
    method: 'POST',
    url: '/oauth/tokens',
    headers: { host: account.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}

export async function codeFor(here: Setting, app: { identifier: string }, more: Query = {}): Promise<string> {
  return (await consent(here, asking(app, more))).searchParams.get('code') ?? ''
}

export const bearer = (here: Pick<Setting, 'account'>, token: string, route = 'GET /api/v2/tickets', body?: unknown) =>
  here.account.call(null, route, body, { authorization: `Bearer ${token}` })

/** What an app gets for a code that the agent allowed it, and how it says who it is. */
export async function firstTokens(here: Setting, app: { identifier: string; id: number; secret: string }) {
  const own = { client_id: app.identifier, client_secret: app.secret }
  const code = await codeFor(here, app)
  return {
    own,
    first: await exchange(here, { ...own, grant_type: 'authorization_code', redirect_uri: REDIRECT, code }),
  }
}
