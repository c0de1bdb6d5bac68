// What an import takes: a ticket as any write, with times and a whole conversation.
import { z } from 'zod'
import { BODY_LENGTH, commentInputSchema, ticketInputSchema } from '../schema.ts'

/** As many as a ticket has at most elsewhere. */
const COMMENTS_PER_IMPORT = 5_000

const time = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2024-01-31T10:00:00Z' })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 1970, 'must not be before 1970')
  .optional()

const importedComment = commentInputSchema.extend({
  value: z.string().max(BODY_LENGTH).optional(),
  created_at: time,
})
export type ImportedComment = z.output<typeof importedComment>

export const importSchema = ticketInputSchema.extend({
  comment: importedComment.optional(),
  comments: z.array(importedComment).max(COMMENTS_PER_IMPORT).optional(),
  created_at: time,
  updated_at: time,
  solved_at: time,
})
export type ImportInput = z.output<typeof importSchema>
