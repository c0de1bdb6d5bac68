// Many people put into groups and organisations, or taken out, in one request.
import { z } from 'zod'
import { bulkJob, jobStatusReply, startBulk } from '../../bulk/index.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { bodyId, idsBody } from '../../platform/http/ids.ts'
import { addMember, removeMember } from '../groups/actions.ts'
import { addToOrganization, getOrganizationMembership, removeFromOrganization } from '../memberships/actions.ts'
import { organizationMembershipWriteSchema } from '../memberships/schema.ts'
import { subject, subjectQuery, subjectsOf, written } from './asked.ts'

const none = z.object({})
const member = z.object({ user_id: bodyId, group_id: bodyId })
const byId = z.object({ id: bodyId })

const joining = bulkJob({
  name: 'group_memberships.create_many',
  job_type: 'Bulk Create Group Membership',
  summary: 'Puts many agents into groups',
  item: written,
  options: none,
  async run(work, item) {
    const { user_id, group_id } = member.parse(item)
    return { id: (await addMember(work, user_id, group_id)).id, action: 'create', status: 'Created' }
  },
})

const leaving = bulkJob({
  name: 'group_memberships.destroy_many',
  job_type: 'Bulk Delete Group Membership',
  summary: 'Takes many agents out of groups',
  item: byId,
  options: none,
  async run(work, { id }) {
    await removeMember(work, id)
    return { id, action: 'delete', status: 'Deleted' }
  },
})

const joiningOrganizations = bulkJob({
  name: 'organization_memberships.create_many',
  job_type: 'Bulk Create Organization Membership',
  summary: 'Makes many people members of organisations',
  item: written,
  options: none,
  async run(work, item) {
    const { id } = await addToOrganization(work, organizationMembershipWriteSchema.parse(item))
    return { id, action: 'create', status: 'Created' }
  },
})

const leavingOrganizations = bulkJob({
  name: 'organization_memberships.destroy_many',
  job_type: 'Bulk Delete Organization Membership',
  summary: 'Takes many people out of organisations',
  item: byId,
  options: none,
  async run(work, { id }) {
    await removeFromOrganization(work, await getOrganizationMembership(work, id))
    return { id, action: 'delete', status: 'Deleted' }
  },
})

/** The memberships a query or a body names. */
function membershipsOf(
  query: { ids?: string },
  list: readonly { id?: number }[] | undefined,
  body: z.output<typeof idsBody>,
): { id: number }[] {
  return subjectsOf({ ids: query.ids }, list, body).flatMap(({ id }) => (id === undefined ? [] : [{ id }]))
}

const createMany = endpoint({
  route: 'POST /api/v2/group_memberships/create_many',
  summary: 'Put agents into groups, up to 100 in a job',
  allow: STAFF,
  right: 'manage_group_memberships',
  body: z.object({ group_memberships: z.array(written) }),
  reply: jobStatusReply,
  status: 200,
  run: async ({ work, body, origin_url }) =>
    await startBulk(work, joining, { items: body.group_memberships, options: {}, origin_url }),
})

const destroyMany = endpoint({
  route: 'DELETE /api/v2/group_memberships/destroy_many',
  summary: 'Take agents out of groups, up to 100 in a job',
  allow: STAFF,
  right: 'manage_group_memberships',
  query: z.object({ ids: subjectQuery.ids }),
  body: idsBody.extend({ group_memberships: z.array(subject).optional() }),
  reply: jobStatusReply,
  run: async ({ work, query, body, origin_url }) =>
    await startBulk(work, leaving, {
      items: membershipsOf(query, body.group_memberships, body),
      options: {},
      origin_url,
    }),
})

const createManyOfOrganizations = endpoint({
  route: 'POST /api/v2/organization_memberships/create_many',
  summary: 'Make people members of organisations, up to 100 in a job',
  allow: STAFF,
  body: z.object({ organization_memberships: z.array(written) }),
  reply: jobStatusReply,
  status: 200,
  run: async ({ work, body, origin_url }) =>
    await startBulk(work, joiningOrganizations, { items: body.organization_memberships, options: {}, origin_url }),
})

const destroyManyOfOrganizations = endpoint({
  route: 'DELETE /api/v2/organization_memberships/destroy_many',
  summary: 'Take people out of organisations, up to 100 in a job',
  allow: STAFF,
  query: z.object({ ids: subjectQuery.ids }),
  body: idsBody.extend({ organization_memberships: z.array(subject).optional() }),
  reply: jobStatusReply,
  async run({ work, query, body, origin_url }) {
    const items = membershipsOf(query, body.organization_memberships, body)
    return await startBulk(work, leavingOrganizations, { items, options: {}, origin_url })
  },
})

export const bulkMembershipEndpoints = [createMany, destroyMany, createManyOfOrganizations, destroyManyOfOrganizations]
export const bulkMembershipJobs = [joining, leaving, joiningOrganizations, leavingOrganizations]
