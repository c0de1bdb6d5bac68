// Service levels, business hours, brands and dynamic content: configuration that admins read and write.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Condition } from './conditions.ts'
import { RequestProblem, read, write } from './request.ts'

export interface Interval {
  start_time: number
  end_time: number
}
export interface Schedule {
  id: number
  name: string
  time_zone: string
  intervals: Interval[]
}
export interface Holiday {
  id: number
  name: string
  start_date: string
  end_date: string
}
export const slaPriorities = ['low', 'normal', 'high', 'urgent'] as const
export const slaMetrics = [
  'first_reply_time',
  'next_reply_time',
  'periodic_update_time',
  'pausable_update_time',
  'requester_wait_time',
  'agent_work_time',
] as const
export interface PolicyTarget {
  priority: (typeof slaPriorities)[number]
  metric: (typeof slaMetrics)[number]
  target: number
  target_in_seconds?: number
  business_hours: boolean
}
export interface SlaPolicy {
  id: number
  title: string
  description: string
  filter: { all: Condition[]; any: Condition[] }
  policy_metrics: PolicyTarget[]
}
export interface Brand {
  id: number
  name: string
  subdomain: string
  host_mapping: string | null
  active: boolean
  default: boolean
}
export interface ContentVariant {
  id?: number
  locale_id: number
  content: string
  default?: boolean
}
export interface ContentItem {
  id: number
  name: string
  placeholder: string
  default_locale_id: number
  variants: ContentVariant[]
}

const root = '/api/v2'
/** One page holds them all for any desk we know; the API's largest. */
const pageSize = 100

/** A kind of configuration: where it lies, and the names of its envelopes. */
interface Kind {
  path: string
  one: string
  many: string
}
const schedules: Kind = { path: `${root}/business_hours/schedules`, one: 'schedule', many: 'schedules' }
const policies: Kind = { path: `${root}/slas/policies`, one: 'sla_policy', many: 'sla_policies' }
const brands: Kind = { path: `${root}/brands`, one: 'brand', many: 'brands' }
const contents: Kind = { path: `${root}/dynamic_content/items`, one: 'item', many: 'items' }
const holidays = (schedule_id: number): Kind => ({
  path: `${schedules.path}/${schedule_id}/holidays`,
  one: 'holiday',
  many: 'holidays',
})

function useList<Item>(kind: Kind, isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: [kind.path],
    queryFn: async ({ signal }): Promise<Item[]> => {
      const reply = await read<Record<string, Item[]>>(`${kind.path}?page[size]=${pageSize}`, signal)
      return reply[kind.many] ?? []
    },
  })
}

function useSave<Item extends { id: number }>(kind: Kind) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...rest }: Partial<Item>) =>
      id === undefined
        ? write<unknown>('POST', kind.path, { [kind.one]: rest })
        : write<unknown>('PUT', `${kind.path}/${id}`, { [kind.one]: rest }),
    onSuccess: () => client.invalidateQueries({ queryKey: [kind.path] }),
  })
}

function useRemove(kind: Kind) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write<undefined>('DELETE', `${kind.path}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: [kind.path] }),
  })
}

export const useSchedules = () => useList<Schedule>(schedules)
export const useSaveSchedule = () => useSave<Schedule>(schedules)
export const useRemoveSchedule = () => useRemove(schedules)
export const useHolidays = (schedule_id: number) => useList<Holiday>(holidays(schedule_id))
export const useSaveHoliday = (schedule_id: number) => useSave<Holiday>(holidays(schedule_id))
export const useRemoveHoliday = (schedule_id: number) => useRemove(holidays(schedule_id))
export const usePolicies = () => useList<SlaPolicy>(policies)
export const useSavePolicy = () => useSave<SlaPolicy>(policies)
export const useRemovePolicy = () => useRemove(policies)
export const useBrands = (isWanted = true) => useList<Brand>(brands, isWanted)
export const useSaveBrand = () => useSave<Brand>(brands)
export const useRemoveBrand = () => useRemove(brands)
export const useContents = () => useList<ContentItem>(contents)
export const useSaveContent = () => useSave<ContentItem>(contents)
export const useRemoveContent = () => useRemove(contents)

export function useOrderPolicies() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: number[]) => write<unknown>('PUT', `${policies.path}/reorder`, { sla_policy_ids: ids }),
    onSuccess: () => client.invalidateQueries({ queryKey: [policies.path] }),
  })
}

/** The server's first reason for not taking a write, or undefined. */
export function firstReason(error: Error | null): string | undefined {
  return error instanceof RequestProblem ? Object.values(error.details)[0]?.[0]?.description : undefined
}
