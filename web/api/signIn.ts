// Sign-in policies, open sessions and lock-outs.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export const passwordLevels = ['recommended', 'low', 'medium', 'high', 'custom'] as const
export type PasswordLevel = (typeof passwordLevels)[number]

export interface SignInPolicy {
  audience: 'staff' | 'end_user'
  password_enabled: boolean
  password_level: PasswordLevel
  password_rules: {
    min_length: number
    mixed_case: boolean
    numbers: boolean
    symbols: boolean
    history: number
    max_age_days: number
  }
  admins_set_passwords: boolean
  magic_link_enabled: boolean
  sso_only: boolean
  session_idle_minutes: number
  session_absolute_minutes: number
}

export interface OpenSession {
  id: number
  user_id: number
  authenticated_at: string
  last_seen_at: string
  method: string
  device_name: string
  network: string | null
  is_current: boolean
}

export interface LockOut {
  id: number
  email: string
  ip: string | null
  expires_at: string
}

const policiesKey = ['sign_in_policies']
const sessionsKey = ['sessions']
const lockOutsKey = ['lock_outs']

export function useSignInPolicies() {
  return useQuery({
    queryKey: policiesKey,
    queryFn: async ({ signal }) =>
      (await read<{ sign_in_policies: SignInPolicy[] }>('/api/v2/sign_in_policies', signal)).sign_in_policies,
  })
}

export function useSaveSignInPolicy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ audience, ...sign_in_policy }: SignInPolicy) =>
      write('PUT', `/api/v2/sign_in_policies/${audience}`, { sign_in_policy }),
    onSuccess: () => client.invalidateQueries({ queryKey: policiesKey }),
  })
}

/** The sessions that began last, of everybody or of a role. */
export function useOpenSessions(role: string) {
  return useQuery({
    queryKey: [...sessionsKey, role],
    queryFn: async ({ signal }) =>
      (
        await read<{ sessions: OpenSession[] }>(
          `/api/v2/sessions?page[size]=100${role === '' ? '' : `&role=${role}`}`,
          signal,
        )
      ).sessions,
  })
}

export function useEndSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: { role: string } | { user_id: number; id: number }) =>
      write(
        'DELETE',
        'id' in which
          ? `/api/v2/users/${which.user_id}/sessions/${which.id}`
          : `/api/v2/sessions${which.role === '' ? '' : `?role=${which.role}`}`,
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
  })
}

export function useLockOuts() {
  return useQuery({
    queryKey: lockOutsKey,
    queryFn: async ({ signal }) => (await read<{ lock_outs: LockOut[] }>('/api/v2/lock_outs', signal)).lock_outs,
  })
}

export function useLiftLockOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write('DELETE', `/api/v2/lock_outs/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: lockOutsKey }),
  })
}
