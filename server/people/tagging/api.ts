// Endpoints of the tags of people and organisations: POST sets them, PUT adds some, DELETE takes some away.
import { z } from 'zod'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { getOrganization } from '../organizations/queries.ts'
import { getUser } from '../queries.ts'
import { LIST_LENGTH, tagsInput } from '../text-input.ts'
import { changeOrganizationTags, changeUserTags, type TagVerb } from './actions.ts'

const reply = z.object({ tags: z.array(z.string()) })
const body = z.object({ tags: tagsInput })

interface Subject<Params> {
  path: string
  what: string
  params: z.ZodType<Params>
  tagsOf(work: Work, params: Params): Promise<string[]>
  change(work: Work, params: Params, verb: TagVerb, tags: readonly string[]): Promise<string[]>
}

function tagEndpoints<Params>({ path, what, params, tagsOf, change }: Subject<Params>) {
  return [
    endpoint({
      route: `GET ${path as '/'}`,
      summary: `List the tags of ${what}`,
      allow: STAFF,
      params,
      reply,
      run: async ({ work, params: asked }) => ({ tags: await tagsOf(work, asked) }),
    }),
    endpoint({
      route: `POST ${path as '/'}`,
      summary: `Set the tags of ${what}`,
      allow: STAFF,
      params,
      body,
      reply,
      async run({ work, params: asked, body: { tags }, url }) {
        const json = { tags: await change(work, asked, 'set', tags) }
        return new HttpReply({ status: 201, headers: { location: url.href }, json })
      },
    }),
    endpoint({
      route: `PUT ${path as '/'}`,
      summary: `Add tags to ${what}`,
      allow: STAFF,
      params,
      body,
      reply,
      run: async ({ work, params: asked, body: { tags } }) => ({ tags: await change(work, asked, 'add', tags) }),
    }),
    endpoint({
      route: `DELETE ${path as '/'}`,
      summary: `Take tags away from ${what}`,
      allow: STAFF,
      params,
      query: z.object({ tags: z.string().max(LIST_LENGTH).optional().describe('With commas between them') }),
      body: body.partial().optional(),
      reply,
      async run({ work, params: asked, query, body: given }) {
        const tags = given?.tags ?? (query.tags ?? '').toWellFormed().split(',')
        return { tags: await change(work, asked, 'remove', tags) }
      },
    }),
  ]
}

export const taggingEndpoints = [
  ...tagEndpoints({
    path: '/api/v2/users/{user_id}/tags',
    what: 'a person',
    params: z.object({ user_id: idParam }),
    tagsOf: async (work, { user_id }) => (await getUser(work, user_id)).tags,
    change: (work, { user_id }, verb, tags) => changeUserTags(work, user_id, verb, tags),
  }),
  ...tagEndpoints({
    path: '/api/v2/organizations/{organization_id}/tags',
    what: 'an organisation',
    params: z.object({ organization_id: idParam }),
    tagsOf: async (work, { organization_id }) => (await getOrganization(work, organization_id)).tags,
    change: (work, { organization_id }, verb, tags) => changeOrganizationTags(work, organization_id, verb, tags),
  }),
]
