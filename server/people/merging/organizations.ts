// Two organisations that are one: the loser's members, subscribers, domains, tags and tickets become the winner's.
// Tickets follow by the event, in the same unit of work; so a merge that has an id is complete.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { invalid, notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idParam } from '../../platform/http/ids.ts'
import { type ListSource, listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { organizationMerged } from '../events.ts'
import { forgetOrganization, indexOrganization } from '../indexing.ts'
import { dissolveOrganization, moveMembers } from '../memberships/queries.ts'
import { getOrganization, markOrganizationDeleted, saveOrganization } from '../organizations/queries.ts'
import { mayManageOrganizations } from '../policy.ts'

interface MergeRow {
  id: number
  loser_id: number
  winner_id: number
}

const mergeSchema = z.object({
  id: z.string(),
  url: z.string(),
  loser_id: z.number(),
  winner_id: z.number(),
  status: z.literal('complete'),
})
const one = z.object({ organization_merge: mergeSchema })
const ofOrganization = z.object({ organization_id: idParam })
const columns = sql`id, loser_id, winner_id`

function mergeReply({ id, loser_id, winner_id }: MergeRow, origin_url: string): z.output<typeof mergeSchema> {
  const url = `${origin_url}/api/v2/organization_merges/${id}.json`
  return { id: String(id), url, loser_id, winner_id, status: 'complete' }
}

async function mergeOrganizations(work: Work, loser_id: number, winner_id: number): Promise<MergeRow> {
  const loser = await getOrganization(work, loser_id)
  if (!mayManageOrganizations(work.actor)) throw new Refusal('forbidden')
  if (loser_id === winner_id) throw invalid('winner_id', 'An organization cannot be merged into itself')
  const winner = await getOrganization(work, winner_id)
  await moveMembers(work, loser_id, winner_id)
  await dissolveOrganization(work, loser_id)
  await work.db.run(sql`
    update organization_subscriptions s set organization_id = ${winner_id}::bigint
    where s.account_id = ${work.account_id}::bigint and s.organization_id = ${loser_id}::bigint and not exists (
      select from organization_subscriptions w where w.account_id = s.account_id and w.user_id = s.user_id and w.organization_id = ${winner_id}::bigint)`)
  await markOrganizationDeleted(work, loser_id)
  await forgetOrganization(work, loser_id)
  const after = {
    ...winner,
    domain_names: [...new Set([...winner.domain_names, ...loser.domain_names])],
    tags: [...new Set([...winner.tags, ...loser.tags])].sort(),
    updated_at: work.now,
  }
  await saveOrganization(work, after)
  await indexOrganization(work, after)
  const id = newId()
  await work.db.run(sql`
    insert into organization_merges (account_id, id, loser_id, winner_id, created_at)
    values (${work.account_id}, ${id}, ${loser_id}, ${winner_id}, ${work.now})`)
  work.record(organizationMerged, loser_id, { winner_id, merge_id: id })
  return { id, loser_id, winner_id }
}

const merge = endpoint({
  route: 'POST /api/v2/organizations/{organization_id}/merge',
  summary: 'Merge this organisation into another, which gets all that was its',
  allow: STAFF,
  right: 'manage_organizations',
  params: ofOrganization,
  body: z.object({ organization_merge: z.object({ winner_id: bodyId }) }),
  reply: one,
  async run({ work, params: { organization_id }, body, origin_url }) {
    const row = await mergeOrganizations(work, organization_id, body.organization_merge.winner_id)
    const organization_merge = mergeReply(row, origin_url)
    return new HttpReply({ status: 201, headers: { location: organization_merge.url }, json: { organization_merge } })
  },
})

const list = endpoint({
  route: 'GET /api/v2/organizations/{organization_id}/merges',
  summary: 'List the merges an organisation took part in',
  allow: STAFF,
  right: 'manage_organizations',
  params: ofOrganization,
  query: z.object(pagingQuery),
  reply: z.object({ organization_merges: z.array(mergeSchema), ...pagingReply }),
  async run({ work, params: { organization_id }, query, url, origin_url }) {
    // One that was merged away is still known by its merges.
    const known = await work.db.first<{ id: number }>(
      sql`select id from organizations where account_id = ${work.account_id}::bigint and id = ${organization_id}::bigint`,
    )
    if (!known) throw notFound()
    const source: ListSource<MergeRow> = {
      columns,
      from: sql`organization_merges`,
      where: sql`account_id = ${work.account_id}::bigint and (loser_id = ${organization_id}::bigint or winner_id = ${organization_id}::bigint)`,
      id: sql`id`,
      default_sort: 'id',
      sorts: { id: { by: sql`id`, type: 'bigint' } },
    }
    const { rows, paging } = await listPage(work, source, query, url)
    return { organization_merges: rows.map((row) => mergeReply(row, origin_url)), ...paging }
  },
})

const show = endpoint({
  route: 'GET /api/v2/organization_merges/{organization_merge_id}',
  summary: 'Show a merge of two organisations',
  allow: STAFF,
  right: 'manage_organizations',
  params: z.object({ organization_merge_id: idParam }),
  reply: one,
  async run({ work, params: { organization_merge_id }, origin_url }) {
    const row = await work.db.first<MergeRow>(
      sql`select ${columns} from organization_merges where account_id = ${work.account_id}::bigint and id = ${organization_merge_id}::bigint`,
    )
    if (!row) throw notFound()
    return { organization_merge: mergeReply(row, origin_url) }
  },
})

export const organizationMergingEndpoints = [merge, list, show]
