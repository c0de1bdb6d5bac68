// Who a person is at the providers, for admins; and unlinking.
import { z } from 'zod'
import { endSessionsOfProvider } from '../../access/index.ts'
import { getUser, isSelf, mayEditUser } from '../../people/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { ADMINS, endpoint } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../../platform/http/paging.ts'
import { apiTime, apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { personUnlinked } from '../events.ts'
import { deleteLink, type LinkRow, listLinksOf } from './queries.ts'

const linkSchema = z.object({
  id: z.number(),
  user_id: z.number(),
  identity_provider_id: z.number(),
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable().describe('As the provider said it last'),
  created_at: z.string(),
  last_used_at: z.string(),
  deactivated_at: z.string().nullable().describe('Since when the provider says that the person may not come in'),
})

const linkReply = (row: LinkRow): z.output<typeof linkSchema> => ({
  id: row.id,
  user_id: row.user_id,
  identity_provider_id: row.provider_id,
  issuer: row.issuer,
  subject: row.subject,
  email: row.email,
  created_at: apiTime(row.created_at),
  last_used_at: apiTime(row.last_used_at),
  deactivated_at: apiTimeOrNull(row.deactivated_at),
})

/** A person whose links the actor may see and change. */
async function personFor(work: Work, user_id: number) {
  const user = await getUser(work, user_id)
  if (!mayEditUser(work.actor, user) && !isSelf(work.actor, user)) throw new Refusal('forbidden')
  return user
}

const list = endpoint({
  route: 'GET /api/v2/users/{user_id}/identity_links',
  summary: 'Who a person is at the identity providers',
  allow: ADMINS,
  params: z.object({ user_id: idParam }),
  query: z.object(pagingQuery),
  reply: z.object({ identity_links: z.array(linkSchema), ...pagingReply }),
  async run({ work, params, query }) {
    const user = await personFor(work, params.user_id)
    const links = await listLinksOf(work, user.id)
    return { identity_links: links.map(linkReply), ...wholeList(links.length, query) }
  },
})

const unlink = endpoint({
  route: 'DELETE /api/v2/users/{user_id}/identity_links/{identity_link_id}',
  summary: 'Remove the link of a person to an identity provider, and end the sessions that came of it',
  allow: ADMINS,
  step_up: true,
  params: z.object({ user_id: idParam, identity_link_id: idParam }),
  reply: null,
  async run({ work, params }) {
    const user = await personFor(work, params.user_id)
    const link = (await listLinksOf(work, user.id)).find((row) => row.id === params.identity_link_id)
    if (!link) throw notFound()
    await deleteLink(work, link.id)
    work.record(personUnlinked, user.id, { provider_id: link.provider_id, link_id: link.id })
    // Where somebody else was let in by it, they are not any more; one's own page stays as it is.
    if (!isSelf(work.actor, user)) await endSessionsOfProvider(work, link.provider_id, { user_id: user.id })
    return null
  },
})

export const linkEndpoints = [list, unlink]
