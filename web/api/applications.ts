// OAuth: clients that are registered here, the access tokens they have, and the applications that act for oneself.
import { useQuery } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { useChange } from './credentials.ts'
import { read, write } from './request.ts'

export interface OauthClient {
  id: number
  name: string
  company: string
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

export interface AccessToken {
  id: number
  user_id: number
  client_id: number | null
  scopes: string[]
  created_at: string
  used_at: string | null
  expires_at: string | null
}

/** An application that acts for somebody. */
export interface OwnApplication extends Pick<OauthClient, 'id' | 'name' | 'company'> {
  granted_scopes: string[]
  granted_at: string
  last_used_at: string | null
}

const root = '/api/v2'
const clientsPath = `${root}/oauth/clients`
const tokensPath = `${root}/oauth/tokens`
const ownPath = `${root}/users/me/oauth/clients`
const clientsKey = ['oauth', 'clients']
const tokensKey = ['oauth', 'tokens']
const ownKey = ['oauth', 'own']
const all = [['oauth']]
/** As many as one request names. */
const mostNames = 100

export function useOauthClients() {
  return useQuery({
    queryKey: clientsKey,
    queryFn: ({ signal }) => readAll<OauthClient>(clientsPath, 'clients', signal),
  })
}

export function useCreateClient() {
  return useChange(
    all,
    async (client: ClientWrite) => (await write<{ client: OauthClient }>('POST', clientsPath, { client })).client,
  )
}

/** Changes what a client is allowed. */
export function useChangeClient() {
  return useChange(all, async ({ id, change }: { id: number; change: Partial<OauthClient> }) =>
    write<unknown>('PUT', `${clientsPath}/${id}`, { client: change }),
  )
}

export function useRenewClientSecret() {
  return useChange(
    all,
    async (id: number) => (await write<{ client: OauthClient }>('PUT', `${clientsPath}/${id}/generate_secret`)).client,
  )
}

export function useDeleteClient() {
  return useChange(all, (id: number) => write<undefined>('DELETE', `${clientsPath}/${id}`))
}

/** Everybody's access tokens that still work, for admins. */
export function useAccessTokens() {
  return useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => readAll<AccessToken>(`${tokensPath}?all=true`, 'tokens', signal),
  })
}

export function useRevokeAccessToken() {
  return useChange(all, (id: number) => write<undefined>('DELETE', `${tokensPath}/${id}`))
}

/** Takes back everything of a client, or what one person allowed it; the client stays. */
export function useWithdrawClient() {
  return useChange(all, ({ client_id, user_id }: { client_id: number; user_id: number | null }) =>
    write<undefined>('DELETE', `${clientsPath}/${client_id}/tokens${user_id === null ? '' : `?user_id=${user_id}`}`),
  )
}

export function useOwnApplications() {
  return useQuery({
    queryKey: ownKey,
    queryFn: ({ signal }) => readAll<OwnApplication>(ownPath, 'clients', signal),
  })
}

export function useWithdrawOwn() {
  return useChange(all, (id: number) => write<undefined>('DELETE', `${ownPath}/${id}`))
}

/** Names of people by their ids; of the first hundred. */
export function useNames(ids: readonly number[]) {
  const asked = [...new Set(ids)].sort((a, b) => a - b).slice(0, mostNames)
  return useQuery({
    queryKey: ['names', asked],
    enabled: asked.length > 0,
    queryFn: async ({ signal }) => {
      const path = `${root}/users/show_many?ids=${asked.join(',')}`
      const { users } = await read<{ users: { id: number; name: string }[] }>(path, signal)
      return new Map(users.map((user) => [user.id, user.name]))
    },
  })
}
