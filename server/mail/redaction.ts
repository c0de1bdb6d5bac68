// When words are taken out of a ticket, the mails that said them go with them: the sources of those that came in, and
// the copies the development mailbox kept of those that left.
import type { Fact, Immediate, Work } from '../platform/work.ts'
import { removeFilesLater } from '../tickets/index.ts'
import { deleteDeliveries } from './deliveries/queries.ts'
import { deleteSinkMails, deleteSinkMailsOfTicket } from './development/queries.ts'
import { forgetEnvelopes, forgetSources } from './inbound/queries.ts'

interface Redacted {
  comment_ids: number[]
  inbound_mail_ids: number[]
}

async function forgetMails(work: Work, { comment_ids, inbound_mail_ids }: Redacted): Promise<void> {
  const sources = await forgetSources(work, inbound_mail_ids)
  removeFilesLater(work, [...sources, ...(await deleteSinkMails(work, comment_ids))])
}

/** Of an erased ticket nothing of its mails is left: no addresses either. */
async function forgetTicket(work: Work, ticket_id: number, erased: Redacted): Promise<void> {
  await forgetMails(work, erased)
  removeFilesLater(work, await deleteSinkMailsOfTicket(work, ticket_id))
  await forgetEnvelopes(work, erased.inbound_mail_ids)
  await deleteDeliveries(work, ticket_id)
}

export const redactionImmediates: Immediate[] = [
  {
    on: 'ticket.erased',
    run: async (work, fact) => await forgetTicket(work, fact.subject_id, fact.data as Redacted), // as the event declares it
  },
  ...['ticket.redacted', 'ticket.attachment_redacted'].map((on) => ({
    on,
    run: async (work: Work, fact: Fact) => await forgetMails(work, fact.data as Redacted), // as both events declare it
  })),
]
