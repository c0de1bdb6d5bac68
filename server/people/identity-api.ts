// Endpoints of a person's addresses and numbers.
import { z } from 'zod'
import { endpoint, HttpReply, SIGNED_IN, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { listIdentities } from './identities.ts'
import { addIdentity, getIdentity, makePrimary, removeIdentity, updateIdentity } from './identity-actions.ts'
import { identityChangeInput, identityInput, identityReply, identitySchema } from './identity-schema.ts'
import { maySeeRecord, requireTeam } from './policy.ts'
import { getUser } from './queries.ts'

const params = z.object({ user_id: idParam })
const both = z.object({ user_id: idParam, user_identity_id: idParam })
const one = z.object({ identity: identitySchema })
const many = z.object({ identities: z.array(identitySchema), ...pagingReply })

/** Zendesk's second path is for customers; here both mean the same, for the same callers. */
const PATHS = ['users', 'end_users'] as const
type Path = (typeof PATHS)[number]

/** Links to a new password go to addresses (editing.ts). */
const OF_TEAM = 'for people of the team'

async function shown(work: Work, user_id: number, identity_id: number, origin_url: string) {
  return identityReply((await getIdentity(work, user_id, identity_id)).identity, origin_url)
}

const list = (path: Path) =>
  endpoint({
    route: `GET /api/v2/${path}/{user_id}/identities`,
    summary: 'List the addresses and numbers of a person',
    allow: SIGNED_IN,
    params,
    query: z.object(pagingQuery),
    reply: many,
    async run({ work, params: { user_id }, query, origin_url }) {
      const user = await getUser(work, user_id)
      if (!maySeeRecord(work.actor, user)) requireTeam(work.actor)
      const identities = (await listIdentities(work, user_id)).map((row) => identityReply(row, origin_url))
      return { identities, ...wholeList(identities.length, query) }
    },
  })

const show = (path: Path) =>
  endpoint({
    route: `GET /api/v2/${path}/{user_id}/identities/{user_identity_id}`,
    summary: 'Show an address or number of a person',
    allow: SIGNED_IN,
    params: both,
    reply: one,
    async run({ work, params: { user_id, user_identity_id }, origin_url }) {
      if (!maySeeRecord(work.actor, await getUser(work, user_id))) requireTeam(work.actor)
      return { identity: await shown(work, user_id, user_identity_id, origin_url) }
    },
  })

/**
 * Two routes of one meaning. Zendesk lets customers call the second for themselves; here nobody adds an address to
 * themself: it could be the one of a stranger, whose mails they would read from then on.
 */
function creation(route: `POST /${string}`, summary: string) {
  return endpoint({
    route,
    summary,
    allow: STAFF,
    step_up: OF_TEAM,
    params,
    body: z.object({ identity: identityInput }),
    reply: one,
    async run({ work, params: { user_id }, body, origin_url }) {
      const identity_id = await addIdentity(work, await getUser(work, user_id), body.identity)
      const identity = await shown(work, user_id, identity_id, origin_url)
      return new HttpReply({ status: 201, headers: { location: identity.url }, json: { identity } })
    },
  })
}

const create = creation('POST /api/v2/users/{user_id}/identities', 'Add an address or number to a person')
const createOfEndUser = creation(
  'POST /api/v2/end_users/{user_id}/identities',
  'Add an address or number to a customer; for staff only',
)

const update = endpoint({
  route: 'PUT /api/v2/users/{user_id}/identities/{user_identity_id}',
  summary: 'Change an address or number of a person, or whether it is proven',
  allow: STAFF,
  step_up: OF_TEAM,
  params: both,
  body: z.object({ identity: identityChangeInput }),
  reply: one,
  async run({ work, params: { user_id, user_identity_id }, body, origin_url }) {
    await updateIdentity(work, user_id, user_identity_id, body.identity)
    return { identity: await shown(work, user_id, user_identity_id, origin_url) }
  },
})

const verify = endpoint({
  route: 'PUT /api/v2/users/{user_id}/identities/{user_identity_id}/verify',
  summary: 'Say that an address or number is proven to be theirs',
  allow: STAFF,
  step_up: OF_TEAM,
  params: both,
  reply: one,
  async run({ work, params: { user_id, user_identity_id }, origin_url }) {
    await updateIdentity(work, user_id, user_identity_id, { verified: true })
    return { identity: await shown(work, user_id, user_identity_id, origin_url) }
  },
})

const primary = (path: Path) =>
  endpoint({
    route: `PUT /api/v2/${path}/{user_id}/identities/{user_identity_id}/make_primary`,
    summary: 'Make an address the primary one',
    allow: STAFF,
    step_up: OF_TEAM,
    params: both,
    query: z.object(pagingQuery),
    reply: many,
    async run({ work, params: { user_id, user_identity_id }, query, origin_url }) {
      await makePrimary(work, user_id, user_identity_id)
      const identities = (await listIdentities(work, user_id)).map((row) => identityReply(row, origin_url))
      return { identities, ...wholeList(identities.length, query) }
    },
  })

const remove = (path: Path) =>
  endpoint({
    route: `DELETE /api/v2/${path}/{user_id}/identities/{user_identity_id}`,
    summary: 'Remove an address or number of a person',
    allow: STAFF,
    step_up: OF_TEAM,
    params: both,
    reply: null,
    async run({ work, params: { user_id, user_identity_id } }) {
      await removeIdentity(work, user_id, user_identity_id)
      return null
    },
  })

export const identityEndpoints = [
  ...PATHS.flatMap((path) => [list(path), show(path), primary(path), remove(path)]),
  create,
  createOfEndUser,
  update,
  verify,
]
