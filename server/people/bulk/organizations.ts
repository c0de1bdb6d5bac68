// Many organisations created, changed or deleted in one request.
import { z } from 'zod'
import { bulkJob, jobStatusReply, startBulk } from '../../bulk/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idsBody } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { createOrganization, deleteOrganization, updateOrganization } from '../organizations/actions.ts'
import { findOrganizationByExternalId } from '../organizations/queries.ts'
import { organizationWriteSchema } from '../organizations/schema.ts'
import { readSubjects, type Subject, subject, subjectQuery, subjectsOf, written } from './asked.ts'

const none = z.object({})

/** Which one is meant. 404 when none is. */
async function idOf(work: Work, { id, external_id }: Subject): Promise<number> {
  const found = id ?? (external_id === undefined ? null : await findOrganizationByExternalId(work, external_id))
  if (found === null) throw notFound()
  return found
}

const creating = bulkJob({
  name: 'organizations.create_many',
  job_type: 'Bulk Create Organization',
  summary: 'Creates many organisations',
  item: written,
  options: none,
  async run(work, item) {
    const { id } = await createOrganization(work, organizationWriteSchema.parse(item))
    return { id, action: 'create', status: 'Created' }
  },
})

const updating = bulkJob({
  name: 'organizations.update_many',
  job_type: 'Bulk Update Organization',
  summary: 'Changes many organisations',
  item: z.object({ subject, change: written }),
  options: none,
  async run(work, item) {
    const id = await idOf(work, item.subject)
    await updateOrganization(work, id, organizationWriteSchema.parse(item.change))
    return { id, action: 'update', status: 'Updated' }
  },
})

const destroying = bulkJob({
  name: 'organizations.destroy_many',
  job_type: 'Bulk Delete Organization',
  summary: 'Deletes many organisations',
  item: subject,
  options: none,
  async run(work, item) {
    const id = await idOf(work, item)
    await deleteOrganization(work, id)
    return { id, action: 'delete', status: 'Deleted' }
  },
})

const createMany = endpoint({
  route: 'POST /api/v2/organizations/create_many',
  summary: 'Create up to 100 organisations in a job',
  allow: STAFF,
  body: z.object({ organizations: z.array(written) }),
  reply: jobStatusReply,
  status: 200,
  run: async ({ work, body, origin_url }) =>
    await startBulk(work, creating, { items: body.organizations, options: {}, origin_url }),
})

const updateMany = endpoint({
  route: 'PUT /api/v2/organizations/update_many',
  summary:
    'Change up to 100 organisations in a job: all alike (ids or external_ids, organization), or each (organizations)',
  allow: STAFF,
  query: z.object(subjectQuery),
  body: z.object({ organization: written.optional(), organizations: z.array(written).optional() }),
  reply: jobStatusReply,
  async run({ work, query, body, origin_url }) {
    const subjects = readSubjects(query)
    if (subjects && !body.organization) throw new Refusal('bad_request', 'Give the change as organization')
    if (!subjects && !body.organizations)
      throw new Refusal('bad_request', 'Give ids with organization, or organizations')
    const items = subjects
      ? subjects.map((one) => ({ subject: one, change: body.organization ?? {} }))
      : (body.organizations ?? []).map((one) => ({ subject: subject.safeParse(one).data ?? {}, change: one }))
    return await startBulk(work, updating, { items, options: {}, origin_url })
  },
})

const destroyMany = endpoint({
  route: 'DELETE /api/v2/organizations/destroy_many',
  summary: 'Delete up to 100 organisations in a job; their members stay',
  allow: STAFF,
  right: 'manage_organizations',
  query: z.object(subjectQuery),
  body: idsBody.extend({ organizations: z.array(subject).optional() }),
  reply: jobStatusReply,
  run: async ({ work, query, body, origin_url }) =>
    await startBulk(work, destroying, { items: subjectsOf(query, body.organizations, body), options: {}, origin_url }),
})

export const bulkOrganizationEndpoints = [createMany, updateMany, destroyMany]
export const bulkOrganizationJobs = [creating, updating, destroying]
