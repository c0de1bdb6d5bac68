// Settings of the desk: its name, its mail addresses and domains.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './request.ts'
import type { MailDomain, RecipientAddress, Settings } from './shapes.ts'

export type SettingsChange = {
  desk?: Partial<Settings['desk']>
  mail?: Partial<Settings['mail']>
  requests?: { anybody_can_submit: boolean }
  time_tracking?: { enabled: boolean }
}

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }): Promise<Settings> => (await api('GET /api/v2/account/settings', {}, signal)).settings,
    staleTime: 60_000,
  })
}

export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settings: SettingsChange) => api('PUT /api/v2/account/settings', { body: { settings } }),
    onSuccess: (reply) => client.setQueryData(['settings'], reply.settings),
  })
}

export function useAddresses() {
  return useQuery({
    queryKey: ['addresses'],
    queryFn: async ({ signal }): Promise<RecipientAddress[]> =>
      (await api('GET /api/v2/recipient_addresses', {}, signal)).recipient_addresses,
    staleTime: 60_000,
  })
}

export function useAddAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (recipient_address: { name: string; email: string; default: boolean }) =>
      api('POST /api/v2/recipient_addresses', { body: { recipient_address } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['addresses'] }),
  })
}

export function useRemoveAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) =>
      api('DELETE /api/v2/recipient_addresses/{recipient_address_id}', { params: { recipient_address_id: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['addresses'] }),
  })
}

export function useDomains() {
  return useQuery({
    queryKey: ['domains'],
    queryFn: async ({ signal }): Promise<MailDomain[]> =>
      (await api('GET /api/v2/mail_domains', {}, signal)).mail_domains,
    staleTime: 60_000,
  })
}

export function useAddDomain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => api('POST /api/v2/mail_domains', { body: { mail_domain: { name } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['domains'] }),
  })
}

/** Looks the records up now and replaces the domain in the list by what was found. */
export function useCheckDomain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) =>
      api('GET /api/v2/mail_domains/{mail_domain_id}/check', { params: { mail_domain_id: id } }),
    onSuccess: ({ mail_domain }) =>
      client.setQueryData<MailDomain[]>(['domains'], (old) =>
        old?.map((domain) => (domain.id === mail_domain.id ? mail_domain : domain)),
      ),
  })
}

export function useSendTestMail() {
  return useMutation({ mutationFn: () => api('POST /api/v2/mail/test', {}) })
}

const samplePoll_ms = 1_500

/** How far the newest sample data is; asks again while it is being made. */
export function useSampleRun() {
  return useQuery({
    queryKey: ['sample-data'],
    queryFn: async ({ signal }) => (await api('GET /api/v2/sample_data', {}, signal)).sample_data,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? samplePoll_ms : false),
  })
}

export function useMakeSampleData() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (tickets: number) => api('POST /api/v2/sample_data', { body: { tickets } }),
    onSuccess: (reply) => client.setQueryData(['sample-data'], reply.sample_data),
  })
}
