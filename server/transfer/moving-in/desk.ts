// Our own API without HTTP: what is moved in goes through the same endpoints as what a client writes, so that the same
// checks hold for it.
import * as brands from '../../brands/index.ts'
import * as fields from '../../fields/index.ts'
import * as locales from '../../locales/index.ts'
import * as people from '../../people/index.ts'
import { type AnyEndpoint, HttpReply } from '../../platform/http/endpoint.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import * as rules from '../../rules/index.ts'
import * as schedules from '../../schedules/index.ts'
import * as slas from '../../slas/index.ts'
import * as tickets from '../../tickets/index.ts'
import * as views from '../../views/index.ts'
import * as webhooks from '../../webhooks/index.ts'

/** Replies carry addresses of our API; nobody follows these. */
const ORIGIN_URL = 'http://localhost'

export type Json = Record<string, unknown>

interface Request {
  params?: Json
  query?: Json
  body?: Json
}

let known: Map<string, AnyEndpoint> | null = null

function endpointFor(route: string): AnyEndpoint {
  known ??= new Map(
    [people, locales, fields, brands, schedules, tickets, slas, webhooks, rules, views]
      .flatMap(({ module }) => module.endpoints ?? [])
      .map((one) => [one.route, one]),
  )
  const found = known.get(route)
  if (!found || found.prepare) throw new Error(`${route} is not an endpoint that can be called here`)
  return found
}

/** Calls an endpoint in this unit of work. Throws what it throws: a Refusal, or a ZodError for a body of the wrong form. */
export async function callDesk(work: Work, platform: Platform, route: string, request: Request = {}): Promise<Json> {
  const declared = endpointFor(route)
  const body = typeof declared.body === 'object' ? declared.body.parse(request.body ?? {}) : undefined
  const answer: unknown = await declared.run({
    work,
    platform,
    params: declared.params?.parse(request.params ?? {}),
    query: declared.query?.parse(request.query ?? {}),
    body,
    prepared: undefined,
    origin_url: ORIGIN_URL,
    url: new URL(ORIGIN_URL),
    header: () => undefined,
    cookie: () => undefined,
  })
  return ((answer instanceof HttpReply ? answer.json : answer) ?? {}) as Json // endpoints of the API answer with objects
}

/** Pages that a list of ours may have here: rules, fields and groups are few. */
const MOST_PAGES = 100

/** A whole list of ours. */
export async function listDesk(work: Work, platform: Platform, route: string, key: string): Promise<Json[]> {
  const rows: Json[] = []
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { 'page[size]': '100', ...(after === undefined ? {} : { 'page[after]': after }) }
    const reply = await callDesk(work, platform, route, { query })
    rows.push(...(reply[key] as Json[])) // the list's own name
    const meta = reply.meta as { has_more: boolean; after_cursor: string | null } | undefined // of every list of ours
    if (!meta?.has_more || meta.after_cursor === null) break
    after = meta.after_cursor
  }
  return rows
}
