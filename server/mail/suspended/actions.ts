// Suspending a mail, recovering it as a ticket, and throwing it away.

import { z } from 'zod'
import { event } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import { SUSPENSION_CAUSES, type SuspensionCause } from '../inbound/decide.ts'
import type { Reading } from '../inbound/process.ts'
import { finishMail, type InboundContent, type InboundRow } from '../inbound/queries.ts'
import type { UnreadableReason } from '../reading/index.ts'
import {
  deleteSuspended,
  insertSuspended,
  placeOfSuspended,
  type SuspendedContent,
  type SuspendedRow,
} from './queries.ts'

export const mailSuspended = event({
  type: 'mail.suspended',
  subject: 'suspended_ticket',
  summary: 'A mail, or a request of somebody who is not signed in, was kept back',
  data: z.object({ cause: z.enum(SUSPENSION_CAUSES), inbound_mail_id: z.number().nullable() }),
})
export const suspendedRecovered = event({
  type: 'mail.recovered',
  subject: 'suspended_ticket',
  summary: 'Staff made a ticket of a mail that was kept back',
  data: z.object({ ticket_id: z.number() }),
})
export const suspendedDeleted = event({
  type: 'mail.discarded',
  subject: 'suspended_ticket',
  summary: 'Staff threw away a mail that was kept back',
  data: z.object({}),
})
export const suspendedSourceRead = event({
  type: 'mail.source_downloaded',
  subject: 'suspended_ticket',
  summary: 'The source of a mail that was kept back was downloaded',
  data: z.object({}),
})

export const SUSPENDED_EVENTS = [mailSuspended, suspendedRecovered, suspendedDeleted, suspendedSourceRead]

/** What staff see of it in the list. */
export const CONTENT_LENGTH = 2_000

async function keepBack(
  work: Work,
  row: InboundRow,
  envelope: InboundContent,
  cause: SuspensionCause,
  content: SuspendedContent,
): Promise<void> {
  const id = newId()
  await insertSuspended(work, {
    id,
    cause,
    sealed: work.sealing.seal(placeOfSuspended(id), content),
    inbound_mail_id: row.id,
  })
  await finishMail(work, row, 'suspended', null, envelope)
  work.record(mailSuspended, id, { cause, inbound_mail_id: row.id })
}

/** Keeps back a mail that was read. */
export async function suspend(
  work: Work,
  row: InboundRow,
  envelope: InboundContent,
  { mail }: Reading,
  cause: SuspensionCause,
): Promise<void> {
  await keepBack(work, row, envelope, cause, {
    subject: mail.subject || null,
    author: { name: mail.from[0]?.name ?? null, email: mail.from[0]?.address ?? envelope.mail_from },
    recipient: mail.to[0]?.address ?? envelope.rcpt_to[0] ?? null,
    content: mail.body_text.slice(0, CONTENT_LENGTH),
    message_id: mail.message_id,
    reason: null,
  })
}

/** Keeps back a mail that could not be read; its source can be downloaded. */
export async function suspendUnread(
  work: Work,
  row: InboundRow,
  envelope: InboundContent,
  reason: UnreadableReason | 'processing_failed',
): Promise<void> {
  const cause = reason === 'processing_failed' ? 'processing_failed' : 'unreadable'
  await keepBack(work, row, envelope, cause, {
    subject: null,
    author: { name: null, email: envelope.mail_from },
    recipient: envelope.rcpt_to[0] ?? null,
    content: null,
    message_id: null,
    reason,
  })
}

export async function discard(work: Work, suspended: SuspendedRow): Promise<void> {
  await deleteSuspended(work, suspended.id)
  work.record(suspendedDeleted, suspended.id, {})
}
