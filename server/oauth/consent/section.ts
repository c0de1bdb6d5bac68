// What a person allowed clients, on their own page of security, with a button to take it back.
import { z } from 'zod'
import { renderGrants } from '../../../web/pages/grants.ts'
import { type AccountSection, accountSectionPath, redirect } from '../../access/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, SIGNED_IN } from '../../platform/http/endpoint.ts'
import { listClientsOf } from '../clients/queries.ts'
import { listGrantsOf } from '../granting/queries.ts'
import { withdrawAll } from '../granting/withdrawing.ts'

const SECTION = 'apps'
const MAX_LISTED = 200

export const grantsSection: AccountSection = {
  name: SECTION,
  position: 510,
  async render(work, call) {
    if (work.actor.kind !== 'user') return null
    const { user_id } = work.actor
    const grants = await listGrantsOf(work, user_id, MAX_LISTED)
    if (grants.length === 0 && call.result === null) return null
    const clients = new Map((await listClientsOf(work, user_id, MAX_LISTED)).map((client) => [client.id, client]))
    return renderGrants({
      ...call,
      grants: grants.map(({ client_id, scopes, updated_at }) => ({
        client_id,
        name: clients.get(client_id)?.name ?? '',
        scopes,
        allowed_at: updated_at,
      })),
    })
  },
}

const withdraw = endpoint({
  route: 'POST /account/security/apps/{oauth_client_id}/withdraw',
  summary: 'Take back what one allowed an OAuth client; its tokens are revoked at once',
  allow: SIGNED_IN,
  scope: 'security',
  params: z.object({ oauth_client_id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  body: z.object({ csrf_token: z.string().optional() }),
  reply: 'page',
  async run({ work, params }) {
    const { actor } = work
    if (actor.kind !== 'user' || actor.csrf_token === null) throw new Refusal('forbidden')
    const client_id = params.oauth_client_id
    const grants = await listGrantsOf(work, actor.user_id, MAX_LISTED)
    if (!grants.some((grant) => grant.client_id === client_id)) throw notFound()
    await withdrawAll(work, { user_id: actor.user_id, client_id })
    return redirect(accountSectionPath(SECTION, 'withdrawn'))
  },
})

export const grantPages = [withdraw]
