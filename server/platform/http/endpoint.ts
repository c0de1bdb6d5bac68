// One object describes an endpoint: who may call it, what it takes, what leaves. Routes, validation, the reply filter,
// OpenAPI, the typed client and the sweeps over all endpoints are made from it.
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { NeededRight } from '../rights.ts'
import type { Sealing } from '../sealing.ts'
import type { Actor, Origin, Role, Work } from '../work.ts'
import type { Scope } from './scopes.ts'
import type { Noun } from './sees.ts'

/** Who may call. `anonymous` is nobody known; `link` is a customer with a signed link to one ticket; `scim` comes by its own door. */
export type Caller = 'anonymous' | 'link' | 'scim' | Role

export const ANYONE: readonly Caller[] = ['anonymous', 'link', 'end-user', 'agent', 'admin', 'owner']
export const SIGNED_IN: readonly Caller[] = ['end-user', 'agent', 'admin', 'owner']
export const STAFF: readonly Caller[] = ['agent', 'admin', 'owner']
export const ADMINS: readonly Caller[] = ['admin', 'owner']

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a request is, besides its validated parts. */
export interface Call<Params, Query, Body, Prepared> {
  work: Work
  platform: Platform
  params: Params
  query: Query
  body: Body
  prepared: Prepared
  /** `https://host[:port]` as the caller reached us; absolute URLs in replies start with it. */
  origin_url: string
  /** The path and query as they came, for paging links. */
  url: URL
  header(name: string): string | undefined
  cookie(name: string): string | undefined
}

/** What `prepare` gets: it runs before the transaction, for reading a body stream or asking another machine. */
export interface Preparation<Params, Query, Body> {
  account_id: number
  platform: Platform
  actor: Actor
  /** Where the request comes from, for units of work of its own. */
  origin: Origin
  sealing: Sealing
  params: Params
  query: Query
  /** The validated body, or the body's bytes where `body` is 'bytes'. */
  body: Body
  header(name: string): string | undefined
  cookie(name: string): string | undefined
}

/** A reply that is not a JSON object of the API: a page, a file, a redirect, or JSON with headers of its own. */
export class HttpReply {
  readonly status: number
  readonly headers: Record<string, string | string[]>
  readonly body: string | Buffer | Readable | null
  /** JSON to pass through the endpoint's reply schema, with this status and these headers. */
  readonly json: unknown

  constructor(parts: {
    status?: number
    headers?: Record<string, string | string[]>
    body?: string | Buffer | Readable | null
    json?: unknown
  }) {
    this.status = parts.status ?? 200
    this.headers = parts.headers ?? {}
    this.body = parts.body ?? null
    this.json = parts.json
  }
}

/** Writes a failure the way another standard has it. Null is a fault of ours. */
export type FailureShape = (
  refusal: Refusal | null,
  request_id: string,
) => { status: number; body: Record<string, unknown>; content_type: string }

export interface Endpoint<Params = unknown, Query = unknown, Body = unknown, Reply = unknown, Prepared = unknown> {
  readonly route: `${Method} /${string}`
  readonly summary: string
  readonly allow: readonly Caller[]
  /** What an agent must have besides (owners and admins have all; customers are judged by `allow` alone). */
  readonly right?: NeededRight
  /** Whose record it is about, where the first parameter of its path does not say so (sees.ts). */
  readonly sees?: Noun
  readonly params?: z.ZodType<Params>
  readonly query?: z.ZodType<Query>
  /** A schema for JSON (or a form, on pages); 'stream' or 'bytes' for anything else; absent where no body is read. */
  readonly body?: z.ZodType<Body> | 'stream' | 'bytes'
  /** The scope a token needs, where method and path do not say it (scopes.ts); 'any' where every valid token will do. */
  readonly scope?: Scope | 'any'
  /**
   * True for dangerous acts: a session must have proved a factor just now (step-up.ts), a token must have the scope
   * `security`. In words where only some of its acts are dangerous: its action calls `requireProof` for these.
   */
  readonly step_up?: boolean | string
  /** True where the endpoint reads credentials of another kind itself: nobody is signed in there by header or cookie. */
  readonly own_credentials?: true
  /**
   * An entrance of its own, for credentials that are worth nothing anywhere else: it gets the header Authorization and
   * says who acts, or refuses. Sessions and API tokens open nothing here.
   */
  readonly door?: (work: Work, authorization: string | undefined) => Promise<Actor>
  /** What may leave. 'page' is HTML or a redirect, 'file' is bytes, null is 204. */
  readonly reply: z.ZodType<unknown, Reply> | 'page' | 'file' | null
  /** Default 200, or 201 for POST. */
  readonly status?: number
  /** Largest body in bytes, where it is not the default of 1 MiB. */
  readonly max_body_bytes?: number
  /** True for changes that a browser may send without a CSRF token (sign-in, which has no session yet). */
  readonly without_csrf?: string
  /** Why this is served to any address, whatever the account's IP restrictions say. */
  readonly any_address?: string
  /** Only for reads: the transaction is read-only. Default: true for GET. */
  readonly read_only?: boolean
  /** 'list' where failures are a list `errors[]`, as in Zendesk's newer interfaces, and bad fields are 400; or a shape of its own. */
  readonly failures?: 'list' | FailureShape
  /** True on surfaces for customers: the transaction cannot see internal notes, whoever calls. */
  readonly customer_surface?: boolean
  prepare?(preparation: Preparation<Params, Query, Body>): Promise<Prepared>
  run(call: Call<Params, Query, Body, Prepared>): Promise<Reply | HttpReply>
}

// Endpoints of many shapes live in one list; each was checked against its own types when it was declared.
// biome-ignore lint/suspicious/noExplicitAny: a list of endpoints is existential in its type parameters
export type AnyEndpoint = Endpoint<any, any, any, any, any>

/** Declares an endpoint; the types of its parts follow from its schemas. */
export function endpoint<Params, Query, Body, Reply, Prepared = undefined>(
  declaration: Endpoint<Params, Query, Body, Reply, Prepared>,
): Endpoint<Params, Query, Body, Reply, Prepared> {
  return declaration
}

/** `GET /api/v2/tickets/{ticket_id}` → method and path. */
export function splitRoute(route: string): { method: Method; path: string } {
  const space = route.indexOf(' ')
  return {
    method: route.slice(0, space) as Method /* the type of route begins with a method */,
    path: route.slice(space + 1),
  }
}
