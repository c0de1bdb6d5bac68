// Ticket forms as rows, and as the API shows and takes them.
import { z } from 'zod'
import { idParam } from '../../platform/http/ids.ts'
import { apiTime } from '../../platform/instants.ts'
import { titleSchema } from '../input.ts'
import { FIELDS_PER_ACCOUNT } from '../schema.ts'
import { SYSTEM_FIELDS } from '../system-fields.ts'
import type { Wording } from '../wording.ts'

export const CONDITIONS_PER_FORM = 1_500
const CHILDREN_PER_CONDITION = 400
const VALUE_LENGTH = 255
const BRANDS_PER_FORM = 300

const statuses = z.array(z.enum(['new', 'open', 'pending', 'hold', 'solved', 'closed'])).max(6)
const requiredOn = z.object({
  type: z.enum(['ALL_STATUSES', 'SOME_STATUSES', 'NO_STATUSES']),
  statuses: statuses.optional(),
  custom_statuses: z.array(idParam).max(100).optional(),
})
const child = z.object({
  id: idParam,
  is_required: z.boolean().default(false),
  required_on_statuses: requiredOn.optional(),
})
/** When the parent has the value, the children show. */
export const conditionSchema = z.object({
  parent_field_id: idParam,
  parent_field_type: z.string().max(40).optional(),
  value: z
    .union([z.string().max(VALUE_LENGTH), z.boolean(), z.number()])
    .transform((value) => String(value).toWellFormed()),
  child_fields: z.array(child).max(CHILDREN_PER_CONDITION),
})
export type Condition = z.output<typeof conditionSchema>

export interface FormRow {
  id: number
  name: string
  display_name: string
  position: number
  active: boolean
  end_user_visible: boolean
  default: boolean
  in_all_brands: boolean
  restricted_brand_ids: readonly number[]
  ticket_field_ids: readonly number[]
  agent_conditions: readonly Condition[]
  end_user_conditions: readonly Condition[]
  created_at: Date
  updated_at: Date
}

export const formSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string(),
  raw_name: z.string(),
  display_name: z.string(),
  raw_display_name: z.string(),
  position: z.number(),
  active: z.boolean(),
  default: z.boolean(),
  end_user_visible: z.boolean(),
  in_all_brands: z.boolean(),
  restricted_brand_ids: z.array(z.number()),
  ticket_field_ids: z.array(z.number()),
  agent_conditions: z.array(conditionSchema).optional().describe('For staff'),
  end_user_conditions: z.array(conditionSchema),
  deleted_at: z.null(),
  created_at: z.string(),
  updated_at: z.string(),
})

const conditions = z.array(conditionSchema).max(CONDITIONS_PER_FORM)
export const formWriteSchema = z.object({
  name: titleSchema.optional(),
  raw_name: titleSchema.optional(),
  display_name: titleSchema.nullable().optional(),
  raw_display_name: titleSchema.nullable().optional(),
  position: z.int().min(0).max(1_000_000).optional(),
  active: z.boolean().optional(),
  default: z.boolean().optional(),
  end_user_visible: z.boolean().optional(),
  in_all_brands: z.boolean().optional(),
  restricted_brand_ids: z.array(idParam).max(BRANDS_PER_FORM).optional(),
  ticket_field_ids: z
    .array(idParam)
    .max(FIELDS_PER_ACCOUNT + SYSTEM_FIELDS.length)
    .optional(),
  agent_conditions: conditions.optional(),
  end_user_conditions: conditions.optional(),
})
export type FormWrite = z.output<typeof formWriteSchema>

/** The form every desk begins with. */
export const FIRST_FORM_ID = 1

/** A form for staff, or what a customer may see of it: `shown_field_ids` are the fields that exist for the reader. */
export function formReply(
  row: FormRow,
  origin_url: string,
  wording: Wording,
  reader: { for_staff: boolean; shown_field_ids: ReadonlySet<number> },
): z.input<typeof formSchema> {
  const shown = row.id === FIRST_FORM_ID ? wording.own : wording.shown
  const { for_staff, shown_field_ids } = reader
  const raw_name = for_staff ? row.name : row.display_name
  return {
    id: row.id,
    url: `${origin_url}/api/v2/ticket_forms/${row.id}.json`,
    name: shown(raw_name),
    raw_name,
    display_name: shown(row.display_name),
    raw_display_name: row.display_name,
    position: row.position,
    active: row.active,
    default: row.default,
    end_user_visible: row.end_user_visible,
    in_all_brands: row.in_all_brands,
    restricted_brand_ids: [...row.restricted_brand_ids],
    ticket_field_ids: row.ticket_field_ids.filter((id) => shown_field_ids.has(id)),
    ...(for_staff && { agent_conditions: [...row.agent_conditions] }),
    end_user_conditions: row.end_user_conditions
      .filter((condition) => shown_field_ids.has(condition.parent_field_id))
      .map((condition) => ({
        ...condition,
        child_fields: condition.child_fields.filter(({ id }) => shown_field_ids.has(id)),
      })),
    deleted_at: null,
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}
