// The API's description (OpenAPI 3.1), made from the endpoints themselves. It is committed; a test compares it, so that
// every change of the API is read by somebody.
import { z } from 'zod'
import { type AnyEndpoint, splitRoute } from './endpoint.ts'

interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: unknown
}

const ERROR = {
  type: 'object',
  properties: {
    error: {},
    description: { type: 'string' },
    details: { type: 'object' },
    code: { type: 'string' },
    request_id: { type: 'string' },
  },
  required: ['code', 'request_id'],
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return rest
}

function parametersOf(schema: z.ZodType | undefined, place: Parameter['in']): Parameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>
    required?: string[]
  } // an object's schema
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function bodyOf({ body }: AnyEndpoint): object | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'string')
    return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
  return { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } }
}

function repliesOf(endpoint: AnyEndpoint): object {
  const { method } = splitRoute(endpoint.route)
  const refused = { $ref: '#/components/responses/Refused' }
  if (endpoint.reply === null) return { 204: { description: 'Done' }, default: refused }
  const status = endpoint.status ?? (method === 'POST' ? 201 : 200)
  if (endpoint.reply === 'page')
    return { 200: { description: 'A page', content: { 'text/html': {} } }, default: refused }
  if (endpoint.reply === 'file') return { 200: { description: 'A file', content: { '*/*': {} } }, default: refused }
  return {
    [status]: {
      description: 'Done',
      content: { 'application/json': { schema: jsonSchema(endpoint.reply, 'output') } },
    },
    default: refused,
  }
}

/** Describes all endpoints; the order of paths is alphabetical, so that differences are readable. */
export function describeApi(endpoints: readonly AnyEndpoint[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of [...endpoints].sort((a, b) => (a.route < b.route ? -1 : 1))) {
    const { method, path } = splitRoute(endpoint.route)
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = {
      summary: endpoint.summary,
      'x-allow': endpoint.allow,
      ...(endpoint.customer_surface ? { 'x-customer-surface': true } : {}),
      parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
      requestBody: bodyOf(endpoint),
      responses: repliesOf(endpoint),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Custos',
      version,
      description:
        "Custos' API. It speaks the Zendesk API where that has a word for a thing; keys that Zendesk does not have are ours.",
    },
    security: [{ basic: [] }, { bearer: [] }, { session: [] }],
    components: {
      responses: {
        Refused: { description: 'Declined; `code` says why', content: { 'application/json': { schema: ERROR } } },
      },
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: '`email/token:API_TOKEN`' },
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-custos' },
      },
    },
    paths,
  }
}
