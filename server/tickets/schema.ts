// Tickets as the API shows and takes them. Keys and types follow recorded Zendesk traffic; clients rely on every key
// being there, with null or [] where there is nothing.
import { z } from 'zod'
import { idParam } from '../platform/http/ids.ts'
import { timeSpentSchema } from './time-tracking/actions.ts'

export const TICKET_STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const
export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const
export const TICKET_TYPES = ['problem', 'incident', 'question', 'task'] as const

export const SUBJECT_LENGTH = 1_000
export const BODY_LENGTH = 65_536 * 4
export const TAGS_PER_TICKET = 300
export const PEOPLE_PER_TICKET = 48
export const UPLOADS_PER_COMMENT = 50

export const timeSchema = z
  .date()
  .transform((date) => `${date.toISOString().slice(0, 19)}Z`)
  .pipe(z.string())
export const statusSchema = z.enum(TICKET_STATUSES)
export type TicketStatus = z.output<typeof statusSchema>
export const prioritySchema = z.enum(TICKET_PRIORITIES)
export const typeSchema = z.enum(TICKET_TYPES)

export const viaSchema = z.object({
  channel: z.string(),
  source: z.object({
    from: z.record(z.string(), z.unknown()),
    to: z.record(z.string(), z.unknown()),
    rel: z.string().nullable(),
  }),
})

const participantSchema = z.object({ user_id: z.number(), added_by: z.number().nullable() })

export const ticketSchema = z.object({
  url: z.string(),
  id: z.number(),
  external_id: z.string().nullable(),
  via: viaSchema,
  created_at: timeSchema,
  updated_at: timeSchema,
  generated_timestamp: z.number(),
  type: typeSchema.nullable(),
  subject: z.string().nullable(),
  raw_subject: z.string().nullable(),
  description: z.string().nullable(),
  priority: prioritySchema.nullable(),
  status: z.union([statusSchema, z.literal('deleted')]),
  recipient: z.string().nullable(),
  requester_id: z.number(),
  submitter_id: z.number(),
  assignee_id: z.number().nullable(),
  organization_id: z.number().nullable(),
  group_id: z.number().nullable(),
  collaborator_ids: z.array(z.number()),
  follower_ids: z.array(z.number()),
  email_cc_ids: z.array(z.number()),
  forum_topic_id: z.null(),
  problem_id: z.number().nullable(),
  has_incidents: z.boolean(),
  is_public: z.boolean(),
  due_at: timeSchema.nullable(),
  tags: z.array(z.string()),
  custom_fields: z.array(z.object({ id: z.number(), value: z.unknown() })),
  fields: z.array(z.object({ id: z.number(), value: z.unknown() })),
  satisfaction_rating: z.object({
    score: z.string(),
    id: z.number().optional(),
    comment: z.string().nullable().optional(),
    reason: z.string().nullable().optional(),
    reason_id: z.number().nullable().optional(),
  }),
  sharing_agreement_ids: z.array(z.number()),
  custom_status_id: z.number().nullable(),
  followup_ids: z.array(z.number()),
  ticket_form_id: z.number().nullable(),
  brand_id: z.number().nullable(),
  allow_channelback: z.boolean(),
  allow_attachments: z.boolean(),
  from_messaging_channel: z.boolean(),
  comment_count: z.number().optional(),
  // Only with their side-load
  metric_set: z.looseObject({}).nullable().optional(),
  dates: z.looseObject({}).optional(),
  slas: z.looseObject({}).optional(),
  group_slas: z.looseObject({}).optional(),
  incident_count: z.number().optional(),
  // Ours: the number of changes so far, and who waits for approval before they get mail.
  version: z.number(),
  pending_participants: z.array(participantSchema),
})
export type Ticket = z.input<typeof ticketSchema>

const personSchema = z.object({
  name: z.string().max(255).optional(),
  email: z.string().max(320).optional(),
  locale_id: z.number().optional(),
})
const idOrNull = idParam.nullable()

/** Values of custom fields that one write may give. */
export const FIELDS_PER_WRITE = 1_000
const fieldValue = z.object({ id: idParam, value: z.unknown() })
/** `[{id, value}]`, or ids as keys as some clients write it. */
const fieldValuesSchema = z.union([
  z.array(fieldValue).max(FIELDS_PER_WRITE),
  z
    .record(z.string(), z.unknown())
    .transform((values): z.input<typeof fieldValue>[] => Object.entries(values).map(([id, value]) => ({ id, value })))
    .pipe(z.array(fieldValue).max(FIELDS_PER_WRITE)),
])

/** Bytes of JSON that a client may note with a write. */
const CUSTOM_METADATA_BYTES = 16_384
const customMetadata = z
  .record(z.string(), z.unknown())
  .refine(
    (custom) => Buffer.byteLength(JSON.stringify(custom)) <= CUSTOM_METADATA_BYTES,
    `metadata takes ${CUSTOM_METADATA_BYTES} bytes`,
  )
const MACROS_PER_WRITE = 100
const collaboratorsSchema = z.array(z.union([idParam, z.string().max(320), personSchema])).max(PEOPLE_PER_TICKET)

const peopleChange = z.object({
  user_id: idParam.optional(),
  user_email: z.string().max(320).optional(),
  user_name: z.string().max(255).optional(),
  action: z.enum(['put', 'delete']).optional(),
})

export const commentInputSchema = z.object({
  body: z.string().max(BODY_LENGTH).optional(),
  html_body: z
    .string()
    .max(BODY_LENGTH * 4)
    .optional(),
  public: z.boolean().optional(),
  author_id: idParam.optional(),
  uploads: z
    .union([
      z.array(z.string().max(200)).max(UPLOADS_PER_COMMENT),
      z
        .string()
        .max(200)
        .transform((one) => [one]),
    ])
    .optional(),
})
export type CommentInput = z.output<typeof commentInputSchema>

const tagSchema = z
  .string()
  .trim()
  .toLowerCase()
  .transform((tag) => tag.toWellFormed().replaceAll(/\s+/g, '_'))
  .pipe(z.string().min(1).max(255))
export const tagsSchema = z.union([
  z.array(tagSchema).max(TAGS_PER_TICKET),
  z
    .string()
    .max(20_000)
    .transform((text) =>
      text
        .toWellFormed()
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((tag) => tag !== '')
        .slice(0, TAGS_PER_TICKET),
    ),
])

/** What a write may say about a ticket. Keys we do not know are ignored, as Zendesk does. */
export const ticketInputSchema = z.object({
  subject: z.string().max(SUBJECT_LENGTH).nullable().optional(),
  raw_subject: z.string().max(SUBJECT_LENGTH).nullable().optional(),
  description: z.string().max(BODY_LENGTH).optional(),
  comment: z
    .union([
      commentInputSchema,
      z
        .string()
        .max(BODY_LENGTH)
        .transform((body): CommentInput => ({ body })),
    ])
    .optional(),
  status: statusSchema.optional(),
  priority: prioritySchema.nullable().optional(),
  type: typeSchema.nullable().optional(),
  requester_id: idParam.optional(),
  requester: personSchema.optional(),
  submitter_id: idParam.optional(),
  assignee_id: idOrNull.optional(),
  assignee_email: z.string().max(320).optional(),
  group_id: idOrNull.optional(),
  organization_id: idOrNull.optional(),
  // Half a character is text to JSON and a fault to the database.
  external_id: z.coerce
    .string()
    .max(255)
    .transform((text) => text.toWellFormed())
    .nullable()
    .optional(),
  due_at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullable()
    .optional(),
  tags: tagsSchema.optional(),
  additional_tags: tagsSchema.optional(),
  remove_tags: tagsSchema.optional(),
  email_ccs: z.array(peopleChange).max(PEOPLE_PER_TICKET).optional(),
  followers: z.array(peopleChange).max(PEOPLE_PER_TICKET).optional(),
  collaborators: collaboratorsSchema.optional(),
  additional_collaborators: collaboratorsSchema.optional(),
  collaborator_ids: z.array(idParam).max(PEOPLE_PER_TICKET).optional(),
  brand_id: idOrNull.optional(),
  ticket_form_id: idOrNull.optional(),
  custom_status_id: idOrNull.optional(),
  problem_id: idOrNull.optional(),
  custom_fields: fieldValuesSchema.nullable().optional(),
  fields: fieldValuesSchema.nullable().optional(),
  via_followup_source_id: idOrNull.optional(),
  macro_id: idOrNull.optional(),
  macro_ids: z.array(idParam).max(MACROS_PER_WRITE).nullable().optional(),
  metadata: z.object({ custom: customMetadata.nullable().optional() }).nullable().optional(),
  time_spent_s: timeSpentSchema,
  safe_update: z.union([z.boolean(), z.stringbool()]).optional(),
  updated_stamp: z.string().max(40).optional(),
})
export type TicketInput = z.output<typeof ticketInputSchema>
export type PersonChange = z.output<typeof peopleChange>
