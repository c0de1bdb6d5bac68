// When words are taken out of a ticket, the mails that said them go with them: the sources of those that came in, and
// the copies the development mailbox kept of those that left.
import type { Immediate, Work } from '../platform/work.ts'
import { removeFilesLater } from '../tickets/index.ts'
import { deleteSinkMails } from './development/queries.ts'
import { forgetSources } from './inbound/queries.ts'

interface Redacted {
  comment_ids: number[]
  inbound_mail_ids: number[]
}

async function forgetMails(work: Work, { comment_ids, inbound_mail_ids }: Redacted): Promise<void> {
  const sources = await forgetSources(work, inbound_mail_ids)
  removeFilesLater(work, [...sources, ...(await deleteSinkMails(work, comment_ids))])
}

export const redactionImmediates: Immediate[] = ['ticket.redacted', 'ticket.attachment_redacted'].map((on) => ({
  on,
  run: async (work, fact) => await forgetMails(work, fact.data as Redacted), // as both events declare it
}))
