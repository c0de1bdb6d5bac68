// The circuit breaker of one webhook. When most of what is sent to it fails, sending waits: a server in trouble is left
// alone, and our workers do not wait for it. Nothing is lost by that; what waits is sent when the server is well again.
import type { CircuitColumns } from '../queries.ts'

/** Zendesk's numbers: 70 % of what was sent within five minutes, or a thousand failures. */
const WINDOW_MS = 5 * 60_000
const ERROR_SHARE = 0.7
const MOST_ERRORS = 1_000
/** Of fewer requests a share says nothing. */
const LEAST_REQUESTS = 20
/** Then one request shows whether the server is well again. */
export const OPEN_FOR_MS = 60_000

/** The breaker after some more requests. One that was open closes with the first success and stays open without. */
export function afterRequests(
  circuit: CircuitColumns,
  { sent, failed }: { sent: number; failed: number },
  now: Date,
): CircuitColumns {
  const closed = {
    circuit_window_started_at: now,
    circuit_requests: sent,
    circuit_errors: failed,
    circuit_open_until: null,
  }
  const open_until = new Date(now.getTime() + OPEN_FOR_MS)
  if (circuit.circuit_open_until !== null)
    return failed === sent ? { ...circuit, circuit_open_until: open_until } : closed
  const started_at = circuit.circuit_window_started_at
  const counted =
    started_at === null || now.getTime() - started_at.getTime() >= WINDOW_MS
      ? closed
      : {
          circuit_window_started_at: started_at,
          circuit_requests: circuit.circuit_requests + sent,
          circuit_errors: circuit.circuit_errors + failed,
          circuit_open_until: null,
        }
  const { circuit_requests: requests, circuit_errors: errors } = counted
  const is_broken = errors >= MOST_ERRORS || (requests >= LEAST_REQUESTS && errors >= requests * ERROR_SHARE)
  return is_broken ? { ...counted, circuit_open_until: open_until } : counted
}
