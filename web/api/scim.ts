// SCIM: how a directory keeps the team, its tokens, and whether it works.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export interface ScimRule {
  source: 'role' | 'group'
  value: string
  role: 'agent' | 'admin'
  custom_role_id: number | null
}

export interface ScimSettings {
  enabled: boolean
  dry_run: boolean
  ranges: string[]
  mapping: { default_custom_role_id: number | null; rules: ScimRule[] }
  /** The provider at which people have their externalId as the subject. */
  subject_provider_id: number | null
}

export interface ScimToken {
  id: number
  name: string
  created_at: string
  last_used_at: string | null
  /** Only in the reply that makes it. */
  full_token?: string
}

export interface ScimRequest {
  id: number
  method: string
  resource: string
  status: number
  detail: string | null
  created_at: string
}

export interface Scim extends ScimSettings {
  endpoint_url: string
  tokens: ScimToken[]
  last_request_at: string | null
  requests_today: number
  errors_today: number
  people: number
  last_errors: ScimRequest[]
}

const path = '/api/v2/scim'
const key = ['scim']

export function useScim() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await read<{ scim: Scim }>(path, signal)).scim,
  })
}

export function useSaveScim() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (scim: Partial<ScimSettings>) => write<{ scim: Scim }>('PUT', path, { scim }),
    onSuccess: (reply) => client.setQueryData(key, reply.scim),
  })
}

/** A new token, or a new secret for one. The reply has the secret, which nothing shows again. */
export function useMakeScimToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (asked: { name: string } | { rotate_id: number }) => {
      const reply =
        'name' in asked
          ? await write<{ scim_token: ScimToken }>('POST', `${path}/tokens`, { scim_token: asked })
          : await write<{ scim_token: ScimToken }>('POST', `${path}/tokens/${asked.rotate_id}/rotate`)
      return reply.scim_token.full_token ?? ''
    },
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useRevokeScimToken() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write<void>('DELETE', `${path}/tokens/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}
