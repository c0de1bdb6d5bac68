// Says of an imported ticket which closed one it follows up. Nothing else of it changes, its times neither: it was so
// when it was taken.
import type { Work } from '../../platform/work.ts'
import { ticketUpdated } from '../events.ts'
import { findTicket, placeOfTicket, type TicketContent } from '../queries.ts'
import { saveFollowUpSource } from './queries.ts'

/** Nothing where one of the two is gone or the ticket follows up another one already. */
export async function linkFollowUp(work: Work, id: number, source_id: number): Promise<void> {
  const [ticket, source] = await Promise.all([findTicket(work, id, true), findTicket(work, source_id)])
  if (!ticket || !source || id === source_id || ticket.followup_source_id !== null) return
  const content = work.sealing.open<TicketContent>(placeOfTicket(id), ticket.sealed)
  const { subject } = work.sealing.open<TicketContent>(placeOfTicket(source_id), source.sealed)
  const linked = { ...content, source: { from: { ticket_id: source_id, subject }, to: {}, rel: 'follow_up' } }
  await saveFollowUpSource(work, { id, source_id, sealed: work.sealing.seal(placeOfTicket(id), linked) })
  const change = { field_name: 'via_followup_source_id', value: source_id, previous_value: null }
  work.record(ticketUpdated, id, { changes: [change], comment: null, imported: true }, { subject: null })
}
