// Endpoints of a person's addresses.
import { z } from 'zod'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import { identityReply, listIdentities } from './identities.ts'
import { addEmail, getIdentity, makePrimary, removeIdentity } from './identity-actions.ts'
import { getUser } from './queries.ts'
import { identitySchema } from './schema.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.object({ user_id: id })
const both = z.object({ user_id: id, identity_id: id })
const one = z.object({ identity: identitySchema })
const many = z.object({ identities: z.array(identitySchema), ...pagingReply })

const list = endpoint({
  route: 'GET /api/v2/users/{user_id}/identities',
  summary: 'List the addresses of a person',
  allow: SIGNED_IN,
  params,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, params: { user_id }, query, origin_url }) {
    await getUser(work, user_id)
    const identities = (await listIdentities(work, user_id)).map((row) => identityReply(row, origin_url))
    return { identities, ...wholeList(identities.length, query) }
  },
})

const show = endpoint({
  route: 'GET /api/v2/users/{user_id}/identities/{identity_id}',
  summary: 'Show an address of a person',
  allow: SIGNED_IN,
  params: both,
  reply: one,
  run: async ({ work, params: { user_id, identity_id }, origin_url }) => ({
    identity: identityReply((await getIdentity(work, user_id, identity_id)).identity, origin_url),
  }),
})

const create = endpoint({
  route: 'POST /api/v2/users/{user_id}/identities',
  summary: 'Add an e-mail address to a person',
  allow: STAFF,
  params,
  body: z.object({
    identity: z.object({ type: z.literal('email'), value: z.string().max(254), verified: z.boolean().optional() }),
  }),
  reply: one,
  async run({ work, params: { user_id }, body, origin_url }) {
    const user = await getUser(work, user_id)
    const identity_id = await addEmail(
      work,
      user,
      body.identity.value,
      user.email === null,
      body.identity.verified ?? false,
    )
    const identity = identityReply((await getIdentity(work, user_id, identity_id)).identity, origin_url)
    return new HttpReply({ status: 201, headers: { location: identity.url }, json: { identity } })
  },
})

const primary = endpoint({
  route: 'PUT /api/v2/users/{user_id}/identities/{identity_id}/make_primary',
  summary: 'Make an address the primary one',
  allow: STAFF,
  params: both,
  query: z.object(pagingQuery),
  reply: many,
  async run({ work, params: { user_id, identity_id }, query, origin_url }) {
    await makePrimary(work, user_id, identity_id)
    const identities = (await listIdentities(work, user_id)).map((row) => identityReply(row, origin_url))
    return { identities, ...wholeList(identities.length, query) }
  },
})

const remove = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/identities/{identity_id}',
  summary: 'Remove an address of a person',
  allow: STAFF,
  params: both,
  reply: null,
  async run({ work, params: { user_id, identity_id } }) {
    await removeIdentity(work, user_id, identity_id)
    return null
  },
})

export const identityEndpoints = [list, show, create, primary, remove]
