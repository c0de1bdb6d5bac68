// Says in our words why the OpenID library did not take something. Its own words go to the admin who tries the provider.
import { Refusal } from '../../platform/errors.ts'
import type { Attributes } from '../mapping/reading.ts'
import type { Problem } from '../problems.ts'
import { Refused } from '../saml/refused.ts'
import { claimsAsSent } from './attributes.ts'

const MAX_DETAIL = 300
/** Errors in errors that are looked through. */
const MAX_DEPTH = 6

const OF_CLAIM: Readonly<Record<string, Problem>> = {
  iss: 'wrong_issuer',
  aud: 'wrong_audience',
  azp: 'wrong_audience',
  nonce: 'wrong_nonce',
  sub: 'no_subject',
}

const OF_CODE: Readonly<Record<string, Problem>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'wrong_time',
  OAUTH_KEY_SELECTION_FAILED: 'unknown_key',
  OAUTH_RESPONSE_BODY_ERROR: 'status',
  OAUTH_AUTHORIZATION_RESPONSE_ERROR: 'status',
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: 'status',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'status',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'tls',
  OAUTH_UNSUPPORTED_OPERATION: 'weak_algorithm',
  OAUTH_TIMEOUT: 'unreachable',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'wrong_issuer',
}

/** What token endpoints say of a client whose secret is wrong, or who may not ask. */
const OF_ERROR: Readonly<Record<string, Problem>> = {
  invalid_client: 'wrong_client',
  unauthorized_client: 'wrong_client',
}

interface Layer {
  message: string
  code: string
  claim: string
  attribute: string
  error: string
}

const textOf = (value: unknown, key: string): string => {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' ? found : ''
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An answer may say what is wrong in its `WWW-Authenticate` instead of its body. */
function challenged(cause: unknown): unknown {
  return Array.isArray(cause) && isRecord(cause[0]) ? cause[0].parameters : cause
}

interface Layers {
  layers: Layer[]
  refusal: Refusal | null
  /** The message that was not taken, where the library had read it. */
  claims: Attributes | null
}

/** The error and those it comes from, outermost first. */
function layersOf(error: unknown): Layers {
  const found: Layers = { layers: [], refusal: null, claims: null }
  let at: unknown = error
  for (let depth = 0; depth < MAX_DEPTH && isRecord(at); depth++) {
    if (at instanceof Refusal) found.refusal ??= at
    if (isRecord(at.claims)) found.claims ??= claimsAsSent(at.claims)
    found.layers.push({
      message: textOf(at, 'message'),
      code: textOf(at, 'code'),
      claim: textOf(at, 'claim'),
      attribute: textOf(at, 'attribute'),
      error: textOf(at, 'error'),
    })
    at = challenged(at.cause)
  }
  return found
}

function problemOf(layers: readonly Layer[]): Problem {
  const words = layers.map((layer) => layer.message).join(' ')
  const claim = layers.map((layer) => OF_CLAIM[layer.claim] ?? OF_CLAIM[layer.attribute]).find(Boolean)
  if (claim) return claim
  const error = layers.map((layer) => OF_ERROR[layer.error]).find(Boolean)
  if (error) return error
  const code = layers.map((layer) => OF_CODE[layer.code]).find(Boolean)
  if (code) return code
  if (/signature/i.test(words)) return 'bad_signature'
  if (/"alg"/.test(words)) return 'weak_algorithm'
  if (/"iss"/.test(words)) return 'wrong_issuer'
  if (/"nonce"/.test(words)) return 'wrong_nonce'
  if (/"sub"/.test(words)) return 'no_subject'
  return 'unreadable'
}

/** A Refused for what the library or the outgoing client threw; what is neither is a bug and is thrown on. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error
  const { layers, refusal, claims } = layersOf(error)
  if (refusal) return new Refused('unreachable', refusal.message, error)
  const is_known = layers.some((layer) => /^(OAUTH_|ERR_INVALID_ARG)/.test(layer.code) || layer.error !== '')
  if (!is_known) throw error
  const words = layers
    .flatMap((layer) => [layer.error, layer.message])
    .filter((one) => one !== '')
    .slice(0, 4)
    .join(': ')
  const detail = words.toWellFormed().replaceAll('\u0000', '').slice(0, MAX_DETAIL)
  return new Refused(problemOf(layers), detail, error, claims)
}
