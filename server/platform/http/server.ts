// The HTTP server: every endpoint of every module goes through the one handler below, in the order of the architecture:
// account, caller, permission, parameters, unit of work, reply schema.
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import rateLimit from '@fastify/rate-limit'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { configurationVersion } from '../configuration.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Platform } from '../platform.ts'
import { requireRight } from '../rights.ts'
import type { Actor, Origin, Work, WorkEngine } from '../work.ts'
import { doWork, isStaff } from '../work.ts'
import { type AnyEndpoint, type Caller, HttpReply, splitRoute } from './endpoint.ts'
import { bodyHash } from './entity-tag.ts'
import { asRefusal, failure } from './failures.ts'
import type { HttpMetrics } from './metrics.ts'
import { readParts } from './parts.ts'
import type { PasswordProof } from './password-proof.ts'
import { requireScope } from './scopes.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { readSessionCookie } from './session-cookie.ts'
import { requireStepUp } from './step-up.ts'
import { wholeCharacters } from './whole-characters.ts'
import { countWrongCredentials } from './wrong-credentials.ts'

/** What a request shows of who is calling. */
export interface Credentials {
  authorization: string | undefined
  session: string | undefined
  csrf_token: string | undefined
  /** What a password in the header proved; undefined where it carries none. */
  password_proof?: PasswordProof | undefined
  /** The end user for whom a token acts, by X-On-Behalf-Of. */
  on_behalf_of?: string | undefined
}

export interface HttpOptions {
  engine: WorkEngine
  log: Log
  metrics: HttpMetrics
  endpoints: readonly AnyEndpoint[]
  /** Handed to every call: files, settings, the log. */
  platform: Platform
  /** The account that answers to a host name, or null. */
  findAccount(host: string): Promise<number | null>
  /** Who calls. Throws a Refusal when credentials were given and are wrong. */
  authenticate(work: Work, credentials: Credentials): Promise<Actor>
  /** What a password in the header Authorization proves; undefined where it carries none. Asked outside a transaction. */
  proveHeader(account_id: number, origin: Origin, authorization: string | undefined): Promise<PasswordProof | undefined>
  /** Throws a Refusal where the actor may not come from the address of the unit's origin. */
  checkAddress(work: Work, actor: Actor): Promise<void>
  /** Told of every request that was declined, once its transaction is over. */
  onRefusal?(account_id: number, origin: Origin, refusal: Refusal): Promise<void>
  /** Told what was read, for alarms; must return at once. */
  countRead?(account_id: number, actor: Actor, origin: Origin, answer: unknown): void
  public_url: string | null
  trusted_proxies: string[]
  /** Requests per minute and caller. */
  rate_limit: number
  /** HTML for an error on a page. */
  errorPage?(parts: { status: number; message: string; request_id: string; language: string | undefined }): string
}

/** Wrong credentials that one source may send in a minute: this many, or this share of what a caller may ask. */
const LEAST_WRONG_CREDENTIALS = 100
const WRONG_CREDENTIALS_SHARE = 25
const DEFAULT_BODY_BYTES = 1024 * 1024
const CLIENT_TIMEOUT_MS = 120_000

export async function openHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    trustProxy: options.trusted_proxies.length > 0 ? options.trusted_proxies : false,
    bodyLimit: DEFAULT_BODY_BYTES,
    requestTimeout: CLIENT_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    rewriteUrl: (request) => withoutJsonSuffix(request.url ?? '/'),
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    exposeHeadRoutes: false,
    return503OnClosing: true,
  })
  const wrong = countWrongCredentials(Math.max(LEAST_WRONG_CREDENTIALS, options.rate_limit / WRONG_CREDENTIALS_SHARE))
  app.setErrorHandler((error, request, reply) => {
    if (request.headers.authorization !== undefined && asRefusal(error)?.code === 'not_signed_in')
      wrong.count(request.ip)
    return sendFailure(options, error, request, reply)
  })
  app.setNotFoundHandler((request, reply) => sendFailure(options, new Refusal('no_such_endpoint'), request, reply))
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id })
    const retry_after_s = request.headers.authorization === undefined ? null : wrong.wait_s(request.ip)
    if (retry_after_s !== null) throw new Refusal('too_many_requests', undefined, { retry_after_s })
  })
  app.addHook('onResponse', async (request, reply) => {
    options.metrics.observe(request.routeOptions.url ?? 'unknown', request.method, reply.statusCode, reply.elapsedTime)
    options.log.debug(
      {
        request_id: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
  await app.register(cookie)
  // Before compression, which makes streams of replies: an ETag is of the JSON and the same however it travels.
  await app.register(etag, { weak: true, hashFn: bodyHash })
  await app.register(compress, {
    global: true,
    threshold: 1400,
    encodings: ['gzip'],
    customTypes: /^(text\/|application\/(json|javascript)|image\/svg)/,
  })
  await app.register(websocket, { options: { maxPayload: 4096 } })
  await app.register(rateLimit, {
    max: options.rate_limit,
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: (request) =>
      request.headers.authorization ?? readSessionCookie(request.cookies, request.hostname) ?? request.ip,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, context) =>
      new Refusal('too_many_requests', undefined, { retry_after_s: Math.ceil(context.ttl / 1000) }),
    onExceeding: undefined,
  })
  // Zendesk's names beside those of the IETF's draft; clients slow down by them.
  app.addHook('onSend', async (_request, reply) => {
    const limit = reply.getHeader('ratelimit-limit')
    if (limit === undefined) return
    reply.headers({ 'x-rate-limit': limit, 'x-rate-limit-remaining': reply.getHeader('ratelimit-remaining') })
  })
  // Clients announce JSON on every request, also where they send none (DELETE).
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    ['application/json', 'application/scim+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') done(null, undefined)
      else parseJson(request, wholeCharacters(body as string /* parseAs: 'string' */), done)
    },
  )
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    // Forms are for pages. Without this a client that forgot its content type would hear that everything is blank.
    if (request.url.startsWith('/api/')) return done(new Refusal('unsupported_media'))
    done(null, Object.fromEntries(new URLSearchParams(body as string /* parseAs: 'string' */)))
  })
  for (const declared of options.endpoints) {
    if (typeof declared.body === 'string') await app.register(async (scope) => addRawRoute(scope, declared, options))
    else addRoute(app, declared, options)
  }
  return app
}

/** Clients write `/api/v2/tickets.json` or `/api/v2/tickets`; both are one route. */
export function withoutJsonSuffix(url: string): string {
  if (!url.startsWith('/api/v2/')) return url
  const end = url.search(/[?#]/)
  const path = end === -1 ? url : url.slice(0, end)
  return path.endsWith('.json') ? path.slice(0, -5) + (end === -1 ? '' : url.slice(end)) : url
}

function addRawRoute(scope: FastifyInstance, declared: AnyEndpoint, options: HttpOptions): void {
  scope.removeAllContentTypeParsers()
  if (declared.body === 'bytes')
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: declared.max_body_bytes }, (_request, body, done) =>
      done(null, body),
    )
  else scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  addRoute(scope, declared, options)
}

function addRoute(scope: FastifyInstance, declared: AnyEndpoint, options: HttpOptions): void {
  const { method, path } = splitRoute(declared.route)
  scope.route({
    method: method === 'GET' ? ['GET', 'HEAD'] : method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: declared.max_body_bytes ?? DEFAULT_BODY_BYTES,
    config: { failures: declared.failures },
    handler: (request, reply) => handle(declared, options, request, reply),
  })
}

async function handle(
  declared: AnyEndpoint,
  options: HttpOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const account_id = await options.findAccount(request.hostname)
  if (account_id === null) throw new Refusal('not_found', 'No desk answers to this host name')
  const credentials: Credentials = {
    ...(declared.own_credentials ? NO_CREDENTIALS : readCredentials(request)),
    csrf_token: headerText(request, 'x-csrf-token') ?? formToken(request.body),
    on_behalf_of: headerText(request, 'x-on-behalf-of'),
  }
  const origin: Origin = {
    channel: credentials.authorization ? 'api' : 'web',
    ip: request.ip,
    user_agent: request.headers['user-agent']?.slice(0, 300) ?? null,
    request_id: request.id,
  }
  try {
    const takes_password = !declared.own_credentials && !declared.door && request.url.startsWith('/api/v2/')
    if (takes_password)
      credentials.password_proof = await options.proveHeader(account_id, origin, credentials.authorization)
    const answer = await serve(declared, options, request, credentials, account_id, origin)
    return send(declared, answer, request, reply)
  } catch (error) {
    if (error instanceof Refusal) await options.onRefusal?.(account_id, origin, error)
    throw error
  }
}

async function serve(
  declared: AnyEndpoint,
  options: HttpOptions,
  request: FastifyRequest,
  credentials: Credentials,
  account_id: number,
  origin: Origin,
): Promise<unknown> {
  const unit = { account_id, actor: { kind: 'anonymous' } as const, origin }
  const header = (name: string) => headerText(request, name)
  let prepared: unknown
  if (declared.prepare) {
    // Two units: the first says who is calling, then the body is read or another machine asked without a transaction.
    const checked = await doWork(options.engine, { ...unit, audience: 'customer' }, async (work) => {
      const actor = await admit(declared, options, work, credentials, request)
      return { actor, sealing: work.sealing }
    })
    const parts = readParts(declared, request)
    prepared = await declared.prepare({
      account_id,
      platform: options.platform,
      origin,
      ...checked,
      ...parts,
      header,
      cookie: (name: string) => request.cookies[name],
    })
  }
  const read_only = declared.read_only ?? splitRoute(declared.route).method === 'GET'
  return await doWork(options.engine, { ...unit, audience: 'customer', read_only: false }, async (outer) => {
    const actor = await admit(declared, options, outer, credentials, request)
    const audience = isStaff(actor) && !declared.customer_surface ? 'staff' : 'customer'
    const settings = [
      ...(audience === 'staff' ? ["set local custos.audience = 'staff'"] : []),
      ...(read_only ? ['set transaction read only'] : []),
    ]
    if (settings.length > 0) outer.db.sendPlain(settings.join('; '))
    const work = actingAs(outer, actor, audience)
    const parts = readParts(declared, request)
    const origin_url = options.public_url ?? `${request.protocol}://${request.host}`
    const answer = await declared.run({
      work,
      platform: options.platform,
      ...parts,
      prepared,
      origin_url,
      url: new URL(request.originalUrl, origin_url),
      header,
      cookie: (name: string) => request.cookies[name],
    })
    options.countRead?.(account_id, actor, origin, answer)
    return answer
  })
}

/** The same unit, now that it is known who acts. */
function actingAs(work: Work, actor: Actor, audience: Work['audience']): Work {
  return Object.assign(work, { actor, audience })
}

/** Who calls, if they may. Throws the Refusal otherwise. */
export async function admit(
  declared: AnyEndpoint,
  options: Pick<HttpOptions, 'authenticate' | 'checkAddress'>,
  work: Work,
  credentials: Credentials,
  request: Pick<FastifyRequest, 'method' | 'headers'>,
): Promise<Actor> {
  if (declared.door) return await declared.door(work, request.headers.authorization)
  // Whether somebody may come in follows from configuration: so that is asked for at the same time as who it is.
  const [actor] = await Promise.all([options.authenticate(work, credentials), configurationVersion(work)])
  if (declared.any_address === undefined) await options.checkAddress(work, actor)
  const caller = callerOf(actor)
  if (!declared.allow.includes(caller)) throw new Refusal(caller === 'anonymous' ? 'not_signed_in' : 'forbidden')
  requireScope(declared, actor)
  if (declared.right !== undefined && isStaff(actor)) requireRight(actor, declared.right)
  requireStepUp(declared, actor, work.now)
  // A browser sends its cookie with requests that other sites make; the token shows that the page was ours.
  const changes = request.method !== 'GET' && request.method !== 'HEAD' && declared.without_csrf === undefined
  if (changes && actor.kind === 'user' && actor.csrf_token !== null && credentials.csrf_token !== actor.csrf_token)
    throw new Refusal('csrf')
  return actor
}

/** How an endpoint's `allow` names an actor. */
export function callerOf(actor: Actor): Caller {
  if (actor.kind === 'user') return actor.role
  if (actor.kind === 'link') return 'link'
  if (actor.kind === 'system') return 'owner'
  return 'anonymous'
}

function send(declared: AnyEndpoint, answer: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method } = splitRoute(declared.route)
  if (answer instanceof HttpReply && answer.json === undefined) {
    reply.status(answer.status).headers(answer.headers)
    if (request.method !== 'HEAD' || !(answer.body instanceof Readable)) return reply.send(answer.body)
    answer.body.destroy() // Nobody waits for a whole file.
    return reply.send('')
  }
  const status = answer instanceof HttpReply ? answer.status : (declared.status ?? (method === 'POST' ? 201 : 200))
  if (answer instanceof HttpReply) reply.headers(answer.headers)
  if (declared.reply === null) return reply.status(answer instanceof HttpReply ? answer.status : 204).send()
  if (typeof declared.reply === 'string')
    throw new Error(`${declared.route} declares a ${declared.reply} and must answer with an HttpReply`)
  const read = declared.reply.safeParse(answer instanceof HttpReply ? answer.json : answer)
  // Ours to mend, not the caller's: without this it would look like a validation error of theirs.
  if (!read.success)
    throw new Error(`${declared.route} made a reply that its schema does not allow`, { cause: read.error })
  // A reply with a secret says that nobody keeps it.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache')
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json; charset=utf-8')
  return reply.status(status).send(JSON.stringify(read.data))
}

function sendFailure(options: HttpOptions, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error)
  if (!refusal)
    options.log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'a request failed')
  else if (refusal.status >= 500)
    options.log.warn(
      { err: error, request_id: request.id, route: request.routeOptions.url },
      'a request could not be served',
    )
  const config = request.routeOptions.config as Pick<AnyEndpoint, 'failures'> | undefined // as addRoute sets it
  if (typeof config?.failures === 'function') {
    const { status, body, content_type } = config.failures(refusal, request.id)
    if (refusal?.retry_after_s !== undefined) reply.header('retry-after', String(refusal.retry_after_s))
    return reply.status(status).header('content-type', content_type).send(JSON.stringify(body))
  }
  const { status, body, retry_after_s } = failure(error, request.id, config?.failures)
  if (retry_after_s !== undefined) reply.header('retry-after', String(retry_after_s))
  const is_page = !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
  if (is_page && options.errorPage) {
    const message = refusal ? (refusal.code === 'no_such_endpoint' ? 'not_found' : refusal.code) : 'internal'
    return reply
      .status(status)
      .type('text/html; charset=utf-8')
      .send(
        options.errorPage({ status, message, request_id: request.id, language: request.headers['accept-language'] }),
      )
  }
  return reply.status(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body))
}

function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const NO_CREDENTIALS = { authorization: undefined, session: undefined }

function readCredentials(request: FastifyRequest) {
  return {
    authorization: request.headers.authorization ?? bearerFromQuery(request),
    session: readSessionCookie(request.cookies, request.hostname),
  }
}

/** Some of Zendesk's clients have no other way. Nowhere but in the API: addresses of pages are kept and passed on. */
function bearerFromQuery(request: FastifyRequest): string | undefined {
  if (!request.url.startsWith('/api/v2/')) return undefined
  const token = (request.query as Record<string, unknown> | undefined)?.access_token // the query is an object of strings
  return typeof token === 'string' ? `Bearer ${token}` : undefined
}

function formToken(body: unknown): string | undefined {
  if (body === null || typeof body !== 'object' || !('csrf_token' in body)) return undefined
  return typeof body.csrf_token === 'string' ? body.csrf_token : undefined
}
