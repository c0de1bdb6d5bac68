// Second factors of the account: what is asked of each role, how far it has come, who sends texts; and one's own fresh proof.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export type SystemRole = 'end-user' | 'agent' | 'admin' | 'owner'
/** How the API names a role: by its name, or a role of the desk's own by its number. */
export type FactorRole = SystemRole | number

export interface FactorRequirement {
  role: SystemRole
  /** A role of the desk's own, and what it is called. */
  custom_role_id: number | null
  name: string | null
  /** It has no requirement of its own: that of agents is shown. */
  follows_agents: boolean
  is_required: boolean
  /** Until then people may put it off; null is at once. */
  required_from: string | null
  frequency: 'always' | 'new_devices'
  provider_counts: boolean
  updated_at: string | null
  people: { total: number; enrolled: number; exempt: number }
}

export interface PersonWithoutFactor {
  user_id: number
  name: string
  email: string | null
  exempt_until: string | null
}

export interface SmsGateway {
  is_active: boolean
  kind: 'http' | 'twilio'
  url: string
  method: string | null
  content_type: string | null
  body: string | null
  headers: Record<string, string>
  account_sid: string | null
  from: string | null
}

const requirements = ['factor_requirements']
const gateway = ['sms_gateway']

export function useFactorRequirements() {
  return useQuery({
    queryKey: requirements,
    queryFn: async ({ signal }) =>
      (await read<{ factor_requirements: FactorRequirement[] }>('/api/v2/factor_requirements', signal))
        .factor_requirements,
  })
}

export type RequirementChange = Partial<
  Pick<FactorRequirement, 'is_required' | 'required_from' | 'frequency' | 'provider_counts' | 'follows_agents'>
>

export interface RequirementPreview {
  people_count: number
  must_enrol_count: number
  signed_out_count: number
  required_from: string | null
  you: { must_enrol: boolean; is_signed_out: boolean }
}

export const factorRoleOf = (one: FactorRequirement): FactorRole => one.custom_role_id ?? one.role

/** What a change would mean for whom. Nothing is saved. */
export function usePreviewRequirement(role: FactorRole) {
  return useMutation({
    mutationFn: async (factor_requirement: RequirementChange) =>
      (
        await write<{ factor_requirement_preview: RequirementPreview }>(
          'POST',
          `/api/v2/factor_requirements/${role}/preview`,
          { factor_requirement },
        )
      ).factor_requirement_preview,
  })
}

export function useSaveRequirement(role: FactorRole) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (factor_requirement: RequirementChange) =>
      write('PUT', `/api/v2/factor_requirements/${role}`, { factor_requirement }),
    onSuccess: () => client.invalidateQueries({ queryKey: requirements }),
  })
}

const mostShown = 100

/** The first hundred people of a role who have no second factor. */
export function usePeopleWithout(role: FactorRole) {
  return useQuery({
    queryKey: [...requirements, role],
    queryFn: async ({ signal }) =>
      await read<{ people: PersonWithoutFactor[]; count: number | null }>(
        `/api/v2/factor_progress?role=${role}&per_page=${mostShown}`,
        signal,
      ),
  })
}

export function useRemind() {
  return useMutation({
    mutationFn: async (user_ids: readonly number[]) =>
      (
        await write<{ factor_reminder: { reminded: number } }>('POST', '/api/v2/factor_reminders', {
          factor_reminder: { user_ids },
        })
      ).factor_reminder.reminded,
  })
}

/** Exempts somebody until a time, or ends their exemption. */
export function useExempt() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ user_id, ends_at }: { user_id: number; ends_at: string | null }) =>
      ends_at === null
        ? write('DELETE', `/api/v2/users/${user_id}/factor_exemption`)
        : write('PUT', `/api/v2/users/${user_id}/factor_exemption`, { factor_exemption: { ends_at } }),
    onSuccess: () => client.invalidateQueries({ queryKey: requirements }),
  })
}

export function useSmsGateway() {
  return useQuery({
    queryKey: gateway,
    queryFn: async ({ signal }) =>
      (await read<{ sms_gateway: SmsGateway | null }>('/api/v2/sms_gateway', signal)).sms_gateway,
  })
}

export function useSaveGateway() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (sms_gateway: object | null) =>
      sms_gateway === null
        ? write('DELETE', '/api/v2/sms_gateway')
        : write('PUT', '/api/v2/sms_gateway', { sms_gateway }),
    onSuccess: () => client.invalidateQueries({ queryKey: gateway }),
  })
}

export function useTestGateway() {
  return useMutation({
    mutationFn: async (number: string) =>
      (
        await write<{ test: { is_sent: boolean; problem: string | null } }>('POST', '/api/v2/sms_gateway/test', {
          number,
        })
      ).test,
  })
}

export type ProofMethod = 'password' | 'passkey' | 'totp' | 'sms' | 'recovery_code'

const stepUp = '/api/v2/users/me/step_up'

export async function waysToProve(): Promise<ProofMethod[]> {
  return (await read<{ step_up: { methods: ProofMethod[] } }>(stepUp)).step_up.methods
}

export async function passkeyProof(): Promise<string> {
  const { options } = await write<{ options: never }>('POST', `${stepUp}/options`, {})
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return JSON.stringify(await startAuthentication({ optionsJSON: options }))
}

/** Proves again who one is. Throws RequestProblem for a wrong answer. */
export async function proveAgain(method: ProofMethod, answer: string): Promise<void> {
  await write('POST', stepUp, { step_up: { method, answer } })
}
