// Custom statuses as the API shows and takes them.
import { z } from 'zod'
import { apiTime } from '../../platform/instants.ts'
import { textSchema } from '../input.ts'
import type { Wording } from '../wording.ts'
import { FIRST_STATUSES, STATUS_CATEGORIES, type StatusRow } from './queries.ts'

const LABEL_LENGTH = 48
const DESCRIPTION_LENGTH = 2_000

export const statusSchema = z.object({
  id: z.number(),
  url: z.string(),
  status_category: z.enum(STATUS_CATEGORIES),
  agent_label: z.string().optional().describe('For staff'),
  raw_agent_label: z.string().optional().describe('For staff'),
  end_user_label: z.string(),
  raw_end_user_label: z.string(),
  description: z.string().nullable().optional().describe('For staff'),
  raw_description: z.string().nullable().optional().describe('For staff'),
  end_user_description: z.string().nullable(),
  raw_end_user_description: z.string().nullable(),
  active: z.boolean(),
  default: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
})

const label = z
  .string()
  .trim()
  .min(1)
  .max(LABEL_LENGTH)
  .transform((text) => text.toWellFormed())
const description = textSchema(DESCRIPTION_LENGTH).nullable()

export const statusWriteSchema = z.object({
  status_category: z.enum(STATUS_CATEGORIES).optional(),
  agent_label: label.optional(),
  end_user_label: label.nullable().optional(),
  description: description.optional(),
  end_user_description: description.optional(),
  active: z.boolean().optional(),
})
export type StatusWrite = z.output<typeof statusWriteSchema>

/** A status for staff, or what a customer may see of it. */
export function statusReply(
  row: StatusRow,
  origin_url: string,
  wording: Wording,
  for_staff: boolean,
): z.input<typeof statusSchema> {
  const first = FIRST_STATUSES.find(({ id }) => id === row.id)
  const shown = first ? wording.own : wording.shown
  const orNull = (text: string) => (text === '' ? null : text)
  return {
    id: row.id,
    url: `${origin_url}/api/v2/custom_statuses/${row.id}.json`,
    status_category: row.status_category,
    ...(for_staff && {
      agent_label: shown(row.agent_label),
      raw_agent_label: row.agent_label,
      description: orNull(wording.shown(row.description)),
      raw_description: orNull(row.description),
    }),
    end_user_label: shown(row.end_user_label),
    raw_end_user_label: row.end_user_label,
    end_user_description: orNull(wording.shown(row.end_user_description)),
    raw_end_user_description: orNull(row.end_user_description),
    active: row.active,
    default: row.default,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}
