// From which addresses the account may be used.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { read, write } from './request.ts'

export interface IpRange {
  range: string
  label: string
  expires_at: string | null
}

export interface IpRestrictions {
  enabled: boolean
  customers_may_bypass: boolean
  ranges: IpRange[]
}

export interface IpRestrictionsNow extends IpRestrictions {
  /** Unless confirmed by then, what was before holds again. */
  confirm_by: string | null
  your_address: string | null
  you_would_be_let_in: boolean
  behind_unknown_proxy: boolean
}

export interface ShutOut {
  user_id: number
  name: string
  addresses: string[]
}

const path = '/api/v2/ip_restrictions'
const key = ['ip_restrictions']

interface Reply {
  ip_restrictions: IpRestrictionsNow
}

export function useIpRestrictions() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await read<Reply>(path, signal)).ip_restrictions,
  })
}

/** Whom a change would shut out of those who are signed in. */
export function usePreviewIpRestrictions() {
  return useMutation({
    mutationFn: (ip_restrictions: IpRestrictions) =>
      write<{ ip_restrictions: { you_would_be_let_in: boolean }; shut_out: ShutOut[] }>('POST', `${path}/preview`, {
        ip_restrictions,
      }),
  })
}

function useChange<Input>(change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (reply) => client.setQueryData(key, reply.ip_restrictions),
    onError: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useSaveIpRestrictions() {
  return useChange((ip_restrictions: IpRestrictions) => write<Reply>('PUT', path, { ip_restrictions }))
}

/** Keeps a change that is on trial, or takes it back. */
export function useSettleIpRestrictions() {
  return useChange((verb: 'confirm' | 'revert') => write<Reply>('POST', `${path}/${verb}`))
}
