// A desk that people sign in to with tokens, whose maker a test plays.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { newAccount, type TestAccount } from './desk.ts'
import { browser } from './form-browser.ts'
import { type LiveProvider, liveProvider } from './live-provider.ts'

/** Shared by all tests of a worker. */
export const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
export const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
export const SECRET = 'a shared secret of more than thirty-two bytes'
export const LOGIN_URL = 'https://intranet.example/login'

export const now = () => Math.floor(Date.now() / 1_000)

export interface JwtDesk {
  desk: TestAccount
  provider: LiveProvider
  /** Good claims about the agent, with others over them; undefined takes one out. */
  claims(more?: object): Record<string, unknown>
  /** A token made with the RSA key, or with another. */
  token(more?: object, header?: object, key?: KeyObject | Uint8Array): Promise<string>
  /** From the way to the remote server to the last answer of ours. */
  signIn(token: string, query?: string): Promise<{ location: string; one: ReturnType<typeof browser> }>
  /** What the remote server posts, without cookies. */
  post(jwt: string, return_to?: string): Promise<string>
  /** The address to come back to that a visitor was sent away with. */
  leave(one: ReturnType<typeof browser>, query?: string): Promise<string>
}

export async function jwtDesk(write: { settings?: object } & Record<string, unknown> = {}): Promise<JwtDesk> {
  const desk = await newAccount()
  const { settings, ...rest } = write
  const provider = await liveProvider(desk, {
    kind: 'jwt',
    ...rest,
    settings: { algorithm: 'RS256', public_key: pemOf(RSA.publicKey), remote_login_url: LOGIN_URL, ...settings },
  })
  const claims: JwtDesk['claims'] = (more = {}) => ({
    iat: now(),
    jti: crypto.randomUUID(),
    email: desk.agent.email,
    name: 'An agent',
    ...more,
  })
  const post: JwtDesk['post'] = async (jwt, return_to) => {
    const form = { jwt, ...(return_to === undefined ? {} : { return_to }) }
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://intranet.example' }
    const answer = await browser(desk).ask('POST', '/access/jwt', form, headers)
    return String(answer.headers.location)
  }
  const leave: JwtDesk['leave'] = async (one, query = '') => {
    const left = await one.ask('GET', `/access/jwt/${provider.id}/start${query}`)
    return new URL(String(left.headers.location)).searchParams.get('return_to') ?? ''
  }
  return {
    desk,
    provider,
    claims,
    post,
    leave,
    token: async (more, header, key = RSA.privateKey) =>
      await new SignJWT({ ...claims(more) }).setProtectedHeader({ alg: 'RS256', ...header }).sign(key),
    async signIn(jwt, query) {
      const one = browser(desk)
      const location = await post(jwt, await leave(one, query))
      if (!location.includes('/finish?')) return { location, one }
      return { location: String((await one.ask('GET', location)).headers.location), one }
    },
  }
}

export const whoIs = async (one: ReturnType<typeof browser>) => (await one.ask('GET', '/api/v2/users/me')).json().user
