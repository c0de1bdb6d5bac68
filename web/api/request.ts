/**
 * The one way to the API: JSON in and out, the session's cookie, the CSRF token on everything that changes something,
 * and errors as `RequestProblem` with the request id that the server's log knows.
 */
import { addressOf, type Input, type Reply, type Route } from './client.ts'
import { paths } from './paths.ts'

/** A request that was not answered with 2xx, or not answered at all (`status` 0). */
export class RequestProblem extends Error {
  readonly status: number
  readonly code: string
  readonly request_id: string | null
  readonly details: Record<string, { description: string; error?: string }[]>

  constructor(
    status: number,
    code: string,
    message: string,
    request_id: string | null,
    details: RequestProblem['details'] = {},
  ) {
    super(message)
    this.name = 'RequestProblem'
    this.status = status
    this.code = code
    this.request_id = request_id
    this.details = details
  }
}

const timeout_ms = 30_000
let csrfToken = ''
let onSignedOut: () => void = () => {}
let askForProof: () => Promise<boolean> = async () => false

/** Remembers the token of `users/me` for the requests that follow. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

export function getCsrfToken(): string {
  return csrfToken
}

/** What happens when the session is over; the app shows the sign-in. */
export function whenSignedOut(action: () => void): void {
  onSignedOut = action
}

/** How somebody proves again who they are, before something dangerous; false when they would not. */
export function whenProofIsNeeded(ask: () => Promise<boolean>): void {
  askForProof = ask
}

/** Called by uploads too, which do not use fetch. */
export function reportSignedOut(): void {
  onSignedOut()
}

/** Calls an operation by its route, typed by the generated client. Throws RequestProblem. */
export function api<R extends Route>(route: R, input: Input<R>, signal?: AbortSignal): Promise<Reply<R>> {
  const [method, address] = addressOf(route, input)
  return proved<Reply<R>>(method, address, (input as { body?: unknown }).body, signal) // operations without a body have none
}

/** GETs JSON of a shape the caller knows from api/shapes.ts. Throws RequestProblem. */
export function read<Reply>(path: string, signal?: AbortSignal): Promise<Reply> {
  return call<Reply>('GET', path, undefined, signal)
}

/** Sends a change and returns the reply's JSON (undefined for 204). Throws RequestProblem. */
export function write<Reply>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Reply> {
  return proved<Reply>(method, path, body)
}

/** As call; where the server asks for a fresh proof the person is asked, and the request is repeated once. */
async function proved<Reply>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Reply> {
  try {
    return await call<Reply>(method, path, body, signal)
  } catch (error) {
    if (!(error instanceof RequestProblem) || error.code !== 'step_up_required' || !(await askForProof())) throw error
    return await call<Reply>(method, path, body, signal)
  }
}

async function isSignedIn(): Promise<boolean> {
  try {
    const response = await fetch(paths.me, { credentials: 'same-origin', signal: AbortSignal.timeout(timeout_ms) })
    const { user } = (await response.json()) as { user?: { id: number | null } } // as Zendesk's, nobody has the id null
    return typeof user?.id === 'number'
  } catch {
    return false
  }
}

async function call<Reply>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  isAgain = false,
): Promise<Reply> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken
  const limit = AbortSignal.timeout(timeout_ms)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new RequestProblem(0, 'unreachable', error instanceof Error ? error.message : String(error), null)
  }
  // A request may have left with the cookie that a proof of who one is replaced meanwhile: refused, but nobody is signed out.
  if (response.status === 401 && path !== paths.me) {
    if (!isAgain && (await isSignedIn())) return await call<Reply>(method, path, body, signal, true)
    reportSignedOut()
  }
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined as Reply // the callers of DELETE expect nothing
  return (await response.json()) as Reply // the server's replies pass its schemas before they leave
}

async function problemOf(response: Response): Promise<RequestProblem> {
  const id = response.headers.get('x-request-id')
  return problemFrom(response.status, await response.text(), id)
}

/** Reads any of Zendesk's error shapes; text that is no JSON becomes a problem without details. */
export function problemFrom(status: number, text: string, requestId: string | null): RequestProblem {
  const body = parseObject(text)
  const inner = typeof body.error === 'object' && body.error !== null ? (body.error as Record<string, unknown>) : {} // shape 3 of Zendesk's errors
  const first = Array.isArray(body.errors) ? ((body.errors[0] ?? {}) as Record<string, unknown>) : {} // shape 4
  const pick = (...values: unknown[]) =>
    values.find((value): value is string => typeof value === 'string' && value !== '')
  return new RequestProblem(
    status,
    pick(body.code, first.code, inner.title, body.error) ?? 'unknown',
    pick(body.description, inner.message, first.detail, first.title, body.error) ?? `HTTP ${status}`,
    pick(body.request_id) ?? requestId,
    (body.details as RequestProblem['details']) ?? reasonsIn(body.errors), // Zendesk's shape 2; absent elsewhere
  )
}

/** The reasons of shape 4 that say which field they are about. */
function reasonsIn(errors: unknown): RequestProblem['details'] {
  const details: RequestProblem['details'] = {}
  for (const one of Array.isArray(errors) ? errors : []) {
    const { detail, source } = (one ?? {}) as { detail?: unknown; source?: { pointer?: unknown } } // checked below
    if (typeof detail !== 'string' || typeof source?.pointer !== 'string') continue
    details[source.pointer] = [...(details[source.pointer] ?? []), { description: detail }]
  }
  return details
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // narrowed above
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
