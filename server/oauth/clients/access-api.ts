// What clients have been given: for a person, which applications may act for them; for admins, taking back everything of
// one client, or what one person allowed it.
import { z } from 'zod'
import { listTokens } from '../../access/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { listGrantsOf } from '../granting/queries.ts'
import { withdrawAll } from '../granting/withdrawing.ts'
import { getClient, MAX_CLIENTS } from './actions.ts'
import { clientReply, clientSchema } from './api.ts'
import { listClients } from './queries.ts'

const MAX_TOKENS = 1_000
const params = z.object({ oauth_client_id: idParam })

/** What a client may at all is for those who registered it. */
const OF_ADMINS = {
  secret: true,
  scopes: true,
  service_account_id: true,
  device_flow: true,
  password_grant: true,
  pkce_required: true,
} as const

const ownSchema = clientSchema.omit(OF_ADMINS).extend({
  granted_scopes: z.array(z.string()).describe('What it may do in your name'),
  granted_at: z.string().describe('When that was allowed last'),
  last_used_at: z.string().nullable().describe('When one of its tokens was used last, of those that still work'),
})

/** Clients that can act for somebody: by their consent, or by a token they made for it. */
async function clientsActingFor(work: Work, user_id: number) {
  const grants = new Map((await listGrantsOf(work, user_id, MAX_CLIENTS)).map((grant) => [grant.client_id, grant]))
  const tokens = await listTokens(work, { kind: 'oauth', user_id }, MAX_TOKENS)
  const clients = await listClients(work, MAX_CLIENTS)
  return clients.flatMap((client) => {
    const grant = grants.get(client.id)
    const own = tokens.filter((token) => token.client_id === client.id)
    const newest = own[0]
    const granted_at = grant?.updated_at ?? newest?.created_at
    if (!granted_at) return []
    const scopes = new Set([...(grant?.scopes ?? []), ...own.flatMap((token) => token.scopes ?? ['read', 'write'])])
    const uses = own.flatMap(({ last_used_at }) => (last_used_at ? [last_used_at.getTime()] : []))
    const last_used_at = uses.length === 0 ? null : new Date(Math.max(...uses))
    return [{ client, granted_at, granted_scopes: [...scopes], last_used_at }]
  })
}

function personOf({ actor }: Work): number {
  if (actor.kind !== 'user') throw new Refusal('not_signed_in')
  return actor.user_id
}

const listOwn = endpoint({
  route: 'GET /api/v2/users/me/oauth/clients',
  summary: 'List the OAuth clients that can act for oneself, with what they may do',
  allow: SIGNED_IN,
  query: z.object(pagingQuery),
  reply: z.object({ clients: z.array(ownSchema), ...pagingReply }),
  async run({ work, query, origin_url }) {
    const found = await clientsActingFor(work, personOf(work))
    const clients = found.map(({ client, granted_scopes, granted_at, last_used_at }) => ({
      ...clientReply(client, origin_url),
      granted_scopes,
      granted_at: apiTime(granted_at),
      last_used_at: apiTimeOrNull(last_used_at),
    }))
    return { clients, ...wholeList(clients.length, query) }
  },
})

const withdrawOwn = endpoint({
  route: 'DELETE /api/v2/users/me/oauth/clients/{oauth_client_id}',
  summary: 'Take back what one allowed an OAuth client; its tokens for oneself are revoked at once',
  allow: SIGNED_IN,
  params,
  reply: null,
  async run({ work, params: { oauth_client_id: client_id } }) {
    const user_id = personOf(work)
    if (!(await clientsActingFor(work, user_id)).some(({ client }) => client.id === client_id)) throw notFound()
    await withdrawAll(work, { user_id, client_id })
    return null
  },
})

const withdrawEverybodys = endpoint({
  route: 'DELETE /api/v2/oauth/clients/{oauth_client_id}/tokens',
  summary: 'Revoke all tokens of an OAuth client and what was allowed it, or those of `user_id`; the client stays',
  allow: ADMINS,
  params,
  query: z.object({ user_id: idParam.optional() }),
  reply: null,
  async run({ work, params: { oauth_client_id }, query: { user_id } }) {
    const { id: client_id } = await getClient(work, oauth_client_id)
    await withdrawAll(work, { client_id, ...(user_id === undefined ? {} : { user_id }) })
    return null
  },
})

export const clientAccessEndpoints = [listOwn, withdrawOwn, withdrawEverybodys]
