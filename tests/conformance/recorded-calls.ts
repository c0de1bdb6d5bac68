// How each recorded operation is asked of us: its route, filled with records of a fixture, and a body of the recorded
// shape. Most follow from the route itself; the rest stand in tables.
import { newId } from '../../server/platform/ids.ts'
import { newRecord } from '../support/bodies.ts'
import { type Fixture, fillRoute } from '../support/fixture.ts'
import type { Schema } from './recorded.ts'

export interface RecordedCall {
  route: string
  body?: unknown
  headers?: Record<string, string>
}

const NOBODY = '99999'
const TOO_MANY = 101
const TEXT = { 'content-type': 'text/plain' }

/** What the examples of a client's maker are of: they are named after files. */
const NAMED_BY_FILE: Record<string, string> = {
  attachment: 'attachments/{attachment_id}',
  automation: 'automations/{automation_id}',
  automations: 'automations',
  brand: 'brands/{brand_id}',
  brands: 'brands',
  group: 'groups/{group_id}',
  group_memberships: 'group_memberships',
  groups: 'groups',
  items: 'dynamic_content/items',
  locales: 'locales',
  macro: 'macros/{macro_id}',
  macros: 'macros',
  organization: 'organizations/{organization_id}',
  organization_fields: 'organization_fields',
  organization_memberships: 'organization_memberships',
  organizations: 'organizations',
  search_count_ticket: 'search/count?query=type:ticket',
  search_group: 'search?query=type:group support',
  search_ticket: 'search?query=type:ticket',
  search_user: 'search?query=type:user',
  sla_policies: 'slas/policies',
  sla_policy: 'slas/policies/{sla_policy_id}',
  tags: 'tickets/{ticket_id}/tags',
  target: 'targets/{url_target_id}',
  targets: 'targets',
  ticket: 'tickets/{ticket_id}',
  ticket_audit: 'tickets/{ticket_id}/audits/{audit_id}',
  ticket_audits: 'tickets/{ticket_id}/audits',
  ticket_comments: 'tickets/{ticket_id}/comments?page[size]=9',
  ticket_custom_field: 'tickets/{ticket_id}',
  ticket_field: 'ticket_fields/{ticket_field_id}',
  ticket_fields: 'ticket_fields',
  ticket_form: 'ticket_forms/{ticket_form_id}',
  ticket_forms: 'ticket_forms',
  ticket_show_many: 'tickets/show_many?ids={ticket_id}',
  tickets: 'tickets',
  trigger: 'triggers/{trigger_id}',
  triggers: 'triggers',
  user: 'users/{user_id}',
  user_fields: 'user_fields',
  user_related: 'users/{user_id}/related',
  users: 'users',
  view: 'views/{view_id}',
  views: 'views',
  views_ticket_count: 'views/count_many?ids={view_id}',
  webhook: 'webhooks/{keyed_webhook_id}',
}

/** What routes of the list cannot be asked without. */
const QUERIES: Record<string, string> = {
  'GET /api/v2/incremental/tickets': 'start_time=1',
  'GET /api/v2/incremental/tickets/cursor': 'start_time=1',
  'GET /api/v2/incremental/users': 'start_time=1',
  'GET /api/v2/incremental/users/cursor': 'start_time=1',
  'GET /api/v2/organizations/autocomplete': 'name=or',
  'GET /api/v2/organizations/search': 'external_id=none',
  'GET /api/v2/organizations/show_many': 'ids={organization_id}',
  'GET /api/v2/search/export': 'query=type:user&filter[type]=user&page[size]=10',
  'GET /api/v2/tickets/show_many': 'ids={ticket_id}',
  'GET /api/v2/users/show_many': 'ids={user_id}',
  'GET /api/v2/ticket_audits': 'page[size]=9',
  'GET /api/v2/tickets/{ticket_id}/comments': 'page[size]=9',
}

/** Values of recorded properties that no new record has. */
const VALUES: Record<string, (desk: Fixture) => unknown> = {
  external_id: () => `external-${newId()}`,
  description: () => 'What it is about',
  notes: () => 'Likes tea',
  subject: () => 'A kettle',
  title: () => 'Another title',
  type: () => 'text',
  uploads: async (desk) => (await upload(desk)).token,
  username: () => 'ada',
  password: () => 'x',
  token: () => 'x',
}

async function upload(desk: Fixture) {
  return (await desk.call(desk.admin, 'POST /api/v2/uploads?filename=a.txt', 'text', TEXT)).body.upload
}

const PATHS: Record<string, string> = { sla_policy: 'slas/policies', trigger_category: 'trigger_categories' }

type Made = { id: number | string } & Record<string, unknown>

/** A new record of its kind, as it was answered. */
async function fresh(desk: Fixture, noun: string, record = newRecord(noun, desk.ids)): Promise<Made> {
  const path = PATHS[noun] ?? (noun.endsWith('s') ? `${noun}es` : `${noun}s`)
  const { body, text } = await desk.call(desk.admin, `POST /api/v2/${path}`, { [noun]: record })
  if (body?.[noun] === undefined) throw new Error(`no new ${noun}: ${text}`)
  return body[noun]
}

/** What the recordings show and the fixture has not. */
export async function addForRecordings(desk: Fixture): Promise<void> {
  const url = { title: 'URL', type: 'http_target', target_url: 'http://127.0.0.1:9/', method: 'post' }
  desk.ids.url_target_id = String((await fresh(desk, 'target', url)).id)
  desk.ids.keyed_webhook_id = String((await fresh(desk, 'webhook')).id)
}

/** `/api/v2/trigger_categories/…` → `trigger_category`. */
const nounOf = (path: string): string => {
  const plural = path.split('/')[3] ?? ''
  if (/(ss|us)es$/.test(plural)) return plural.slice(0, -2)
  return plural.replace(/ies$/, 'y').replace(/s$/, '')
}

/** A ticket deleted once. */
async function deletedTicket(desk: Fixture): Promise<string> {
  const { id } = await fresh(desk, 'ticket')
  await desk.call(desk.admin, `DELETE /api/v2/tickets/${id}`)
  return String(id)
}

const SPECIAL: Record<string, (desk: Fixture) => Promise<RecordedCall>> = {
  'DELETE /api/v2/deleted_tickets/{} 200': async (desk) => ({
    route: `DELETE /api/v2/deleted_tickets/${await deletedTicket(desk)}`,
  }),
  'PUT /api/v2/deleted_tickets/{}/restore 200': async (desk) => ({
    route: `PUT /api/v2/deleted_tickets/${await deletedTicket(desk)}/restore`,
  }),
  'POST /api/v2/uploads 201': async () => ({
    route: 'POST /api/v2/uploads?filename=a.txt',
    body: 'text',
    headers: TEXT,
  }),
  'DELETE /api/v2/uploads/{} 204': async (desk) => ({
    route: `DELETE /api/v2/uploads/${(await upload(desk)).token}`,
  }),
  'GET /api/v2/job_statuses/{} 200': async (desk) => {
    const route = `PUT /api/v2/tickets/update_many?ids=${desk.ids.ticket_id}`
    const { body } = await desk.call(desk.admin, route, { ticket: { additional_tags: ['bulk'] } })
    await desk.runJobs()
    return { route: `GET /api/v2/job_statuses/${body.job_status.id}` }
  },
  'PUT /api/v2/tickets/{}/comments/{}/attachments/{}/redact 200': async (desk) => {
    const { token } = await upload(desk)
    const { body } = await desk.call(desk.admin, 'POST /api/v2/tickets', {
      ticket: { subject: 'A file', comment: { body: 'here', uploads: [token] } },
    })
    const comments = await desk.call(desk.admin, `GET /api/v2/tickets/${body.ticket.id}/comments`)
    const [comment] = comments.body.comments
    const path = `tickets/${body.ticket.id}/comments/${comment.id}/attachments/${comment.attachments[0].id}/redact`
    return { route: `PUT /api/v2/${path}`, body: {} }
  },
  'POST /api/v2/webhooks/{}/signing_secret 201': async (desk) => ({
    route: `POST /api/v2/webhooks/${desk.ids.webhook_id}/signing_secret`,
  }),
}

/**
 * The call for a recorded operation, `METHOD /path status`: the served route that it is of, filled; with a body where
 * the request's shape is known. `taken` are ids that are used up by it, made new.
 */
export async function recordedCall(
  key: string,
  served: string,
  request: Schema | undefined,
  desk: Fixture,
): Promise<RecordedCall> {
  const special = SPECIAL[key]
  if (special) return await special(desk)
  const [method = '', path = '', status = ''] = key.split(' ')
  const noun = nounOf(served.split(' ')[1] ?? '')
  const ids = { ...desk.ids }
  const own = served.match(/\{(\w+)\}$/)?.[1]
  let model: Made | null = null
  if (own && status === '404') ids[own] = NOBODY
  else if (own && method !== 'GET') model = await fresh(desk, noun)
  if (own && model) ids[own] = String(model.id)
  let query = QUERIES[served] ? `?${fillRoute(QUERIES[served] ?? '', ids)}` : ''
  if (path.endsWith('/destroy_many')) query = `?ids=${(await fresh(desk, noun)).id},${(await fresh(desk, noun)).id}`
  const route = `${fillRoute(served, ids)}${query}`
  if (status === '400' && path.endsWith('/create_many')) {
    const many = Array.from({ length: TOO_MANY }, () => newRecord(noun, ids))
    return { route, body: { [path.split('/')[3] ?? '']: many } }
  }
  if (method === 'GET') return { route }
  if (!request) return { route, body: method === 'DELETE' ? undefined : { [noun]: newRecord(noun, ids) } }
  const body: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(request.properties ?? {})) {
    const tried = name === 'request' ? { ...newRecord('webhook', ids), endpoint: ids.receiver_url } : null
    const given = model ? { ...newRecord(name, ids), ...model } : (tried ?? newRecord(name, ids))
    body[name] = await filled(part, name, given, desk, noun)
  }
  return { route, body }
}

/** A call for what was recorded under the name of a file. */
export function callNamedByFile(name: string, ids: Record<string, string>): RecordedCall | null {
  const path = NAMED_BY_FILE[name]
  return path === undefined
    ? null
    : { route: encodeURI(`GET /api/v2/${fillRoute(path, ids)}`).replace('GET%20', 'GET ') }
}

/** A value of the recorded shape with every property that was seen, each from the model or with some meaning. */
async function filled(schema: Schema, name: string, model: unknown, desk: Fixture, noun: string): Promise<unknown> {
  const types = [schema.type ?? []].flat()
  const { items } = schema
  if (name === 'id') return model ?? (types.includes('integer') ? (await fresh(desk, noun)).id : 'x')
  if (types.includes('array') && items) {
    const models = Array.isArray(model) ? model : [undefined]
    return await Promise.all(models.map((one) => filled(items, name, one, desk, noun)))
  }
  if (!types.includes('object')) return model ?? (await VALUES[name]?.(desk)) ?? 'x'
  // A webhook's credentials are of one kind: not all of those that were ever seen.
  if (name === 'data') return model
  const given = (model ?? {}) as Record<string, unknown> // a model of an object is one
  const record: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    record[key] = await filled(part, key, given[key], desk, noun)
  return record
}
