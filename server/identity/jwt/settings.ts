// Settings of sign-in with JSON Web Tokens that the customer's own server makes.
import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { addressOfOther } from '../addresses-of-others.ts'
import { shortText } from '../oidc/settings.ts'

export const ALGORITHMS = ['RS256', 'ES256', 'HS256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

const address = z.union([z.literal(''), addressOfOther]).default('')

export const jwtSettings = z.object({
  /** The only one that is taken, whatever a token says of itself. */
  algorithm: z.enum(ALGORITHMS).default('RS256'),
  /** PEM. Either this or an address of keys, where the algorithm has public keys. */
  public_key: shortText(5_000).default(''),
  jwks_url: address,
  issuer: shortText(500).default(''),
  audience: shortText(500).default(''),
  /** Where visitors go who are not signed in; and where they go after signing out, or when a token was not taken. */
  remote_login_url: address,
  remote_logout_url: address,
  /** Tokens in addresses end up in logs and histories. */
  allow_get: z.boolean().default(false),
  /** Tokens that nobody asked for: whoever can make a browser send one signs a visitor in. */
  allow_unasked: z.boolean().default(false),
  /** A token's other claims are written into the person's record at each sign-in. */
  updates_profile: z.boolean().default(true),
  /** custom_role_id counts, for those whom the mapping makes agents. */
  trusts_custom_roles: z.boolean().default(false),
})
export type JwtSettings = z.output<typeof jwtSettings>

const MIN_RSA_BITS = 2_048

/** What is wrong with a pasted key for this algorithm; null when it fits. */
export function problemOfKey(pem: string, algorithm: Algorithm): string | null {
  if (pem.includes('PRIVATE KEY')) return 'is a private key: keep it, and paste the public one'
  try {
    const key = createPublicKey(pem)
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
    if (algorithm === 'RS256')
      return key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS
        ? null
        : `must be an RSA key of at least ${MIN_RSA_BITS} bits`
    return namedCurve === 'prime256v1' ? null : 'must be a key on the curve P-256'
  } catch {
    return 'is not a public key in PEM' // Not a key: the caller says so.
  }
}
