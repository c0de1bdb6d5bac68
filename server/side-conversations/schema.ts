// Side conversations as the API shows and takes them: Zendesk's keys and types. Ids are texts there.
import { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import { idParam } from '../platform/http/ids.ts'
import { attachmentSchema, timeSchema } from '../tickets/index.ts'

export const SUBJECT_LENGTH = 1_000
const BODY_LENGTH = 262_144
/** People one message can name; a mail names no more. */
export const MOST_RECIPIENTS = 50
const FILES_PER_MESSAGE = 50
const EXTERNAL_IDS = 50

export const STATES = ['open', 'closed'] as const
export type State = (typeof STATES)[number]

/** Of the ways Zendesk reaches people, only mail is ours: the other keys are there and empty. */
const participantSchema = z.object({
  user_id: z.number().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  slack_workspace_id: z.null(),
  slack_channel_id: z.null(),
  support_group_id: z.null(),
  support_agent_id: z.null(),
  msteams_channel_id: z.null(),
})

const externalIds = z.record(z.string(), z.string())

export const sideConversationSchema = z.object({
  url: z.string(),
  id: z.string(),
  ticket_id: z.number(),
  subject: z.string(),
  preview_text: z.string(),
  state: z.enum(STATES),
  participants: z.array(participantSchema),
  created_at: timeSchema,
  updated_at: timeSchema,
  message_added_at: timeSchema,
  state_updated_at: timeSchema,
  external_ids: externalIds,
})
export type SideConversation = z.input<typeof sideConversationSchema>

export const sideEventSchema = z.object({
  id: z.string(),
  side_conversation_id: z.string(),
  ticket_id: z.number(),
  actor: participantSchema,
  type: z.enum(['create', 'reply', 'update']),
  via: z.string(),
  created_at: timeSchema,
  message: z
    .object({
      subject: z.string(),
      preview_text: z.string(),
      from: participantSchema,
      to: z.array(participantSchema),
      body: z.string(),
      html_body: z.string(),
      external_ids: externalIds,
      attachments: z.array(attachmentSchema),
      // Ours
      quoted_body: z.string().nullable(),
      sender_trust: z.enum(['authenticated', 'unauthenticated', 'failed']).nullable(),
    })
    .nullable(),
  updates: z.object({ state: z.enum(STATES).optional() }),
})
export type SideEvent = z.input<typeof sideEventSchema>

const wellFormed = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.toWellFormed().replaceAll('\u0000', ''))

const recipientInput = z.object({
  user_id: idParam.nullable().optional(),
  name: wellFormed(255).nullable().optional(),
  email: wellFormed(320).nullable().optional(),
})
export type RecipientInput = z.output<typeof recipientInput>

const recipients = z.array(recipientInput).max(MOST_RECIPIENTS)
const tokens = z.array(z.string().max(200)).max(FILES_PER_MESSAGE)
const externalIdsInput = z
  .record(wellFormed(100), wellFormed(1_000))
  .refine((ids) => Object.keys(ids).length <= EXTERNAL_IDS, `at most ${EXTERNAL_IDS} external ids`)

export const messageInput = z.object({
  subject: wellFormed(SUBJECT_LENGTH).nullable().optional(),
  body: wellFormed(BODY_LENGTH).nullable().optional(),
  html_body: wellFormed(BODY_LENGTH * 4)
    .nullable()
    .optional(),
  to: recipients.optional(),
  /** Tokens of uploads. */
  attachment_ids: tokens.optional(),
  uploads: tokens.optional(),
  external_ids: externalIdsInput.nullable().optional(),
})
export type MessageInput = z.output<typeof messageInput>

export const updateInput = z.object({
  state: z.enum(STATES).optional(),
  subject: wellFormed(SUBJECT_LENGTH).optional(),
  external_ids: externalIdsInput.nullable().optional(),
})
export type UpdateInput = z.output<typeof updateInput>
export { externalIdsInput }

/** An id as paths name it. 404 for what cannot be one. */
export function readId(text: string): number {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(number)) throw notFound()
  return number
}
