// Bytes of a message in, plain data out, in this thread. read-mail.ts decides where this runs.

import { hasBidiControls } from '../../platform/clean-text.ts'
import { type MailAddress, parseAddress, parseAddresses } from './addresses.ts'
import { isTnef, type MailAttachment, readAttachments, takeUuencoded } from './attachments.ts'
import { type AutoSubmitted, readAutoSubmitted } from './auto-submitted.ts'
import { type MailBody, readBody } from './body.ts'
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.ts'
import { Headers, readDate, readHeaders, readMessageIds } from './headers.ts'
import { MAIL_LIMITS } from './limits.ts'
import { type MimeMessage, takeApart } from './mime.ts'
import { cleanSubject } from './subject.ts'
import { UnreadableMail } from './unreadable.ts'

/** What a reader of the message should know; a closed list. */
export const MAIL_FLAGS = [
  'no_from',
  'multiple_from',
  'bad_date',
  'bidi_in_subject',
  'recipients_dropped',
  'attachments_dropped',
  'text_cut',
  'html_cut',
  'html_flattened',
  'parts_differ',
  'hidden_text',
  'tracking_pixel',
  'winmail',
  'uuencoded',
  'encrypted',
] as const
export type MailFlag = (typeof MAIL_FLAGS)[number]

export interface ReadMail extends Omit<MailBody, 'html_flattened'> {
  /** With angle brackets, or null. */
  message_id: string | null
  in_reply_to: string[]
  references: string[]
  /** ISO 8601 as the sender claims it, or null. */
  date: string | null
  subject: string
  /** More than one is flagged `multiple_from`: such a message has no sender anybody may trust. */
  from: MailAddress[]
  sender: MailAddress | null
  reply_to: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  /** Canonical addresses from Delivered-To, X-Original-To and Envelope-To: where a mailbox got it. */
  delivered_to: string[]
  attachments: MailAttachment[]
  auto_submitted: AutoSubmitted
  dsn: DeliveryStatus | null
  flags: MailFlag[]
}

export interface ReadMailOptions {
  /** What our X-Custos-Loop header says, so that mail of ours that comes back is known. */
  own_loop_mark?: string
  /** The envelope sender where known: '' is the null sender of bounces. */
  mail_from?: string | null
}

/** Reads a message in this thread. Throws UnreadableMail and nothing else. */
export async function readHere(source: Buffer, options: ReadMailOptions = {}): Promise<ReadMail> {
  try {
    return await read(source, options)
  } catch (error) {
    throw error instanceof UnreadableMail ? error : new UnreadableMail('broken', error)
  }
}

async function read(source: Buffer, options: ReadMailOptions): Promise<ReadMail> {
  const headers = new Headers(readHeaders(source))
  const mime = await takeApart(source, headers.fields.length > 0)
  const uuencoded = takeUuencoded(mime.text)
  const { attachments, dropped } = readAttachments([...mime.parts, ...uuencoded.parts])
  if (headers.fields.length === 0 && mime.text.trim() === '' && mime.html.trim() === '' && attachments.length === 0) {
    throw new UnreadableMail('empty')
  }
  const body = readBody({ text: uuencoded.text, html: mime.html })
  const people = readPeople(headers)
  const dsn = readDeliveryStatus(mime.parts)
  const { html_flattened, ...shown } = body
  const flags = readFlags(headers, mime, body, people, attachments)
  if (dropped > 0) flags.push('attachments_dropped')
  if (uuencoded.parts.length > 0) flags.push('uuencoded')
  if (html_flattened) flags.push('html_flattened')
  return {
    message_id: readMessageIds(headers.first('message-id'))[0] ?? null,
    in_reply_to: readMessageIds(headers.first('in-reply-to')),
    references: readMessageIds(headers.first('references')),
    date: readDate(headers.first('date')),
    subject: cleanSubject(headers.decoded('subject')),
    ...people,
    ...shown,
    attachments,
    auto_submitted: readAutoSubmitted({
      headers,
      from: people.from.length === 1 ? people.from[0]!.address : '',
      mail_from: options.mail_from ?? null,
      has_delivery_status: dsn !== null,
      own_loop_mark: options.own_loop_mark ?? null,
    }),
    dsn,
    flags,
  }
}

type People = Pick<ReadMail, 'from' | 'sender' | 'reply_to' | 'to' | 'cc' | 'delivered_to'>

function readPeople(headers: Headers): People {
  const list = (name: string) => headers.all(name).flatMap(parseAddresses).slice(0, MAIL_LIMITS.addresses_per_list)
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].flatMap(list)
  return {
    from: list('from'),
    sender: parseAddress(headers.first('sender')),
    reply_to: list('reply-to'),
    to: list('to'),
    cc: list('cc'),
    delivered_to: [...new Set(delivered.map(({ address }) => address).filter((address) => address !== ''))].slice(
      0,
      MAIL_LIMITS.addresses_per_list,
    ),
  }
}

function readFlags(
  headers: Headers,
  mime: MimeMessage,
  body: MailBody,
  people: People,
  attachments: MailAttachment[],
): MailFlag[] {
  const type = headers.first('content-type').toLowerCase()
  const signs: [MailFlag, boolean][] = [
    ['no_from', !people.from.some(({ address }) => address !== '')],
    ['multiple_from', people.from.length > 1 || headers.all('from').length > 1],
    ['bad_date', headers.has('date') && readDate(headers.first('date')) === null],
    ['bidi_in_subject', hasBidiControls(headers.decoded('subject'))],
    [
      'recipients_dropped',
      people.to.length >= MAIL_LIMITS.addresses_per_list || people.cc.length >= MAIL_LIMITS.addresses_per_list,
    ],
    ['text_cut', mime.text_cut],
    ['html_cut', mime.html_cut],
    ['parts_differ', body.parts_differ],
    ['hidden_text', body.hidden_text],
    ['tracking_pixel', body.tracking_pixels > 0],
    ['winmail', attachments.some(isTnef)],
    ['encrypted', /^multipart\/encrypted|^application\/(?:x-)?pkcs7-mime.*smime-type="?enveloped/.test(type)],
  ]
  return signs.filter(([, is]) => is).map(([flag]) => flag)
}
