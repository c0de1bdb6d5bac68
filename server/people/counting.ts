// How many people and places there are around a person, a group or an organisation. For staff.
import { z } from 'zod'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import type { Work } from '../platform/work.ts'
import { countOf, countReply } from './counts.ts'
import { listGroupIdsOf } from './groups/members.ts'
import { getGroup } from './groups/queries.ts'
import { membershipsOf } from './memberships/queries.ts'
import { getOrganization } from './organizations/queries.ts'
import { requireTeam } from './policy.ts'
import { countUsers, getUser } from './queries.ts'

function counting(
  route: `GET /${string}`,
  summary: string,
  name: string,
  count: (work: Work, id: number) => Promise<number>,
) {
  return endpoint({
    route,
    summary,
    allow: STAFF,
    params: z.object({ [name]: idParam }),
    reply: countReply,
    run: async ({ work, params }) => countOf(work, await count(work, Number(params[name]))),
  })
}

export const countingEndpoints = [
  counting('GET /api/v2/users/{user_id}/groups/count', 'Count the groups of an agent', 'user_id', async (work, id) => {
    await getUser(work, id)
    return (await listGroupIdsOf(work, id)).length
  }),
  counting(
    'GET /api/v2/users/{user_id}/organizations/count',
    'Count the organisations of a person',
    'user_id',
    async (work, id) => {
      await getUser(work, id)
      return (await membershipsOf(work, id)).length
    },
  ),
  counting('GET /api/v2/groups/{group_id}/users/count', 'Count the agents of a group', 'group_id', async (work, id) => {
    requireTeam(work.actor)
    await getGroup(work, id)
    return await countUsers(work, { group_id: id })
  }),
  counting(
    'GET /api/v2/organizations/{organization_id}/users/count',
    'Count the people of an organisation',
    'organization_id',
    async (work, id) => {
      await getOrganization(work, id)
      return await countUsers(work, { organization_id: id })
    },
  ),
]
