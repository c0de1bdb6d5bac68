// Mail in a conversation beside a ticket: taken from those who take part, and from nobody else.
import type { ArrivedMail, SideThreads } from '../mail/index.ts'
import { formatAddress, normaliseAddress } from '../platform/addresses.ts'
import { newId } from '../platform/ids.ts'
import type { Work } from '../platform/work.ts'
import { addMailAttachment, findTicket } from '../tickets/index.ts'
import { MESSAGES_PER_CONVERSATION } from './actions.ts'
import { sideConversationReplied } from './events.ts'
import { joined } from './participants.ts'
import {
  countMessages,
  findConversation,
  hasParticipant,
  insertMessage,
  openConversation,
  type Participant,
  saveConversation,
} from './queries.ts'
import { indexMessage, previewOf } from './saying.ts'
import { MOST_RECIPIENTS } from './schema.ts'

async function isParticipant(work: Work, id: number, address: string): Promise<boolean> {
  const normalised = normaliseAddress(address)
  const row = normalised === null ? null : await findConversation(work, id, true)
  if (normalised === null || !row || !(await hasParticipant(work, id, normalised))) return false
  // Of a deleted ticket nobody would see it; a full one takes no more: both become a matter of their own.
  return (await findTicket(work, row.ticket_id)) !== null && (await countMessages(work, id)) < MESSAGES_PER_CONVERSATION
}

async function add(work: Work, id: number, mail: ArrivedMail): Promise<number> {
  const row = await findConversation(work, id, true)
  if (!row) throw new Error('a side conversation that was just found is gone')
  const content = openConversation(work, row)
  const { user_id, name, address } = mail.sender
  const actor: Participant = { user_id, name, email: address }
  const message_id = newId()
  const message = {
    id: message_id,
    side_conversation_id: id,
    kind: 'reply' as const,
    author_id: user_id,
    new_state: null,
    inbound_mail_id: mail.inbound_mail_id,
    sender_trust: mail.sender_trust,
    via_channel: 'email',
  }
  // Whom a mail copies is told, and takes no part for it: people are brought in by staff.
  const to = mail.to.slice(0, MOST_RECIPIENTS).flatMap((one) => {
    const email = formatAddress(one.address)
    return email === null ? [] : [{ user_id: null, name: one.name, email }]
  })
  const subject = mail.subject || content.subject
  await insertMessage(work, message, {
    actor,
    said: { ...mail.content, subject, to, message_id: mail.message_id, external_ids: {} },
  })
  for (const file of mail.files) await addMailAttachment(work, 'side_message', message_id, file)
  await saveConversation(
    work,
    {
      id,
      state: 'open',
      state_updated_at: row.state === 'open' ? row.state_updated_at : work.now,
      message_added_at: work.now,
    },
    { ...content, preview_text: previewOf(mail.content.body), participants: joined(content.participants, [actor]) },
  )
  await indexMessage(work, row.ticket_id, message_id, subject, mail.content)
  work.record(sideConversationReplied, row.ticket_id, {
    side_conversation_id: id,
    message_id,
    author_id: user_id,
    inbound_mail_id: mail.inbound_mail_id,
  })
  return row.ticket_id
}

export const arrivingMail: SideThreads = { isParticipant, add }
