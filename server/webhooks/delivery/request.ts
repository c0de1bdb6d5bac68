// What is sent to a webhook: method, address, headers, body and signature. Pure; the address is checked when it is asked.
import { createHmac } from 'node:crypto'
import type { WebhookRow } from '../schema.ts'
import { ulidOf } from '../ulid.ts'

export interface OutgoingRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** What of a webhook a request is made from. */
export type Sender = Pick<
  WebhookRow,
  'endpoint' | 'http_method' | 'request_format' | 'authentication' | 'custom_headers' | 'signing_secret'
>

const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  form_encoded: 'application/x-www-form-urlencoded',
} as const

/** Base64 of HMAC-SHA256 over timestamp and body, as the receiver computes it. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return createHmac('sha256', secret)
    .update(timestamp + body)
    .digest('base64')
}

/** Builds one request. `idempotency_key` is the same for every attempt and for replays: it names what happened. */
export function buildRequest(
  webhook: Sender,
  invocation: { account_id: number; webhook_id: number | null; id: number; idempotency_key: string; body: string },
  now: Date,
): OutgoingRequest {
  const url = new URL(webhook.endpoint)
  const takes_body = webhook.http_method !== 'GET' && webhook.http_method !== 'DELETE'
  let body = ''
  if (!takes_body) for (const [name, value] of fieldsOf(invocation.body)) url.searchParams.append(name, value)
  else
    body =
      webhook.request_format === 'form_encoded'
        ? new URLSearchParams(fieldsOf(invocation.body)).toString()
        : invocation.body
  const timestamp = now.toISOString()
  const headers: Record<string, string> = {
    ...webhook.custom_headers,
    ...(takes_body ? { 'content-type': CONTENT_TYPES[webhook.request_format] } : {}),
    'user-agent': 'Custos Webhook',
    'x-zendesk-account-id': String(invocation.account_id),
    'x-zendesk-webhook-id': invocation.webhook_id === null ? '' : ulidOf(invocation.webhook_id),
    'x-zendesk-webhook-invocation-id': ulidOf(invocation.id),
    'x-zendesk-webhook-signature': signatureOf(webhook.signing_secret, timestamp, body),
    'x-zendesk-webhook-signature-timestamp': timestamp,
    'idempotency-key': invocation.idempotency_key,
  }
  const { authentication } = webhook
  if (authentication?.type === 'basic_auth') {
    const { username, password } = authentication.data
    headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  } else if (authentication?.type === 'bearer_token') headers.authorization = `Bearer ${authentication.data.token}`
  else if (authentication?.add_position === 'query_string')
    url.searchParams.set(authentication.data.name, authentication.data.value)
  else if (authentication?.type === 'api_key')
    headers[authentication.data.name.toLowerCase()] = authentication.data.value
  return { method: webhook.http_method, url: url.href, headers, body }
}

/** The fields of a body for a form or a query: those of a JSON object, or pairs; nothing of anything else. */
function fieldsOf(body: string): [string, string][] {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return []
  }
  const text = (one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one ?? null))
  if (Array.isArray(value))
    return value.flatMap((pair) => (Array.isArray(pair) && pair.length === 2 ? [[text(pair[0]), text(pair[1])]] : []))
  return value !== null && typeof value === 'object'
    ? Object.entries(value).map(([name, one]) => [name, text(one)])
    : []
}

const SECRET_HEADER = /^(authorization|x-zendesk-webhook-signature)$/

/** The request as the log keeps it: without what signs in. */
export function loggedRequest(request: OutgoingRequest, webhook: Sender) {
  const { authentication } = webhook
  const own = authentication?.type === 'api_key' ? authentication.data.name.toLowerCase() : null
  const url = new URL(request.url)
  if (own !== null && authentication?.add_position === 'query_string' && authentication.type === 'api_key')
    url.searchParams.set(authentication.data.name, 'hidden')
  return {
    method: request.method,
    url: url.href,
    headers: Object.entries(request.headers).map(([key, value]) => ({
      key,
      value: key === own || SECRET_HEADER.test(key) ? 'hidden' : value,
    })),
    payload: request.body,
  }
}
