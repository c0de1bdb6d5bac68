// Handing a text to whoever sends it: a gateway that takes an HTTP request made from a template, or Twilio and those
// who speak as it does. Through the one outgoing client, which reaches public addresses and what the operator named.
import { Refusal } from '../../../platform/errors.ts'
import { type Fetched, fetchPublic, isInNetworks, isPublicTarget } from '../../../platform/outgoing/index.ts'
import type { GatewaySettings } from './schema.ts'

const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 4 * 1024

export interface Text {
  /** As +49301234567. */
  number: string
  words: string
}

interface GatewayRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
}

/** Sends one text. Throws a Refusal where the gateway cannot be reached or does not take it. */
export async function sendText(settings: GatewaySettings, text: Text, networks: readonly string[]): Promise<void> {
  const request = requestFor(settings, text)
  const answer: Fetched = await fetchPublic(request.url, {
    ...request,
    limit_bytes: ANSWER_BYTES,
    may_cut: true,
    timeout_ms: TIMEOUT_MS,
    redirects: 'none',
    allow: (address) => isPublicTarget(address) || isInNetworks(networks, address),
  })
  // What the gateway says may repeat the number or the words: only its number is told on.
  if (answer.status < 200 || answer.status > 299)
    throw new Refusal('unavailable', `The SMS gateway answered with ${answer.status}`)
}

/** The request a gateway gets for a text. Pure. */
export function requestFor(settings: GatewaySettings, text: Text): GatewayRequest {
  if (settings.kind === 'twilio') {
    const { account_sid, auth_token, from } = settings
    return {
      url: `${settings.url.replace(/\/$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account_sid)}/Messages.json`,
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${account_sid}:${auth_token}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ To: text.number, From: from, Body: text.words }).toString(),
    }
  }
  const { url, method, content_type, body, headers } = settings
  return {
    url: filled(url, text, encodeURIComponent),
    method,
    headers: { 'content-type': content_type, ...headers },
    body: method === 'GET' ? undefined : filled(body, text, escapeFor(content_type)),
  }
}

/** Puts number and words into a template in one pass, so that words which look like a placeholder stay words. */
function filled(template: string, { number, words }: Text, escaped: (text: string) => string): string {
  return template.replaceAll(/\[(number|text)\]/g, (_, name) => escaped(name === 'number' ? number : words))
}

function escapeFor(content_type: string): (text: string) => string {
  if (content_type === 'application/json') return (text) => JSON.stringify(text).slice(1, -1)
  if (content_type === 'application/x-www-form-urlencoded') return encodeURIComponent
  return (text) => text
}
