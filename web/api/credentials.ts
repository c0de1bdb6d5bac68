// What programs come in with: API tokens, service accounts, OAuth clients, and the account's rule for tokens.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { read, write } from './request.ts'

export interface ApiToken {
  id: number
  user_id: number
  description: string
  /** Its first characters. */
  token: string
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
}

export interface TokenWrite {
  description: string
  user_id: number
  scopes: string[] | null
  allowed_networks: string[] | null
  expires_at: string | null
}

export interface ServiceAccount {
  id: number
  name: string
  active: boolean
}

export interface TokenAct {
  id: number
  action_label: string
  source_type: string
  source_id: number
  ip_address: string | null
  created_at: string
}

export interface OauthClient {
  id: number
  name: string
  identifier: string
  kind: 'public' | 'confidential'
  redirect_uri: string[]
  /** Whole in the reply that makes it, else its first characters; public clients have none. */
  secret?: string | null
  scopes: string[] | null
  device_flow: boolean
  password_grant: boolean
  /** Always true for public clients. */
  pkce_required: boolean
  created_at: string
}

export type ClientWrite = Pick<OauthClient, 'name' | 'identifier' | 'kind' | 'redirect_uri' | 'scopes'>

const root = '/api/v2'
const tokensPath = `${root}/api_tokens`
const clientsPath = `${root}/oauth/clients`
const policyPath = `${root}/credential_policy`
const tokensKey = ['api_tokens']
const clientsKey = ['oauth_clients']
const policyKey = ['credential_policy']
const activityPage = 30

export function useTokens() {
  return useQuery({ queryKey: tokensKey, queryFn: ({ signal }) => readAll<ApiToken>(tokensPath, 'api_tokens', signal) })
}

export function useServiceAccounts() {
  return useQuery({
    queryKey: ['service_accounts'],
    queryFn: ({ signal }) => readAll<ServiceAccount>(`${root}/service_accounts`, 'service_accounts', signal),
  })
}

/**
 * After a change the lists are read again; whoever asked hears of it first, as what they asked from may be gone with the
 * new list. A secret in a reply is kept no longer than the page that shows it.
 */
function useChange<Input, Reply>(key: string[], change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    gcTime: 0,
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  })
}

type MadeToken = ApiToken & { full_token: string }

export function useCreateToken() {
  return useChange(
    tokensKey,
    async (api_token: TokenWrite) =>
      (await write<{ api_token: MadeToken }>('POST', tokensPath, { api_token })).api_token,
  )
}

/** A new secret; the former one works on for as many hours as given. */
export function useRotateToken() {
  return useChange(
    tokensKey,
    async ({ id, overlap_hours }: { id: number; overlap_hours: number }) =>
      (await write<{ api_token: MadeToken }>('POST', `${tokensPath}/${id}/rotate`, { overlap_hours })).api_token,
  )
}

export function useRevokeToken() {
  return useChange(tokensKey, (id: number) => write<undefined>('DELETE', `${tokensPath}/${id}`))
}

/** What was done with a token, the newest first, a page at a time. */
export function useTokenActivity(id: number) {
  return useInfiniteQuery({
    queryKey: [...tokensKey, id, 'activity'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read<{ activity: TokenAct[]; meta: { has_more: boolean; after_cursor: string | null } }>(
        `${tokensPath}/${id}/activity?page[size]=${activityPage}${pageParam && `&page[after]=${encodeURIComponent(pageParam)}`}`,
        signal,
      ),
    getNextPageParam: ({ meta }) => (meta.has_more ? meta.after_cursor : null),
  })
}

export interface CredentialPolicy {
  max_token_days: number | null
  /** Whether the API takes passwords. */
  password_access: boolean
}

export function useCredentialPolicy() {
  return useQuery({
    queryKey: policyKey,
    queryFn: async ({ signal }) =>
      (await read<{ credential_policy: CredentialPolicy }>(policyPath, signal)).credential_policy,
  })
}

/** The longest life of a token in days; null is no limit. Tokens that would live longer are shortened. */
export function useSaveCredentialPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (max_token_days: number | null) =>
      write<unknown>('PUT', policyPath, { credential_policy: { max_token_days } }),
    onSettled: () => {
      for (const queryKey of [policyKey, tokensKey]) void client.invalidateQueries({ queryKey })
    },
  })
}

/** Whether the API takes passwords. */
export function useSavePasswordAccess() {
  return useChange(policyKey, (password_access: boolean) =>
    write<unknown>('PUT', policyPath, { credential_policy: { password_access } }),
  )
}

export function useOauthClients() {
  return useQuery({
    queryKey: clientsKey,
    queryFn: ({ signal }) => readAll<OauthClient>(clientsPath, 'clients', signal),
  })
}

export function useCreateClient() {
  return useChange(
    clientsKey,
    async (client: ClientWrite) => (await write<{ client: OauthClient }>('POST', clientsPath, { client })).client,
  )
}

/** Changes what a client is allowed. */
export function useChangeClient() {
  return useChange(clientsKey, async ({ id, change }: { id: number; change: Partial<OauthClient> }) =>
    write<unknown>('PUT', `${clientsPath}/${id}`, { client: change }),
  )
}

export function useRenewClientSecret() {
  return useChange(
    clientsKey,
    async (id: number) => (await write<{ client: OauthClient }>('PUT', `${clientsPath}/${id}/generate_secret`)).client,
  )
}

export function useDeleteClient() {
  return useChange(clientsKey, (id: number) => write<undefined>('DELETE', `${clientsPath}/${id}`))
}
