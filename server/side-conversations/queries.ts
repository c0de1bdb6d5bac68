// All SQL on conversations beside tickets. Rows exist in staff transactions only.
import { sql } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { listPage, type PagingQuery } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import type { CommentContent, SenderTrust } from '../tickets/index.ts'
import type { State } from './schema.ts'

export interface Participant {
  user_id: number | null
  name: string | null
  /** Null once the person was erased. */
  email: string | null
}

/** The sealed part of a side conversation. */
export interface ConversationContent {
  subject: string
  preview_text: string
  participants: Participant[]
  external_ids: Record<string, string>
}

/** The sealed part of a message; of an update, `said` is null. */
export interface MessageContent {
  actor: Participant
  said: (Omit<CommentContent, 'source'> & SaidBeside) | null
}

interface SaidBeside {
  subject: string
  to: Participant[]
  /** Its Message-ID, by which answers are threaded. */
  message_id: string | null
  external_ids: Record<string, string>
}

export interface ConversationRow {
  id: number
  ticket_id: number
  state: State
  sealed: Buffer
  created_by_id: number | null
  state_updated_at: Date
  message_added_at: Date
  created_at: Date
  updated_at: Date
}

export interface MessageRow {
  id: number
  side_conversation_id: number
  kind: 'create' | 'reply' | 'update'
  author_id: number | null
  sealed: Buffer
  new_state: State | null
  inbound_mail_id: number | null
  sender_trust: SenderTrust | null
  via_channel: string
  created_at: Date
}

const CONVERSATION = sql.raw(
  's.id, s.ticket_id, s.state, s.sealed, s.created_by_id, s.state_updated_at, s.message_added_at, s.created_at, s.updated_at',
)
const MESSAGE = sql.raw(
  'm.id, m.side_conversation_id, m.kind, m.author_id, m.sealed, m.new_state, m.inbound_mail_id, m.sender_trust, m.via_channel, m.created_at',
)

export const placeOfConversation = (id: number): string => `side_conversations/${id}/sealed`
export const placeOfMessage = (id: number): string => `side_messages/${id}/sealed`

export function openConversation(
  work: Pick<Work, 'sealing'>,
  row: { id: number; sealed: Buffer },
): ConversationContent {
  return work.sealing.open<ConversationContent>(placeOfConversation(row.id), row.sealed)
}

export function openMessage(work: Pick<Work, 'sealing'>, row: { id: number; sealed: Buffer }): MessageContent {
  return work.sealing.open<MessageContent>(placeOfMessage(row.id), row.sealed)
}

/** Keyed hash of a normalised address. */
export function participantHash(work: Pick<Work, 'sealing'>, normalised: string): Buffer {
  return work.sealing.lookupHash('side_participant', normalised)
}

/** The newest first. The ticket's visibility was checked. */
export async function listConversations(work: Work, ticket_id: number, limit: number): Promise<ConversationRow[]> {
  return await work.db.all<ConversationRow>(sql`
    select ${CONVERSATION} from side_conversations s
    where s.account_id = ${work.account_id} and s.ticket_id = ${ticket_id} order by s.id desc limit ${limit}`)
}

export async function findConversation(work: Work, id: number, lock = false): Promise<ConversationRow | null> {
  return await work.db.first<ConversationRow>(sql`
    select ${CONVERSATION} from side_conversations s
    where s.account_id = ${work.account_id} and s.id = ${id} ${sql.raw(lock ? 'for update' : '')}`)
}

/** A conversation of a ticket the caller was let in to, or 404. */
export async function getConversation(
  work: Work,
  ticket_id: number,
  id: number,
  lock = false,
): Promise<ConversationRow> {
  const row = await findConversation(work, id, lock)
  if (row?.ticket_id !== ticket_id) throw notFound()
  return row
}

export async function insertConversation(
  work: Work,
  row: Pick<ConversationRow, 'id' | 'ticket_id' | 'created_by_id'>,
  content: ConversationContent,
): Promise<void> {
  await work.db.run(sql`
    insert into side_conversations (account_id, id, ticket_id, state, sealed, created_by_id, state_updated_at, message_added_at, created_at, updated_at)
    values (${work.account_id}, ${row.id}, ${row.ticket_id}, 'open', ${work.sealing.seal(placeOfConversation(row.id), content)}, ${row.created_by_id},
      ${work.now}, ${work.now}, ${work.now}, ${work.now})`)
}

export async function saveConversation(
  work: Work,
  row: Pick<ConversationRow, 'id' | 'state' | 'state_updated_at' | 'message_added_at'>,
  content: ConversationContent,
): Promise<void> {
  await work.db.run(sql`
    update side_conversations set state = ${row.state}, sealed = ${work.sealing.seal(placeOfConversation(row.id), content)},
      state_updated_at = ${row.state_updated_at}, message_added_at = ${row.message_added_at}, updated_at = ${work.now}
    where account_id = ${work.account_id} and id = ${row.id}`)
}

export async function addParticipant(
  work: Work,
  side_conversation_id: number,
  normalised: string,
  user_id: number | null,
): Promise<void> {
  await work.db.run(sql`
    insert into side_participants (account_id, side_conversation_id, address_hash, user_id)
    values (${work.account_id}, ${side_conversation_id}, ${participantHash(work, normalised)}, ${user_id})
    on conflict (account_id, side_conversation_id, address_hash) do update set user_id = coalesce(excluded.user_id, side_participants.user_id)`)
}

export async function hasParticipant(work: Work, side_conversation_id: number, normalised: string): Promise<boolean> {
  const row = await work.db.first<{ found: number }>(sql`
    select 1 as found from side_participants
    where account_id = ${work.account_id} and side_conversation_id = ${side_conversation_id} and address_hash = ${participantHash(work, normalised)}`)
  return row !== null
}

export async function insertMessage(
  work: Work,
  row: Omit<MessageRow, 'sealed' | 'created_at'>,
  content: MessageContent,
) {
  await work.db.run(sql`
    insert into side_messages (account_id, id, side_conversation_id, kind, author_id, sealed, new_state, inbound_mail_id, sender_trust, via_channel, created_at)
    values (${work.account_id}, ${row.id}, ${row.side_conversation_id}, ${row.kind}, ${row.author_id}, ${work.sealing.seal(placeOfMessage(row.id), content)},
      ${row.new_state}, ${row.inbound_mail_id}, ${row.sender_trust}, ${row.via_channel}, ${work.now})`)
}

export async function saveMessage(work: Work, id: number, content: MessageContent): Promise<void> {
  await work.db.run(sql`
    update side_messages set sealed = ${work.sealing.seal(placeOfMessage(id), content)} where account_id = ${work.account_id} and id = ${id}`)
}

/** Oldest first. */
export async function listMessages(work: Work, side_conversation_id: number, limit: number): Promise<MessageRow[]> {
  return await work.db.all<MessageRow>(sql`
    select ${MESSAGE} from side_messages m
    where m.account_id = ${work.account_id} and m.side_conversation_id = ${side_conversation_id} order by m.id limit ${limit}`)
}

/** One page of what happened in a conversation. */
export async function listMessagePage(work: Work, side_conversation_id: number, query: PagingQuery, url: URL) {
  return await listPage<MessageRow>(
    work,
    {
      columns: MESSAGE,
      from: sql`side_messages m`,
      where: sql`m.account_id = ${work.account_id} and m.side_conversation_id = ${side_conversation_id}`,
      id: sql`m.id`,
      sorts: { created_at: { by: sql`m.created_at`, type: 'timestamptz' }, id: { by: sql`m.id`, type: 'bigint' } },
      default_sort: 'id',
    },
    query,
    url,
  )
}

export async function countMessages(work: Work, side_conversation_id: number): Promise<number> {
  const { count } = await work.db.one<{ count: number }>(sql`
    select count(*) as count from side_messages where account_id = ${work.account_id} and side_conversation_id = ${side_conversation_id}`)
  return count
}

/** All messages beside a ticket and the mails they came in. */
export async function listMessagesOfTicket(
  work: Work,
  ticket_id: number,
): Promise<{ id: number; inbound_mail_id: number | null }[]> {
  return await work.db.all<{ id: number; inbound_mail_id: number | null }>(sql`
    select m.id, m.inbound_mail_id from side_messages m
    join side_conversations s on s.account_id = m.account_id and s.id = m.side_conversation_id
    where m.account_id = ${work.account_id} and s.ticket_id = ${ticket_id} order by m.id`)
}

/** A batch of conversations a person takes part in, after an id. */
export async function listConversationsOfPerson(
  work: Work,
  user_id: number,
  after: number,
  limit: number,
): Promise<ConversationRow[]> {
  return await work.db.all<ConversationRow>(sql`
    select distinct ${CONVERSATION} from side_conversations s
    join side_participants p on p.account_id = s.account_id and p.side_conversation_id = s.id
    where s.account_id = ${work.account_id} and p.user_id = ${user_id} and s.id > ${after} order by s.id limit ${limit}`)
}

/** A person takes no part any more: whoever has the address later does not inherit it. */
export async function removeParticipant(work: Work, side_conversation_id: number, user_id: number): Promise<void> {
  await work.db.run(sql`
    delete from side_participants where account_id = ${work.account_id} and side_conversation_id = ${side_conversation_id} and user_id = ${user_id}`)
}

/** What a person wrote and takes part in is another's now. */
export async function movePerson(work: Work, from_id: number, to_id: number): Promise<void> {
  work.db.send(
    sql`update side_participants set user_id = ${to_id} where account_id = ${work.account_id} and user_id = ${from_id}`,
  )
  work.db.send(
    sql`update side_messages set author_id = ${to_id} where account_id = ${work.account_id} and author_id = ${from_id}`,
  )
}
