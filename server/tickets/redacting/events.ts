// What is recorded of words and files that were taken out: which, never what they said.
import { z } from 'zod'
import { event } from '../../platform/events.ts'

export const madePrivate = event({
  type: 'ticket.comment_made_private',
  subject: 'ticket',
  summary: 'A public reply became an internal note',
  data: z.object({ comment_id: z.number() }),
})

const changed = {
  /** Comments whose words changed, the quotes of others included. */
  comment_ids: z.array(z.number()),
  /** Mails that said it too: their sources go. */
  inbound_mail_ids: z.array(z.number()),
}

export const redacted = event({
  type: 'ticket.redacted',
  subject: 'ticket',
  summary: 'Words were taken out of a ticket for good',
  data: z.object({
    /** The comment they were taken out of; null where they were taken out of the whole ticket. */
    comment_id: z.number().nullable(),
    ...changed,
  }),
})

export const attachmentRedacted = event({
  type: 'ticket.attachment_redacted',
  subject: 'ticket',
  summary: 'A file was taken out of a ticket for good',
  data: z.object({ attachment_id: z.number(), comment_id: z.number(), ...changed }),
})

export const REDACTION_EVENTS = [madePrivate, redacted, attachmentRedacted]
