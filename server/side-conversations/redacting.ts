// Taking words out of what is said beside a ticket, by themselves or with the ticket's own redaction; and what of it
// outlives a ticket that is erased.
import { forgetSideMails } from '../mail/index.ts'
import { invalid } from '../platform/errors.ts'
import type { Work } from '../platform/work.ts'
import {
  type BesideTicket,
  getTicket,
  listAttachmentsOfSideMessages,
  redactContent,
  redactFileNames,
  withoutWords,
} from '../tickets/index.ts'
import { CONVERSATIONS_PER_TICKET, MESSAGES_PER_CONVERSATION } from './actions.ts'
import { sideConversationRedacted } from './events.ts'
import {
  type ConversationRow,
  getConversation,
  listConversations,
  listMessages,
  listMessagesOfTicket,
  openConversation,
  openMessage,
  saveConversation,
  saveMessage,
} from './queries.ts'
import { indexMessage } from './saying.ts'

/** Takes words out of a whole conversation: subject, messages, names of files, mails. Returns how many places had them. */
async function redactConversation(work: Work, row: ConversationRow, texts: readonly string[]): Promise<number> {
  const redaction = { texts, copies: texts, stretches: [], images: [], image_urls: [] }
  const message_ids: number[] = []
  const inbound_mail_ids: number[] = []
  for (const message of await listMessages(work, row.id, MESSAGES_PER_CONVERSATION)) {
    const { actor, said } = openMessage(work, message)
    if (!said) continue
    const { subject, to, sender, ...rest } = said
    // `redactContent` asks for a whole comment; a message has the same words and no source.
    const words = redactContent({ ...rest, sender, source: { from: {}, to: {}, rel: null } }, redaction)
    const named = withoutWords({ subject, to, sender }, texts)
    const { source: _source, ...after } = { ...said, ...words, ...named }
    const is_named = JSON.stringify(after) !== JSON.stringify(said)
    const renamed = await redactFileNames(work, await listAttachmentsOfSideMessages(work, [message.id]), texts)
    if (!is_named && renamed === 0) continue
    await saveMessage(work, message.id, { actor: withoutWords(actor, texts), said: { ...after, is_redacted: true } })
    await indexMessage(work, row.ticket_id, message.id, after.subject, after)
    message_ids.push(message.id)
    if (message.inbound_mail_id !== null) inbound_mail_ids.push(message.inbound_mail_id)
  }
  const content = openConversation(work, row)
  const after = withoutWords(content, texts)
  const is_renamed = JSON.stringify(after) !== JSON.stringify(content)
  if (is_renamed) await saveConversation(work, row, after)
  if (message_ids.length > 0) {
    await forgetSideMails(work, message_ids, inbound_mail_ids)
    work.record(sideConversationRedacted, row.ticket_id, { message_ids })
  }
  return message_ids.length + (is_renamed ? 1 : 0)
}

/** Takes words out of one side conversation, of a closed ticket too. 422 when it has none of them. */
export async function redactSideConversation(work: Work, ticket_id: number, id: number, text: string): Promise<void> {
  const ticket = await getTicket(work, ticket_id)
  const row = await getConversation(work, ticket.id, id, true)
  if ((await redactConversation(work, row, [text])) === 0)
    throw invalid('text', 'Text: is not in this side conversation', 'InvalidValue')
}

export const besideTicket: BesideTicket = {
  async redact(work, ticket_id, texts) {
    let count = 0
    for (const row of await listConversations(work, ticket_id, CONVERSATIONS_PER_TICKET))
      count += await redactConversation(work, row, texts)
    return count
  },
  async remains(work, ticket_id) {
    const messages = await listMessagesOfTicket(work, ticket_id)
    const ids = messages.map((message) => message.id)
    const files = await listAttachmentsOfSideMessages(work, ids)
    return {
      comment_ids: ids,
      inbound_mail_ids: messages.flatMap((message) => message.inbound_mail_id ?? []),
      file_ids: files.flatMap((file) => file.file_id ?? []),
    }
  },
}
