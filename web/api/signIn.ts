// Sign-in policies, open sessions and lock-outs.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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

/** What may be sent: the parts that are changed. */
export type PolicyChange = Partial<Omit<SignInPolicy, 'audience'>>

export interface PolicyPreview {
  changes: string[]
  people_count: number
  must_choose_password_count: number
  password_lost_count: number
  without_way_count: number
  signed_out_count: number
  sessions_ended_count: number
  you: { must_choose_password: boolean; is_without_way: boolean; is_signed_out: boolean }
  has_break_glass: boolean
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
  /** What was counted: an address from one place, an address from anywhere, a place. */
  limit: string
  user_id: number | null
  email: string
  ip: string | null
  expires_at: string
}

const policiesKey = ['sign_in_policies']
const sessionsKey = ['sessions']
const lockOutsKey = ['lock_outs']

export function useSignInPolicies(isWanted = true) {
  return useQuery({
    enabled: isWanted,
    queryKey: policiesKey,
    queryFn: async ({ signal }) =>
      (await read<{ sign_in_policies: SignInPolicy[] }>('/api/v2/sign_in_policies', signal)).sign_in_policies,
  })
}

/** What a change would mean for whom. Nothing is saved. */
export function usePreviewSignInPolicy(audience: SignInPolicy['audience']) {
  return useMutation({
    mutationFn: async (sign_in_policy: PolicyChange) =>
      (
        await write<{ sign_in_policy_preview: PolicyPreview }>('POST', `/api/v2/sign_in_policies/${audience}/preview`, {
          sign_in_policy,
        })
      ).sign_in_policy_preview,
  })
}

export function useSaveSignInPolicy(audience: SignInPolicy['audience']) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (sign_in_policy: PolicyChange) =>
      write('PUT', `/api/v2/sign_in_policies/${audience}`, { sign_in_policy }),
    onSuccess: () => client.invalidateQueries({ queryKey: policiesKey }),
  })
}

/** Whose sessions: of one person, of a role, or (both null) of everybody. */
export interface SessionFilter {
  user_id: number | null
  role: string | null
}

interface SessionPage {
  sessions: OpenSession[]
  /** The names of whose they are. */
  names: Map<number, string>
  next: string | null
}

const sessionsAtOnce = 50

/** Open sessions, the newest first, page by page, with the names of whose they are. */
export function useOpenSessions({ user_id, role }: SessionFilter) {
  const first = `/api/v2/${user_id === null ? 'sessions' : `users/${user_id}/sessions`}?page[size]=${sessionsAtOnce}${role === null ? '' : `&role=${role}`}`
  return useInfiniteQuery({
    queryKey: [...sessionsKey, user_id, role],
    initialPageParam: first,
    getNextPageParam: (page: SessionPage) => page.next,
    queryFn: async ({ pageParam, signal }): Promise<SessionPage> => {
      const { sessions, meta, links } = await read<{
        sessions: OpenSession[]
        meta: { has_more: boolean }
        links: { next: string | null }
      }>(pageParam, signal)
      const next = meta.has_more && links.next ? new URL(links.next) : null
      const names = await namesOf(
        sessions.map((session) => session.user_id),
        signal,
      )
      return { sessions, names, next: next && next.pathname.replace(/\.json$/, '') + next.search }
    },
  })
}

async function namesOf(ids: readonly number[], signal: AbortSignal): Promise<Map<number, string>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const { users } = await read<{ users: { id: number; name: string }[] }>(
    `/api/v2/users/show_many?ids=${unique.join(',')}`,
    signal,
  )
  return new Map(users.map(({ id, name }) => [id, name]))
}

export function useEndSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (which: { role: string | null } | { user_id: number; id: number | null }) =>
      write(
        'DELETE',
        'user_id' in which
          ? `/api/v2/users/${which.user_id}/sessions${which.id === null ? '' : `/${which.id}`}`
          : `/api/v2/sessions${which.role === null ? '' : `?role=${which.role}`}`,
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
