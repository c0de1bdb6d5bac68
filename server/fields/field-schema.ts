// Fields as the API shows and takes them: one shape for tickets, another for people and organisations.
import { z } from 'zod'
import { idParam } from '../platform/http/ids.ts'
import { apiTime } from '../platform/instants.ts'
import { DESCRIPTION_LENGTH, textSchema, titleSchema } from './input.ts'
import {
  CUSTOM_TYPES,
  type FieldRow,
  OPTION_TYPES,
  OPTIONS_PER_FIELD,
  RELATIONSHIP_TARGETS,
  SYSTEM_TYPES,
} from './schema.ts'
import type { StatusRow } from './statuses/queries.ts'
import { statusReply, statusSchema } from './statuses/schema.ts'
import { systemOptions } from './system-fields.ts'
import { PATTERN_LENGTH } from './values/patterns.ts'
import type { Wording } from './wording.ts'

const OPTION_NAME_LENGTH = 255
const FILTERS = 50

const filterPart = z.array(
  z.object({ field: z.string().max(100), operator: z.string().max(40), value: z.string().max(255) }),
)
const relationshipFilter = z.object({
  all: filterPart.max(FILTERS).nullable().optional(),
  any: filterPart.max(FILTERS).nullable().optional(),
})

export const optionSchema = z.object({
  id: z.number(),
  name: z.string(),
  raw_name: z.string(),
  value: z.string(),
  default: z.boolean(),
})
const systemOptionSchema = z.object({ name: z.string(), value: z.string() })

const shared = {
  id: z.number(),
  url: z.string(),
  title: z.string(),
  raw_title: z.string(),
  description: z.string(),
  raw_description: z.string(),
  position: z.number(),
  active: z.boolean(),
  regexp_for_validation: z.string().nullable(),
  relationship_target_type: z.string().nullable().optional(),
  relationship_filter: relationshipFilter.nullable().optional(),
  custom_field_options: z.array(optionSchema).optional(),
  created_at: z.string(),
  updated_at: z.string(),
}

export const ticketFieldSchema = z.object({
  ...shared,
  type: z.enum([...SYSTEM_TYPES, ...CUSTOM_TYPES]),
  title_in_portal: z.string(),
  raw_title_in_portal: z.string(),
  key: z.null(),
  visible_in_portal: z.boolean(),
  editable_in_portal: z.boolean(),
  required_in_portal: z.boolean(),
  removable: z.boolean(),
  tag: z.string().nullable(),
  sub_type_id: z.number().optional(),
  system_field_options: z.array(systemOptionSchema).optional(),
  custom_statuses: z.array(statusSchema).optional(),
  // For staff only:
  required: z.boolean().optional(),
  collapsed_for_agents: z.boolean().optional(),
  agent_description: z.string().nullable().optional(),
  agent_can_edit: z.boolean().optional(),
  creator_user_id: z.number().nullable().optional(),
  creator_app_name: z.null().optional(),
})

export const recordFieldSchema = z.object({
  ...shared,
  type: z.enum([...CUSTOM_TYPES.filter((type) => type !== 'tagger'), 'dropdown']),
  key: z.string(),
  system: z.boolean(),
  tag: z.string().nullable().optional(),
})

const optionWrite = z.object({
  id: idParam.nullable().optional(),
  name: titleSchema.pipe(z.string().max(OPTION_NAME_LENGTH)).optional(),
  raw_name: titleSchema.pipe(z.string().max(OPTION_NAME_LENGTH)).optional(),
  value: z
    .string()
    .max(255)
    .transform((text) => text.toWellFormed())
    .optional(),
  default: z.boolean().optional(),
})
export type OptionWrite = z.output<typeof optionWrite>
export const optionWriteSchema = optionWrite

const title = titleSchema.optional()
const description = textSchema(DESCRIPTION_LENGTH).nullable().optional()
const flag = z.boolean().nullable().optional()

export const fieldWriteSchema = z.object({
  type: z.enum([...SYSTEM_TYPES, ...CUSTOM_TYPES, 'dropdown']).optional(),
  key: z
    .string()
    .min(1)
    .max(100)
    .regex(/^(?=.*[a-z_])\w+$/i, 'has letters, numbers and underscores, not only numbers')
    .nullable()
    .optional(),
  title,
  raw_title: title,
  title_in_portal: titleSchema.nullable().optional(),
  raw_title_in_portal: titleSchema.nullable().optional(),
  description,
  raw_description: description,
  agent_description: description,
  tag: z.string().max(255).nullable().optional(),
  regexp_for_validation: z.string().max(PATTERN_LENGTH).nullable().optional(),
  relationship_target_type: z.enum(RELATIONSHIP_TARGETS).nullable().optional(),
  relationship_filter: relationshipFilter.nullable().optional(),
  sub_type_id: z.int().min(0).max(1).nullable().optional(),
  position: z.int().min(0).max(1_000_000).nullable().optional(),
  active: flag,
  required: flag,
  collapsed_for_agents: flag,
  visible_in_portal: flag,
  editable_in_portal: flag,
  required_in_portal: flag,
  custom_field_options: z.array(optionWrite).max(OPTIONS_PER_FIELD).nullable().optional(),
})
export type FieldWrite = z.output<typeof fieldWriteSchema>

/** What a reply needs beside the field. */
export interface FieldReader {
  origin_url: string
  wording: Wording
  for_staff: boolean
  /** All custom statuses, for the field `custom_status`. */
  statuses: readonly StatusRow[]
  with_creator: boolean
}

export function optionReply(option: FieldRow['options'][number], wording: Wording): z.input<typeof optionSchema> {
  const { id, name, value, default: is_default } = option
  return { id, name: wording.shown(name), raw_name: name, value, default: is_default }
}

function sharedReply(row: FieldRow, raw_title: string, { wording }: FieldReader) {
  const shown = row.system ? wording.own : wording.shown
  return {
    id: row.id,
    title: shown(raw_title),
    raw_title,
    description: wording.shown(row.description),
    raw_description: row.description,
    position: row.position,
    active: row.active,
    regexp_for_validation: row.regexp_for_validation,
    ...(row.type === 'lookup' && {
      relationship_target_type: row.relationship_target_type,
      relationship_filter: relationshipFilter.nullable().parse(row.relationship_filter ?? { all: [], any: [] }),
    }),
    ...(OPTION_TYPES.includes(row.type) && {
      custom_field_options: row.options.map((option) => optionReply(option, wording)),
    }),
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

/** A ticket field for staff; customers get its title in the portal and nothing that is for agents. */
export function ticketFieldReply(row: FieldRow, reader: FieldReader): z.input<typeof ticketFieldSchema> {
  const { origin_url, wording, for_staff, statuses, with_creator } = reader
  const shown = row.system ? wording.own : wording.shown
  const system_options = systemOptions(row).map(({ name, value }) => ({ name: wording.own(name), value }))
  return {
    ...sharedReply(row, for_staff ? row.title : row.title_in_portal, reader),
    url: `${origin_url}/api/v2/ticket_fields/${row.id}.json`,
    type: row.type,
    title_in_portal: shown(row.title_in_portal),
    raw_title_in_portal: row.title_in_portal,
    key: null,
    visible_in_portal: row.visible_in_portal,
    editable_in_portal: row.editable_in_portal,
    required_in_portal: row.required_in_portal,
    removable: !row.system,
    tag: row.tag,
    ...(row.sub_type_id !== null && { sub_type_id: row.sub_type_id }),
    ...(system_options.length > 0 && { system_field_options: system_options }),
    ...(row.type === 'custom_status' && {
      custom_statuses: statuses.map((status) => statusReply(status, origin_url, wording, for_staff)),
    }),
    ...(for_staff && {
      required: row.required,
      collapsed_for_agents: row.collapsed_for_agents,
      agent_description: row.agent_description,
      agent_can_edit: true,
    }),
    ...(for_staff && with_creator && { creator_user_id: row.creator_user_id, creator_app_name: null }),
  }
}

/** A field of people or organisations. */
export function recordFieldReply(row: FieldRow, reader: FieldReader): z.input<typeof recordFieldSchema> {
  return {
    ...sharedReply(row, row.title, reader),
    url: `${reader.origin_url}/api/v2/${row.of}_fields/${row.id}.json`,
    type: row.type === 'tagger' ? 'dropdown' : (row.type as Exclude<(typeof CUSTOM_TYPES)[number], 'tagger'>), // only tickets have system fields
    key: row.key ?? '',
    system: false,
    ...(row.type === 'checkbox' && { tag: row.tag }),
  }
}
