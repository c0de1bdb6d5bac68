// Endpoints of clients. Zendesk's shapes; `scopes`, `service_account_id` and the three switches are ours.
import { z } from 'zod'
import { ADMINS, endpoint, HttpReply } from '../../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime } from '../../platform/instants.ts'
import { changeClient, createClient, getClient, MAX_CLIENTS, removeClient, renewClientSecret } from './actions.ts'
import { type ClientRow, IDENTIFIER, listClients } from './queries.ts'
import { MAX_REDIRECT_LENGTH, MAX_REDIRECTS } from './redirects.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.object({ oauth_client_id: id })

export const clientSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  identifier: z.string().describe("OAuth's client_id"),
  kind: z.enum(['public', 'confidential']),
  company: z.string(),
  description: z.string(),
  global: z.literal(false),
  logo_url: z.null(),
  redirect_uri: z.array(z.string()),
  secret: z.string().nullable().optional().describe('Whole when it is made, else its first characters'),
  scopes: z.array(z.string()).nullable().describe('The most it may ask for; null is everything'),
  service_account_id: z.number().nullable().describe('As whom it acts with the grant client_credentials'),
  device_flow: z.boolean().describe('Whether devices without a browser may ask by it (RFC 8628)'),
  password_grant: z.boolean().describe('Whether it may bring passwords, where `password_access` of the account is on'),
  pkce_required: z.boolean().describe('Whether it must use PKCE; always true for public clients'),
  user_id: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
})

export function clientReply(
  client: ClientRow,
  origin_url: string,
  secret?: string | null,
): z.output<typeof clientSchema> {
  const { redirect_uris, secret_prefix, created_at, updated_at, ...plain } = client
  const shown = secret ?? (client.kind === 'confidential' ? `${secret_prefix}…` : undefined)
  return {
    ...plain,
    url: `${origin_url}/api/v2/oauth/clients/${client.id}.json`,
    global: false,
    logo_url: null,
    redirect_uri: redirect_uris,
    ...(shown === undefined ? {} : { secret: shown }),
    created_at: apiTime(created_at),
    updated_at: apiTime(updated_at),
  }
}

const written = {
  name: z.string().trim().min(1).max(100),
  identifier: z.string().regex(IDENTIFIER, 'letters, digits and . _ ~ - only'),
  company: z.string().max(100),
  description: z.string().max(500),
  // Zendesk's own page takes lines of text; its API a list.
  redirect_uri: z.preprocess(
    (given) => (typeof given === 'string' ? given.split(/\s+/).filter((uri) => uri !== '') : given),
    z.array(z.string().max(MAX_REDIRECT_LENGTH)).max(MAX_REDIRECTS),
  ),
  scopes: z.array(z.string().max(60)).max(60).nullable(),
  service_account_id: id.nullable(),
  device_flow: z.boolean(),
  password_grant: z.boolean(),
  pkce_required: z.boolean(),
}
const one = z.object({ client: clientSchema })

const list = endpoint({
  route: 'GET /api/v2/oauth/clients',
  summary: 'List the OAuth clients of the account',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: z.object({ clients: z.array(clientSchema), ...pagingReply }),
  async run({ work, query, origin_url }) {
    const clients = (await listClients(work, MAX_CLIENTS)).map((client) => clientReply(client, origin_url))
    return { clients, ...wholeList(clients.length, query) }
  },
})

const show = endpoint({
  route: 'GET /api/v2/oauth/clients/{oauth_client_id}',
  summary: 'Show an OAuth client, without its secret',
  allow: ADMINS,
  params,
  reply: one,
  run: async ({ work, params, origin_url }) => ({
    client: clientReply(await getClient(work, params.oauth_client_id), origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/oauth/clients',
  summary: 'Register an OAuth client; only this reply has its secret',
  allow: ADMINS,
  step_up: true,
  body: z.object({
    client: z.object({
      ...written,
      company: written.company.default(''),
      description: written.description.default(''),
      redirect_uri: written.redirect_uri.default([]),
      scopes: written.scopes.default(null),
      service_account_id: written.service_account_id.default(null),
      device_flow: written.device_flow.default(false),
      password_grant: written.password_grant.default(false),
      pkce_required: written.pkce_required.default(true),
      kind: z.enum(['public', 'confidential']).default('confidential'),
    }),
  }),
  reply: one,
  async run({ work, body, origin_url }) {
    const { client, secret } = await createClient(work, body.client)
    const reply = clientReply(client, origin_url, secret)
    return new HttpReply({
      status: 201,
      headers: { location: reply.url, 'cache-control': 'no-store' },
      json: { client: reply },
    })
  },
})

const change = endpoint({
  route: 'PUT /api/v2/oauth/clients/{oauth_client_id}',
  summary: 'Change an OAuth client',
  allow: ADMINS,
  step_up: true,
  params,
  body: z.object({ client: z.object(written).partial() }),
  reply: one,
  run: async ({ work, params, body, origin_url }) => ({
    client: clientReply(await changeClient(work, params.oauth_client_id, body.client), origin_url),
  }),
})

const renew = endpoint({
  route: 'PUT /api/v2/oauth/clients/{oauth_client_id}/generate_secret',
  summary: 'Give an OAuth client a new secret; the former one works no more',
  allow: ADMINS,
  step_up: true,
  params,
  reply: one,
  async run({ work, params, origin_url }) {
    const { client, secret } = await renewClientSecret(work, params.oauth_client_id)
    return new HttpReply({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      json: { client: clientReply(client, origin_url, secret) },
    })
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/oauth/clients/{oauth_client_id}',
  summary: 'Remove an OAuth client with all its tokens',
  allow: ADMINS,
  params,
  reply: null,
  async run({ work, params }) {
    await removeClient(work, params.oauth_client_id)
    return null
  },
})

const listGlobal = endpoint({
  route: 'GET /api/v2/oauth/global_clients',
  summary: 'List clients of all accounts that people here use: there are none, every account registers its own',
  allow: ADMINS,
  query: z.object(pagingQuery),
  reply: z.object({ global_clients: z.array(clientSchema), ...pagingReply }),
  run: async ({ query }) => ({ global_clients: [], ...wholeList(0, query) }),
})

export const clientEndpoints = [list, show, create, change, renew, remove, listGlobal]
