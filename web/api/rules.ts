// Triggers, automations and macros as admins keep them: lists, changes, trying them out, and what they did to a ticket.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import type { Condition, Conditions } from './conditions.ts'
import { read, write } from './request.ts'

export type RuleKind = 'trigger' | 'automation' | 'macro'

export interface Action {
  field: string
  value: string | string[] | null
}

export interface Restriction {
  type: 'User' | 'Group'
  id: number
  ids?: number[]
}

export interface Rule {
  id: number
  title: string
  description: string | null
  active: boolean
  position: number
  default: boolean
  updated_at: string
  actions: Action[]
  /** Absent from macros. */
  conditions?: Conditions
  category_id?: string | null
  restriction?: Restriction | null
  last_failure?: { error: string; at: string } | null
  usage_7d?: number
}

/** What is sent; what is left out stays. */
export type RuleWrite = Partial<
  Pick<Rule, 'title' | 'description' | 'active' | 'actions' | 'conditions' | 'position'>
> & {
  category_id?: string | null
  restriction?: { type: 'User' | 'Group'; id?: number; ids?: number[] } | null
}

export interface ActionDefinition {
  subject: string
  title: string
  group: string
  type: string
  repeatable: boolean
  values?: { value: string; title: string; enabled: boolean }[] | undefined
}

/** What differs in a ticket, by the API's names of its fields. */
export interface FieldChange {
  field_name: string
  value?: unknown
  previous_value?: unknown
}

export interface DryRun {
  looked_at: number
  count: number
  tickets: { ticket_id: number; changes: FieldChange[]; messages: { field: string; to: string }[] }[]
}

export interface TriggerCategory {
  id: string
  name: string
  position: number
}

export interface Revision {
  id: number
  author_id: number | null
  created_at: string
  snapshot: Pick<Rule, 'title' | 'description' | 'active' | 'actions'> & { conditions: Conditions }
}

export interface RuleRun {
  id: number
  created_at: string
  is_cut: boolean
  rules: {
    id: number
    kind: string
    title: string | null
    acted: boolean
    changes: FieldChange[]
    notified: number
    error: string | null
    failing_condition: Condition | null
    failing_condition_number: number | null
  }[]
}

const root = '/api/v2'
const pathOf = (kind: RuleKind) => `${root}/${kind}s`
const keyOf = (kind: RuleKind) => ['rules', kind]
const staleTime = 30_000

/** All rules of a kind that one may see, in the order they run. */
export function useRules(kind: RuleKind) {
  return useQuery({
    queryKey: keyOf(kind),
    queryFn: ({ signal }) => readAll<Rule>(`${pathOf(kind)}?include=usage_7d`, `${kind}s`, signal),
    staleTime,
  })
}

/** After any change the menu of macros in tickets must know too. */
function useRuleChange<Input, Reply>(kind: RuleKind, change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => {
      const keys = [keyOf(kind), ['revisions'], ...(kind === 'macro' ? [['macros']] : [])]
      return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}

/** Creates a rule, or changes the one with this id. */
export function useSaveRule(kind: RuleKind) {
  return useRuleChange(kind, async ({ id, ...rule }: RuleWrite & { id?: number | undefined }) => {
    const reply =
      id === undefined
        ? await write<Record<string, Rule>>('POST', pathOf(kind), { [kind]: rule })
        : await write<Record<string, Rule>>('PUT', `${pathOf(kind)}/${id}`, { [kind]: rule })
    return reply[kind]
  })
}

export function useDeleteRule(kind: RuleKind) {
  return useRuleChange(kind, (id: number) => write<undefined>('DELETE', `${pathOf(kind)}/${id}`))
}

/** Puts the triggers of one category into an order; the list shows it at once. */
export function useReorderTriggers() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (trigger_ids: number[]) => write<unknown>('PUT', `${root}/triggers/reorder`, { trigger_ids }),
    onMutate: (ids) =>
      client.setQueryData<Rule[]>(keyOf('trigger'), (old) => {
        const places = old?.flatMap((rule, place) => (ids.includes(rule.id) ? [place] : [])) ?? []
        return old?.map((rule, place) => {
          const next = places.indexOf(place)
          return next < 0 ? rule : (old.find(({ id }) => id === ids[next]) ?? rule)
        })
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf('trigger') }),
  })
}

const categoriesPath = `${root}/trigger_categories`

export function useTriggerCategories() {
  return useQuery({
    queryKey: ['trigger-categories'],
    queryFn: ({ signal }) => readAll<TriggerCategory>(categoriesPath, 'trigger_categories', signal),
    staleTime,
  })
}

function useCategoryChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([['trigger-categories'], keyOf('trigger')].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

export function useSaveCategory() {
  return useCategoryChange(({ id, ...trigger_category }: Partial<TriggerCategory>) =>
    id === undefined
      ? write('POST', categoriesPath, { trigger_category })
      : write('PUT', `${categoriesPath}/${id}`, { trigger_category }),
  )
}

export function useDeleteCategory() {
  return useCategoryChange((id: string) => write<undefined>('DELETE', `${categoriesPath}/${id}`))
}

export function useActionDefinitions(kind: RuleKind) {
  return useQuery({
    queryKey: ['definitions', kind, 'actions'],
    queryFn: async ({ signal }): Promise<ActionDefinition[]> =>
      (await read<{ definitions: { actions: ActionDefinition[] } }>(`${pathOf(kind)}/definitions`, signal)).definitions
        .actions,
    staleTime: 60_000,
  })
}

/** What a rule would have done to the last tickets. Changes nothing. */
export function useDryRun(kind: RuleKind) {
  return useMutation({
    mutationFn: async (rule: RuleWrite): Promise<DryRun> =>
      (await write<{ dry_run: DryRun }>('POST', `${pathOf(kind)}/dry_run`, { [kind]: rule })).dry_run,
  })
}

export function useRunAutomations() {
  return useMutation({ mutationFn: () => write<unknown>('POST', `${root}/automations/run`) })
}

/** The latest states of a trigger, newest first. */
export function useRevisions(triggerId: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['revisions', triggerId],
    enabled: isWanted,
    queryFn: async ({ signal }): Promise<Revision[]> => {
      const path = `${root}/triggers/${triggerId}/revisions?page[size]=20`
      return (await read<{ trigger_revisions: Revision[] }>(path, signal)).trigger_revisions
    },
  })
}

const runsPerPage = 20

/** What rules looked at and did in a ticket, newest first; `size` grows with "more". */
export function useRuleRuns(ticketId: number, pages: number) {
  return useQuery({
    queryKey: ['rule-runs', ticketId, pages],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<{ runs: RuleRun[]; hasMore: boolean }> => {
      const path = `${root}/tickets/${ticketId}/rule_runs?page[size]=${runsPerPage * pages}`
      const reply = await read<{ rule_runs: RuleRun[]; meta: { has_more: boolean } }>(path, signal)
      return { runs: reply.rule_runs, hasMore: reply.meta.has_more && runsPerPage * (pages + 1) <= 100 }
    },
  })
}
