// What a search answers: records of all kinds, each with its result_type.
import { z } from 'zod'
import { groupSchema, organizationSchema, userSchema } from '../people/index.ts'
import { pagingReply } from '../platform/http/paging.ts'
import { sideLoadReply, ticketSchema } from '../tickets/index.ts'
import { MAX_QUERY_CHARS } from './language/parse.ts'

export const highlightSchema = z.object({
  field: z.enum(['subject', 'comment']),
  comment_id: z.number().nullable(),
  public: z.boolean(),
  html: z.string().describe('Escaped text with <mark> around what was found'),
})

const highlights = z.array(highlightSchema).optional().describe('Our addition, with include=highlights')

export const resultSchema = z.union([
  ticketSchema.extend({ result_type: z.literal('ticket'), highlights }),
  z.intersection(userSchema, z.object({ result_type: z.literal('user') })),
  organizationSchema.extend({ result_type: z.literal('organization') }),
  groupSchema.extend({ result_type: z.literal('group') }),
])

export const facetsSchema = z.record(z.string(), z.record(z.string(), z.number()))

export const searchReply = z.object({
  results: z.array(resultSchema),
  facets: facetsSchema.nullable().describe('null unless facets=true asks for them: counts of the tickets found'),
  ...sideLoadReply,
  ...pagingReply,
})

export const searchText = z.string('must be given once').max(MAX_QUERY_CHARS).default('')
