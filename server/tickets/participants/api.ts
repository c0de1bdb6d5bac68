// Deciding on people whom an unverified sender copied in: until staff approve, they get no mail and see nothing.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { idParam } from '../../platform/http/ids.ts'
import type { Work } from '../../platform/work.ts'
import { writtenTicket } from '../api.ts'
import { participantDecided } from '../events.ts'
import { getTicket } from '../queries.ts'
import { ticketSchema } from '../schema.ts'

const params = z.object({ ticket_id: idParam, user_id: idParam })
const reply = z.object({ ticket: ticketSchema })

async function decide(
  work: Work,
  ticket_id: number,
  user_id: number,
  state: 'active' | 'declined',
  origin_url: string,
) {
  const ticket = await getTicket(work, ticket_id, true)
  const changed = await work.db.run(sql`
    update ticket_people set state = ${state} where account_id = ${work.account_id} and ticket_id = ${ticket.id} and user_id = ${user_id} and state = 'pending'`)
  if (changed === 0) throw notFound()
  work.record(participantDecided, ticket.id, { user_id, state })
  return { ticket: (await writtenTicket(work, ticket.id, null, origin_url)).ticket }
}

export const participantEndpoints = [
  endpoint({
    route: 'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/approve',
    summary: 'Let a pending person take part',
    allow: STAFF,
    right: 'ticket_editing',
    params,
    reply,
    status: 200,
    run: async ({ work, params: given, origin_url }) =>
      await decide(work, given.ticket_id, given.user_id, 'active', origin_url),
  }),
  endpoint({
    route: 'POST /api/v2/tickets/{ticket_id}/participants/{user_id}/decline',
    summary: 'Keep a pending person out',
    allow: STAFF,
    right: 'ticket_editing',
    params,
    reply,
    status: 200,
    run: async ({ work, params: given, origin_url }) =>
      await decide(work, given.ticket_id, given.user_id, 'declined', origin_url),
  }),
]
