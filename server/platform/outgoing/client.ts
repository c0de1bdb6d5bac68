// See index.ts. Addresses are checked after resolving and pinned for the connection, so that a name cannot change its
// mind between the check and the request (DNS rebinding).
import { lookup as systemLookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { Refusal } from '../errors.ts'
import { isPublicAddress } from './public-address.ts'

export interface OutgoingOptions {
  /** Default: GET. */
  method?: string
  body?: string
  limit_bytes: number
  /** True where the beginning of a longer answer is all that is wanted; otherwise one over the limit is refused. */
  may_cut?: boolean
  /** For the whole of one request, the look-up of its name included. */
  timeout_ms: number
  /** Redirects to follow, each checked like the first address; with 'none' the answer that redirects is the answer. */
  redirects: number | 'none'
  headers?: Record<string, string>
  /** Which addresses may be asked. Default: public ones. */
  allow?(address: string): boolean
  /** Only tests set this. */
  resolve?(host: string): Promise<string[]>
}

export interface Fetched {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** As isPublicAddress; an IPv4 address that is written as IPv6 is judged as what it is. */
export function isPublicTarget(address: string): boolean {
  return isPublicAddress(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address)
}

/** Fetches a public http(s) address. Refuses ('forbidden') one that is not; 'unavailable' when it does not answer in time. */
export async function fetchPublic(address: string, options: OutgoingOptions): Promise<Fetched> {
  let url = readUrl(address)
  if (options.redirects === 'none') return await fetchOnce(url, options)
  for (let hop = 0; hop <= options.redirects; hop++) {
    const answer = await fetchOnce(url, options)
    const location = answer.headers.location
    if (answer.status < 300 || answer.status > 399 || typeof location !== 'string') return answer
    url = readUrl(location, url)
  }
  throw new Refusal('unavailable', 'The address redirects too often')
}

function readUrl(address: string, base?: URL): URL {
  const url = URL.parse(address, base)
  if (!url) throw new Refusal('forbidden', 'This is not an address')
  return url
}

async function fetchOnce(url: URL, options: OutgoingOptions): Promise<Fetched> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refusal('forbidden', 'Only http and https addresses are fetched')
  if (url.username || url.password) throw new Refusal('forbidden', 'An address with credentials is not fetched')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const signal = AbortSignal.timeout(options.timeout_ms)
  const addresses = isIP(host) ? [host] : await within(signal, (options.resolve ?? resolve)(host))
  const allowed = options.allow ?? isPublicTarget
  // All of them: a name with one private address is a trick, not a server.
  if (addresses.length === 0 || !addresses.every(allowed))
    throw new Refusal('forbidden', 'This address is not a public one')
  const pinned = addresses[0]! // length checked above
  return await new Promise((resolveAnswer, reject) => {
    const fail = (cause: Error) => reject(cause instanceof Refusal ? cause : noAnswer(cause, signal))
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(
      url,
      {
        method: options.method ?? 'GET',
        headers: { 'user-agent': 'Custos', accept: '*/*', ...options.headers },
        signal,
        agent: false,
        lookup: (_host, lookup_options, done) => {
          const family = isIP(pinned)
          // Node asks for all addresses when it tries several families; it gets the one we checked.
          if (lookup_options.all) done(null, [{ address: pinned, family }])
          else done(null, pinned, family)
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        const answered = () =>
          resolveAnswer({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
        response.on('data', (chunk: Buffer) => {
          const room = options.limit_bytes - size
          size += chunk.length
          if (chunk.length <= room) return void chunks.push(chunk)
          if (options.may_cut) {
            chunks.push(chunk.subarray(0, room))
            answered()
            return void request.destroy()
          }
          // Said here: the end may have arrived with this piece, and would pass what is cut off for the whole.
          fail(new Refusal('too_large', 'The answer is larger than the limit'))
          request.destroy()
        })
        response.on('end', answered)
        // Broken off or too slow in the middle: the other server's doing as well.
        response.on('error', fail)
      },
    )
    request.on('error', fail)
    request.end(options.body)
  })
}

/** True for a refusal of fetchPublic because the time was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Refusal && error.cause instanceof Error && error.cause.name === 'TimeoutError'
}

function noAnswer(cause: Error, signal: AbortSignal): Refusal {
  // Which of the two a broken connection reports when the time is over differs; the signal knows.
  return new Refusal('unavailable', 'The address did not answer', { cause: signal.aborted ? signal.reason : cause })
}

async function within<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  const over = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => over.reject(noAnswer(signal.reason, signal)), { once: true })
  return await Promise.race([promise, over.promise])
}

async function resolve(host: string): Promise<string[]> {
  try {
    return (await systemLookup(host, { all: true, verbatim: true })).map((found) => found.address)
  } catch (cause) {
    throw new Refusal('unavailable', 'The name of this address could not be resolved', { cause })
  }
}
