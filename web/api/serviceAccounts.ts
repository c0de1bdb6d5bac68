// Service accounts: programs that are part of the team. They have a role and tokens, and cannot sign in.
import { useQuery } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { tokensKey, useChange } from './credentials.ts'
import { write } from './request.ts'

export interface ServiceAccount {
  id: number
  name: string
  /** Stands before `/token:` in Basic authentication. */
  email: string
  role: 'agent' | 'admin'
  /** What an agent may do; null is all that agents may. */
  custom_role_id: number | null
  purpose: string
  active: boolean
  created_at: string
}

export type ServiceAccountWrite = Pick<ServiceAccount, 'name' | 'role' | 'custom_role_id' | 'purpose'>

const path = '/api/v2/service_accounts'
const key = ['service_accounts']

/** For admins; others are told nothing. */
export function useServiceAccounts(isAsked = true) {
  return useQuery({
    queryKey: key,
    enabled: isAsked,
    queryFn: ({ signal }) => readAll<ServiceAccount>(path, 'service_accounts', signal),
  })
}

export function useCreateServiceAccount() {
  return useChange(
    [key, ['team']],
    async (service_account: ServiceAccountWrite) =>
      (await write<{ service_account: ServiceAccount }>('POST', path, { service_account })).service_account,
  )
}

/** Switched off, all its tokens are revoked. */
export function useChangeServiceAccount() {
  return useChange(
    [key, tokensKey, ['team']],
    async ({ id, ...service_account }: Partial<ServiceAccountWrite & { active: boolean }> & { id: number }) =>
      (await write<{ service_account: ServiceAccount }>('PUT', `${path}/${id}`, { service_account })).service_account,
  )
}
