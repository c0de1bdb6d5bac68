// The neutral auto-reply to the first mail of a ticket. Whether one may be sent is decided by sending/auto-reply.ts; here
// are the facts for it, and the counts that make its limits hold over all processes.
import { z } from 'zod'
import { accountSettings } from '../../accounts/index.ts'
import { findUser, listIdentities } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { newId } from '../../platform/ids.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import {
  type CommentContent,
  type CommentFact,
  findReplyForDelivery,
  findTicket,
  placeOfComment,
} from '../../tickets/index.ts'
import { findMail, type InboundContent, placeOfInboundMail } from '../inbound/queries.ts'
import type { AutoSubmitted } from '../reading/index.ts'
import { clientNetwork } from '../receiving/limits.ts'
import { whyNoAutoReply } from '../sending/auto-reply.ts'
import { listSupportAddresses } from '../support-addresses/queries.ts'
import { countAutoReply, lockAutoReplies, readAutoReplyCounts } from './auto-reply-counts.ts'
import { commentOfEvent } from './prepare.ts'
import { insertDelivery, targetHash } from './queries.ts'
import { addSendJob } from './send-job.ts'

export const AUTO_REPLY_JOB = 'mail.prepare_auto_reply'
/** Mails to an address that came back this often say that nobody is there. */
const SUPPRESSED_AFTER = 1

/** True for a ticket that a customer's mail opened; everything else is asked when the job runs. Pure. */
export function mayBeAnswered(data: { comment: CommentFact | null; imported?: boolean }): boolean {
  const { comment } = data
  return (
    comment !== null &&
    !data.imported &&
    comment.kind === 'reply' &&
    !comment.by_staff &&
    comment.inbound_mail_id !== null
  )
}

export const autoReplyJob = job({
  name: AUTO_REPLY_JOB,
  summary: 'Decides whether the sender of a new ticket is told that the mail arrived',
  payload: z.object({ account_id: z.number(), event_id: z.number(), subject_id: z.number() }),
  run: async (platform, { account_id, event_id, subject_id }) =>
    await systemWork(platform, account_id, AUTO_REPLY_JOB, 'customer', (work) =>
      prepareAutoReply(work, event_id, subject_id),
    ),
})

/** Writes the auto-reply's delivery down if everything says yes. Running it again adds nothing. */
export async function prepareAutoReply(work: Work, event_id: number, ticket_id: number): Promise<void> {
  const { mail: settings } = await accountSettings(work)
  if (!settings.auto_reply_enabled) return
  const comment = await commentOfEvent(work, event_id)
  if (!comment || !mayBeAnswered({ comment }) || comment.inbound_mail_id === null) return
  const reply = await findReplyForDelivery(work, comment.id)
  const mail = await findMail(work, comment.inbound_mail_id)
  const ticket = await findTicket(work, ticket_id)
  if (!reply || !mail || !ticket) return
  const author = await findUser(work, reply.author_id)
  const envelope = work.sealing.open<InboundContent>(placeOfInboundMail(mail.id), mail.sealed)
  const { sender } = work.sealing.open<CommentContent>(placeOfComment(reply), reply.sealed)
  const from = normaliseAddress(sender?.from ?? author?.email ?? '') ?? ''
  const mail_from =
    envelope.mail_from === null || envelope.mail_from === '' ? envelope.mail_from : normaliseAddress(envelope.mail_from)
  const source = envelope.ip === null ? from.slice(from.lastIndexOf('@') + 1) : clientNetwork(envelope.ip)
  await lockAutoReplies(work)
  const no = whyNoAutoReply({
    is_enabled: settings.auto_reply_enabled,
    is_new_ticket: true,
    // Missing means that nobody looked, which is no reason to answer.
    auto_submitted: (envelope.auto_submitted ?? 'auto-generated') as AutoSubmitted, // written by the reader of mail
    from,
    mail_from,
    verdict: reply.sender_trust ?? 'unauthenticated',
    own_addresses: (await listSupportAddresses(work)).map((row) => row.address),
    is_suppressed: !author?.active || author.suspended || (await bouncedBefore(work, author.id, from)),
    sent: await readAutoReplyCounts(work, from, source),
  })
  if (no !== null) return
  const id = newId()
  const recipient = { address: from, name: author?.name ?? null }
  const is_new = await insertDelivery(work, {
    id,
    kind: 'auto_reply',
    event_id,
    target_hash: targetHash(work, from),
    ticket_id,
    reply_id: null,
    user_id: reply.author_id,
    content: { recipient, to: [recipient], cc: [], named_after: id, message_id: null, error: null },
  })
  if (!is_new) return
  await countAutoReply(work, from, source)
  addSendJob(work, id)
}

async function bouncedBefore(work: Work, user_id: number, address: string): Promise<boolean> {
  const identities = await listIdentities(work, user_id)
  return identities.some(
    (identity) => identity.undeliverable_count >= SUPPRESSED_AFTER && normaliseAddress(identity.value) === address,
  )
}
