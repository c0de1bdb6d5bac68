// Endpoints that find people and organisations by what one remembers of them. For staff only.
import { z } from 'zod'
import { normaliseAddress } from '../platform/addresses.ts'
import { type RawBuilder, sql } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { type PagingQuery, pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { searchCondition } from '../search/index.ts'
import { listOrganizations } from './organizations/queries.ts'
import { organizationReply, organizationSchema } from './organizations/schema.ts'
import { isListed } from './policy.ts'
import { findUserByEmail, listUsers, type UserFilter } from './queries.ts'
import { type User, userReply, userSchema } from './schema.ts'

const QUERY_LENGTH = 500
const users = z.object({ users: z.array(userSchema), ...pagingReply })
const organizations = z.object({ organizations: z.array(organizationSchema), ...pagingReply })

/** `type:user` says what is asked anyway; `email:` and `name:` are searched by what follows. */
const plainWords = (query: string): string => query.trim().replaceAll(/(^|\s)(?:type:user\b|(?:email|name):)/g, '$1')

/** A last word of one letter is not yet the beginning of anything: what stands before it is found. */
const typedSoFar = (name: string): string => name.trim().replace(/\s+\S$/u, '')

interface Asked {
  work: Work
  query: PagingQuery
  url: URL
  origin_url: string
}

async function pageOfUsers({ work, query, url, origin_url }: Asked, filter: UserFilter) {
  const found = await listUsers(work, filter, query, url)
  return { users: found.users.map((user): User => userReply(user, origin_url)), ...found.paging }
}

async function usersMatching(asked: Asked, words: string, last_is_prefix: boolean) {
  const matching = await searchCondition(asked.work, 'user', words, sql.ref('users.id'), { last_is_prefix })
  return matching ? await pageOfUsers(asked, { matching }) : { users: [], ...wholeList(0, asked.query) }
}

const searchUsers = endpoint({
  route: 'GET /api/v2/users/search',
  summary: 'Find people by the words of their name, by e-mail address or by external id',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    query: z.string().max(QUERY_LENGTH).optional(),
    external_id: z.string().max(255).optional(),
  }),
  reply: users,
  async run(asked) {
    const { work, query, origin_url } = asked
    if (query.external_id !== undefined) return await pageOfUsers(asked, { external_id: query.external_id })
    const words = plainWords(query.query ?? '')
    const address = words.replace(/^"(.*)"$/, '$1')
    // Clients ask whether an address is known before they create somebody: one that only looks alike is no answer.
    if (normaliseAddress(address) === null) return await usersMatching(asked, words, false)
    const found = await findUserByEmail(work, address)
    const known = found?.active && isListed(work.actor, found) ? [userReply(found, origin_url)] : []
    return { users: known, ...wholeList(known.length, query) }
  },
})

const autocompleteUsers = endpoint({
  route: 'GET /api/v2/users/autocomplete',
  summary: 'Find people by the beginning of a name or address, two letters at least',
  allow: STAFF,
  query: z.object({ ...pagingQuery, name: z.string().max(QUERY_LENGTH) }),
  reply: users,
  run: async (asked) => await usersMatching(asked, typedSoFar(asked.query.name), true),
})

async function pageOfOrganizations(
  { work, query, url, origin_url }: Asked,
  filter: { external_id?: string; name?: string; matching?: RawBuilder<boolean> },
) {
  const found = await listOrganizations(work, filter, query, url)
  return { organizations: found.organizations.map((row) => organizationReply(row, origin_url)), ...found.paging }
}

async function organizationsMatching(asked: Asked, words: string, last_is_prefix: boolean) {
  const id = sql.ref('organizations.id')
  const matching = await searchCondition(asked.work, 'organization', words, id, { last_is_prefix })
  return matching ? await pageOfOrganizations(asked, { matching }) : { organizations: [], ...wholeList(0, asked.query) }
}

const searchOrganizations = endpoint({
  route: 'GET /api/v2/organizations/search',
  summary: 'Find organisations by the words of their name or domains (query), or by exact name or external id',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    query: z.string().max(QUERY_LENGTH).optional(),
    name: z.string().max(255).optional(),
    external_id: z.string().max(255).optional(),
  }),
  reply: organizations,
  async run(asked) {
    const { query: words, name, external_id } = asked.query
    if (name === undefined && external_id === undefined && words === undefined)
      throw new Refusal('bad_request', 'Give a query, a name or an external_id')
    return words === undefined
      ? await pageOfOrganizations(asked, { name, external_id })
      : await organizationsMatching(asked, words, false)
  },
})

const autocompleteOrganizations = endpoint({
  route: 'GET /api/v2/organizations/autocomplete',
  summary: 'Find organisations by the beginning of a name or domain, two letters at least',
  allow: STAFF,
  query: z.object({ ...pagingQuery, name: z.string().max(QUERY_LENGTH) }),
  reply: organizations,
  run: async (asked) => await organizationsMatching(asked, typedSoFar(asked.query.name), true),
})

export const peopleSearchEndpoints = [searchUsers, autocompleteUsers, searchOrganizations, autocompleteOrganizations]
