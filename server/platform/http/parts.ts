// The parts of a request as an endpoint declares them: parameters of the path, query and body.
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Refusal } from '../errors.ts'
import type { AnyEndpoint } from './endpoint.ts'
import { pagingQuery } from './paging.ts'

/** Reads them by their schemas. 404 for a path that can name nothing, 400 for the query, 422 for the body. */
export function readParts(
  declared: AnyEndpoint,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  let params: unknown
  if (declared.params) {
    const read = declared.params.safeParse(request.params)
    // A path that names nothing we could have is not found, not a validation error.
    if (!read.success) throw new Refusal('not_found')
    params = read.data
  }
  const query = declared.query && readQuery(declared.query, request.query)
  const body = typeof declared.body === 'string' ? request.body : declared.body?.parse(request.body ?? {})
  return { params, query, body }
}

/** The query's parameters. 400 in the shape of paging errors where it is one of those, else plainly. */
function readQuery(schema: z.ZodType, given: unknown): unknown {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]! // a failure has an issue
  const name = String(path[0] ?? 'query')
  throw new Refusal(name in pagingQuery ? 'bad_paging' : 'bad_request', `${name} ${message}`)
}
