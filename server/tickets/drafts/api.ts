// An agent's drafts, kept on the server so that they survive a reload, a crash and a change of machine.
import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { getTicket } from '../queries.ts'
import { BODY_LENGTH, timeSchema } from '../schema.ts'
import { type DraftMode, deleteDraft, findDraft, putDraft } from './queries.ts'

const params = z.object({ ticket_id: idParam, mode: z.enum(['reply', 'note']) })
export const draftSchema = z.object({ html_body: z.string(), email_ccs: z.array(z.string()), updated_at: timeSchema })

async function keyOf(work: Work, given: { ticket_id: number; mode: DraftMode }) {
  const ticket = await getTicket(work, given.ticket_id)
  const user_id = actorId(work.actor)
  if (user_id === null) throw new Refusal('forbidden')
  return { user_id, ticket_id: ticket.id, mode: given.mode }
}

export const draftEndpoints = [
  endpoint({
    route: 'GET /api/v2/tickets/{ticket_id}/drafts/{mode}',
    summary: "The caller's draft of a reply or note, or null",
    allow: STAFF,
    params,
    reply: z.object({ draft: draftSchema.nullable() }),
    run: async ({ work, params: given }) => ({ draft: await findDraft(work, await keyOf(work, given)) }),
  }),
  endpoint({
    route: 'PUT /api/v2/tickets/{ticket_id}/drafts/{mode}',
    summary: "Keep the caller's draft",
    allow: STAFF,
    params,
    body: z.object({
      draft: z.object({
        html_body: z.string().max(BODY_LENGTH * 4),
        email_ccs: z.array(z.string().max(320)).max(48).default([]),
      }),
    }),
    reply: z.object({ draft: draftSchema }),
    async run({ work, params: given, body: { draft } }) {
      await putDraft(work, { ...(await keyOf(work, given)), ...draft })
      return { draft: { ...draft, updated_at: work.now } }
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/tickets/{ticket_id}/drafts/{mode}',
    summary: "Throw the caller's draft away",
    allow: STAFF,
    params,
    reply: null,
    async run({ work, params: given }) {
      await deleteDraft(work, await keyOf(work, given))
      return new HttpReply({ status: 204 })
    },
  }),
]
