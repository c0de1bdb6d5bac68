// An OpenID Connect provider made for tests, on loopback: says what it is told, well signed or wrong in one point.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export interface PeerKey {
  kid: string
  alg: string
  privateKey: CryptoKey
  publicKey: CryptoKey
}

export async function makePeerKey(kid: string, alg = 'ES256'): Promise<PeerKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) }
}

/** Signs as the peer does; the header can be made wrong. */
export async function signed(key: PeerKey, claims: JWTPayload, header: Record<string, unknown> = {}): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey)
}

/** A token that nobody signed, with any header. */
export function unsigned(header: object, claims: object, signature = ''): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}

export interface OpenIdPeer {
  issuer: string
  key: PeerKey
  /** Keys it publishes. */
  published: PeerKey[]
  /** Claims of the next id_token, over the good ones. */
  claims: Record<string, unknown>
  /** Instead of the id_token it would make. */
  id_token: ((claims: Record<string, unknown>) => string | Promise<string>) | null
  /** What userinfo says; without, nothing but the subject. */
  userinfo: Record<string, unknown> | null
  /** Over the good discovery document. */
  metadata: Record<string, unknown>
  /** What was asked at the token endpoint, the last one last. */
  token_requests: URLSearchParams[]
  /** Addresses that were asked. */
  asked: string[]
  /** What the browser brings back for a question: with a code that is good once. */
  answer(question: URL): URLSearchParams
  close(): Promise<void>
}

interface Grant {
  nonce: string | null
  challenge: string | null
  client_id: string
}

async function isVerifierOf(challenge: string | null, verifier: string | null): Promise<boolean> {
  if (challenge === null) return true
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier ?? ''))
  return Buffer.from(digest).toString('base64url') === challenge
}

export async function openIdPeer(): Promise<OpenIdPeer> {
  const key = await makePeerKey('key-1')
  const grants = new Map<string, Grant>()
  let made = 0
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const body = new URLSearchParams(Buffer.concat(chunks).toString())
      const { status, json } = await reply(request.url ?? '/', body)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
  const peer: OpenIdPeer = {
    issuer,
    key,
    published: [key],
    claims: {},
    id_token: null,
    userinfo: null,
    metadata: {},
    token_requests: [],
    asked: [],
    answer(question) {
      const code = `code-${++made}`
      const { searchParams } = question
      grants.set(code, {
        nonce: searchParams.get('nonce'),
        challenge: searchParams.get('code_challenge'),
        client_id: searchParams.get('client_id') ?? '',
      })
      return new URLSearchParams({ code, state: searchParams.get('state') ?? '' })
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }

  async function tokens(body: URLSearchParams): Promise<{ status: number; json: unknown }> {
    peer.token_requests.push(body)
    const code = body.get('code') ?? ''
    const grant = grants.get(code)
    grants.delete(code)
    if (!grant || !(await isVerifierOf(grant.challenge, body.get('code_verifier'))))
      return { status: 400, json: { error: 'invalid_grant' } }
    const now = Math.floor(Date.now() / 1_000)
    const standard = { iss: issuer, aud: grant.client_id, sub: 'subject-1', iat: now, exp: now + 300 }
    const claims = { ...standard, ...(grant.nonce === null ? {} : { nonce: grant.nonce }), ...peer.claims }
    const id_token = peer.id_token ? await peer.id_token(claims) : await signed(peer.key, claims)
    return { status: 200, json: { access_token: 'an access token', token_type: 'Bearer', expires_in: 300, id_token } }
  }

  async function reply(address: string, body: URLSearchParams): Promise<{ status: number; json: unknown }> {
    peer.asked.push(address)
    const { pathname } = new URL(address, issuer)
    if (pathname === '/.well-known/openid-configuration')
      return {
        status: 200,
        json: {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          end_session_endpoint: `${issuer}/end`,
          id_token_signing_alg_values_supported: ['ES256', 'RS256', 'none', 'HS256'],
          userinfo_endpoint: `${issuer}/me`,
          ...peer.metadata,
        },
      }
    if (pathname === '/jwks') {
      const keys = await Promise.all(
        peer.published.map(async (one) => ({ ...(await exportJWK(one.publicKey)), kid: one.kid, alg: one.alg })),
      )
      return { status: 200, json: { keys } }
    }
    if (pathname === '/token') return await tokens(body)
    if (pathname === '/me') return { status: 200, json: peer.userinfo ?? { sub: peer.claims.sub ?? 'subject-1' } }
    return { status: 404, json: {} }
  }
  return peer
}
