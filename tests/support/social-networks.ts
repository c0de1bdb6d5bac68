// The social networks as a script on loopback: each answers at the addresses it has in the world (the host is the first
// part of the path here), gives codes that count once, and checks of us what the true one checks: our secret, the
// redirect address, the verifier.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, jwtVerify } from 'jose'
import type { CustomFetch } from 'openid-client'
import { fetchElsewhere, outgoingFetch } from '../../server/identity/oidc/outgoing.ts'
import { makePeerKey, type PeerKey, signed } from './openid-peer.ts'

export const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad'

interface Place {
  issuer: string
  /** What its tokens say: of many directories each has its own. */
  speaks_as?: string
  authorization: string
  token: string
  keys?: string
  me?: string
  secret: 'post' | 'basic' | 'signed'
  has_pkce: boolean
}

export const PLACES = {
  google: {
    issuer: 'https://accounts.google.com',
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
    secret: 'post',
    has_pkce: true,
  },
  microsoft: {
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    speaks_as: `https://login.microsoftonline.com/${PERSONAL}/v2.0`,
    authorization: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    token: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    keys: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
    secret: 'post',
    has_pkce: true,
  },
  apple: {
    issuer: 'https://appleid.apple.com',
    authorization: 'https://appleid.apple.com/auth/authorize',
    token: 'https://appleid.apple.com/auth/token',
    keys: 'https://appleid.apple.com/auth/keys',
    secret: 'signed',
    has_pkce: false,
  },
  facebook: {
    issuer: 'https://www.facebook.com',
    authorization: 'https://www.facebook.com/v23.0/dialog/oauth',
    token: 'https://graph.facebook.com/v23.0/oauth/access_token',
    me: 'https://graph.facebook.com/v23.0/me',
    secret: 'post',
    has_pkce: false,
  },
  x: {
    issuer: 'https://x.com',
    authorization: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.x.com/2/oauth2/token',
    me: 'https://api.x.com/2/users/me',
    secret: 'basic',
    has_pkce: true,
  },
} as const satisfies Record<string, Place>
export type PlayedNetwork = keyof typeof PLACES

export const CLIENT_ID = 'the desk'
export const CLIENT_SECRET = 'a secret of the desk'

export interface Networks {
  /** Over the good claims of the next token, or what `me` answers. */
  said: Record<string, unknown>
  /** Signs instead of the network's own key. */
  signer: PeerKey | null
  /** The public half of our key at Apple. */
  apple_key: CryptoKey | null
  /** Why the network refused us, the last one last. */
  refused: string[]
  /** What a browser brings back from an address that we sent it to. */
  answer(question: URL): URLSearchParams
  close(): Promise<void>
}

interface Grant {
  network: PlayedNetwork
  nonce: string | null
  challenge: string | null
  redirect_uri: string | null
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return Buffer.from(digest).toString('base64url')
}

/** Plays all of them for a desk whose outgoing networks are `networks`, until it is closed. */
export async function playNetworks(networks: readonly string[]): Promise<Networks> {
  const key = await makePeerKey('network key', 'RS256')
  const grants = new Map<string, Grant>()
  const tokens = new Map<string, PlayedNetwork>()
  let made = 0
  const played: Networks = {
    said: {},
    signer: null,
    apple_key: null,
    refused: [],
    answer(question) {
      const found = Object.entries(PLACES).find(([, place]) => question.href.startsWith(`${place.authorization}?`))
      if (!found) throw new Error(`no network is at ${question.origin}${question.pathname}`)
      const { searchParams } = question
      const code = `code-${++made}`
      grants.set(code, {
        network: found[0] as PlayedNetwork, // a key of PLACES
        nonce: searchParams.get('nonce'),
        challenge: searchParams.get('code_challenge'),
        redirect_uri: searchParams.get('redirect_uri'),
      })
      return new URLSearchParams({ code, state: searchParams.get('state') ?? '' })
    },
    close: () => Promise.resolve(),
  }

  const refuse = (why: string) => {
    played.refused.push(why)
    return { status: 400, json: { error: 'invalid_grant' } }
  }

  async function hasSecret(network: PlayedNetwork, body: URLSearchParams, authorization: string): Promise<boolean> {
    const { secret } = PLACES[network]
    if (secret === 'basic') {
      const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()
      return (
        pair === [CLIENT_ID, CLIENT_SECRET].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':')
      )
    }
    const given = body.get('client_secret') ?? ''
    if (body.get('client_id') !== CLIENT_ID) return false
    if (secret === 'post') return given === CLIENT_SECRET
    if (!played.apple_key) return false
    const checks = {
      issuer: 'TEAM123456',
      subject: CLIENT_ID,
      audience: 'https://appleid.apple.com',
      algorithms: ['ES256'],
    }
    return await jwtVerify(given, played.apple_key, checks).then(
      ({ protectedHeader }) => protectedHeader.kid === 'KEY1234567',
      () => false,
    )
  }

  async function redeem(network: PlayedNetwork, body: URLSearchParams, authorization: string) {
    const place: Place = PLACES[network]
    const grant = grants.get(body.get('code') ?? '')
    grants.delete(body.get('code') ?? '')
    if (grant?.network !== network) return refuse('no such code')
    if (grant.redirect_uri !== body.get('redirect_uri')) return refuse('another redirect address')
    if (!(await hasSecret(network, body, authorization))) return refuse('not our secret')
    if (place.has_pkce && grant.challenge !== (await challengeOf(body.get('code_verifier') ?? '')))
      return refuse('another verifier')
    const access_token = `token-${++made}`
    tokens.set(access_token, network)
    if (place.keys === undefined) return { status: 200, json: { access_token, token_type: 'bearer', expires_in: 300 } }
    const now = Math.floor(Date.now() / 1_000)
    const claims = {
      iss: place.speaks_as ?? place.issuer,
      aud: CLIENT_ID,
      sub: `${network} subject`,
      iat: now,
      exp: now + 300,
      ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
      ...(network === 'microsoft' ? { tid: PERSONAL } : {}),
      ...played.said,
    }
    const id_token = await signed(played.signer ?? key, claims)
    return { status: 200, json: { access_token, token_type: 'Bearer', expires_in: 300, id_token } }
  }

  async function reply(address: string, body: URLSearchParams, authorization: string) {
    const plain = address.replace(/\?.*$/, '')
    for (const [name, place] of Object.entries<Place>(PLACES)) {
      const network = name as PlayedNetwork // a key of PLACES
      const discovery = `${place.issuer.replace('{tenantid}', 'common')}/.well-known/openid-configuration`
      if (place.keys !== undefined && plain === discovery) {
        const { issuer, authorization: authorization_endpoint, token: token_endpoint, keys: jwks_uri } = place
        return { status: 200, json: { issuer, authorization_endpoint, token_endpoint, jwks_uri } }
      }
      if (plain === place.keys) {
        const jwk = { ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg }
        return { status: 200, json: { keys: [jwk] } }
      }
      if (plain === place.token) return await redeem(network, body, authorization)
      if (plain === place.me)
        return tokens.get(authorization.replace(/^Bearer /i, '')) === network
          ? { status: 200, json: played.said }
          : { status: 401, json: { error: 'no such token' } }
    }
    return { status: 404, json: { error: `nothing is at ${plain}` } }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const body = new URLSearchParams(Buffer.concat(chunks).toString())
      const answer = await reply(`https:/${request.url}`, body, request.headers.authorization ?? '')
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
  const real = outgoingFetch(networks)
  const toHere: CustomFetch = (address, options) => real(address.replace('https://', `${base}/`), options)
  const giveBack = fetchElsewhere(networks, toHere)
  played.close = async () => {
    giveBack()
    await new Promise((resolve) => server.close(resolve))
  }
  return played
}
