// One request to a webhook, through the client that reaches public addresses only, and what came of it.
import { Refusal } from '../../platform/errors.ts'
import { type Fetched, fetchPublic, isTimeout } from '../../platform/outgoing/index.ts'
import { mayReach } from '../endpoint-address.ts'
import type { AttemptWords } from '../invocations/queries.ts'
import { loggedRequest, type OutgoingRequest, type Sender } from './request.ts'
import type { Outcome } from './retry.ts'

/** For all of one request: names, connection, answer. */
const TIMEOUT_MS = 10_000
/** So much of an answer is read and kept. */
const ANSWER_BYTES = 16 * 1024
const MAX_LOGGED_HEADERS = 50
const LOGGED_VALUE_LENGTH = 1_000

export interface Sent {
  outcome: Outcome
  words: AttemptWords
  started_at: Date
  completed_at: Date
}

/** Sends once, to `networks` or a public address. Follows no redirect. Never throws for what the other side does. */
export async function sendOnce(
  request: OutgoingRequest,
  webhook: Sender,
  networks: readonly string[],
  timeout_ms = TIMEOUT_MS,
): Promise<Sent> {
  const started_at = new Date()
  const logged = loggedRequest(request, webhook)
  try {
    const answer = await fetchPublic(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body === '' ? undefined : request.body,
      limit_bytes: ANSWER_BYTES,
      may_cut: true,
      timeout_ms,
      redirects: 'none',
      allow: mayReach(networks),
    })
    const retry_after = answer.headers['retry-after']
    return {
      outcome: {
        kind: 'answered',
        status_code: answer.status,
        retry_after: typeof retry_after === 'string' ? retry_after : undefined,
      },
      words: { request: logged, response: exchangeOf(answer), error: null },
      started_at,
      completed_at: new Date(),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const kind = error.code === 'forbidden' ? 'refused' : isTimeout(error) ? 'timeout' : 'no_answer'
    return {
      outcome: { kind },
      words: { request: logged, response: null, error: reasonOf(error) },
      started_at,
      completed_at: new Date(),
    }
  }
}

function exchangeOf(answer: Fetched) {
  const headers = Object.entries(answer.headers).flatMap(([key, value]) =>
    [value ?? []].flat().map((one) => ({ key, value: one.slice(0, LOGGED_VALUE_LENGTH) })),
  )
  return {
    headers: headers.slice(0, MAX_LOGGED_HEADERS),
    payload: answer.body.toString('utf8').replaceAll('\u0000', ''),
  }
}

/** What an admin is told: the kind of trouble, and the system's code for it (ECONNREFUSED). */
function reasonOf(error: Refusal): string {
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : ''
  return `${isTimeout(error) ? 'The address did not answer in time' : error.message}${code}`
}
