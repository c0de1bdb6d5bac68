// Workspaces as the API shows and takes them.
import { z } from 'zod'
import { bodyId } from '../../platform/http/ids.ts'
import { apiTime } from '../../platform/instants.ts'
import { conditionsInput, conditionsSchema } from '../conditions/condition.ts'
import { anyRuleSchema, presentRule, type RuleRow, TITLE_LENGTH } from '../schema.ts'
import type { WorkspaceRow } from './queries.ts'

const MACROS_PER_WORKSPACE = 100

const text = (length: number) =>
  z
    .string()
    .max(length)
    .transform((value) => value.toWellFormed().replaceAll('\u0000', '').trim())
const macros = z.array(bodyId).max(MACROS_PER_WORKSPACE).optional()

export const workspaceInput = z.object({
  ...conditionsInput,
  title: text(TITLE_LENGTH).optional(),
  description: text(2_000).nullable().optional(),
  ticket_form_id: bodyId.nullable().optional(),
  macros,
  macro_ids: macros,
  activated: z.boolean().optional(),
  prefer_workspace_app_order: z.boolean().optional(),
  position: z.number().int().min(0).max(1_000_000).optional(),
})
export type WorkspaceInput = z.output<typeof workspaceInput>

export const workspaceSchema = z.object({
  url: z.string(),
  id: z.number(),
  title: z.string(),
  description: z.string().nullable(),
  macro_ids: z.array(z.number()),
  macros: z.array(z.number()),
  selected_macros: z.array(anyRuleSchema),
  ticket_form_id: z.number().nullable(),
  layout_uuid: z.null(),
  knowledge_settings: z.null(),
  apps: z.array(z.never()),
  position: z.number(),
  activated: z.boolean(),
  prefer_workspace_app_order: z.boolean(),
  conditions: conditionsSchema,
  created_at: z.string(),
  updated_at: z.string(),
})

/** `macros` are those of the workspace that are still there. */
export function presentWorkspace(
  { macro_ids, ...row }: WorkspaceRow,
  macros: ReadonlyMap<number, RuleRow>,
  origin_url: string,
): z.input<typeof workspaceSchema> {
  const there = macro_ids.flatMap((id) => macros.get(id) ?? [])
  const ids = there.map((macro) => macro.id)
  return {
    ...row,
    url: `${origin_url}/api/v2/workspaces/${row.id}.json`,
    conditions: conditionsSchema.parse(row.conditions),
    macro_ids: ids,
    macros: ids,
    selected_macros: there.map((macro) => presentRule(macro, origin_url)),
    layout_uuid: null,
    knowledge_settings: null,
    apps: [],
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}
