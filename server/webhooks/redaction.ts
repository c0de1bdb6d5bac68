// When words are taken out of a ticket, what was sent of it goes from the log of webhooks, what waits to be sent again
// included: it says the words, too.
import type { Immediate } from '../platform/work.ts'
import { deleteInvocationsOfTicket } from './invocations/queries.ts'

export const redactionImmediates: Immediate[] = ['ticket.redacted', 'ticket.erased'].map((on) => ({
  on,
  run: async (work, { subject_id }) => deleteInvocationsOfTicket(work, subject_id),
}))
