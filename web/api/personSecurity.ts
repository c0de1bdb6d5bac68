// The ways in of one person: what lets them in, and what an admin does about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'
import type { OpenSession } from './signIn.ts'

export interface PersonSecurity {
  is_service_account: boolean
  suspended: boolean
  access_ends_at: string | null
  last_login_at: string | null
  password: { is_allowed: boolean; is_set: boolean; changed_at: string | null; is_new_required: boolean }
  magic_link: { is_allowed: boolean }
  passkeys: { is_allowed: boolean; count: number }
  api_token_count: number
  oauth_grant_count: number
  lock_outs: { id: number; limit: string; expires_at: string }[]
}

export interface IdentityLink {
  id: number
  identity_provider_id: number
  subject: string
  email: string | null
  last_used_at: string
}

export interface PersonFactor {
  id: number
  kind: 'totp' | 'passkey' | 'sms'
  name: string
  is_confirmed: boolean
  last_used_at: string | null
}

export interface PersonDevice {
  id: number
  name: string
  network: string | null
  last_used_at: string
}

const root = (userId: number) => `/api/v2/users/${userId}`
const keyOf = (userId: number) => ['users', userId, 'security']

/** Everything the section shows, asked for side by side. */
export function usePersonSecurity(userId: number) {
  return useQuery({
    queryKey: keyOf(userId),
    queryFn: async ({ signal }) => {
      const [own, links, factors, sessions, devices, providers] = await Promise.all([
        read<{ security: PersonSecurity }>(`${root(userId)}/security`, signal),
        read<{ identity_links: IdentityLink[] }>(`${root(userId)}/identity_links`, signal),
        read<{ factors: PersonFactor[]; recovery_codes_left: number }>(`${root(userId)}/factors`, signal),
        read<{ sessions: OpenSession[] }>(`${root(userId)}/sessions?page[size]=100`, signal),
        read<{ devices: PersonDevice[] }>(`${root(userId)}/devices`, signal),
        read<{ identity_providers: { id: number; name: string }[] }>('/api/v2/identity_providers', signal),
      ])
      return {
        ...own.security,
        ...links,
        ...sessions,
        ...devices,
        factors: factors.factors.filter((factor) => factor.is_confirmed),
        recovery_codes_left: factors.recovery_codes_left,
        providers: new Map(providers.identity_providers.map(({ id, name }) => [id, name])),
      }
    },
  })
}

export type SecurityAct =
  | 'reset_link'
  | 'require_new'
  | 'reset_factors'
  | 'end_sessions'
  | 'revoke_tokens'
  | 'resume'
  | { unlink: number }
  | { end: number }
  | { forget: number }
  | { lift: number }
  | { suspend: { revoke_tokens: boolean } }

function perform(userId: number, act: SecurityAct): Promise<unknown> {
  const path = root(userId)
  if (act === 'reset_link') return write('POST', `${path}/password/reset_link`)
  if (act === 'require_new') return write('POST', `${path}/password/require_new`)
  if (act === 'reset_factors') return write('DELETE', `${path}/factors`)
  if (act === 'end_sessions') return write('DELETE', `${path}/sessions`)
  if (act === 'revoke_tokens') return write('DELETE', `${path}/api_tokens`)
  if (act === 'resume') return write('PUT', path, { user: { suspended: false } })
  if ('unlink' in act) return write('DELETE', `${path}/identity_links/${act.unlink}`)
  if ('end' in act) return write('DELETE', `${path}/sessions/${act.end}`)
  if ('forget' in act) return write('DELETE', `${path}/devices/${act.forget}`)
  if ('lift' in act) return write('DELETE', `/api/v2/lock_outs/${act.lift}`)
  return write('POST', `${path}/suspension`, { suspension: act.suspend })
}

/** Does one of these things about a person; afterwards everything shown about them is read again. */
export function useSecurityAct(userId: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: SecurityAct) => perform(userId, act),
    onSettled: () =>
      Promise.all([['users', userId], ['team']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
