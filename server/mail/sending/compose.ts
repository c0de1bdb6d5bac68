// Writes the mails we send: an agent's reply, the neutral auto-reply and the test mail. Text and HTML are made from the
// same words, headers take nothing unchecked, and each mail carries names by which its answer and its bounce find back.
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'
import { formatAddress } from '../../platform/addresses.ts'
import { invalid, Refusal } from '../../platform/errors.ts'
import type { Sealing } from '../../platform/sealing.ts'
import {
  headerFileName,
  headerMessageId,
  headerName,
  headerSubject,
  replyReferences,
  replySubject,
} from './header-values.ts'
import { pageOf, textOf } from './layout.ts'
import { type MailLocale, mailText } from './texts.ts'
import { bounceAddress, loopMark, messageId, replyAddress, sideAddress } from './tokens.ts'

export interface Recipient {
  name: string | null
  address: string
}

export interface MailAttachment {
  file_name: string
  content_type: string
  /** Opened when its turn comes, once. */
  open(): Readable
  /** Set for a picture that the HTML shows as `cid:<content_id>`. */
  content_id?: string
}

/** A mail ready to be signed and sent. `envelope.from` is '' for mail that must not bounce (RFC 3834). */
export interface ComposedMail {
  raw: Buffer
  /** With its angle brackets. */
  message_id: string
  envelope: { from: string; to: string[] }
}

export interface Desk {
  name: string
  support_address: string
}

interface Common {
  sealing: Pick<Sealing, 'sign'>
  desk: Desk
  locale: MailLocale
  sent_at: Date
}

export interface ReplyMail extends Common {
  ticket_id: number
  delivery_id: number
  /** The agent's name if the desk shows it, else null. */
  agent_name: string | null
  to: Recipient[]
  cc: Recipient[]
  subject: string
  /** What the agent wrote, as plain text. */
  text: string
  /** The same as HTML, already sanitised; null makes it from the text. */
  html: string | null
  attachments: MailAttachment[]
  /** The customer's Message-ID that this answers, and the ones before it, oldest first. */
  in_reply_to: string | null
  references: string[]
  /** Where the customer reads and answers in a browser; null leaves the link out. */
  conversation_url: string | null
}

/** What common mail systems take, after base64 has added a third (Gmail, Outlook: 25 MB). */
export const MAX_MAIL_BYTES = 35 * 1024 * 1024
/** Recipients of one mail, To and Cc together. */
export const MAX_RECIPIENTS = 50

/** A reply to a ticket. Throws Refusal `invalid` for an address that is none, `too_large` beyond MAX_MAIL_BYTES. */
export async function composeReply(mail: ReplyMail): Promise<ComposedMail> {
  const { sealing, desk, locale, ticket_id } = mail
  const to = recipients(mail.to, 'to')
  const cc = recipients(mail.cc, 'cc').filter((copy) => !to.some((other) => other.address === copy.address))
  if (to.length === 0) throw invalid('to', 'A mail needs a recipient', 'BlankValue')
  if (to.length + cc.length > MAX_RECIPIENTS) throw invalid('to', `More than ${MAX_RECIPIENTS} recipients`)
  const agent = mail.agent_name && headerName(mail.agent_name)
  const desk_name = headerName(desk.name)
  const message_id = messageId(sealing, ticket_id, mail.delivery_id, domainOf(desk))
  const footer = {
    line: mailText(locale, 'mail.footer.number', { number: `#${ticket_id}`, desk: desk_name }),
    link:
      mail.conversation_url === null
        ? null
        : { label: mailText(locale, 'mail.footer.conversation'), url: mail.conversation_url },
  }
  const raw = await build(mail, {
    from: {
      name: agent ? mailText(locale, 'mail.from.agent', { agent, desk: desk_name }) : desk_name,
      address: desk.support_address,
    },
    to,
    cc,
    replyTo: { name: desk_name, address: replyAddress(sealing, ticket_id, desk.support_address) },
    subject: replySubject(mail.subject, mailText(locale, 'mail.no_subject', { number: `#${ticket_id}` })),
    messageId: message_id,
    ...thread(mail.references, mail.in_reply_to),
    text: textOf(mail.text, footer),
    html: pageOf({ locale, html: mail.html, text: mail.text, footer }),
    attachments: attachmentsOf(mail.attachments),
  })
  const envelope_to = [...new Set([...to, ...cc].map((recipient) => recipient.address))]
  return {
    raw,
    message_id,
    envelope: { from: bounceAddress(sealing, mail.delivery_id, desk.support_address), to: envelope_to },
  }
}

/**
 * Tells a sender that the message arrived. It holds none of the sender's words, not even the subject, so that nobody can
 * have us send text of theirs to somebody else, and no link, since the sender is not known to be who it says (RFC 3834).
 */
export async function composeAutoReply(
  mail: Common & { ticket_id: number; delivery_id: number; to: string; in_reply_to: string | null },
): Promise<ComposedMail> {
  const { sealing, desk, locale, ticket_id } = mail
  const to = recipients([{ name: null, address: mail.to }], 'to')
  const values = { number: `#${ticket_id}`, desk: headerName(desk.name) }
  const text = mailText(locale, 'mail.auto_reply.body', values)
  const footer = { line: mailText(locale, 'mail.footer.number', values), link: null }
  const message_id = messageId(sealing, ticket_id, mail.delivery_id, domainOf(desk))
  const raw = await build(mail, {
    from: { name: values.desk, address: desk.support_address },
    to,
    replyTo: { name: values.desk, address: replyAddress(sealing, ticket_id, desk.support_address) },
    subject: mailText(locale, 'mail.auto_reply.subject', values),
    messageId: message_id,
    ...thread([], mail.in_reply_to),
    text: textOf(text, footer),
    html: pageOf({ locale, html: null, text, footer }),
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', Precedence: 'auto_reply' },
  })
  return { raw, message_id, envelope: { from: '', to: to.map((recipient) => recipient.address) } }
}

/**
 * What a rule of the desk tells somebody. It says that a machine wrote it, so that other machines leave it unanswered
 * (RFC 3834); an answer by a person joins the ticket.
 */
export async function composeNotification(
  mail: Common & {
    ticket_id: number
    delivery_id: number
    to: Recipient
    subject: string
    text: string
    /** Sanitised. */
    html: string
    in_reply_to: string | null
  },
): Promise<ComposedMail> {
  const { sealing, desk, locale, ticket_id } = mail
  const to = recipients([mail.to], 'to')
  const values = { number: `#${ticket_id}`, desk: headerName(desk.name) }
  const footer = { line: mailText(locale, 'mail.footer.number', values), link: null }
  const message_id = messageId(sealing, ticket_id, mail.delivery_id, domainOf(desk))
  const raw = await build(mail, {
    from: { name: values.desk, address: desk.support_address },
    to,
    replyTo: { name: values.desk, address: replyAddress(sealing, ticket_id, desk.support_address) },
    subject: headerSubject(mail.subject, mailText(locale, 'mail.no_subject', { number: values.number })),
    messageId: message_id,
    ...thread([], mail.in_reply_to),
    text: textOf(mail.text, footer),
    html: pageOf({ locale, html: mail.html, text: mail.text, footer }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  })
  const from = bounceAddress(sealing, mail.delivery_id, desk.support_address)
  return { raw, message_id, envelope: { from, to: to.map((recipient) => recipient.address) } }
}

export interface SideMail extends Common {
  side_conversation_id: number
  delivery_id: number
  agent_name: string | null
  /** Everybody the message is for; `recipient` is whose copy this is. */
  to: Recipient[]
  recipient: Recipient
  subject: string
  text: string
  /** Sanitised. */
  html: string | null
  attachments: MailAttachment[]
  message_id: string
  in_reply_to: string | null
  references: string[]
}

/**
 * A message of a side conversation. It holds what was written in it and nothing of the ticket, and its answers have an
 * address of their own.
 */
export async function composeSideMail(mail: SideMail): Promise<ComposedMail> {
  const { sealing, desk, locale } = mail
  const to = recipients(mail.to, 'to')
  const [own] = recipients([mail.recipient], 'to')
  if (!own) throw invalid('to', 'A mail needs a recipient', 'BlankValue')
  const agent = mail.agent_name && headerName(mail.agent_name)
  const desk_name = headerName(desk.name)
  const footer = { line: desk_name, link: null }
  const raw = await build(mail, {
    from: {
      name: agent ? mailText(locale, 'mail.from.agent', { agent, desk: desk_name }) : desk_name,
      address: desk.support_address,
    },
    to,
    replyTo: { name: desk_name, address: sideAddress(sealing, mail.side_conversation_id, desk.support_address) },
    subject: mail.in_reply_to ? replySubject(mail.subject, desk_name) : headerSubject(mail.subject, desk_name),
    messageId: mail.message_id,
    ...thread(mail.references, mail.in_reply_to),
    text: textOf(mail.text, footer),
    html: pageOf({ locale, html: mail.html, text: mail.text, footer }),
    attachments: attachmentsOf(mail.attachments),
  })
  const from = bounceAddress(sealing, mail.delivery_id, desk.support_address)
  return { raw, message_id: mail.message_id, envelope: { from, to: [own.address] } }
}

/** The mail an admin sends to see whether sending works. */
export async function composeTestMail(mail: Common & { to: string }): Promise<ComposedMail> {
  const { desk, locale } = mail
  const to = recipients([{ name: null, address: mail.to }], 'to')
  const values = { desk: headerName(desk.name) }
  const text = mailText(locale, 'mail.test.body', values)
  const footer = { line: values.desk, link: null }
  const message_id = `<${randomUUID()}@${domainOf(desk)}>`
  const raw = await build(mail, {
    from: { name: values.desk, address: desk.support_address },
    to,
    subject: headerSubject(mailText(locale, 'mail.test.subject', values), 'Custos'),
    messageId: message_id,
    text: textOf(text, footer),
    html: pageOf({ locale, html: null, text, footer }),
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return { raw, message_id, envelope: { from: desk.support_address, to: to.map((recipient) => recipient.address) } }
}

/** What the desk itself tells a person, about no ticket. A machine wrote it, and a dead address comes back to it. */
export async function composeDeskMail(
  mail: Common & {
    delivery_id: number
    to: Recipient
    subject: string
    text: string
    /** Sanitised. */
    html: string
  },
): Promise<ComposedMail> {
  const { sealing, desk, locale } = mail
  const to = recipients([mail.to], 'to')
  const name = headerName(desk.name)
  const footer = { line: name, link: null }
  const message_id = `<${randomUUID()}@${domainOf(desk)}>`
  const raw = await build(mail, {
    from: { name, address: desk.support_address },
    to,
    subject: headerSubject(mail.subject, name),
    messageId: message_id,
    text: textOf(mail.text, footer),
    html: pageOf({ locale, html: mail.html, text: mail.text, footer }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  })
  const from = bounceAddress(sealing, mail.delivery_id, desk.support_address)
  return { raw, message_id, envelope: { from, to: to.map((recipient) => recipient.address) } }
}

function attachmentsOf(files: readonly MailAttachment[]): NonNullable<MailComposerOptions['attachments']> {
  return files.map((file) => ({
    filename: headerFileName(file.file_name),
    contentType: headerName(file.content_type),
    content: file.open(),
    ...(file.content_id ? { cid: file.content_id.replace(/[^\w.@-]/g, ''), contentDisposition: 'inline' } : {}),
  }))
}

export function domainOf(desk: Pick<Desk, 'support_address'>): string {
  return desk.support_address.slice(desk.support_address.lastIndexOf('@') + 1)
}

function recipients(list: Recipient[], field: 'to' | 'cc'): { name: string; address: string }[] {
  const seen = new Map<string, { name: string; address: string }>()
  for (const { name, address: given } of list) {
    const address = formatAddress(given)
    if (address === null) throw invalid(field, 'Not an e-mail address', 'InvalidFormat')
    if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), { name: headerName(name ?? ''), address })
  }
  return [...seen.values()]
}

function thread(
  references: string[],
  in_reply_to: string | null,
): Pick<MailComposerOptions, 'inReplyTo' | 'references'> {
  const answered = headerMessageId(in_reply_to)
  const chain = replyReferences(references, in_reply_to)
  return { ...(answered ? { inReplyTo: answered } : {}), ...(chain.length > 0 ? { references: chain } : {}) }
}

/** Builds the bytes. Content comes from us only: nothing is read from a path or URL. */
async function build(common: Common, options: MailComposerOptions): Promise<Buffer> {
  const composer = new MailComposer({
    date: common.sent_at,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...options,
    headers: { 'X-Custos-Loop': loopMark(common.sealing), ...options.headers },
  })
  const stream: AsyncIterable<Buffer> = composer.compile().createReadStream()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > MAX_MAIL_BYTES) throw new Refusal('too_large', 'The mail with its attachments is too large to be sent')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
