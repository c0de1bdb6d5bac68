// Triggers, automations and macros as they are stored, and as the API shows and takes them.
import { z } from 'zod'
import { idParam } from '../platform/http/ids.ts'
import { apiTime, apiTimeOrNull } from '../platform/instants.ts'
import { type Action, type ActionKind, actionSchema, actionsInput } from './actions/action.ts'
import { type Conditions, conditionsInput, conditionsSchema } from './conditions/condition.ts'

export interface Restriction {
  type: 'Group' | 'User'
  id: number
  ids?: number[]
}

export interface RuleRow {
  id: number
  kind: ActionKind
  title: string
  description: string | null
  active: boolean
  position: number
  category_id: number | null
  conditions: Conditions
  actions: Action[]
  restriction: Restriction | null
  is_default: boolean
  created_at: Date
  updated_at: Date
}

/** What is read with a rule where it is asked for. */
export interface RuleUse {
  last_error: string | null
  last_error_at: Date | null
  usage?: Partial<Record<Usage, number>>
}

export const USAGES = { usage_1h: 1, usage_24h: 24, usage_7d: 7 * 24, usage_30d: 30 * 24 } as const
export type Usage = keyof typeof USAGES

/** Rules of one kind in an account. */
export const RULES_PER_KIND = 2_000
export const TITLE_LENGTH = 255

const common = {
  url: z.string(),
  id: z.number(),
  title: z.string(),
  raw_title: z.string(),
  active: z.boolean(),
  position: z.number(),
  description: z.string().nullable(),
  default: z.boolean(),
  actions: z.array(actionSchema),
  created_at: z.string(),
  updated_at: z.string(),
  usage_1h: z.number().optional(),
  usage_24h: z.number().optional(),
  usage_7d: z.number().optional(),
  usage_30d: z.number().optional(),
}
const failure = z
  .object({ error: z.string(), at: z.string() })
  .nullable()
  .describe('Our addition: why the rule last could not do what it should')

export const ruleSchemas = {
  trigger: z.object({
    ...common,
    conditions: conditionsSchema,
    category_id: z.string().nullable(),
    last_failure: failure,
  }),
  automation: z.object({ ...common, conditions: conditionsSchema, last_failure: failure }),
  macro: z.object({
    ...common,
    restriction: z.object({ type: z.string(), id: z.number(), ids: z.array(z.number()).optional() }).nullable(),
  }),
}
/** A rule of any kind, for lists whose kind is known only when they run. */
export const anyRuleSchema = z.union([ruleSchemas.trigger, ruleSchemas.automation, ruleSchemas.macro])

const text = (length: number) =>
  z
    .string()
    .max(length)
    .transform((value) => value.toWellFormed().replaceAll('\u0000', ''))

/** A rule as a client writes it; which keys count depends on the kind. */
export const ruleInput = z.object({
  title: text(TITLE_LENGTH).optional(),
  description: text(5_000).nullable().optional(),
  active: z.boolean().optional(),
  position: z.coerce.number().int().min(0).max(1_000_000).optional(),
  category_id: idParam.nullable().optional(),
  ...conditionsInput,
  actions: actionsInput.nullish(),
  restriction: z
    .object({ type: z.enum(['Group', 'User']), id: idParam.optional(), ids: z.array(idParam).max(100).optional() })
    .nullable()
    .optional(),
})
export type RuleInput = z.output<typeof ruleInput>

/** A rule in a reply. */
export function presentRule(row: RuleRow & Partial<RuleUse>, origin_url: string): z.input<typeof anyRuleSchema> {
  const shown = {
    url: `${origin_url}/api/v2/${row.kind}s/${row.id}.json`,
    id: row.id,
    title: row.title,
    raw_title: row.title,
    active: row.active,
    position: row.position,
    description: row.description,
    default: row.is_default,
    actions: row.actions.map(({ field, value }) => ({
      field,
      value: typeof value === 'string' || !value ? value : [...value],
    })),
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
    ...row.usage,
  }
  if (row.kind === 'macro') return { ...shown, restriction: row.restriction }
  const conditions = { all: written(row.conditions.all), any: written(row.conditions.any) }
  const at = apiTimeOrNull(row.last_error_at ?? null)
  const last_failure = row.last_error && at ? { error: row.last_error, at } : null
  return row.kind === 'automation'
    ? { ...shown, conditions, last_failure }
    : { ...shown, conditions, category_id: row.category_id === null ? null : String(row.category_id), last_failure }
}

const written = (conditions: Conditions['all']) =>
  conditions.map(({ field, operator, value }) => ({
    field,
    operator,
    value: typeof value === 'string' || value === null ? value : [...value],
  }))
