// Comments as the API shows them: Zendesk's keys, then ours (sender, frame_url, undo_until …).
import { z } from 'zod'
import { timeSchema, viaSchema } from '../schema.ts'

export const attachmentSchema = z.object({
  url: z.string(),
  id: z.number(),
  file_name: z.string(),
  content_url: z.string(),
  mapped_content_url: z.string(),
  content_type: z.string(),
  size: z.number(),
  width: z.null(),
  height: z.null(),
  inline: z.boolean(),
  deleted: z.boolean(),
  malware_access_override: z.boolean(),
  malware_scan_result: z.string(),
  thumbnails: z.array(z.unknown()),
})

const check = z.object({ result: z.string(), domain: z.string().nullable() })

export const senderSchema = z.object({
  authenticated: z.boolean(),
  spf: check,
  dkim: check,
  dmarc: check,
  arc: check,
  from: z.string().nullable(),
  reply_to: z.string().nullable(),
  envelope_from: z.string().nullable(),
  flags: z.array(z.string()),
})

export const commentSchema = z.object({
  id: z.number(),
  type: z.literal('Comment'),
  author_id: z.number(),
  body: z.string(),
  html_body: z.string(),
  plain_body: z.string(),
  public: z.boolean(),
  attachments: z.array(attachmentSchema),
  audit_id: z.number(),
  via: viaSchema,
  created_at: timeSchema,
  metadata: z.object({ system: z.record(z.string(), z.unknown()), custom: z.record(z.string(), z.unknown()) }),
  // Ours
  sender: senderSchema.nullable(),
  is_html: z.boolean(),
  has_quoted: z.boolean(),
  has_remote_images: z.boolean(),
  frame_url: z.string().nullable(),
  source_url: z.string().nullable(),
  undo_until: timeSchema.nullable(),
})
export type Comment = z.input<typeof commentSchema>
