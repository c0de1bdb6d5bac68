// Alarms as the API shows them, and the rules they follow as they come.
import { z } from 'zod'

export const ALARM_KINDS = [
  'impossible_travel',
  'many_failures',
  'new_admin',
  'factor_removed',
  'bulk_reads',
  'token_new_network',
  'security_changed',
  'provider_failing',
] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]

export interface AlarmRule {
  kind: AlarmKind
  is_active: boolean
  /** So many events, or records that were read, within the window. */
  threshold: number
  window_minutes: number
}

/** One alarm for each person, kind and window; what follows within it is counted. */
export const STANDARD_RULES: Record<AlarmKind, Omit<AlarmRule, 'kind'>> = {
  impossible_travel: { is_active: true, threshold: 1, window_minutes: 60 },
  many_failures: { is_active: true, threshold: 20, window_minutes: 15 },
  new_admin: { is_active: true, threshold: 1, window_minutes: 1 },
  factor_removed: { is_active: true, threshold: 1, window_minutes: 1 },
  bulk_reads: { is_active: true, threshold: 20_000, window_minutes: 60 },
  token_new_network: { is_active: true, threshold: 1, window_minutes: 60 },
  security_changed: { is_active: true, threshold: 1, window_minutes: 1 },
  provider_failing: { is_active: true, threshold: 1, window_minutes: 1 },
}

export interface AlarmRow {
  id: number
  kind: AlarmKind
  user_id: number
  event_id: number | null
  count: number
  created_at: Date
  last_at: Date
  acknowledged_at: Date | null
  acknowledged_by: number | null
}

export const alarmSchema = z.object({
  id: z.number(),
  url: z.string(),
  kind: z.enum(ALARM_KINDS),
  user_id: z.number().nullable().describe('Whom it is about; null for nobody known, or many'),
  user_name: z.string().nullable(),
  event_id: z.number().nullable(),
  count: z.number().describe('How often it happened since, within the rule’s window'),
  created_at: z.string(),
  last_at: z.string(),
  acknowledged_at: z.string().nullable(),
  acknowledged_by: z.number().nullable(),
})

export const ruleSchema = z.object({
  kind: z.enum(ALARM_KINDS),
  is_active: z.boolean(),
  threshold: z.number(),
  window_minutes: z.number(),
})

export const ruleWrite = z.object({
  is_active: z.boolean().optional(),
  threshold: z.number().int().min(1).max(1_000_000).optional(),
  window_minutes: z.number().int().min(1).max(10_080).optional(),
})
