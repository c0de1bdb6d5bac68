// The OpenID Connect provider `oidc-provider` on loopback, with one person who is signed in as soon as they are asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'

export interface RealProvider {
  issuer: string
  /** How it calls the person who is signed in next. */
  subject: string
  /** The person's claims. */
  person: Record<string, unknown>
  /** Whom it knows; read by the next `begin`. */
  client: { redirect_uris: string[]; post_logout_redirect_uris: string[]; backchannel_logout_uri: string }
  /** Carries its log-out messages to us: the tests' desk listens nowhere. */
  deliver: ((address: string, body: string) => Promise<void>) | null
  /** Starts anew with these keys; sessions there are kept no longer. */
  begin(keys: JWK[]): void
  /** Follows a browser through it to the address at which it lets go. */
  follow(address: string): Promise<URL>
  close(): Promise<void>
}

export const CLIENT = { client_id: 'desk', client_secret: 'the secret of the desk at the provider' }
const MAX_STEPS = 12

export async function newSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

export async function realProvider(): Promise<RealProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
  const cookies = new Map<string, string>()

  const configurationOf = (keys: JWK[]): Configuration => ({
    clients: [
      {
        ...CLIENT,
        ...real.client,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: keys as NonNullable<Configuration['jwks']>['keys'] }, // a key that jose made is one
    cookies: { keys: ['a key for cookies of the tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          ctx.body = form
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...real.person }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: CLIENT.client_id, accountId: ctx.oidc.session?.accountId })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
    async fetch(url, options) {
      await real.deliver?.(String(url), String(options?.body))
      return new Response('', { status: 200 })
    },
  })

  const real: RealProvider = {
    issuer,
    subject: 'employee-1',
    person: {},
    client: { redirect_uris: [], post_logout_redirect_uris: [], backchannel_logout_uri: '' },
    deliver: null,
    begin(keys) {
      const provider = new Provider(issuer, configurationOf(keys))
      const callback = provider.callback()
      cookies.clear()
      handle = (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return void callback(request, response)
        void provider.interactionFinished(request, response, {
          login: { accountId: real.subject, amr: ['pwd', 'mfa'] },
        })
      }
    },
    async follow(address) {
      let at = new URL(address)
      let form: URLSearchParams | null = null
      for (let step = 0; step < MAX_STEPS && at.origin === issuer; step++) {
        const answer: Response = await fetch(at, {
          redirect: 'manual',
          method: form ? 'POST' : 'GET',
          headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
          ...(form ? { body: form } : {}),
        })
        for (const line of answer.headers.getSetCookie()) {
          const [pair = ''] = line.split(';')
          const [name = '', ...value] = pair.split('=')
          cookies.set(name, value.join('='))
        }
        const location = answer.headers.get('location')
        const page = location === null ? await answer.text() : ''
        form = formIn(page)
        if (location === null && form === null)
          throw new Error(`the provider stopped: ${answer.status} ${page.slice(0, 500)}`)
        at = new URL(location ?? '/session/end/confirm', issuer)
      }
      return at
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return real
}

/** The form by which it asks whether to sign out; we say yes. */
function formIn(page: string): URLSearchParams | null {
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page) ?? []
  return xsrf === undefined ? null : new URLSearchParams({ xsrf, logout: 'yes' })
}
