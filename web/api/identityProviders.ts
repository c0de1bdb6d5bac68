// Identity providers: other systems that say who somebody is.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export type Audience = 'staff' | 'end_user'

export type Grant =
  | { kind: 'role'; role: 'agent' | 'admin'; custom_role_id?: number | null }
  | { kind: 'group'; group_id: number }
  | { kind: 'organization'; organization_id: number }
  | { kind: 'tag'; tag: string }

export interface MappingRule {
  attribute: string
  value: string
  grant: Grant
}

export interface Mapping {
  attributes: Record<'email' | 'name' | 'first_name' | 'last_name' | 'locale' | 'groups', string>
  default_role: 'end-user' | 'agent'
  default_custom_role_id?: number | null
  rules: MappingRule[]
  applies: 'creation' | 'every_sign_in'
}

export interface IdentityProvider {
  id: number
  kind: string
  name: string
  label: string
  position: number
  audiences: Audience[]
  active: boolean
  domains: string[]
  creates_people: boolean
  mapping: Mapping
  settings: Record<string, unknown>
  secrets: string[]
  our_values: Record<string, string>
  warnings: { code: string; detail: string | null }[]
  state: 'untested' | 'tested' | 'changed'
  tested_at: string | null
}

export interface ProviderWrite {
  kind?: string
  name?: string
  label?: string
  audiences?: Audience[]
  active?: boolean
  domains?: string[]
  creates_people?: boolean
  mapping?: Mapping
  settings?: Record<string, unknown>
  secrets?: Record<string, string>
}

/** What is usual for a system that people have, so that little is left to fill in. */
export interface Preset {
  /** A maker's name; the same in every language. */
  title: string
  kind: string
  settings: Record<string, unknown>
  attributes: Partial<Mapping['attributes']>
  /** How issuers look there, as an example. */
  issuer: string | null
  guide_url: string | null
}

export interface Trial {
  id: number
  outcome: 'waiting' | 'succeeded' | 'failed'
  start_url: string | null
  problem: string | null
  detail: string | null
  identity: {
    issuer: string
    subject: string
    email: string | null
    name: string | null
    attributes: Record<string, string[]>
  } | null
  /** What a message said that was not taken. */
  claims: Record<string, string[]> | null
  result: {
    outcome: 'linked' | 'by_directory' | 'by_address' | 'new' | 'refused'
    problem: string | null
    user_id: number | null
    role: string | null
    group_ids: number[]
    custom_role_id: number | null
    organization_ids: number[]
    tags: string[]
    second_factor_proved: boolean
  } | null
}

const path = '/api/v2/identity_providers'
const key = ['identity_providers']
/** How often a waiting trial is asked for: somebody signs in in another tab. */
const trialEvery_ms = 1_500

export function useIdentityProviders() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await read<{ identity_providers: IdentityProvider[] }>(path, signal)).identity_providers,
  })
}

/** They change with the version only. */
export function usePresets() {
  return useQuery({
    queryKey: [...key, 'presets'],
    queryFn: async ({ signal }) => (await read<{ presets: Preset[] }>(`${path}/presets`, signal)).presets,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function useChange<Input, Reply>(change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: key }) })
}

/** Makes a provider, or with an id changes one. */
export function useSaveProvider() {
  return useChange(async ({ id, ...identity_provider }: ProviderWrite & { id?: number }) =>
    id === undefined
      ? (await write<{ identity_provider: IdentityProvider }>('POST', path, { identity_provider })).identity_provider
      : (await write<{ identity_provider: IdentityProvider }>('PUT', `${path}/${id}`, { identity_provider }))
          .identity_provider,
  )
}

export function useDeleteProvider() {
  return useChange((id: number) => write<undefined>('DELETE', `${path}/${id}`))
}

/** Asks a provider now what it is asked by the clock; the answer comes later. */
export function useCheckProvider() {
  return useChange(({ id, accepts_many }: { id: number; accepts_many: boolean }) =>
    write<{ identity_provider: IdentityProvider }>('POST', `${path}/${id}/checks`, { check: { accepts_many } }),
  )
}

export function useReorderProviders() {
  return useChange((identity_provider_ids: number[]) =>
    write<unknown>('PUT', `${path}/reorder`, { identity_provider_ids }),
  )
}

/** The settings that a SAML provider's metadata says. */
export function useReadMetadata() {
  return useMutation({
    mutationFn: async (from: { metadata: string } | { url: string }) =>
      (await write<{ settings: Record<string, unknown> }>('POST', `${path}/read_metadata`, from)).settings,
  })
}

export function useBeginTrial() {
  return useChange(
    async ({ id, ...trial }: { id: number; login?: string; password?: string }) =>
      (await write<{ trial: Trial }>('POST', `${path}/${id}/trials`, { trial })).trial,
  )
}

/** A trial that was begun, asked for until it is over. */
export function useTrial(provider_id: number, begun: Trial | undefined) {
  const client = useQueryClient()
  return useQuery({
    enabled: begun?.outcome === 'waiting',
    queryKey: [...key, provider_id, 'trials', begun?.id],
    queryFn: async ({ signal }) => {
      const { trial } = await read<{ trial: Trial }>(`${path}/${provider_id}/trials/${begun?.id}`, signal)
      // The provider is now one that was tried.
      if (trial.outcome === 'succeeded') void client.invalidateQueries({ queryKey: key, exact: true })
      return trial
    },
    refetchInterval: ({ state }) => (state.data && state.data.outcome !== 'waiting' ? false : trialEvery_ms),
  })
}
