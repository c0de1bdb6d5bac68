// Webhooks with their log, and the older targets of rules.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { readAll } from './allPages.ts'
import { read, write } from './request.ts'

export const webhookMethods = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const
export const webhookFormats = ['json', 'xml', 'form_encoded'] as const

export interface Webhook {
  id: string
  name: string
  description: string | null
  status: 'active' | 'inactive'
  endpoint: string
  http_method: (typeof webhookMethods)[number]
  request_format: (typeof webhookFormats)[number]
  subscriptions: string[]
  /** Without its secret, which nobody can read again. */
  authentication?: { type: string; add_position: string; data?: { username?: string; name?: string } }
  custom_headers?: Record<string, string>
  circuit: { state: 'closed' | 'open' | 'half_open'; open_until: string | null }
}

export type WebhookWrite = Partial<Omit<Webhook, 'id' | 'circuit' | 'authentication' | 'custom_headers'>> & {
  authentication?: { type: string; add_position?: string; data?: Record<string, string> } | null
  custom_headers?: Record<string, string> | null
}

export interface Invocation {
  id: string
  status: string
  status_code?: number
  created_at: string
  event_type: string
  attempts_count: number
  next_attempt_at: string | null
  ticket_id: number | null
  rule: { kind: string; id: number } | null
  replay_of: string | null
}

interface Exchange {
  headers: { key: string; value: string }[]
  payload: string
}
export interface Attempt {
  id: string
  status: string
  status_code?: number
  started_at: string
  request: Exchange & { method: string; url: string }
  response?: Exchange
  error: string | null
}

export interface Target {
  id: number
  title: string
  type: string
  active: boolean
  email?: string
  subject?: string
  target_url?: string
  method?: string
  attribute?: string
  username?: string | null
  content_type?: string | null
}

const path = '/api/v2/webhooks'
const key = ['webhooks']

/** For admins; others are refused, so ask only where one is. */
export function useWebhooks(isWanted = true) {
  return useQuery({
    queryKey: key,
    enabled: isWanted,
    queryFn: ({ signal }) => readAll<Webhook>(path, 'webhooks', signal),
  })
}

function useWebhookChange<Input, Reply>(change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: key }) })
}

/** Creates a webhook, or changes parts of the one with this id. */
export function useSaveWebhook() {
  return useWebhookChange(async ({ id, ...webhook }: WebhookWrite & { id?: string | undefined }) => {
    if (id === undefined) return (await write<{ webhook: Webhook }>('POST', path, { webhook })).webhook.id
    await write<undefined>('PATCH', `${path}/${id}`, { webhook })
    return id
  })
}

export function useDeleteWebhook() {
  return useWebhookChange((id: string) => write<undefined>('DELETE', `${path}/${id}`))
}

/** Sends one request as the webhook would, and tells what came back. */
export function useTestWebhook() {
  return useMutation({
    mutationFn: async ({ id, ...request }: WebhookWrite & { id?: string | undefined; payload?: string }) => {
      const query = id === undefined ? '' : `?webhook_id=${id}`
      const reply = await write<{ response: Exchange & { status_code: number } }>('POST', `${path}/test${query}`, {
        request,
      })
      return reply.response
    },
  })
}

const secretOf = (reply: { signing_secret: { secret: string } }) => reply.signing_secret.secret

/** Showing a secret is written down, so it is asked for and never cached. */
export function useShowSecret() {
  return useMutation({
    mutationFn: async (id: string) => secretOf(await read(`${path}/${id}/signing_secret`)),
  })
}

export function useRotateSecret() {
  return useMutation({
    mutationFn: async (id: string) => secretOf(await write('POST', `${path}/${id}/signing_secret`)),
  })
}

/** The newest invocations, at most a page of them. */
export function useInvocations(id: string, status: string) {
  return useQuery({
    queryKey: [...key, id, 'invocations', status],
    queryFn: async ({ signal }): Promise<Invocation[]> => {
      const filter = status === '' ? '' : `&filter[status]=${encodeURIComponent(status)}`
      return (await read<{ invocations: Invocation[] }>(`${path}/${id}/invocations?page[size]=50${filter}`, signal))
        .invocations
    },
  })
}

export function useAttempts(id: string, invocationId: string, isWanted: boolean) {
  return useQuery({
    queryKey: [...key, id, 'attempts', invocationId],
    enabled: isWanted,
    queryFn: async ({ signal }): Promise<Attempt[]> =>
      (await read<{ attempts: Attempt[] }>(`${path}/${id}/invocations/${invocationId}/attempts`, signal)).attempts,
  })
}

export function useReplay(id: string) {
  return useWebhookChange((invocationId: string) =>
    write<unknown>('POST', `${path}/${id}/invocations/${invocationId}/replay`),
  )
}

const targetsPath = '/api/v2/targets'
const targetsKey = ['targets']

export function useTargets(isWanted = true) {
  return useQuery({
    queryKey: targetsKey,
    enabled: isWanted,
    queryFn: ({ signal }) => readAll<Target>(targetsPath, 'targets', signal),
  })
}

export function useSaveTarget() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...target }: Partial<Target> & { password?: string }) =>
      id === undefined
        ? write<unknown>('POST', targetsPath, { target })
        : write<unknown>('PUT', `${targetsPath}/${id}`, { target }),
    onSuccess: () => client.invalidateQueries({ queryKey: targetsKey }),
  })
}

export function useDeleteTarget() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => write<undefined>('DELETE', `${targetsPath}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: targetsKey }),
  })
}
