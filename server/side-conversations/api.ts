// Side conversations over HTTP, in Zendesk's shapes. For staff: to everybody else they do not exist.
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { pagingQuery, pagingReply, wholeList } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { addUpload, attachmentSchema, getTicket, presentUpload } from '../tickets/index.ts'
import {
  CONVERSATIONS_PER_TICKET,
  createSideConversation,
  MESSAGES_PER_CONVERSATION,
  replyToSideConversation,
  updateSideConversation,
} from './actions.ts'
import { presentConversation, presentEvents } from './present.ts'
import { getConversation, listConversations, listMessagePage, listMessages } from './queries.ts'
import { redactSideConversation } from './redacting.ts'
import {
  externalIdsInput,
  messageInput,
  readId,
  sideConversationSchema,
  sideEventSchema,
  updateInput,
} from './schema.ts'

const MEBIBYTE = 1024 * 1024
const LARGEST_FILE_BYTES = 2000 * MEBIBYTE
const TEXT_LENGTH = 10_000

const ofTicket = z.object({ ticket_id: idParam })
const ofConversation = ofTicket.extend({ side_conversation_id: z.string().max(64) })
const oneReply = z.object({ side_conversation: sideConversationSchema, events: z.array(sideEventSchema).optional() })
const saidReply = z.object({ side_conversation: sideConversationSchema, event: sideEventSchema })

async function show(work: Work, ticket_id: number, id: number, origin_url: string) {
  return { side_conversation: presentConversation(work, await getConversation(work, ticket_id, id), origin_url) }
}

/** A conversation with the message that was just written in it. */
async function said(work: Work, ticket_id: number, id: number, message_id: number, origin_url: string) {
  const rows = (await listMessages(work, id, MESSAGES_PER_CONVERSATION)).filter((row) => row.id === message_id)
  const [event] = await presentEvents(work, ticket_id, rows, origin_url)
  return { ...(await show(work, ticket_id, id, origin_url)), event: event! } // it was written in this unit
}

const list = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/side_conversations',
  summary: 'List the conversations beside a ticket, the newest first',
  allow: STAFF,
  params: ofTicket,
  query: z.object(pagingQuery),
  reply: z.object({ side_conversations: z.array(sideConversationSchema), ...pagingReply }),
  async run({ work, params, query, origin_url }) {
    const ticket = await getTicket(work, params.ticket_id)
    const rows = await listConversations(work, ticket.id, CONVERSATIONS_PER_TICKET)
    return {
      side_conversations: rows.map((row) => presentConversation(work, row, origin_url)),
      ...wholeList(rows.length, query),
    }
  },
})

const create = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/side_conversations',
  summary: 'Begin a conversation beside a ticket; its first message leaves as a mail',
  allow: STAFF,
  right: 'side_conversation_create',
  params: ofTicket,
  body: z.object({ message: messageInput, external_ids: externalIdsInput.nullable().optional() }),
  reply: saidReply,
  async run({ work, params, body, origin_url }) {
    const ids = body.external_ids ?? {}
    const { id, message_id } = await createSideConversation(work, params.ticket_id, body.message, ids)
    const json = await said(work, params.ticket_id, id, message_id, origin_url)
    return new HttpReply({ status: 201, headers: { location: json.side_conversation.url }, json })
  },
})

const showOne = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}',
  summary: 'Show a side conversation; with `include=events`, what was said in it',
  allow: STAFF,
  params: ofConversation,
  query: z.object({ include: z.string().max(300).optional() }),
  reply: oneReply,
  async run({ work, params, query, origin_url }) {
    const ticket = await getTicket(work, params.ticket_id)
    const id = readId(params.side_conversation_id)
    const shown = await show(work, ticket.id, id, origin_url)
    if (!query.include?.includes('events')) return shown
    const rows = await listMessages(work, id, MESSAGES_PER_CONVERSATION)
    return { ...shown, events: await presentEvents(work, ticket.id, rows, origin_url) }
  },
})

const update = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}',
  summary: 'Close a side conversation, open it again or rename it',
  allow: STAFF,
  right: 'side_conversation_create',
  params: ofConversation,
  // Clients write it with and without the wrapping key.
  body: z.object({ side_conversation: updateInput.optional(), ...updateInput.shape }),
  reply: oneReply,
  async run({ work, params, body: { side_conversation, ...bare }, origin_url }) {
    const id = readId(params.side_conversation_id)
    await updateSideConversation(work, params.ticket_id, id, side_conversation ?? bare)
    return await show(work, params.ticket_id, id, origin_url)
  },
})

const reply = endpoint({
  route: 'POST /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/reply',
  summary: 'Say something in a side conversation, to all in it unless the message names people',
  allow: STAFF,
  right: 'side_conversation_create',
  params: ofConversation,
  body: z.object({ message: messageInput }),
  reply: saidReply,
  async run({ work, params, body, origin_url }) {
    const id = readId(params.side_conversation_id)
    const { message_id } = await replyToSideConversation(work, params.ticket_id, id, body.message)
    const json = await said(work, params.ticket_id, id, message_id, origin_url)
    return new HttpReply({ status: 201, headers: { location: json.side_conversation.url }, json })
  },
})

const listEvents = endpoint({
  route: 'GET /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/events',
  summary: 'List what happened in a side conversation, the oldest first',
  allow: STAFF,
  params: ofConversation,
  query: z.object(pagingQuery),
  reply: z.object({ events: z.array(sideEventSchema), ...pagingReply }),
  async run({ work, params, query, url, origin_url }) {
    const ticket = await getTicket(work, params.ticket_id)
    const row = await getConversation(work, ticket.id, readId(params.side_conversation_id))
    const { rows, paging } = await listMessagePage(work, row.id, query, url)
    return { events: await presentEvents(work, ticket.id, rows, origin_url), ...paging }
  },
})

const redact = endpoint({
  route: 'PUT /api/v2/tickets/{ticket_id}/side_conversations/{side_conversation_id}/redact',
  summary: 'Take words out of a side conversation for good',
  allow: STAFF,
  right: 'ticket_redaction',
  params: ofConversation,
  body: z.object({ text: z.string().trim().min(1).max(TEXT_LENGTH) }),
  reply: oneReply,
  async run({ work, params, body, origin_url }) {
    const id = readId(params.side_conversation_id)
    await redactSideConversation(work, params.ticket_id, id, body.text.toWellFormed())
    return await show(work, params.ticket_id, id, origin_url)
  },
})

const attach = endpoint({
  route: 'POST /api/v2/tickets/side_conversations/attachments',
  summary: 'Upload a file; its id joins it to a message within the hour',
  allow: STAFF,
  right: 'side_conversation_create',
  query: z.object({ filename: z.string().min(1).max(1000).default('file') }),
  body: 'stream',
  max_body_bytes: LARGEST_FILE_BYTES,
  reply: z.object({ attachment: attachmentSchema.extend({ id: z.string() }) }),
  async prepare({ platform, sealing, body, header }) {
    // A form would have to be taken apart first; as bytes it would be stored with its wrapping.
    if (header('content-type')?.startsWith('multipart/'))
      throw new Refusal('bad_request', 'Send the file itself as the body, and its name as ?filename=')
    const limit_bytes = platform.config.max_upload_mb * MEBIBYTE
    const source = body instanceof Readable ? body : Buffer.alloc(0)
    return { file: await platform.files.put(source, { sealing, limit_bytes }), content_type: header('content-type') }
  },
  async run({ work, query, prepared, origin_url }) {
    const { token, upload_id } = await addUpload(work, prepared.file, {
      file_name: query.filename,
      content_type: prepared.content_type,
    })
    const [attachment] = await presentUpload(work, upload_id, origin_url)
    return { attachment: { ...attachment!, id: token } } // one was just added
  },
})

export const sideConversationEndpoints = [attach, list, create, showOne, update, reply, listEvents, redact]
