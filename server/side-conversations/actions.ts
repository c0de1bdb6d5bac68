// The verbs of side conversations: begin one, say something in it, close it and open it again. What a mail says in one
// is in arriving.ts.
import { queueSideMail } from '../mail/index.ts'
import { getUser } from '../people/index.ts'
import { normaliseAddress } from '../platform/addresses.ts'
import { invalid, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { actorId, type Work } from '../platform/work.ts'
import {
  type AttachmentContent,
  getTicket,
  listAttachmentsOfSideMessages,
  placeOfAttachment,
  type TicketRow,
  takeUploads,
} from '../tickets/index.ts'
import { sideConversationCreated, sideConversationReplied, sideConversationUpdated } from './events.ts'
import { joined, recipientsOf } from './participants.ts'
import {
  addParticipant,
  type ConversationContent,
  type ConversationRow,
  countMessages,
  getConversation,
  insertConversation,
  insertMessage,
  listConversations,
  listMessages,
  openConversation,
  openMessage,
  type Participant,
  saveConversation,
  saveMessage,
} from './queries.ts'
import { indexMessage, previewOf, wordsOf } from './saying.ts'
import type { MessageInput, UpdateInput } from './schema.ts'

export const CONVERSATIONS_PER_TICKET = 200
export const MESSAGES_PER_CONVERSATION = 1_000
export const PARTICIPANTS_PER_CONVERSATION = 200

/** The agent who acts, as one who takes part. */
async function ownParticipant(work: Work): Promise<Participant & { user_id: number; shown_name: string | null }> {
  const user_id = actorId(work.actor)
  if (user_id === null) throw new Refusal('not_signed_in')
  const user = await getUser(work, user_id)
  return { user_id, name: user.name, email: user.email, shown_name: user.alias || user.name }
}

async function openTicket(work: Work, ticket_id: number): Promise<TicketRow> {
  const ticket = await getTicket(work, ticket_id, true)
  if (ticket.status === 'closed')
    throw invalid('ticket_id', 'Status: closed prevents new messages beside the ticket', 'InvalidValue')
  return ticket
}

/** Begins a side conversation and sends its first message. Returns its id and the message's. */
export async function createSideConversation(
  work: Work,
  ticket_id: number,
  input: MessageInput,
  external_ids: Record<string, string>,
): Promise<{ id: number; message_id: number }> {
  const ticket = await openTicket(work, ticket_id)
  if ((await listConversations(work, ticket.id, CONVERSATIONS_PER_TICKET)).length >= CONVERSATIONS_PER_TICKET)
    throw new Refusal('too_many_values', `A ticket has at most ${CONVERSATIONS_PER_TICKET} side conversations`)
  const to = await recipientsOf(work, ticket, input.to ?? [])
  const own = await ownParticipant(work)
  const id = newId()
  const content: ConversationContent = {
    subject: input.subject ?? '',
    preview_text: '',
    participants: [],
    external_ids,
  }
  await insertConversation(work, { id, ticket_id: ticket.id, created_by_id: own.user_id }, content)
  const row = await getConversation(work, ticket.id, id, true)
  const message_id = await say(work, ticket, row, content, own, to, input, 'create')
  work.record(sideConversationCreated, ticket.id, { side_conversation_id: id, message_id })
  return { id, message_id }
}

/** Says something in a side conversation, to everybody in it unless the message names people. It opens again. */
export async function replyToSideConversation(
  work: Work,
  ticket_id: number,
  id: number,
  input: MessageInput,
): Promise<{ message_id: number }> {
  const ticket = await openTicket(work, ticket_id)
  const row = await getConversation(work, ticket.id, id, true)
  if ((await countMessages(work, id)) >= MESSAGES_PER_CONVERSATION)
    throw new Refusal('too_many_values', `A side conversation has at most ${MESSAGES_PER_CONVERSATION} messages`)
  const content = openConversation(work, row)
  const own = await ownParticipant(work)
  const others = content.participants.filter((one) => one.email !== null && !isSame(one, own))
  const to = await recipientsOf(work, ticket, input.to ?? others)
  const message_id = await say(work, ticket, row, content, own, to, input, 'reply')
  const fact = { side_conversation_id: id, message_id, author_id: own.user_id, inbound_mail_id: null }
  work.record(sideConversationReplied, ticket.id, fact)
  return { message_id }
}

const isSame = (one: Participant, other: Participant): boolean =>
  one.user_id === other.user_id || (one.email !== null && one.email === other.email)

async function say(
  work: Work,
  ticket: TicketRow,
  row: ConversationRow,
  content: ConversationContent,
  own: Participant & { user_id: number; shown_name: string | null },
  to: Participant[],
  input: MessageInput,
  kind: 'create' | 'reply',
): Promise<number> {
  const words = wordsOf(input)
  const uploads = [...(input.uploads ?? []), ...(input.attachment_ids ?? [])]
  if (words.body.trim() === '' && !words.html_body && uploads.length === 0)
    throw invalid('message', 'Message: cannot be blank', 'BlankValue')
  const { shown_name, ...actor } = own
  const participants = joined(content.participants, [actor, ...to])
  if (participants.length > PARTICIPANTS_PER_CONVERSATION)
    throw invalid('to', `To: a side conversation has at most ${PARTICIPANTS_PER_CONVERSATION} people`)
  const message_id = newId()
  const subject = input.subject || content.subject
  const fresh = {
    id: message_id,
    side_conversation_id: row.id,
    kind,
    author_id: own.user_id,
    new_state: null,
    inbound_mail_id: null,
    sender_trust: null,
    via_channel: work.origin.channel === 'web' ? 'web' : 'api',
  }
  const thread = await threadOf(work, row.id)
  // Written before its files, which hang on it; and again once its mail has a name.
  const said = { ...words, subject, to, message_id: null, external_ids: input.external_ids ?? {} }
  await insertMessage(work, fresh, { actor, said })
  await takeUploads(work, uploads, 'side_message', message_id)
  const own_name = await queueSideMail(work, {
    ticket_id: ticket.id,
    side_conversation_id: row.id,
    message_id,
    agent_name: shown_name,
    to: to.flatMap((one) => (one.email === null ? [] : [{ user_id: one.user_id, name: one.name, address: one.email }])),
    subject,
    content: words,
    files: await filesOf(work, message_id),
    ...thread,
  })
  await saveMessage(work, message_id, { actor, said: { ...said, message_id: own_name } })
  await remember(work, row.id, [actor, ...to])
  const state_updated_at = row.state === 'open' ? row.state_updated_at : work.now
  await saveConversation(
    work,
    { id: row.id, state: 'open', state_updated_at, message_added_at: work.now },
    { ...content, preview_text: previewOf(words.body), participants },
  )
  await indexMessage(work, ticket.id, message_id, subject, words)
  return message_id
}

/** Lets people answer. */
export async function remember(work: Work, id: number, people: readonly Participant[]): Promise<void> {
  for (const { email, user_id } of people) {
    const normalised = email === null ? null : normaliseAddress(email)
    if (normalised !== null) await addParticipant(work, id, normalised, user_id)
  }
}

/** What a next mail answers: the last message that came in; where there is none, our own last one. */
async function threadOf(work: Work, id: number): Promise<{ in_reply_to: string | null; references: string[] }> {
  const known = (await listMessages(work, id, MESSAGES_PER_CONVERSATION)).flatMap((row) => {
    const name = openMessage(work, row).said?.message_id
    return name ? [{ name, is_ours: row.inbound_mail_id === null }] : []
  })
  const answered = known.findLast((one) => !one.is_ours) ?? known.at(-1)
  return {
    in_reply_to: answered?.name ?? null,
    references: known.map((one) => one.name).filter((name) => name !== answered?.name),
  }
}

async function filesOf(work: Work, message_id: number) {
  const rows = await listAttachmentsOfSideMessages(work, [message_id])
  return rows.flatMap((row) => {
    if (row.file_id === null) return []
    const { file_name, content_id } = work.sealing.open<AttachmentContent>(placeOfAttachment(row.id), row.sealed)
    return [{ file_id: row.file_id, file_name, content_type: row.content_type, content_id }]
  })
}

/** Closes a side conversation, opens it again, renames it or changes its external ids. */
export async function updateSideConversation(
  work: Work,
  ticket_id: number,
  id: number,
  change: UpdateInput,
): Promise<void> {
  const ticket = await getTicket(work, ticket_id)
  const row = await getConversation(work, ticket.id, id, true)
  const content = openConversation(work, row)
  const state = change.state ?? row.state
  const after = {
    ...content,
    subject: change.subject ?? content.subject,
    external_ids: change.external_ids ?? content.external_ids,
  }
  if (state === row.state && JSON.stringify(after) === JSON.stringify(content)) return
  const has_new_state = state !== row.state
  await saveConversation(
    work,
    { ...row, state, state_updated_at: has_new_state ? work.now : row.state_updated_at },
    after,
  )
  const { shown_name: _shown_name, ...actor } = await ownParticipant(work)
  const message_id = newId()
  const update = {
    id: message_id,
    side_conversation_id: id,
    kind: 'update' as const,
    author_id: actor.user_id,
    new_state: has_new_state ? state : null,
    inbound_mail_id: null,
    sender_trust: null,
    via_channel: work.origin.channel === 'web' ? 'web' : 'api',
  }
  if ((await countMessages(work, id)) < MESSAGES_PER_CONVERSATION)
    await insertMessage(work, update, { actor, said: null })
  const fact = { side_conversation_id: id, message_id, state, previous_state: row.state }
  work.record(sideConversationUpdated, ticket.id, fact)
}
