// What admins are told at once, and by which rules.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export const alarmKinds = [
  'impossible_travel',
  'many_failures',
  'new_admin',
  'factor_removed',
  'bulk_reads',
  'token_new_network',
  'security_changed',
  'provider_failing',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

export interface Alarm {
  id: number
  kind: AlarmKind
  user_id: number | null
  user_name: string | null
  count: number
  created_at: string
  last_at: string
  acknowledged_at: string | null
}

export interface AlarmRule {
  kind: AlarmKind
  is_active: boolean
  threshold: number
  window_minutes: number
}

const path = '/api/v2/alarms'
const rulesPath = '/api/v2/alarm_rules'
const key = ['alarms']
const rulesKey = ['alarm_rules']
/** The newest alarms; older ones are in the audit. */
const shown = 100

export function useAlarms() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await read<{ alarms: Alarm[] }>(`${path}?page[size]=${shown}`, signal)).alarms,
  })
}

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write<unknown>('PUT', `${path}/${id}/acknowledge`),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useAlarmRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: async ({ signal }) => (await read<{ alarm_rules: AlarmRule[] }>(rulesPath, signal)).alarm_rules,
  })
}

export function useSaveAlarmRule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, ...alarm_rule }: Partial<AlarmRule> & Pick<AlarmRule, 'kind'>) =>
      write<unknown>('PUT', `${rulesPath}/${kind}`, { alarm_rule }),
    onSettled: () => client.invalidateQueries({ queryKey: rulesKey }),
  })
}
