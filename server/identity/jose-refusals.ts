// Says in our words why a token was not taken.
import { errors } from 'jose'
import { Refusal } from '../platform/errors.ts'
import { claimsAsSent } from './oidc/attributes.ts'
import type { Problem } from './problems.ts'
import { Refused } from './saml/refused.ts'

const OF_CLAIM: Readonly<Record<string, Problem>> = { iss: 'wrong_issuer', aud: 'wrong_audience' }

/** A Refused for what jose or the outgoing client threw; what is neither is a bug and is thrown on. */
export function refusedByJose(error: unknown): Refused {
  if (error instanceof Refused) return error
  if (error instanceof Refusal) return new Refused('unreachable', error.message, error)
  if (error instanceof errors.JWTExpired)
    return new Refused('wrong_time', error.message, error, claimsAsSent(error.payload))
  if (error instanceof errors.JWTClaimValidationFailed) {
    const missing = error.reason === 'missing' && OF_CLAIM[error.claim] === undefined
    const problem = missing ? 'claim_missing' : (OF_CLAIM[error.claim] ?? 'wrong_time')
    return new Refused(problem, error.claim, error, claimsAsSent(error.payload))
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return new Refused('bad_signature', null, error)
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return new Refused('unknown_key', error.message, error)
  if (error instanceof errors.JOSEAlgNotAllowed) return new Refused('weak_algorithm', error.message, error)
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return new Refused('unreachable', error.message, error)
  if (error instanceof errors.JOSEError) return new Refused('unreadable', error.message, error)
  throw error
}
