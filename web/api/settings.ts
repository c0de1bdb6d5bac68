// Settings of the desk: its name, its mail addresses and domains.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { paths } from './paths.ts'
import { read, write } from './request.ts'
import type { MailDomain, RecipientAddress, Settings } from './shapes.ts'

export type SettingsChange = { desk?: Partial<Settings['desk']>; mail?: Partial<Settings['mail']> }

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => (await read<{ settings: Settings }>(paths.settings, signal)).settings,
    staleTime: 60_000,
  })
}

export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settings: SettingsChange) => write<{ settings: Settings }>('PUT', paths.settings, { settings }),
    onSuccess: (reply) => client.setQueryData(['settings'], reply.settings),
  })
}

export function useAddresses() {
  return useQuery({
    queryKey: ['addresses'],
    queryFn: async ({ signal }) =>
      (await read<{ recipient_addresses: RecipientAddress[] }>(paths.addresses, signal)).recipient_addresses,
    staleTime: 60_000,
  })
}

export function useAddAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (recipient_address: { name: string; email: string; default: boolean }) =>
      write('POST', paths.addresses, { recipient_address }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['addresses'] }),
  })
}

export function useRemoveAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write('DELETE', paths.address(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['addresses'] }),
  })
}

export function useDomains() {
  return useQuery({
    queryKey: ['domains'],
    queryFn: async ({ signal }) => (await read<{ mail_domains: MailDomain[] }>(paths.domains, signal)).mail_domains,
    staleTime: 60_000,
  })
}

export function useAddDomain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => write('POST', paths.domains, { mail_domain: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['domains'] }),
  })
}

/** Looks the records up now and replaces the domain in the list by what was found. */
export function useCheckDomain() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => read<{ mail_domain: MailDomain }>(paths.domainCheck(id)),
    onSuccess: ({ mail_domain }) =>
      client.setQueryData<MailDomain[]>(['domains'], (old) =>
        old?.map((domain) => (domain.id === mail_domain.id ? mail_domain : domain)),
      ),
  })
}

export function useSendTestMail() {
  return useMutation({ mutationFn: () => write<{ message?: string }>('POST', paths.testMail, {}) })
}

export function useMakeSampleData() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (tickets: number) => write('POST', paths.sampleData, { tickets }),
    onSuccess: () => client.invalidateQueries(),
  })
}
