// Operators in the desk: who consents to them, who is in, and until when.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export interface SupportConsent {
  id: number
  granted_by_id: number
  level: 'read' | 'agent'
  purpose: string
  is_valid: boolean
  operators: { user_id: number; name: string }[]
  created_at: string
  expires_at: string
  revoked_at: string | null
}

const path = '/api/v2/support_consents'
const key = ['support_consents']
const inKey = ['support_access']
/** An operator who comes in is seen within this time. */
const lookAgain_ms = 300_000

export function useOperatorsIn() {
  return useQuery({
    queryKey: inKey,
    queryFn: async ({ signal }) =>
      (
        await read<{ support_access: { operators: { user_id: number; name: string; ends_at: string }[] } }>(
          '/api/v2/support_access',
          signal,
        )
      ).support_access.operators,
    staleTime: lookAgain_ms,
    refetchInterval: lookAgain_ms,
  })
}

export function useSupportConsents() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await read<{ support_consents: SupportConsent[] }>(path, signal)).support_consents,
  })
}

function useConsentChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => Promise.all([key, inKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

export function useGrantConsent() {
  return useConsentChange((support_consent: { hours: number; level: SupportConsent['level']; purpose: string }) =>
    write('POST', path, { support_consent }),
  )
}

export function useRevokeConsent() {
  return useConsentChange((id: number) => write('DELETE', `${path}/${id}`))
}
