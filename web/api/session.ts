// Who is signed in. `users/me` answers 200 with id null for nobody, as Zendesk does.
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { paths } from './paths.ts'
import { api, RequestProblem, setCsrfToken, write } from './request.ts'
import type { Me } from './shapes.ts'

/** The signed-in agent, or null for nobody. */
export async function findMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    const { user } = await api('GET /api/v2/users/me', {}, signal)
    if (user.id === null) return null
    const authenticity_token = user.authenticity_token ?? '' // absent only for callers with an API token
    setCsrfToken(authenticity_token)
    return { ...user, authenticity_token }
  } catch (error) {
    if (error instanceof RequestProblem && error.status === 401) return null
    throw error
  }
}

export function useMeQuery() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => findMe(signal), staleTime: Number.POSITIVE_INFINITY })
}

export const MeContext = createContext<Me | null>(null)

/** The signed-in agent; only used below the gate, where there is one. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe is used outside the sign-in gate.')
  return me
}

/** Whether somebody may see and change roles, and what single people may do. The server decides; this is for the page. */
export function mayKeepRoles(me: Me): boolean {
  return me.role === 'admin' || me.rights?.manage_roles === 'all-except-self'
}

/** The address of the sign-in page that returns to where one is. */
export function signInAddress(here: string): string {
  return `${paths.signIn}?return_to=${encodeURIComponent(here)}`
}

/** Signs out; returns where to go to sign out at the organisation's own sign-in, too, or null. */
export async function signOut(): Promise<string | null> {
  const answer = await write<{ continue_at?: string } | undefined>('POST', paths.signOut, {})
  return answer?.continue_at ?? null
}
