// Policies and what tickets show of them, in Zendesk's shape.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
import { TICKET_PRIORITIES, type TICKET_STATUSES } from '../tickets/index.ts'
import { METRICS } from './clocks/clock.ts'

export type TicketStatus = (typeof TICKET_STATUSES)[number]
/** Policies of tickets hold the desk to its customers, policies of groups the teams to each other. */
export type PolicyKind = 'ticket' | 'group'
export const GROUP_METRICS = ['ownership_time'] as const
export const TICKET_METRICS = METRICS.filter((metric) => metric !== 'ownership_time')

export const MAX_POLICIES = 200
const MAX_CONDITIONS = 50
const MAX_VALUES = 100
const MAX_TARGET_S = 10 * 366 * 86_400

export interface Condition {
  field: string
  operator: string
  value: string[]
  /** Whether the value came as a list; it is shown as it came. */
  is_list: boolean
}
export interface Filter {
  all: Condition[]
  any: Condition[]
}
export interface PolicyMetric {
  priority: (typeof TICKET_PRIORITIES)[number]
  metric: (typeof METRICS)[number]
  target_s: number
  business_hours: boolean
}
export interface PolicyRow {
  id: number
  kind: PolicyKind
  title: string
  description: string
  position: number
  filter: Filter
  metrics: PolicyMetric[]
  created_at: Date
  updated_at: Date
}

const conditionSchema = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.union([z.string(), z.null(), z.array(z.union([z.string(), z.number()]))]),
})
export const policySchema = z.object({
  id: z.union([z.number(), z.string()]),
  url: z.string(),
  title: z.string(),
  description: z.string(),
  position: z.number(),
  filter: z.object({ all: z.array(conditionSchema), any: z.array(conditionSchema) }),
  policy_metrics: z.array(
    z.object({
      priority: z.enum(TICKET_PRIORITIES),
      metric: z.enum(METRICS),
      target: z.number().describe('Minutes'),
      target_in_seconds: z.number(),
      business_hours: z.boolean(),
    }),
  ),
  created_at: z.string(),
  updated_at: z.string(),
})

export const PATHS = {
  ticket: '/api/v2/slas/policies',
  group: '/api/v2/group_slas/policies',
} as const satisfies Record<PolicyKind, string>

/** A policy as the API shows it; Zendesk writes the number of a group's policy as text. */
export function policyReply(row: PolicyRow, origin_url: string): z.input<typeof policySchema> {
  const shown = ({ field, operator, value, is_list }: Condition) => ({
    field,
    operator,
    value: is_list ? (row.kind === 'group' ? value.map(Number) : value) : (value[0] ?? null),
  })
  return {
    id: row.kind === 'group' ? String(row.id) : row.id,
    url: `${origin_url}${PATHS[row.kind]}/${row.id}.json`,
    title: row.title,
    description: row.description,
    position: row.position,
    filter: { all: row.filter.all.map(shown), any: row.filter.any.map(shown) },
    policy_metrics: row.metrics.map(({ priority, metric, target_s, business_hours }) => ({
      priority,
      metric,
      target: Math.round(target_s / 60),
      target_in_seconds: target_s,
      business_hours,
    })),
    created_at: apiTime(row.created_at),
    updated_at: apiTime(row.updated_at),
  }
}

const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '').trim()
const single = z.union([z.string().max(255), z.number(), z.boolean()]).transform((value) => clean(String(value)))
const conditionInput = z
  .object({
    field: z.string().max(100),
    operator: z.string().max(40),
    value: z.union([single, z.array(single).max(MAX_VALUES), z.null()]).optional(),
  })
  .transform(
    ({ field, operator, value }): Condition => ({
      field,
      operator,
      value: value === null || value === undefined ? [] : [value].flat(),
      is_list: Array.isArray(value),
    }),
  )
const conditions = z.array(conditionInput).max(MAX_CONDITIONS).nullish()
const metricInput = z
  .object({
    priority: z.enum(TICKET_PRIORITIES),
    metric: z.enum(METRICS),
    target: z.number().positive().optional(),
    target_in_seconds: z.number().int().positive().optional(),
    business_hours: z.boolean().default(false),
  })
  .transform(({ priority, metric, target, target_in_seconds, business_hours }, context): PolicyMetric => {
    const target_s = target_in_seconds ?? (target === undefined ? 0 : Math.round(target * 60))
    if (target_s < 1 || target_s > MAX_TARGET_S)
      context.addIssue({ code: 'custom', message: 'needs a target of a second to ten years', path: ['target'] })
    return { priority, metric, target_s, business_hours }
  })

export const policyWriteSchema = z.object({
  title: z.string().transform(clean).pipe(z.string().min(1).max(255)).optional(),
  description: z.string().max(5_000).transform(clean).nullish(),
  position: z.number().int().min(0).max(10_000).optional(),
  filter: z.object({ all: conditions, any: conditions }).optional(),
  policy_metrics: z
    .array(metricInput)
    .max(TICKET_PRIORITIES.length * METRICS.length)
    .optional(),
})
export type PolicyWrite = z.output<typeof policyWriteSchema>

export const policyMetricShown = z.object({
  breach_at: z.string().nullable(),
  stage: z.enum(['active', 'paused', 'achieved', 'breached']),
  metric: z.enum(METRICS),
  days: z.number().optional(),
  hours: z.number().optional(),
  minutes: z.number().optional(),
})
