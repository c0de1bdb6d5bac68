// The typed client of the API, made from its description (docs/api/openapi.json): the type of every operation's
// parameters, query, body and reply, and the one function that turns a route and its parameters into an address.
import { join } from 'node:path'
import { pascal, ShapeNames, singular } from './client/names.ts'
import { type NameOf, objectOf, type Schema, typeOf } from './client/schema.ts'

export const CLIENT_FILE = join(import.meta.dirname, '../web/api/client.ts')

interface Operation {
  summary: string
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>
}

/** The part of an OpenAPI document that a client is made from. */
export interface ApiDescription {
  paths: Record<string, Record<string, Operation>>
}

type Parameter = Operation['parameters'][number]

interface Described {
  route: string
  noun: string
  operation: Operation
  body: Schema | null
  /** Undefined where the reply is no JSON. */
  reply: Schema | null | undefined
}

/** Routes with JSON on both sides; pages and files are for browsers, and uploads send bytes. */
function operationsOf(api: ApiDescription): Described[] {
  return Object.entries(api.paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        noun: nounOf(path),
        operation,
        body: operation.requestBody?.content['application/json']?.schema ?? null,
        reply: replyOf(operation),
      })),
    )
    .filter(({ operation, body, reply }) => reply !== undefined && (body !== null || !operation.requestBody))
    .sort((a, b) => (placeOf(a.route) < placeOf(b.route) ? -1 : 1))
}

/** Operations of one path stand together. */
const placeOf = (route: string): string => route.split(' ').reverse().join(' ')

function nounOf(path: string): string {
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return pascal(singular(words.at(-1) ?? ''))
}

function replyOf({ responses }: Operation): Schema | null | undefined {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  if (status === '204') return null
  return response?.content?.['application/json']?.schema
}

/** What is given in an address: ids and flags are written there as text. */
function addressType(schema: Schema, nameOf: NameOf): string {
  const type = typeOf(schema, nameOf)
  if (type === 'unknown') return 'string | number | boolean'
  return type === 'string' ? 'string | number' : type
}

function memberOf({ name, required, schema }: Parameter, nameOf: NameOf): string {
  const label = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)
  return `${label}${required ? '' : '?'}: ${addressType(schema, nameOf)}`
}

const isPaged = ({ operation }: Described): boolean => operation.parameters.some(({ name }) => name === 'page[size]')

/** The parameters that every list takes. */
function pagingOf(operations: readonly Described[]): Parameter[] {
  const [first, ...rest] = operations.filter(isPaged)
  return (first?.operation.parameters ?? []).filter(
    ({ name, in: place }) =>
      place === 'query' && rest.every(({ operation }) => operation.parameters.some((one) => one.name === name)),
  )
}

function inputOf(described: Described, paging: readonly string[], nameOf: NameOf): string {
  const { operation, body } = described
  const given = (place: Parameter['in'], except: readonly string[] = []) =>
    operation.parameters.filter((one) => one.in === place && !except.includes(one.name))
  const params = given('path').map((one) => memberOf(one, nameOf))
  const query = given('query', isPaged(described) ? paging : [])
  const members = query.length === 0 ? '' : `{ ${query.map((one) => memberOf(one, nameOf)).join('; ')} }`
  const parts = [isPaged(described) ? 'Paging' : '', members].filter((part) => part !== '')
  const inputs = [
    params.length === 0 ? '' : `params: { ${params.join('; ')} }`,
    parts.length === 0 ? '' : `query${query.some((one) => one.required) ? '' : '?'}: ${parts.join(' & ')}`,
    body ? `body: ${typeOf(body, nameOf)}` : '',
  ].filter((part) => part !== '')
  return inputs.length === 0 ? 'Nothing' : `{ ${inputs.join('; ')} }`
}

const RUN_TIME = `/** An operation of the API, such as 'GET /api/v2/tickets/{ticket_id}'. */
export type Route = keyof Operations
/** What an operation is given: params of its path, query, JSON body. */
export type Input<R extends Route> = Operations[R]['input']
/** What an operation answers with; undefined for 204. */
export type Reply<R extends Route> = Operations[R]['reply']
type Values = Record<string, string | number | boolean | readonly string[] | undefined>

/** The method and address of an operation. Everything put into the address is encoded; undefined is left out. */
export function addressOf<R extends Route>(route: R, input: Input<R>): [method: string, address: string] {
  const { params = {}, query = {} } = input as { params?: Values; query?: Values } // both are made of such values
  const [method = '', path = ''] = route.split(' ')
  const address = path.replace(/{(\\w+)}/g, (_, name) => encodeURIComponent(String(params[name])))
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => \`\${encodeURIComponent(name)}=\${encodeURIComponent(String(one))}\`),
  )
  return [method, pairs.length === 0 ? address : \`\${address}?\${pairs.join('&')}\`]
}
`

/** The text of web/api/client.ts. */
export function clientText(api: ApiDescription): string {
  const operations = operationsOf(api)
  const names = new ShapeNames()
  for (const { reply, noun } of operations) if (reply) names.collect(reply, '', noun, '')
  for (const { body, noun } of operations) if (body) names.collect(body, '', noun, 'Write')
  names.settle()
  const shapes = names.list().map(({ name, schema }) => `export interface ${name} ${objectOf(schema, names.nameOf)}`)
  const paging = pagingOf(operations)
  const pagingNames = paging.map(({ name }) => name)
  const lines = operations.map((one) => {
    const reply = one.reply ? typeOf(one.reply, names.nameOf) : 'undefined'
    return `  /** ${one.operation.summary}. */\n  '${one.route}': { input: ${inputOf(one, pagingNames, names.nameOf)}; reply: ${reply} }`
  })
  return [
    '// The API as TypeScript sees it: made from the endpoints by `npm run openapi`, compared by tests/openapi.test.ts.',
    '// Change an endpoint and run it again instead of editing this file. Only `addressOf` is there at run time.',
    '',
    ...shapes,
    '',
    '/** What every list takes: pages by number (page, per_page) or by cursor (page[size], page[after]). */',
    `export interface Paging { ${paging.map((one) => memberOf(one, names.nameOf)).join('; ')} }`,
    'type Nothing = Record<never, never>',
    '',
    '/** Every operation with JSON on both sides: what it is given and what it answers. */',
    'export interface Operations {',
    ...lines,
    '}',
    '',
    RUN_TIME,
  ].join('\n')
}
