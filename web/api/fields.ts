// Fields of tickets, people and organisations; ticket forms; custom statuses: read by the team, written by admins.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { language } from '../language/text.ts'
import { RequestProblem, read, write } from './request.ts'

export type FieldOf = 'ticket' | 'user' | 'organization'

export interface FieldOption {
  id?: number
  name: string
  value: string
  default: boolean
}

export interface DeskField {
  id: number
  key: string | null
  type: string
  title: string
  raw_title: string
  title_in_portal?: string
  raw_title_in_portal?: string
  raw_description: string
  agent_description?: string | null
  tag?: string | null
  regexp_for_validation: string | null
  relationship_target_type?: string | null
  active: boolean
  required?: boolean
  visible_in_portal?: boolean
  editable_in_portal?: boolean
  required_in_portal?: boolean
  removable?: boolean
  custom_field_options?: FieldOption[]
  system_field_options?: { name: string; value: string }[]
}

export interface FormCondition {
  parent_field_id: number
  value: string
  child_fields: { id: number; is_required: boolean; required_on_statuses?: unknown }[]
}

export interface TicketForm {
  id: number
  name: string
  raw_name: string
  raw_display_name: string
  active: boolean
  default: boolean
  end_user_visible: boolean
  ticket_field_ids: number[]
  agent_conditions?: FormCondition[]
  end_user_conditions: FormCondition[]
}

export const statusCategories = ['new', 'open', 'pending', 'hold', 'solved'] as const
export interface CustomStatus {
  id: number
  status_category: (typeof statusCategories)[number]
  agent_label: string
  raw_agent_label: string
  raw_end_user_label: string
  raw_description: string | null
  active: boolean
  default: boolean
}

/** The server's reason for declining one field of what was sent; undefined where it has none. */
export function reasonFor(error: unknown, field: string): string | undefined {
  return error instanceof RequestProblem ? error.details[field]?.[0]?.description : undefined
}

/** Titles come in the reader's language, where they were given one. */
const inOwnWords = (path: string) => `${path}?locale=${language()}`
const pathOf = (of: FieldOf) => `/api/v2/${of}_fields`
const fieldsKey = (of: FieldOf) => ['fields', of]
const staleTime = 60_000

export function useFields(of: FieldOf, isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: fieldsKey(of),
    queryFn: async ({ signal }): Promise<DeskField[]> =>
      (await read<Record<string, DeskField[]>>(inOwnWords(pathOf(of)), signal))[`${of}_fields`] ?? [],
    staleTime,
  })
}

/** Creates a field, or changes the one with this id. */
export function useSaveField(of: FieldOf) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...field }: Record<string, unknown> & { id?: number }) =>
      id === undefined
        ? write('POST', pathOf(of), { [`${of}_field`]: field })
        : write('PUT', `${pathOf(of)}/${id}`, { [`${of}_field`]: field }),
    onSuccess: () => client.invalidateQueries({ queryKey: fieldsKey(of) }),
  })
}

export function useDeleteField(of: FieldOf) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write('DELETE', `${pathOf(of)}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: fieldsKey(of) }),
  })
}

/** Puts fields into an order; the list shows it at once and goes back when the server declines. */
export function useReorderFields(of: FieldOf) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: number[]) => write('PUT', `${pathOf(of)}/reorder`, { [`${of}_field_ids`]: ids }),
    onMutate: (ids) =>
      client.setQueryData<DeskField[]>(fieldsKey(of), (old) =>
        old?.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: fieldsKey(of) }),
  })
}

const formsPath = '/api/v2/ticket_forms'
const formsKey = ['ticket-forms']

export function useForms(isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: formsKey,
    queryFn: async ({ signal }): Promise<TicketForm[]> =>
      (await read<{ ticket_forms: TicketForm[] }>(inOwnWords(formsPath), signal)).ticket_forms,
    staleTime,
  })
}

export function useSaveForm() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...ticket_form }: Record<string, unknown> & { id?: number }) =>
      id === undefined
        ? write('POST', formsPath, { ticket_form })
        : write('PUT', `${formsPath}/${id}`, { ticket_form }),
    onSuccess: () => client.invalidateQueries({ queryKey: formsKey }),
  })
}

export function useDeleteForm() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write('DELETE', `${formsPath}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: formsKey }),
  })
}

export function useReorderForms() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (ids: number[]) => write('PUT', `${formsPath}/reorder`, { ticket_form_ids: ids }),
    onMutate: (ids) =>
      client.setQueryData<TicketForm[]>(formsKey, (old) =>
        old?.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: formsKey }),
  })
}

const statusesPath = '/api/v2/custom_statuses'
const statusesKey = ['custom-statuses']

export function useStatuses(isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: statusesKey,
    queryFn: async ({ signal }): Promise<CustomStatus[]> =>
      (await read<{ custom_statuses: CustomStatus[] }>(inOwnWords(statusesPath), signal)).custom_statuses,
    staleTime,
  })
}

export function useSaveStatus() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...custom_status }: Record<string, unknown> & { id?: number }) =>
      id === undefined
        ? write('POST', statusesPath, { custom_status })
        : write('PUT', `${statusesPath}/${id}`, { custom_status }),
    onSuccess: () => client.invalidateQueries({ queryKey: statusesKey }),
  })
}

/** Makes a status the default of its category. */
export function useDefaultStatus() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write('PUT', '/api/v2/custom_status/default', { ids: String(id) }),
    onSuccess: () => client.invalidateQueries({ queryKey: statusesKey }),
  })
}
