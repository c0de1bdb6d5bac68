// API tokens, and the account's rules for them: how long they live, and who may have some of their own.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { read, write } from './request.ts'

export interface ApiToken {
  id: number
  user_id: number
  description: string
  /** Its first characters. */
  token: string
  /** False while it is switched off. */
  active: boolean
  /** Null is everything its owner may do. */
  scopes: string[] | null
  /** Null is everywhere. */
  allowed_networks: string[] | null
  created_at: string
  last_used_at: string | null
  last_used_from: { ip_address: string | null; user_agent: string | null } | null
  unused: boolean
  expires_at: string | null
  previous_expires_at: string | null
  revoked_at: string | null
}

export interface TokenWrite {
  description: string
  user_id: number
  scopes: string[] | null
  allowed_networks: string[] | null
  expires_at: string | null
}

export type TokenChange = Partial<Omit<TokenWrite, 'user_id'> & { active: boolean }>

export interface TokenAct {
  id: number
  action_label: string
  source_type: string
  source_id: number
  ip_address: string | null
  created_at: string
}

export const whoMayOwn = ['admins', 'staff', 'everyone'] as const

export interface CredentialPolicy {
  /** The longest life of a token in days; null is no limit. */
  max_token_days: number | null
  /** Whether the API takes passwords. */
  password_access: boolean
  own_tokens: (typeof whoMayOwn)[number]
}

const root = '/api/v2'
const tokensPath = `${root}/api_tokens`
const policyPath = `${root}/credential_policy`
export const tokensKey = ['api_tokens']
const policyKey = ['credential_policy']
const activityPage = 30

/** Everybody's tokens, for admins; or those of one person. Not those that were revoked, or only these. */
export function useTokens({ user_id, isRevoked = false }: { user_id?: number; isRevoked?: boolean } = {}) {
  const query = new URLSearchParams({ revoked: String(isRevoked) })
  if (user_id !== undefined) query.set('user_id', String(user_id))
  const path = `${tokensPath}?${query}`
  return useQuery({
    queryKey: [...tokensKey, 'of', user_id ?? null, isRevoked],
    queryFn: ({ signal }) => readAll<ApiToken>(path, 'api_tokens', signal),
  })
}

/** One credential, revoked ones and access tokens of OAuth too. */
export function useToken(id: number | null) {
  return useQuery({
    queryKey: [...tokensKey, 'one', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => (await read<{ api_token: ApiToken }>(`${tokensPath}/${id}`, signal)).api_token,
  })
}

/**
 * After a change the lists are read again; whoever asked hears of it first, as what they asked from may be gone with the
 * new list. A secret in a reply is kept no longer than the page that shows it.
 */
export function useChange<Input, Reply>(keys: readonly string[][], change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: () => {
      for (const queryKey of keys) void client.invalidateQueries({ queryKey })
    },
  })
}

type MadeToken = ApiToken & { full_token: string }

export function useCreateToken() {
  return useChange(
    [tokensKey],
    async (api_token: TokenWrite) =>
      (await write<{ api_token: MadeToken }>('POST', tokensPath, { api_token })).api_token,
  )
}

export function useChangeToken() {
  return useChange(
    [tokensKey],
    async ({ id, ...api_token }: TokenChange & { id: number }) =>
      (await write<{ api_token: ApiToken }>('PUT', `${tokensPath}/${id}`, { api_token })).api_token,
  )
}

/** A new secret; the former one works on for as many hours as given. */
export function useRotateToken() {
  return useChange(
    [tokensKey],
    async ({ id, overlap_hours }: { id: number; overlap_hours: number }) =>
      (await write<{ api_token: MadeToken }>('POST', `${tokensPath}/${id}/rotate`, { overlap_hours })).api_token,
  )
}

export function useRevokeToken() {
  return useChange([tokensKey], (id: number) => write<undefined>('DELETE', `${tokensPath}/${id}`))
}

/** What was done with a token, the newest first, a page at a time. */
export function useTokenActivity(id: number) {
  return useInfiniteQuery({
    queryKey: [...tokensKey, 'activity', id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read<{ activity: TokenAct[]; meta: { has_more: boolean; after_cursor: string | null } }>(
        `${tokensPath}/${id}/activity?page[size]=${activityPage}${pageParam && `&page[after]=${encodeURIComponent(pageParam)}`}`,
        signal,
      ),
    getNextPageParam: ({ meta }) => (meta.has_more ? meta.after_cursor : null),
  })
}

export function useCredentialPolicy() {
  return useQuery({
    queryKey: policyKey,
    queryFn: async ({ signal }) =>
      (await read<{ credential_policy: CredentialPolicy }>(policyPath, signal)).credential_policy,
  })
}

/** Tokens that would live longer than a new limit are shortened. */
export function useSaveCredentialPolicy() {
  return useChange([policyKey, tokensKey], (credential_policy: Partial<CredentialPolicy>) =>
    write<unknown>('PUT', policyPath, { credential_policy }),
  )
}

/** Whether the API takes passwords. */
export function useSavePasswordAccess() {
  return useChange([policyKey], (password_access: boolean) =>
    write<unknown>('PUT', policyPath, { credential_policy: { password_access } }),
  )
}
