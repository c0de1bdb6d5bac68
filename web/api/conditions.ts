// Conditions of views, triggers, automations and service levels, and what the server says they can be about.
import { useQuery } from '@tanstack/react-query'
import { read } from './request.ts'

export interface Condition {
  field: string
  operator: string
  value: string | string[] | null
}

/** All of `all` must hold, and one of `any` where there is one. */
export interface Conditions {
  all: Condition[]
  any: Condition[]
}

export interface ConditionDefinition {
  subject: string
  /** English for the desk's own fields (the page has words of its own), the field's title for custom ones. */
  title: string
  group: string
  nullable: boolean
  operators: { value: string; title: string; terminal: boolean }[]
  values?: { value: string; title: string; enabled: boolean }[] | undefined
}

export interface ConditionDefinitions {
  conditions_all: ConditionDefinition[]
  conditions_any: ConditionDefinition[]
}

/** What conditions there are for one kind of rule, at `/api/v2/<kind>/definitions`. */
export function useConditionDefinitions(kind: 'views' | 'triggers' | 'automations' | 'slas/policies') {
  return useQuery({
    queryKey: ['definitions', kind],
    queryFn: async ({ signal }): Promise<ConditionDefinitions> =>
      (await read<{ definitions: ConditionDefinitions }>(`/api/v2/${kind}/definitions`, signal)).definitions,
    staleTime: 60_000,
  })
}
