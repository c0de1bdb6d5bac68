// Roles: what agents may do; who has which rights, and who sees a ticket.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export type Configuration = Record<string, string | boolean>

export interface CustomRole {
  id: number
  name: string
  description: string
  role_type: number
  team_member_count: number
  configuration: Configuration
  is_standard: boolean
  risks: string[]
}

export interface Right {
  name: string
  product: 'support' | 'help_center' | 'chat' | 'analytics' | 'voice'
  values: string[] | null
  has_effect: boolean
  is_risky: boolean
}

interface Catalog {
  rights: Right[]
  standard_roles: { role: 'owner' | 'admin' | 'agent'; configuration: Configuration; risks: string[] }[]
}

export interface RolePreview {
  changes: {
    name: string
    before: string | boolean
    after: string | boolean
    change: 'gained' | 'lost' | 'different'
    has_effect: boolean
  }[]
  people_count: number
  tickets: { user_id: number; before: number; after: number }[]
}

export interface RoleDraft {
  id: number | null
  name: string
  description: string
  configuration: Configuration
}

interface EffectiveRight {
  name: string
  product: Right['product']
  value: string | boolean
  has_effect: boolean
  source: 'owner' | 'admin' | 'standard' | 'custom_role' | 'restriction' | 'end_user' | 'suspended'
}

const path = '/api/v2/custom_roles'
const key = ['custom_roles']

export function useRoles() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await read<{ custom_roles: CustomRole[] }>(path, signal)).custom_roles,
  })
}

export function useRightsCatalog() {
  return useQuery({
    queryKey: [...key, 'catalog'],
    queryFn: ({ signal }) => read<Catalog>(`${path}/catalog`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a draft would change, told before it is saved. */
export function usePreviewRole() {
  return useMutation({
    mutationFn: async ({ id, configuration }: RoleDraft) =>
      (await write<{ preview: RolePreview }>('POST', `${path}/preview`, { custom_role_id: id, configuration })).preview,
  })
}

export function useSaveRole() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...custom_role }: RoleDraft) =>
      id === null
        ? write<unknown>('POST', path, { custom_role })
        : write<unknown>('PUT', `${path}/${id}`, { custom_role }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useDeleteRole() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write<unknown>('DELETE', `${path}/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export interface EffectiveRights {
  role: 'end-user' | 'agent' | 'admin' | 'owner'
  custom_role_name: string | null
  groups: { id: number; name: string }[]
  organizations: { id: number; name: string }[]
  rights: EffectiveRight[]
}

export function useEffectiveRights(userId: number, isAsked: boolean) {
  return useQuery({
    queryKey: ['users', userId, 'effective_rights'],
    enabled: isAsked,
    queryFn: async ({ signal }) =>
      (await read<{ effective_rights: EffectiveRights }>(`/api/v2/users/${userId}/effective_rights`, signal))
        .effective_rights,
  })
}

export interface Viewer {
  user_id: number
  reasons: (
    | 'owner'
    | 'admin'
    | 'all_tickets'
    | 'group'
    | 'public_group'
    | 'no_group'
    | 'organization'
    | 'assignee'
    | 'requester'
    | 'cc'
    | 'follower'
  )[]
}

export function useViewers(ticketId: number) {
  return useQuery({
    queryKey: ['tickets', ticketId, 'viewers'],
    queryFn: ({ signal }) =>
      read<{ viewers: Viewer[]; users: { id: number; name: string; role: string }[]; count: number }>(
        `/api/v2/tickets/${ticketId}/viewers?per_page=100`,
        signal,
      ),
  })
}
