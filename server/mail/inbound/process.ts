// The job that reads an accepted mail and makes it a ticket, a comment or a suspended ticket. Reading, DNS and storing
// attachments happen outside of any transaction; what follows from them is one unit of work, which a repeat finds done.
import { z } from 'zod'
import { findActor } from '../../access/index.ts'
import { findOrCreateRequester, findUserByEmail, type UserRow } from '../../people/index.ts'
import { normaliseAddress } from '../../platform/addresses.ts'
import type { StoredFile } from '../../platform/files/index.ts'
import { job } from '../../platform/module.ts'
import { type Platform, systemWork } from '../../platform/platform.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { Work } from '../../platform/work.ts'
import {
  addMailAttachment,
  changeTicket,
  closedSource,
  createTicket,
  findTicket,
  followUp,
  listParticipants,
  listSeenIds,
  type NewTicket,
  type Participant,
  putParticipant,
  type Saying,
} from '../../tickets/index.ts'
import { type ReadMail, readMail, type SenderVerdict, UnreadableMail, verifySender } from '../reading/index.ts'
import { loopMark } from '../sending/index.ts'
import { suspend, suspendUnread } from '../suspended/actions.ts'
import { PROCESS_JOB } from './accept.ts'
import { takeReport } from './bounces.ts'
import { contentOf } from './content.ts'
import { decide, type Facts, trustOf } from './decide.ts'
import { isOwnAddress } from './own-addresses.ts'
import { findMail, finishMail, type InboundContent, type InboundRow, placeOfInboundMail } from './queries.ts'
import { namedSideConversation, sideThreads } from './side-threads.ts'
import { findThread } from './threading.ts'

const LARGEST_SOURCE_BYTES = 220 * 1024 * 1024
const CCS_PER_MAIL = 40

/** A mail read and judged, with its attachments stored and not yet joined to anything. */
export interface Reading {
  mail: ReadMail
  verdict: SenderVerdict
  files: { stored: StoredFile; file_name: string; content_type: string; content_id: string | null; inline: boolean }[]
}

export const processJob = job({
  name: PROCESS_JOB,
  summary: 'Reads an accepted mail and makes it a ticket, a comment or a suspended ticket',
  payload: z.object({ account_id: z.number(), mail_id: z.number() }),
  run: async (platform, { account_id, mail_id }) => await processMail(platform, account_id, mail_id),
})

/** Processes one accepted mail. Running it again does nothing. */
export async function processMail(platform: Platform, account_id: number, mail_id: number): Promise<void> {
  const start = await systemWork(platform, account_id, PROCESS_JOB, 'staff', async (work) => {
    const row = await findMail(work, mail_id)
    return row?.state === 'stored' && row.file_id !== null
      ? {
          row: { ...row, file_id: row.file_id },
          content: work.sealing.open<InboundContent>(placeOfInboundMail(row.id), row.sealed),
          sealing: work.sealing,
        }
      : null
  })
  if (!start) return
  let reading: Reading
  try {
    reading = await readParts(platform, start.row.file_id, start.content, start.sealing)
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error
    await finishOnce(platform, account_id, mail_id, (work, row) =>
      suspendUnread(work, row, start.content, error.reason),
    )
    return
  }
  await finishOnce(platform, account_id, mail_id, (work, row) => settle(work, row, start.content, reading))
}

/** Reads a stored mail, judges its sender and stores its attachments. Throws UnreadableMail. */
export async function readParts(
  platform: Platform,
  file_id: string,
  envelope: InboundContent,
  sealing: Sealing,
): Promise<Reading> {
  const source = await platform.files.read(file_id, { sealing, limit_bytes: LARGEST_SOURCE_BYTES })
  const mail = await readMail(source, { mail_from: envelope.mail_from, own_loop_mark: loopMark(sealing) })
  const verdict = await verifySender(source, {
    ip: envelope.ip,
    helo: envelope.helo,
    mail_from: envelope.mail_from,
    resolver: platform.dns,
    mta: 'custos',
    // Who came to us by SMTP was seen by ourselves: then nobody else's word counts.
    trusted_authserv_ids: envelope.ip === null ? platform.config.trusted_authserv_ids : [],
  })
  const files: Reading['files'] = []
  for (const { file_name, content_type, content_id, inline, content } of mail.attachments) {
    files.push({ stored: await platform.files.put(content, { sealing }), file_name, content_type, content_id, inline })
  }
  return { mail, verdict, files }
}

/** One unit of work per mail: whoever comes second finds it done. */
async function finishOnce(
  platform: Platform,
  account_id: number,
  mail_id: number,
  run: (work: Work, row: InboundRow) => Promise<void>,
): Promise<void> {
  await systemWork(platform, account_id, PROCESS_JOB, 'staff', async (unit) => {
    // What a mail sets going came by mail, whoever runs the job.
    const work = Object.assign(unit, { origin: { channel: 'email', ip: null, user_agent: null, request_id: null } })
    const row = await findMail(work, mail_id, true)
    if (row?.state === 'stored') await run(work, row)
  })
}

async function settle(work: Work, row: InboundRow, envelope: InboundContent, reading: Reading): Promise<void> {
  const { mail, verdict } = reading
  const content: InboundContent = { ...envelope, message_id: mail.message_id, auto_submitted: mail.auto_submitted }
  if (await takeReport(work, mail, envelope.rcpt_to)) return await finishMail(work, row, 'processed', null, content)
  const sender_address = mail.from[0]?.address || null
  const sender = sender_address ? await findUserByEmail(work, sender_address) : null
  const side_id = namedSideConversation(work, mail, envelope.rcpt_to)
  // What names a side conversation is never said in a ticket's own thread.
  const named = sender && side_id === null ? await findThread(work, mail, envelope.rcpt_to, sender.id) : null
  const thread = named && (await isSeenBy(work, sender, named.ticket_id)) ? named : null
  const facts: Facts = {
    verdict,
    sender,
    thread,
    is_own_address: sender_address !== null && (await isOwnAddress(work, sender_address)),
  }
  const decision = decide(mail, facts)
  if (decision.kind === 'suspend' || sender_address === null) {
    await suspend(work, row, content, reading, decision.kind === 'suspend' ? decision.cause : 'no_sender')
    return
  }
  const beside =
    side_id === null
      ? null
      : await speakBeside(work, row, reading, side_id, sender_address, sender?.id ?? null, envelope)
  const ticket_id = beside ?? (await speak(work, row, reading, sender_address, decision, envelope))
  await finishMail(work, row, 'processed', ticket_id, content)
}

/** One of the team says nothing in a ticket that they may not see any more, whatever mail of it they still have. */
async function isSeenBy(work: Work, sender: UserRow | null, ticket_id: number): Promise<boolean> {
  if (!sender || sender.role === 'end-user') return true
  const actor = await findActor(work, sender.id)
  return actor !== null && (await listSeenIds(work.as(actor), [ticket_id])).length > 0
}

/**
 * Says what a mail says in the side conversation it names. Null when the sender takes no part there, or their domain
 * disowns the mail: then it is a matter of its own.
 */
async function speakBeside(
  work: Work,
  row: InboundRow,
  reading: Reading,
  side_id: number,
  address: string,
  user_id: number | null,
  envelope: InboundContent,
): Promise<number | null> {
  const { mail, verdict, files } = reading
  const threads = sideThreads()
  if (!threads || verdict.verdict === 'failed' || !(await threads.isParticipant(work, side_id, address))) return null
  return await threads.add(work, side_id, {
    inbound_mail_id: row.id,
    sender: { address, name: mail.from[0]?.name ?? null, user_id },
    to: [...mail.to, ...mail.cc].map((one) => ({ address: one.address, name: one.name ?? null })),
    subject: mail.subject,
    message_id: mail.message_id,
    sender_trust: trustOf(verdict),
    content: contentOf(reading, envelope),
    files,
  })
}

/** Says what a mail says, in a new ticket or in the one it belongs to. Also used when staff recover a suspended one. */
export async function speak(
  work: Work,
  row: InboundRow,
  reading: Reading,
  address: string,
  decision: { kind: 'new' } | { kind: 'reply' | 'note' | 'follow_up'; ticket_id: number },
  envelope: InboundContent,
): Promise<number> {
  const { mail, verdict } = reading
  const requester = await findOrCreateRequester(work, {
    email: address,
    name: mail.from[0]?.name,
    verified: verdict.authenticated,
  })
  const recipient = mail.to[0]?.address ?? envelope.rcpt_to[0] ?? null
  const source = { from: { address, name: mail.from[0]?.name ?? null }, to: { address: recipient }, rel: null }
  const kind = decision.kind === 'note' ? 'note' : 'reply'
  const saying: Saying = {
    kind,
    author_id: requester.id,
    by_staff: decision.kind === 'note',
    via_channel: 'email',
    source,
    undo_ms: 0,
    mail: { inbound_mail_id: row.id, sender_trust: trustOf(verdict), content: contentOf(reading, envelope) },
  }
  const participants = await copiedPeople(work, mail, requester.id)
  if (decision.kind === 'reply' || decision.kind === 'note') {
    const { comment_id } = await changeTicket(work, decision.ticket_id, { saying })
    await attach(work, kind, comment_id, reading)
    await addCopied(work, decision.ticket_id, requester.id, participants, verdict.authenticated)
    return decision.ticket_id
  }
  // A CC that an unproven sender named waits until staff approve: else a forged mail would fetch the whole history.
  const ccs: Participant[] = participants.map((user_id) => ({
    user_id,
    kind: 'cc',
    state: verdict.authenticated ? 'active' : 'pending',
  }))
  const closed = decision.kind === 'follow_up' ? await closedSource(work, decision.ticket_id) : null
  const ticket: NewTicket = {
    subject: mail.subject || null,
    requester_id: requester.id,
    submitter_id: requester.id,
    saying,
    ccs,
    recipient,
  }
  const { id, comment_id } = await createTicket(work, closed ? await followUp(work, closed, ticket) : ticket)
  await attach(work, kind, comment_id, reading)
  return id
}

async function attach(work: Work, kind: 'reply' | 'note', comment_id: number | null, reading: Reading): Promise<void> {
  if (comment_id === null) throw new Error('a mail was said and made no comment')
  for (const file of reading.files) await addMailAttachment(work, kind, comment_id, file)
}

/** The people a mail copies, as users of ours; without ourselves and the sender. */
async function copiedPeople(work: Work, mail: ReadMail, sender_id: number): Promise<number[]> {
  const ids = new Set<number>()
  for (const person of [...mail.to, ...mail.cc].slice(0, CCS_PER_MAIL)) {
    const address = normaliseAddress(person.address)
    if (address === null || (await isOwnAddress(work, address))) continue
    const user = await findOrCreateRequester(work, { email: address, name: person.name })
    if (user.id !== sender_id && user.role === 'end-user' && !user.suspended) ids.add(user.id)
  }
  return [...ids]
}

async function addCopied(
  work: Work,
  ticket_id: number,
  sender_id: number,
  participants: readonly number[],
  authenticated: boolean,
): Promise<void> {
  const ticket = await findTicket(work, ticket_id)
  const present = new Set((await listParticipants(work, [ticket_id])).map((person) => person.user_id))
  for (const user_id of participants) {
    if (user_id === ticket?.requester_id || present.has(user_id)) continue
    // Only the proven requester brings people in; whom a copied person copies waits as well.
    const state = authenticated && ticket?.requester_id === sender_id ? 'active' : 'pending'
    await putParticipant(work, { ticket_id, user_id, kind: 'cc', state, added_by_id: sender_id })
  }
}

/** After the last attempt a mail that we failed on is suspended, so that somebody sees it. */
export async function giveUp(platform: Platform, account_id: number, mail_id: number): Promise<void> {
  await finishOnce(platform, account_id, mail_id, async (work, row) => {
    await suspendUnread(
      work,
      row,
      work.sealing.open<InboundContent>(placeOfInboundMail(row.id), row.sealed),
      'processing_failed',
    )
  })
}
