// A follow-up begins with the subject of the ticket it follows up, and goes on saying it as where it came from.
import type { Work } from '../../platform/work.ts'
import { indexDocument } from '../../search/index.ts'
import { subjectDocument } from '../actions.ts'
import { getTicket, placeOfTicket, type TicketContent, type TicketRow, updateTicketRow } from '../queries.ts'
import { redacted } from './events.ts'
import { isSame, withoutWords } from './words.ts'

/** Takes words out of what follow-ups of a ticket repeat of its subject, their history included. Returns how many did. */
export async function redactFollowUps(
  work: Work,
  ticket: TicketRow,
  subject: string | null,
  texts: readonly string[],
  redactEvents: (work: Work, ticket_id: number, texts: readonly string[]) => Promise<number>,
): Promise<number> {
  let count = 0
  for (const id of ticket.followup_ids) {
    const row = await getTicket(work, id, true)
    const before = work.sealing.open<TicketContent>(placeOfTicket(id), row.sealed)
    const own_subject = before.subject === subject ? withoutWords(before.subject, texts) : before.subject
    const after = { ...before, subject: own_subject, source: withoutWords(before.source, texts) }
    if (isSame(before, after)) continue
    await updateTicketRow(work, row, { sealed: work.sealing.seal(placeOfTicket(id), after) }, 0)
    if (before.subject !== after.subject) await indexDocument(work, subjectDocument(id, after.subject ?? ''))
    await redactEvents(work, id, texts)
    work.record(redacted, id, { comment_id: null, comment_ids: [], inbound_mail_ids: [] })
    count++
  }
  return count
}
