// Declares an endpoint of SCIM: its own door, its own shape of failures, and a line in the log for each request.
import { z } from 'zod'
import { type AnyEndpoint, endpoint, splitRoute } from '../platform/http/endpoint.ts'
import { type Asked, readAsked } from './answering.ts'
import { type Answer, type Asking, type Attempt, attempt, logAttempt, replyOf, type ScimCall } from './attempt.ts'
import { scimDoor } from './door.ts'
import { scimFailures } from './failures.ts'
import { type Json, MAX_BODY_BYTES } from './protocol.ts'

interface Declaration {
  route: AnyEndpoint['route']
  summary: string
  /** What it is about, for the log. */
  resource: string
  /** For requests that are several operations; else `run` is one. */
  runAll?(asking: Asking, body: unknown): Promise<Attempt>
  run?(call: ScimCall, request: { id: string; body: unknown; asked: Asked }): Promise<Answer>
}

const query = z.record(z.string(), z.unknown())

export function scimEndpoint(declaration: Declaration): AnyEndpoint {
  const { route, summary, resource, run, runAll } = declaration
  const { method, path } = splitRoute(route)
  const names_one = path.includes('{scim_id}')
  const has_body = method === 'POST' || method === 'PUT' || method === 'PATCH'
  return endpoint<{ scim_id?: string }, Json, unknown, Json, Attempt>({
    route,
    summary,
    allow: ['scim'],
    door: scimDoor,
    failures: scimFailures,
    read_only: false,
    without_csrf: 'no cookie counts here',
    any_address: 'tokens for SCIM have networks of their own: directories run elsewhere',
    max_body_bytes: MAX_BODY_BYTES,
    ...(names_one ? { params: z.object({ scim_id: z.string().max(100) }) } : {}),
    query,
    ...(has_body ? { body: z.unknown() } : {}),
    reply: z.record(z.string(), z.unknown()),
    // The operation is a unit of its own: whether it went well or not, the log has a line of it.
    async prepare({ account_id, platform, origin, params, query: given, body, header }) {
      const asking = {
        account_id,
        platform,
        origin,
        authorization: header('authorization'),
        if_match: header('if-match'),
      }
      if (runAll) return await runAll(asking, body)
      if (!run) throw new Error(`${route} does nothing`)
      return await attempt(asking, async (call) =>
        run(call, { id: params?.scim_id ?? '', body, asked: readAsked(given) }),
      )
    },
    async run({ work, prepared, header }) {
      await logAttempt(work, header('authorization'), method, resource, prepared)
      return replyOf(prepared)
    },
  })
}
