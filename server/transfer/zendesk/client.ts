// Reads a Zendesk account over its API. The token goes to the source's own host only: links in replies are followed by
// their path, and redirects without it. Slows down when asked to, tries again a stated number of times.
import { OperatorError, Refusal } from '../../platform/errors.ts'
import { type Fetched, fetchPublic, isPublicTarget } from '../../platform/outgoing/index.ts'
import { isJson, type Json } from './reading.ts'

export interface SourceAccess {
  /** `https://example.zendesk.com` */
  url: string
  /** With an API token; without it the token is an OAuth access token. */
  email: string | null
  token: string
  /** The source's own host may have a private address, and speak plain HTTP. */
  allow_private?: boolean
  /** Waits so many milliseconds. Tests count instead. */
  wait?(ms: number): Promise<void>
}

const PAGE_BYTES = 64 * 1024 * 1024
const TIMEOUT_MS = 120_000
const TRIES = 6
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 10 * 60_000
/** Pages of one list: a hundred records each, ten million in all. */
const MOST_PAGES = 100_000
const FILE_REDIRECTS = 4

/** The source does not have this, or not for us. */
export class NotOffered extends Error {
  override name = 'NotOffered'
}

/** The source did not answer in a way one can go on with. Running again goes on here. */
export class SourceProblem extends OperatorError {
  override name = 'SourceProblem'
}

export interface Page {
  body: Json
  rows: unknown[]
  /** Path and query of the next page; null at the end. */
  next: string | null
}

export interface SourceClient {
  readonly origin: string
  get(path: string): Promise<Json>
  /** The pages of a list, in either style. */
  pages(path: string, key: string): AsyncGenerator<Page>
  /** A file, from whatever host it lies on. */
  download(url: string, limit_bytes: number): Promise<Buffer>
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Checks the address and returns the client. Throws OperatorError for an address that is none. */
export function openClient(access: SourceAccess): SourceClient {
  const base = URL.parse(access.url)
  if (!base || base.username || base.password || !['https:', 'http:'].includes(base.protocol))
    throw new OperatorError('The address of the source is none.', 'Give it as https://example.zendesk.com.')
  if (base.protocol === 'http:' && !access.allow_private)
    throw new OperatorError(
      'The token would travel in clear over http.',
      'Use https, or --allow-private in your own network.',
    )
  const { origin } = base
  const wait = access.wait ?? sleep
  const authorization =
    access.email === null
      ? `Bearer ${access.token}`
      : `Basic ${Buffer.from(`${access.email}/token:${access.token}`).toString('base64')}`
  const own = {
    timeout_ms: TIMEOUT_MS,
    redirects: 'none' as const,
    allow: access.allow_private ? () => true : isPublicTarget,
  }

  async function get(path: string): Promise<Json> {
    const url = onSource(path)
    let reason = ''
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await ask(url, attempt)
      if (typeof answer === 'string') {
        reason = answer
        continue
      }
      const { status } = answer
      if (status === 401) throw new SourceProblem('The source does not accept the token.', 'Check address and token.')
      if (status === 403 || status === 404 || status === 410) throw new NotOffered(`the source answers ${status}`)
      if (status >= 300 && status < 400)
        throw new SourceProblem('The source redirects elsewhere.', 'Give the address it redirects to with --url.')
      if (status === 200) {
        const body = readJson(answer.body)
        if (body) {
          const pause = pauseAfter(answer)
          if (pause > 0) await wait(pause)
          return body
        }
        reason = 'it is not JSON'
      } else reason = `status ${status}`
      if (status >= 400 && status < 500 && status !== 429 && status !== 409)
        throw new Refusal('bad_request', `the source answers ${status}`)
      await wait(retryAfter(answer) ?? backOff(attempt))
    }
    throw new SourceProblem(
      `The source does not answer as it should (${reason}).`,
      'Run the same command again later: it goes on here.',
    )
  }

  /** One request; the reason where there was no answer. */
  async function ask(url: string, attempt: number): Promise<Fetched | string> {
    try {
      return await fetchPublic(url, {
        ...own,
        limit_bytes: PAGE_BYTES,
        headers: { authorization, accept: 'application/json' },
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'forbidden')
        throw new SourceProblem('The source has a private address.', 'Allow that with --allow-private.')
      if (error.code === 'too_large')
        throw new Refusal('too_large', 'the answer of the source is larger than the limit')
      await wait(backOff(attempt))
      return 'no answer'
    }
  }

  /** A path, or a link the source gave, as an address on the source itself. */
  function onSource(path: string): string {
    const url = new URL(path, origin)
    return `${origin}${url.pathname}${url.search}`
  }

  async function* pages(path: string, key: string): AsyncGenerator<Page> {
    let next: string | null = path
    for (let count = 0; count < MOST_PAGES && next !== null; count++) {
      const at: string = next
      const body = await get(at)
      const rows = body[key]
      if (!Array.isArray(rows)) throw new Refusal('bad_request', `the source's list has no ${key}`)
      next = nextOf(body, rows)
      // A source that always names the same page would never end.
      if (next !== null && onSource(next) === onSource(at)) next = null
      yield { body, rows, next }
    }
  }

  async function download(url: string, limit_bytes: number): Promise<Buffer> {
    const target = URL.parse(url, origin)
    if (!target) throw new Refusal('bad_request', 'its address is none')
    let reason = ''
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        const answer = await fetchFile(target, limit_bytes)
        if (answer.status === 200) return answer.body
        reason = `status ${answer.status}`
        if (answer.status !== 429 && answer.status < 500) break
        await wait(retryAfter(answer) ?? backOff(attempt))
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'unavailable') throw error
        reason = error.message
        await wait(backOff(attempt))
      }
    }
    throw new Refusal('unavailable', `it could not be downloaded (${reason})`)
  }

  /** With our token from the source itself; wherever that leads, and from everywhere else, without. */
  async function fetchFile(target: URL, limit_bytes: number): Promise<Fetched> {
    const plain = { limit_bytes, timeout_ms: TIMEOUT_MS, redirects: FILE_REDIRECTS }
    if (target.origin !== origin) return await fetchPublic(target.href, plain)
    const answer = await fetchPublic(target.href, { ...own, limit_bytes, headers: { authorization } })
    const { location } = answer.headers
    if (answer.status < 300 || answer.status > 399 || typeof location !== 'string') return answer
    const moved = URL.parse(location, origin)
    if (!moved) throw new Refusal('bad_request', 'it redirects to no address')
    return await fetchPublic(moved.href, moved.origin === origin ? { ...plain, allow: own.allow } : plain)
  }

  return { origin, get, pages, download }
}

function readJson(bytes: Buffer): Json | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return isJson(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Where a list goes on: cursors of exports, links, or the page's number. */
function nextOf(body: Json, rows: readonly unknown[]): string | null {
  if (body.end_of_stream === true) return null
  const links = isJson(body.links) ? body.links : {}
  const meta = isJson(body.meta) ? body.meta : null
  if (meta?.has_more === false) return null
  for (const link of [body.after_url, links.next, body.next_page])
    if (typeof link === 'string' && link !== '' && link !== 'null')
      return rows.length === 0 && !body.after_url ? null : link
  return null
}

/** Milliseconds the source asks us to stay away, at most the longest wait. */
function retryAfter({ headers }: Fetched): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : null
}

/** A pause where the source says that no request is left in this minute. */
function pauseAfter({ headers }: Fetched): number {
  const left = Number(headers['ratelimit-remaining'] ?? headers['x-rate-limit-remaining'] ?? Number.NaN)
  if (!Number.isFinite(left) || left > 0) return 0
  const seconds = Number(headers['ratelimit-reset'] ?? Number.NaN)
  return Math.min((Number.isFinite(seconds) && seconds > 0 ? seconds : 60) * 1000, LONGEST_WAIT_MS)
}

const backOff = (attempt: number): number => Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS)
