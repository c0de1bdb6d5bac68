// Mail of side conversations. The module that owns them comes after mail and hands over whole messages; what is needed
// to send one travels in the delivery, so that sending, which runs as 'customer', never looks at what staff see.
import { normaliseAddress } from '../../platform/addresses.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/work.ts'
import {
  type CommentContent,
  findTicket,
  placeOfTicket,
  removeFilesLater,
  type TicketContent,
} from '../../tickets/index.ts'
import { deleteSinkMails } from '../development/queries.ts'
import { forgetSources } from '../inbound/queries.ts'
import { domainOf, MAX_RECIPIENTS, type Recipient } from '../sending/compose.ts'
import { sideAddress, sideMessageId } from '../sending/tokens.ts'
import { forgetWords, insertDelivery, lockSideDeliveries, type SideContent, targetHash } from './queries.ts'
import { outgoingHtml } from './reply-body.ts'
import { addSendJob } from './send-job.ts'
import { deskOf } from './writing.ts'

export interface SideMailing {
  ticket_id: number
  side_conversation_id: number
  /** The message; its number is what makes the mail unique for each recipient. */
  message_id: number
  agent_name: string | null
  to: readonly (Recipient & { user_id: number | null })[]
  subject: string
  content: Pick<CommentContent, 'body' | 'html_body' | 'remote_images' | 'inline_cids'>
  files: SideContent['files']
  in_reply_to: string | null
  references: string[]
}

/** Puts one mail per recipient into the queue. Returns the Message-ID they carry. 422 where the desk cannot send, or nobody is named. */
export async function queueSideMail(work: Work, mailing: SideMailing): Promise<string> {
  if (mailing.to.length === 0) throw invalid('to', 'To: name at least one recipient', 'BlankValue')
  if (mailing.to.length > MAX_RECIPIENTS) throw invalid('to', `To: more than ${MAX_RECIPIENTS} recipients`)
  const ticket = await findTicket(work, mailing.ticket_id)
  const wrote_to = ticket && work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed).recipient
  const { desk } = await deskOf(work, wrote_to)
  // Throws where the address leaves no room for a token: then no answer could find its way back.
  sideAddress(work.sealing, mailing.side_conversation_id, desk.support_address)
  const to = mailing.to.map(({ name, address }) => ({ name, address }))
  const named_after = newId()
  const message_id = sideMessageId(work.sealing, mailing.side_conversation_id, named_after, domainOf(desk))
  const side: SideContent = {
    side_conversation_id: mailing.side_conversation_id,
    agent_name: mailing.agent_name,
    subject: mailing.subject,
    text: mailing.content.body,
    html: outgoingHtml(mailing.content),
    files: mailing.files,
    message_id,
    in_reply_to: mailing.in_reply_to,
    references: mailing.references,
  }
  for (const [index, { user_id, name, address }] of mailing.to.entries()) {
    const id = index === 0 ? named_after : newId()
    const is_new = await insertDelivery(work, {
      id,
      kind: 'side_conversation',
      event_id: mailing.message_id,
      target_hash: targetHash(work, normaliseAddress(address) ?? address),
      ticket_id: mailing.ticket_id,
      reply_id: mailing.message_id,
      user_id,
      content: { recipient: { name, address }, to, cc: [], named_after, message_id: null, error: null, side },
    })
    if (is_new) addSendJob(work, id)
  }
  return message_id
}

/** Forgets what mails said of messages whose words were taken out: sources that came in, copies that left or wait. */
export async function forgetSideMails(
  work: Work,
  message_ids: readonly number[],
  inbound_mail_ids: readonly number[],
): Promise<void> {
  for (const message_id of message_ids)
    for (const row of await lockSideDeliveries(work, message_id)) await forgetWords(work, row)
  const sources = await forgetSources(work, inbound_mail_ids)
  removeFilesLater(work, [...sources, ...(await deleteSinkMails(work, message_ids))])
}
