// Webhooks as the API shows and takes them. Keys and types follow recorded Zendesk traffic.
import { z } from 'zod'
import { apiTime } from '../platform/instants.ts'
import { isSubscription } from './subscriptions.ts'
import { ulidOf } from './ulid.ts'

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export const REQUEST_FORMATS = ['json', 'xml', 'form_encoded'] as const
export const NAME_LENGTH = 255
export const ENDPOINT_LENGTH = 2_048
const SECRET_LENGTH = 4_096
const MAX_HEADERS = 5
const MAX_SUBSCRIPTIONS = 100

export type Authentication =
  | { type: 'basic_auth'; add_position: 'header'; data: { username: string; password: string } }
  | { type: 'bearer_token'; add_position: 'header'; data: { token: string } }
  | { type: 'api_key'; add_position: 'header' | 'query_string'; data: { name: string; value: string } }

/** The sealed part: addresses of webhooks often are secrets themselves. */
export interface WebhookWords {
  endpoint: string
  authentication: Authentication | null
  custom_headers: Record<string, string>
  signing_secret: string
}

export interface WebhookRow extends WebhookWords {
  id: number
  name: string
  description: string | null
  is_active: boolean
  http_method: (typeof HTTP_METHODS)[number]
  request_format: (typeof REQUEST_FORMATS)[number]
  subscriptions: string[]
  circuit_window_started_at: Date | null
  circuit_requests: number
  circuit_errors: number
  circuit_open_until: Date | null
  created_at: Date
  created_by_id: number | null
  updated_at: Date
  updated_by_id: number | null
}

export const webhookSchema = z.object({
  id: z.string().describe('A ULID'),
  name: z.string(),
  description: z.string().nullable(),
  status: z.enum(['active', 'inactive']),
  endpoint: z.string(),
  http_method: z.enum(HTTP_METHODS),
  request_format: z.enum(REQUEST_FORMATS),
  subscriptions: z.array(z.string()),
  authentication: z
    .object({
      type: z.string(),
      add_position: z.string(),
      data: z.object({ username: z.string().optional(), name: z.string().optional() }).optional(),
    })
    .optional()
    .describe('Without its secret, which nobody can read again'),
  custom_headers: z.record(z.string(), z.string()).optional(),
  created_at: z.string(),
  created_by: z.string().describe('Id of a user; -1 is the system'),
  updated_at: z.string(),
  updated_by: z.string(),
  circuit: z
    .object({ state: z.enum(['closed', 'open', 'half_open']), open_until: z.string().nullable() })
    .describe('Our addition: open while so much failed that sending waits'),
})
export type Webhook = z.output<typeof webhookSchema>

export const signingSecretSchema = z.object({ algorithm: z.string(), secret: z.string() })

const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => value.toWellFormed())
    .refine((value) => !value.includes('\u0000'), 'cannot hold the character U+0000')
/** What goes into a header: letters of ASCII, and no line breaks. */
const headerText = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\x20-\x7e]*$/, 'may hold printable ASCII only')

const headerName = z
  .string()
  .max(128)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'is not a name of a header')
  .refine(
    (name) =>
      !/^(host|connection|content-length|content-type|transfer-encoding|te|upgrade|expect|trailer|keep-alive|authorization|proxy-.*|idempotency-key|x-zendesk-.*)$/i.test(
        name,
      ),
    'is a header that we set',
  )

const authentication = z.union([
  z.object({
    type: z.literal('basic_auth'),
    add_position: z.literal('header').default('header'),
    data: z
      .object({ username: text(SECRET_LENGTH), password: text(SECRET_LENGTH) })
      .refine(({ username }) => !username.includes(':'), 'a user name holds no colon')
      .optional(),
  }),
  z.object({
    type: z.literal('bearer_token'),
    add_position: z.literal('header').default('header'),
    data: z.object({ token: headerText(SECRET_LENGTH) }).optional(),
  }),
  z.object({
    type: z.literal('api_key'),
    add_position: z.enum(['header', 'query_string']).default('header'),
    data: z.object({ name: headerName, value: headerText(SECRET_LENGTH) }).optional(),
  }),
])

const subscription = z.string().refine(isSubscription, 'is not an event a webhook can subscribe to')

/** What a write may say. Unknown keys are ignored. Which are needed, the endpoint says. */
export const webhookWriteSchema = z.object({
  name: text(NAME_LENGTH).pipe(z.string().trim().min(1)).optional(),
  description: text(2_000).nullable().optional(),
  status: z.enum(['active', 'inactive']).optional(),
  endpoint: text(ENDPOINT_LENGTH).optional(),
  http_method: z.enum(HTTP_METHODS).optional(),
  request_format: z.enum(REQUEST_FORMATS).optional(),
  subscriptions: z.array(subscription).max(MAX_SUBSCRIPTIONS).optional(),
  authentication: authentication.nullable().optional(),
  custom_headers: z
    .record(headerName, headerText(SECRET_LENGTH))
    .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, `takes at most ${MAX_HEADERS} headers`)
    .nullable()
    .optional(),
})
export type WebhookWrite = z.output<typeof webhookWriteSchema>

export function webhookReply(row: WebhookRow, now: Date): Webhook {
  const { authentication: secret } = row
  return {
    id: ulidOf(row.id),
    name: row.name,
    description: row.description,
    status: row.is_active ? 'active' : 'inactive',
    endpoint: row.endpoint,
    http_method: row.http_method,
    request_format: row.request_format,
    subscriptions: row.subscriptions,
    authentication: secret ? shownAuthentication(secret) : undefined,
    custom_headers: Object.keys(row.custom_headers).length > 0 ? row.custom_headers : undefined,
    created_at: apiTime(row.created_at),
    created_by: String(row.created_by_id ?? -1),
    updated_at: apiTime(row.updated_at),
    updated_by: String(row.updated_by_id ?? -1),
    circuit: {
      state: row.circuit_open_until === null ? 'closed' : row.circuit_open_until > now ? 'open' : 'half_open',
      open_until: row.circuit_open_until === null ? null : apiTime(row.circuit_open_until),
    },
  }
}

function shownAuthentication({ type, add_position, data }: Authentication): Webhook['authentication'] {
  if (type === 'basic_auth') return { type, add_position, data: { username: data.username } }
  return type === 'api_key' ? { type, add_position, data: { name: data.name } } : { type, add_position }
}
