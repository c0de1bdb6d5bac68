// Takes a mailbox: each message through the reader of real mail, as a ticket of the past or as what was said next in one.
// Nothing is answered. Messages belong together by Message-ID, In-Reply-To and References; one that was taken already,
// in this file or another, is not taken again.
import { createHash } from 'node:crypto'
import { type ReadMail, readMail, UnreadableMail } from '../../mail/index.ts'
import { findOrCreateRequester } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import { OperatorError, Refusal } from '../../platform/errors.ts'
import { asRefusal } from '../../platform/http/failures.ts'
import type { Platform } from '../../platform/platform.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { addUpload, importLater, importTicket, type PastWords } from '../../tickets/index.ts'
import { findRecord, listRecords, openSourceRow, putRecord, type SourceRow, saveCursor } from '../moving-in/queries.ts'
import { asOwner, type Into, quietWork } from '../moving-in/quiet.ts'
import { describeRefusal } from '../moving-in/refusals.ts'
import { Report, type ReportSink } from '../moving-in/report.ts'
import { type MboxMessage, readMessages } from './messages.ts'

const BODY_LENGTH = 262_144
const REFERENCES = 50
const FILES_PER_MESSAGE = 50
const CCS = 40
const NO_WORDS = '—'

export interface Mailbox {
  /** Recognises the file when it is read again, longer perhaps. */
  fingerprint: string
  /** Its bytes from a place on. */
  open(offset: number): AsyncIterable<Uint8Array>
  /** The addresses of the desk that the mails went to and came from. */
  addresses: readonly string[]
}

interface Run extends Into {
  source: SourceRow
  report: Report
  own: ReadonlySet<string>
}

/** Reads a mailbox into an account. True when every message was taken whole. */
export async function importMbox(
  platform: Platform,
  account_id: number,
  mailbox: Mailbox,
  sink: ReportSink,
): Promise<boolean> {
  const own = new Set(mailbox.addresses.map((one) => normaliseAddress(one)).filter((one) => one !== null))
  if (own.size === 0) throw new OperatorError('The address of the desk is none.', 'Give the one the mails went to.')
  const into = await asOwner(platform, account_id)
  // One source for all mailboxes: the same message in two folders is one.
  const source = await quietWork(into, (work) => openSourceRow(work, 'mbox', 'mbox'))
  const run: Run = { ...into, source, own, report: new Report(sink) }
  const start = Number(source.cursors[mailbox.fingerprint] ?? 0)
  let count = 0
  for await (const message of readMessages(mailbox.open(start), start)) {
    count++
    await takeMessage(run, message)
    await quietWork(run, (work) => saveCursor(work, source.id, mailbox.fingerprint, String(message.next)))
  }
  if (count === 0 && start === 0)
    throw new OperatorError(
      'There is no message in this file.',
      'A mailbox (mbox) begins with a line that begins with "From ".',
    )
  run.report.end()
  return run.report.isWhole()
}

async function takeMessage(run: Run, message: MboxMessage): Promise<void> {
  const source = `byte ${message.offset}`
  try {
    if (message.is_cut) throw new Refusal('too_large', 'it is larger than the limit')
    const mail = await readMail(message.source)
    if (mail.dsn) throw new Refusal('invalid', 'it is a report about a mail that could not be delivered')
    const files = await keepFiles(run, mail)
    const { id, result } = await quietWork(run, (work) => say(work, run, mail, message, files))
    run.report.note({ kind: 'message', source, result, id })
  } catch (error) {
    const refusal =
      error instanceof UnreadableMail ? new Refusal('invalid', `it cannot be read (${error.reason})`) : asRefusal(error)
    if (!refusal || refusal.code === 'unavailable' || refusal.code === 'no_space') throw error
    run.report.note({ kind: 'message', source, result: 'refused', why: describeRefusal(refusal) })
  }
}

async function keepFiles(run: Run, mail: ReadMail) {
  const kept = []
  for (const { file_name, content_type, content_id, inline, content } of mail.attachments.slice(0, FILES_PER_MESSAGE)) {
    const stored = await quietWork(run, async ({ sealing }) => await run.platform.files.put(content, { sealing }))
    kept.push({ stored, file_name, content_type, content_id: inline ? content_id : undefined })
  }
  return kept
}

/** How a message is known: never by its words. */
const keyOf = (work: Work, id: string): string => work.sealing.lookupHash('mbox/message', id).toString('hex')

async function say(
  work: Work,
  run: Run,
  mail: ReadMail,
  { source: bytes }: MboxMessage,
  files: Awaited<ReturnType<typeof keepFiles>>,
): Promise<{ id: number | null; result: 'created' | 'matched' | 'updated' }> {
  const own_id = mail.message_id ?? createHash('sha256').update(bytes).digest('hex')
  const key = keyOf(work, own_id)
  const known = await findRecord(work, run.source.id, 'message', key)
  if (known) return { id: known.record_id, result: 'matched' }
  const sender = mail.from[0]
  if (!sender?.address) throw new Refusal('invalid', 'it has no sender')
  const is_ours = run.own.has(normaliseAddress(sender.address) ?? '')
  const others = [...mail.to, ...mail.cc].filter((one) => !run.own.has(normaliseAddress(one.address) ?? ''))
  const customer = is_ours ? others[0] : sender
  if (!customer?.address) throw new Refusal('invalid', 'nobody but the desk takes part in it')
  const person = await findOrCreateRequester(work, { email: customer.address, name: customer.name ?? undefined })
  const author_id = is_ours ? (actorId(work.actor) ?? person.id) : person.id
  let token: string | undefined
  for (const { stored, ...named } of files) token = (await addUpload(work, stored, { ...named, token })).token
  const at = timeOf(mail, work.now)
  const text = mail.visible_text || mail.body_text
  const words: PastWords = {
    value: text.trim() === '' ? NO_WORDS : text.slice(0, BODY_LENGTH),
    html_body: mail.body_html === '' ? undefined : (mail.visible_html || mail.body_html).slice(0, BODY_LENGTH * 4),
    author_id,
    public: true,
    created_at: at,
    uploads: token === undefined ? [] : [token],
    via_channel: 'email',
  }
  const thread = await threadOf(work, run, mail)
  const is_joined = thread !== null && (await importLater(work, thread, { comments: [words], updated_at: at }))
  const id = is_joined ? thread : await newTicket(work, mail, person.id, words, others, at)
  const record = { kind: 'message', key, record_id: id, stamp: at, state: {}, problem: null }
  await putRecord(work, run.source.id, record)
  return { id, result: is_joined ? 'updated' : 'created' }
}

/** A ticket of the past is solved: it is nobody's work today, and an answer to come opens it. */
async function newTicket(
  work: Work,
  mail: ReadMail,
  requester_id: number,
  words: PastWords,
  others: readonly { address: string; name: string | null }[],
  at: Date,
): Promise<number> {
  const ccs: { user_id: number }[] = []
  for (const { address, name } of others.slice(0, CCS)) {
    if (normaliseAddress(address) === null) continue
    const { id } = await findOrCreateRequester(work, { email: address, name: name ?? undefined })
    if (id !== requester_id) ccs.push({ user_id: id })
  }
  return await importTicket(work, {
    subject: mail.subject || null,
    status: 'solved',
    requester_id,
    submitter_id: words.author_id,
    email_ccs: ccs,
    comments: [words],
    created_at: at,
    updated_at: at,
    via_channel: 'email',
  })
}

/** The ticket of a message that this one answers, the newest first. */
async function threadOf(work: Work, run: Run, mail: ReadMail): Promise<number | null> {
  const ids = [...mail.in_reply_to, ...mail.references.toReversed()].slice(0, REFERENCES)
  const keys = ids.map((id) => keyOf(work, id))
  const known = new Map(
    (await listRecords(work, run.source.id, 'message', keys)).map((row) => [row.key, row.record_id]),
  )
  return keys.map((key) => known.get(key) ?? null).find((id) => id !== null) ?? null
}

/** When it was sent, as it says; never after now nor before mail. */
function timeOf(mail: ReadMail, now: Date): Date {
  const claimed = mail.date === null ? now : new Date(mail.date)
  const is_possible = claimed.getTime() <= now.getTime() && claimed.getUTCFullYear() >= 1970
  return is_possible ? claimed : now
}
