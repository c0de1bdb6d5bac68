// The gateway that sends texts, as it is kept and as admins see it. Secrets go in and never come out.
import { z } from 'zod'
import { apiTime } from '../../../platform/instants.ts'

const MAX_ADDRESS = 2_000
const MAX_BODY = 4_000
const MAX_HEADERS = 20
const SECRET = '••••••••'

/** A gateway that takes an HTTP request. `[number]` and `[text]` stand for the phone and the words. */
export interface HttpGateway {
  kind: 'http'
  url: string
  method: 'GET' | 'POST' | 'PUT'
  content_type: 'application/json' | 'application/x-www-form-urlencoded' | 'text/plain'
  body: string
  /** Of the account at the gateway: secret. */
  headers: Record<string, string>
}

/** Twilio, or who speaks as it does. */
export interface TwilioGateway {
  kind: 'twilio'
  url: string
  account_sid: string
  auth_token: string
  from: string
}

export type GatewaySettings = HttpGateway | TwilioGateway

export interface GatewayRow {
  id: number
  is_active: boolean
  updated_at: Date
  settings: GatewaySettings
}

export const TWILIO_URL = 'https://api.twilio.com'

const address = z.string().max(MAX_ADDRESS)
/** No line breaks: a value must not begin another header. */
const headerValue = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/)
const headerName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/)

export const gatewayWrite = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    is_active: z.boolean(),
    url: address,
    method: z.enum(['GET', 'POST', 'PUT']).default('POST'),
    content_type: z
      .enum(['application/json', 'application/x-www-form-urlencoded', 'text/plain'])
      .default('application/json'),
    body: z.string().max(MAX_BODY).default(''),
    headers: z
      .record(headerName, headerValue)
      .refine((headers) => Object.keys(headers).length <= MAX_HEADERS, 'too many headers')
      .optional()
      .describe('Left out: as they are'),
  }),
  z.object({
    kind: z.literal('twilio'),
    is_active: z.boolean(),
    url: address.default(TWILIO_URL),
    account_sid: z
      .string()
      .min(1)
      .max(100)
      .regex(/^[\w-]+$/),
    auth_token: z.string().min(1).max(200).optional().describe('Left out: as it is'),
    from: z.string().min(1).max(60),
  }),
])
export type GatewayWrite = z.output<typeof gatewayWrite>

export const gatewaySchema = z.object({
  is_active: z.boolean(),
  kind: z.enum(['http', 'twilio']),
  url: z.string(),
  method: z.string().nullable(),
  content_type: z.string().nullable(),
  body: z.string().nullable(),
  headers: z.record(z.string(), z.string()).describe('Their names; the values are secret'),
  account_sid: z.string().nullable(),
  from: z.string().nullable(),
  has_auth_token: z.boolean(),
  updated_at: z.string(),
})

export function gatewayReply({ is_active, updated_at, settings }: GatewayRow): z.output<typeof gatewaySchema> {
  const is_http = settings.kind === 'http'
  return {
    is_active,
    kind: settings.kind,
    url: settings.url,
    method: is_http ? settings.method : null,
    content_type: is_http ? settings.content_type : null,
    body: is_http ? settings.body : null,
    headers: is_http ? Object.fromEntries(Object.keys(settings.headers).map((name) => [name, SECRET])) : {},
    account_sid: is_http ? null : settings.account_sid,
    from: is_http ? null : settings.from,
    has_auth_token: !is_http,
    updated_at: apiTime(updated_at),
  }
}
