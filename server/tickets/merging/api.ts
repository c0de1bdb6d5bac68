// Merging over HTTP: a job, since it may touch many tickets.
import { z } from 'zod'
import { bulkJob, jobStatusReply, startBulk } from '../../bulk/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { getTicket } from '../queries.ts'
import { BODY_LENGTH } from '../schema.ts'
import { mergeTickets } from './actions.ts'

const SOURCES_PER_MERGE = 100

const comment = z.string().max(BODY_LENGTH)
const merge = z.object({
  target_id: idParam,
  source_ids: z.array(idParam).min(1),
  target_comment: comment.optional(),
  source_comment: comment.optional(),
  target_comment_is_public: z.boolean(),
  source_comment_is_public: z.boolean(),
})

export const mergeJob = bulkJob({
  name: 'tickets.merge',
  job_type: 'Ticket Merge',
  summary: 'Merges tickets into another one',
  item: merge,
  options: z.object({}),
  async run(work, item) {
    await mergeTickets(work, item)
    return { id: item.target_id, action: 'merge', status: 'Merged' }
  },
})

const flag = z.boolean().nullable().optional()

export const mergeEndpoint = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/merge',
  summary: 'Merge tickets into this one and close them, as a job',
  allow: STAFF,
  right: 'ticket_merge',
  status: 200,
  params: z.object({ ticket_id: idParam }),
  body: z.object({
    ids: z.array(idParam).min(1),
    target_comment: comment.nullable().optional(),
    source_comment: comment.nullable().optional(),
    target_comment_is_public: flag,
    source_comment_is_public: flag,
  }),
  reply: jobStatusReply,
  async run({ work, params, body, origin_url }) {
    if (body.ids.length > SOURCES_PER_MERGE)
      throw new Refusal('too_many_values', `ids: cannot specify more than ${SOURCES_PER_MERGE} values`)
    const target = await getTicket(work, params.ticket_id)
    const item = {
      target_id: target.id,
      source_ids: body.ids,
      target_comment: body.target_comment ?? undefined,
      source_comment: body.source_comment ?? undefined,
      target_comment_is_public: body.target_comment_is_public ?? false,
      source_comment_is_public: body.source_comment_is_public ?? false,
    }
    return await startBulk(work, mergeJob, { items: [item], options: {}, origin_url })
  },
})
