// Deleting, restoring and erasing tickets over HTTP.
import { z } from 'zod'
import { jobStatusReply, startBulk } from '../../bulk/index.ts'
import { listUsersByIds } from '../../people/index.ts'
import { sql } from '../../platform/db.ts'
import { ADMINS, endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { idParam, idsBody, namedIds } from '../../platform/http/ids.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { manyQuery, namedTickets } from '../naming.ts'
import { deletedTickets } from '../policy.ts'
import { placeOfTicket, type TicketContent } from '../queries.ts'
import { timeSchema } from '../schema.ts'
import { deleteTicket, markAsSpam, restoreTicket } from './actions.ts'
import { destroyManyJob, eraseManyJob, markManyAsSpamJob } from './jobs.ts'
import { DELETED_COLUMNS, type DeletedRow, lockDeletedTicket } from './queries.ts'

const params = z.object({ ticket_id: idParam })
const withId = z.looseObject({ id: idParam })
const nothing = z.object({})

const deletedSchema = z.object({
  id: z.number(),
  subject: z.string().nullable(),
  description: z.string().nullable(),
  actor: z.object({ id: z.number(), name: z.string() }).nullable(),
  deleted_at: timeSchema,
  previous_state: z.string(),
})

export const deletingEndpoints = [
  endpoint({
    route: 'DELETE /api/v2/tickets/destroy_many',
    summary: 'Delete up to 100 tickets (they can be restored)',
    allow: STAFF,
    right: 'ticket_deletion',
    query: manyQuery,
    body: idsBody.extend({ tickets: z.array(withId).optional() }),
    reply: jobStatusReply,
    async run({ work, query, body, origin_url }) {
      const in_body = body.ids === undefined ? body.tickets : namedIds({}, body).map((id) => ({ id }))
      const items = in_body?.map(({ id }) => ({ id })) ?? (await namedTickets(work, query))
      return await startBulk(work, destroyManyJob, { items, options: {}, origin_url })
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/tickets/{ticket_id}',
    summary: 'Delete a ticket (it can be restored)',
    allow: STAFF,
    right: 'ticket_deletion',
    params,
    reply: null,
    async run({ work, params: given }) {
      await deleteTicket(work, given.ticket_id)
      return new HttpReply({ status: 204 })
    },
  }),
  endpoint({
    route: 'PUT /api/v2/tickets/{ticket_id}/mark_as_spam',
    summary: 'Delete a ticket as spam and suspend who asked',
    allow: STAFF,
    right: 'ticket_deletion',
    params,
    reply: nothing,
    async run({ work, params: given }) {
      await markAsSpam(work, given.ticket_id)
      return {}
    },
  }),
  endpoint({
    route: 'PUT /api/v2/tickets/mark_many_as_spam',
    summary: 'Delete up to 100 tickets as spam and suspend who asked',
    allow: STAFF,
    right: 'ticket_deletion',
    query: manyQuery,
    reply: jobStatusReply,
    run: async ({ work, query, origin_url }) =>
      await startBulk(work, markManyAsSpamJob, { items: await namedTickets(work, query), options: {}, origin_url }),
  }),
  endpoint({
    route: 'GET /api/v2/deleted_tickets',
    summary: 'List deleted tickets that can still be restored',
    allow: STAFF,
    right: 'view_deleted_tickets',
    query: z.object(pagingQuery),
    reply: z.object({ deleted_tickets: z.array(deletedSchema), ...pagingReply }),
    async run({ work, query, url, origin_url }) {
      const { rows, paging } = await listPage<DeletedRow>(
        work,
        {
          columns: DELETED_COLUMNS,
          from: sql`tickets t`,
          where: sql`t.account_id = ${work.account_id} and ${deletedTickets(work.actor)}`,
          id: sql`t.id`,
          sorts: {
            id: { by: sql`t.id`, type: 'bigint' },
            deleted_at: { by: sql`t.deleted_at`, type: 'timestamptz' },
          },
          default_sort: 'id',
        },
        query,
        url,
      )
      const people = await listUsersByIds(
        work,
        rows.flatMap((row) => row.deleted_by_id ?? []),
        origin_url,
      )
      return {
        deleted_tickets: rows.map((row) => {
          const content = work.sealing.open<TicketContent>(placeOfTicket(row.id), row.sealed)
          const actor = people.find((person) => person.id === row.deleted_by_id)
          return {
            id: row.id,
            subject: content.subject,
            description: content.description,
            actor: actor ? { id: actor.id, name: actor.name } : null,
            deleted_at: row.deleted_at,
            previous_state: row.status,
          }
        }),
        ...paging,
      }
    },
  }),
  endpoint({
    route: 'PUT /api/v2/deleted_tickets/{ticket_id}/restore',
    summary: 'Restore a deleted ticket',
    allow: STAFF,
    right: 'ticket_deletion',
    sees: 'deleted_ticket',
    params,
    reply: nothing,
    async run({ work, params: given }) {
      await restoreTicket(work, given.ticket_id)
      return {}
    },
  }),
  endpoint({
    route: 'PUT /api/v2/deleted_tickets/restore_many',
    summary: 'Restore up to 100 deleted tickets, all of them or, where one is unknown, none',
    allow: STAFF,
    right: 'ticket_deletion',
    query: manyQuery.pick({ ids: true }),
    reply: nothing,
    async run({ work, query }) {
      for (const { id } of await namedTickets(work, query)) await restoreTicket(work, id)
      return {}
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/deleted_tickets/{ticket_id}',
    summary: 'Erase a deleted ticket for good, as a job',
    allow: ADMINS,
    sees: 'deleted_ticket',
    params,
    reply: jobStatusReply,
    async run({ work, params: given, origin_url }) {
      const { id } = await lockDeletedTicket(work, given.ticket_id)
      return await startBulk(work, eraseManyJob, { items: [{ id }], options: {}, origin_url })
    },
  }),
  endpoint({
    route: 'DELETE /api/v2/deleted_tickets/destroy_many',
    summary: 'Erase up to 100 deleted tickets for good, as a job',
    allow: ADMINS,
    query: manyQuery.pick({ ids: true }),
    reply: jobStatusReply,
    run: async ({ work, query, origin_url }) =>
      await startBulk(work, eraseManyJob, { items: await namedTickets(work, query), options: {}, origin_url }),
  }),
]
