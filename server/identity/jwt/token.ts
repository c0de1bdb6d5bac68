// Whether a token is taken. The algorithm is the provider's, the key is the provider's; what a token says about keys
// (`jku`, `x5u`, `jwk`, `x5c`) is not read, and its `kid` only chooses among the provider's own.
import { decodeProtectedHeader, importSPKI, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { refusedByJose } from '../jose-refusals.ts'
import { claimsAsSent } from '../oidc/attributes.ts'
import { Refused } from '../saml/refused.ts'
import { type TokenClaims, tokenClaims } from './claims.ts'
import { MIN_SECRET_BYTES } from './kind.ts'
import type { JwtSettings } from './settings.ts'

const MAX_TOKEN = 16_000
/** Zendesk's bound for clocks that differ. */
const FRESH_S = 180
const EXPIRY_SKEW_S = 30
/** How long a token's id is remembered: longer than the token can be taken. */
export const REMEMBERED_MS = (2 * FRESH_S + EXPIRY_SKEW_S) * 1_000

function checkHeader(token: string, { algorithm }: JwtSettings): void {
  if (token.length > MAX_TOKEN) throw new Refused('too_large')
  let header: ReturnType<typeof decodeProtectedHeader>
  try {
    header = decodeProtectedHeader(token)
  } catch (cause) {
    throw new Refused('unreadable', 'no token', cause)
  }
  if (header.alg !== algorithm) throw new Refused('weak_algorithm', String(header.alg).slice(0, 50))
  // A token made for something else, such as an access token or a log-out.
  if (header.typ !== undefined && String(header.typ).toUpperCase() !== 'JWT')
    throw new Refused('wrong_token_type', String(header.typ).slice(0, 50))
}

/** The claims of a token that is taken; `keysAt` gives the keys behind an address. Throws Refused. */
export async function readToken(
  settings: JwtSettings,
  shared_secret: string,
  token: string,
  now: Date,
  keysAt: (address: string) => JWTVerifyGetKey,
): Promise<TokenClaims> {
  checkHeader(token, settings)
  const { algorithm, public_key, jwks_url, issuer, audience } = settings
  const options = {
    algorithms: [algorithm],
    currentDate: now,
    clockTolerance: EXPIRY_SKEW_S,
    requiredClaims: ['iat', 'jti', 'email', 'name'],
    ...(issuer === '' ? {} : { issuer }),
    ...(audience === '' ? {} : { audience }),
  }
  try {
    const { payload } = await (async () => {
      if (algorithm === 'HS256') {
        const secret = new TextEncoder().encode(shared_secret)
        if (secret.length < MIN_SECRET_BYTES) throw new Refused('unknown_key', 'no shared secret is set')
        return await jwtVerify(token, secret, options)
      }
      if (jwks_url !== '') return await jwtVerify(token, keysAt(jwks_url), options)
      if (public_key === '') throw new Refused('unknown_key', 'no key is set')
      return await jwtVerify(token, await importSPKI(public_key, algorithm), options)
    })()
    const age_s = now.getTime() / 1_000 - (payload.iat ?? 0)
    const sent = claimsAsSent(payload)
    if (Math.abs(age_s) > FRESH_S)
      throw new Refused('wrong_time', `iat is ${Math.round(age_s)} seconds old`, undefined, sent)
    const read = tokenClaims.safeParse(payload)
    if (!read.success) throw new Refused('claim_missing', read.error.issues[0]?.path.join('.') ?? null, undefined, sent)
    return read.data
  } catch (error) {
    throw refusedByJose(error)
  }
}
