// Many people created, changed or deleted in one request.
import { z } from 'zod'
import { bulkJob, jobStatusReply, startBulk } from '../../bulk/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idsBody } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { createUser, deleteUser, updateUser } from '../actions.ts'
import { requireProofOfGivers, WHERE_RIGHTS_ARE_GIVEN } from '../giving-rights.ts'
import { findUserByExternalId } from '../queries.ts'
import { createOrUpdateUser } from '../upsert.ts'
import { userWriteSchema } from '../user-input.ts'
import { readSubjects, type Subject, subject, subjectQuery, subjectsOf, written } from './asked.ts'

const none = z.object({})
const users = z.object({ users: z.array(written) })

/** Who is meant. 404 when nobody is. */
async function idOf(work: Work, { id, external_id }: Subject): Promise<number> {
  const found = id ?? (external_id === undefined ? undefined : (await findUserByExternalId(work, external_id))?.id)
  if (found === undefined) throw notFound()
  return found
}

const creating = bulkJob({
  name: 'users.create_many',
  job_type: 'Bulk Create User',
  summary: 'Creates many people',
  item: written,
  options: none,
  async run(work, item) {
    const { id } = await createUser(work, userWriteSchema.parse(item))
    return { id, action: 'create', status: 'Created' }
  },
})

const upserting = bulkJob({
  name: 'users.create_or_update_many',
  job_type: 'Bulk Create Or Update User',
  summary: 'Creates many people, or changes those who are there',
  item: written,
  options: none,
  async run(work, item) {
    const { user, created } = await createOrUpdateUser(work, userWriteSchema.parse(item))
    return created
      ? { id: user.id, action: 'create', status: 'Created' }
      : { id: user.id, action: 'update', status: 'Updated' }
  },
})

const updating = bulkJob({
  name: 'users.update_many',
  job_type: 'Bulk Update User',
  summary: 'Changes many people',
  item: z.object({ subject, change: written }),
  options: none,
  async run(work, item) {
    const { id } = await updateUser(work, await idOf(work, item.subject), userWriteSchema.parse(item.change))
    return { id, action: 'update', status: 'Updated' }
  },
})

const destroying = bulkJob({
  name: 'users.destroy_many',
  job_type: 'Bulk Delete User',
  summary: 'Deletes many people',
  item: subject,
  options: none,
  async run(work, item) {
    const { id } = await deleteUser(work, await idOf(work, item))
    return { id, action: 'delete', status: 'Deleted' }
  },
})

const createMany = endpoint({
  route: 'POST /api/v2/users/create_many',
  summary: 'Create up to 100 people in a job',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  body: users,
  reply: jobStatusReply,
  status: 200,
  async run({ work, body, origin_url }) {
    requireProofOfGivers(work, body.users)
    return await startBulk(work, creating, { items: body.users, options: {}, origin_url })
  },
})

const createOrUpdateMany = endpoint({
  route: 'POST /api/v2/users/create_or_update_many',
  summary: 'Create up to 100 people in a job, or change those known by address or external id',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  body: users,
  reply: jobStatusReply,
  status: 200,
  async run({ work, body, origin_url }) {
    requireProofOfGivers(work, body.users)
    return await startBulk(work, upserting, { items: body.users, options: {}, origin_url })
  },
})

const updateMany = endpoint({
  route: 'PUT /api/v2/users/update_many',
  summary: 'Change up to 100 people in a job: all alike (ids or external_ids, user), or each (users)',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  query: z.object(subjectQuery),
  body: z.object({ user: written.optional(), users: z.array(written).optional() }),
  reply: jobStatusReply,
  async run({ work, query, body, origin_url }) {
    const subjects = readSubjects(query)
    if (subjects && !body.user) throw new Refusal('bad_request', 'Give the change as user')
    if (!subjects && !body.users) throw new Refusal('bad_request', 'Give ids with user, or users')
    const items = subjects
      ? subjects.map((one) => ({ subject: one, change: body.user ?? {} }))
      : (body.users ?? []).map((one) => ({ subject: subjectOf(one), change: one }))
    requireProofOfGivers(
      work,
      items.map((item) => item.change),
    )
    return await startBulk(work, updating, { items, options: {}, origin_url })
  },
})

/** Who a written record is about: its id, else its external id (which is then no change). */
function subjectOf(one: z.output<typeof written>): Subject {
  const read = subject.safeParse(one)
  if (!read.success) return {}
  return read.data.id === undefined ? read.data : { id: read.data.id }
}

const destroyMany = endpoint({
  route: 'DELETE /api/v2/users/destroy_many',
  summary: 'Delete up to 100 people in a job',
  allow: STAFF,
  step_up: WHERE_RIGHTS_ARE_GIVEN,
  query: z.object(subjectQuery),
  body: idsBody.extend({ users: z.array(subject).optional() }),
  reply: jobStatusReply,
  run: async ({ work, query, body, origin_url }) =>
    await startBulk(work, destroying, { items: subjectsOf(query, body.users, body), options: {}, origin_url }),
})

export const bulkUserEndpoints = [createMany, createOrUpdateMany, updateMany, destroyMany]
export const bulkUserJobs = [creating, upserting, updating, destroying]
