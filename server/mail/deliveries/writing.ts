// Writes the mail of one delivery. What it says is read in a short unit as 'customer'; attachments are streamed, the
// mail is composed and signed after it, so that no transaction waits for a disk or a key.
import { Readable } from 'node:stream'
import { accountSettings } from '../../accounts/index.ts'
import { findUser } from '../../people/index.ts'
import { invalid } from '../../platform/errors.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import {
  type AttachmentContent,
  type CommentContent,
  conversationLink,
  findReplyForDelivery,
  findTicket,
  listAttachmentsOfComments,
  placeOfAttachment,
  placeOfComment,
  placeOfTicket,
  type TicketContent,
} from '../../tickets/index.ts'
import { signMessage } from '../domains/dkim.ts'
import { signingKeys } from '../domains/queries.ts'
import {
  type ComposedMail,
  composeAutoReply,
  composeDeskMail,
  composeNotification,
  composeReply,
  composeSideMail,
  composeTestMail,
  type Desk,
  type MailAttachment,
} from '../sending/compose.ts'
import { mailLocale } from '../sending/texts.ts'
import { bounceAddress } from '../sending/tokens.ts'
import { defaultSupportAddress, findSupportAddress } from '../support-addresses/queries.ts'
import { type DeliveryContent, type DeliveryRow, openDelivery, type SideContent } from './queries.ts'
import { outgoingHtml, withSignature } from './reply-body.ts'
import { threadBefore } from './thread.ts'

/** Composes outside of the unit that read what it needs. */
type Compose = () => Promise<ComposedMail>

/**
 * The signed mail of a delivery, or null when there is nothing left to send (the reply or its ticket is gone). Throws a
 * Refusal for what no repetition will mend: no support address, a mail that is too large.
 */
export async function writeMail(
  platform: Platform,
  account_id: number,
  row: DeliveryRow,
): Promise<ComposedMail | null> {
  const read = await systemWork(platform, account_id, 'mail.send', 'customer', async (work) => {
    const content = openDelivery(work, row)
    const ticket = row.ticket_id === null ? null : await findTicket(work, row.ticket_id)
    if (row.kind !== 'test' && row.kind !== 'desk' && !ticket) return null
    const opened = ticket && work.sealing.open<TicketContent>(placeOfTicket(ticket.id), ticket.sealed)
    const desk = await deskOf(work, opened?.recipient ?? null)
    const compose = await readParts(work, platform, row, content, desk, opened?.subject ?? '')
    return compose && { compose, keys: await signingKeys(work, desk.desk.support_address) }
  })
  if (!read) return null
  const mail = await read.compose()
  return { ...mail, raw: await signMessage(mail.raw, read.keys, new Date()) }
}

interface DeskParts {
  desk: Desk
  /** The desk's own language. */
  locale: string
  signature: string
}

/** The desk as the mail's sender: under the address the customer wrote to, if it still is one of ours. */
export async function deskOf(work: Work, wrote_to: string | null): Promise<DeskParts> {
  const { desk, mail } = await accountSettings(work)
  const support_address =
    (wrote_to && (await findSupportAddress(work, wrote_to))) || (await defaultSupportAddress(work))
  if (support_address === null) throw invalid('base', 'The desk has no support address: add one in the settings')
  return { desk: { name: desk.name, support_address }, locale: desk.locale, signature: mail.signature }
}

async function readParts(
  work: Work,
  platform: Platform,
  row: DeliveryRow,
  content: DeliveryContent,
  { desk, locale: desk_locale, signature }: DeskParts,
  subject: string,
): Promise<Compose | null> {
  const { sealing } = work
  const person = row.user_id === null ? null : await findUser(work, row.user_id)
  const common = { sealing, desk, locale: mailLocale(person?.locale ?? desk_locale), sent_at: row.created_at }
  const { address } = content.recipient
  if (row.kind === 'test') return () => composeTestMail({ ...common, to: address })
  if (row.kind === 'desk') {
    const { words } = content
    return words ? () => composeDeskMail({ ...common, ...words, to: content.recipient, delivery_id: row.id }) : null
  }
  const ticket_id = row.ticket_id ?? 0
  if (row.kind === 'auto_reply') {
    const { in_reply_to } = await threadBefore(work, ticket_id, row.id)
    return () => composeAutoReply({ ...common, ticket_id, delivery_id: row.id, to: address, in_reply_to })
  }
  if (row.kind === 'notification') {
    const { words } = content
    if (!words) return null
    const { in_reply_to } = await threadBefore(work, ticket_id, row.id)
    const to = content.recipient
    return () => composeNotification({ ...common, ...words, ticket_id, delivery_id: row.id, to, in_reply_to })
  }
  if (row.kind === 'side_conversation') {
    const { side } = content
    if (!side) return null
    const { files, ...said } = side
    const { to, recipient } = content
    const { text, html } = withSignature({ text: said.text, html: said.html }, signature)
    const attachments = files.map((file) => storedFile(work, platform, file))
    return () => composeSideMail({ ...common, ...said, delivery_id: row.id, to, recipient, text, html, attachments })
  }
  const reply = row.reply_id === null ? null : await findReplyForDelivery(work, row.reply_id)
  if (!reply) return null
  const said = work.sealing.open<CommentContent>(placeOfComment(reply), reply.sealed)
  const author = await findUser(work, reply.author_id)
  const thread = await threadBefore(work, ticket_id, reply.id)
  const attachments = await attachmentsOf(work, platform, reply.id)
  const { text, html } = withSignature({ text: said.body, html: outgoingHtml(said) }, signature)
  return async () => {
    const mail = await composeReply({
      ...common,
      ...thread,
      ticket_id,
      delivery_id: content.named_after,
      agent_name: author && (author.alias || author.name),
      to: content.to,
      cc: content.cc,
      subject,
      text,
      html,
      attachments,
      // Made for this one person: a copy's link opens the conversation in its reader's name. Repeats carry the same one.
      conversation_url:
        person &&
        `${await platform.publicUrl(work.account_id)}${conversationLink(sealing, { ticket_id, user_id: person.id, now: row.created_at })}`,
    })
    // All copies look the same but for that; each travels to one person, and comes back to its own delivery.
    return { ...mail, envelope: { from: bounceAddress(sealing, row.id, desk.support_address), to: [address] } }
  }
}

async function attachmentsOf(work: Work, platform: Platform, reply_id: number): Promise<MailAttachment[]> {
  const rows = await listAttachmentsOfComments(work, [reply_id], [])
  return rows.map((row) => {
    const { file_name, content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(row.id), row.sealed)
    return storedFile(work, platform, { ...row, file_name, content_id })
  })
}

function storedFile(
  { sealing }: Pick<Work, 'sealing'>,
  platform: Platform,
  file: Omit<SideContent['files'][number], 'file_id'> & { file_id: string | null },
): MailAttachment {
  const { file_id, file_name, content_type, content_id } = file
  return {
    file_name,
    content_type,
    open: () =>
      file_id === null ? Readable.from([]) : Readable.from(bytesOf(platform, sealing, file_id), { objectMode: false }),
    ...(content_id ? { content_id } : {}),
  }
}

async function* bytesOf(platform: Platform, sealing: Work['sealing'], file_id: string): AsyncGenerator<Uint8Array> {
  const { content } = await platform.files.get(file_id, { sealing })
  yield* content
}
