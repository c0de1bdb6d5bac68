// What a rule sends to a target: a mail to the target's address, or a request to its URL. The request is made outside of
// the unit that wrote it, through the client that reaches public addresses only.
import { queueNotification } from '../../mail/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { sanitise, textToHtml } from '../../platform/html/index.ts'
import { fetchPublic, isInNetworks, isPublicTarget, type OutgoingOptions } from '../../platform/outgoing/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { firstOf } from '../actions/action.ts'
import { bodyOf, type Outgoing, type OutgoingNotice } from '../notifications/body.ts'
import { renderTemplate } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import { findTarget, placeOfTarget, type TargetRow, type TargetSecrets } from './queries.ts'

const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 16 * 1024

export interface TargetRequest {
  url: string
  options: Pick<OutgoingOptions, 'method' | 'headers' | 'body'>
}

/** Queues the mail, or returns the request that is to be made after this unit. */
export async function sendToTarget(
  work: Work,
  found: Outgoing,
  notice: OutgoingNotice & { action: number },
  origin_url: string,
): Promise<TargetRequest | null> {
  const target = await findTarget(work, Number(firstOf(found.action.value)))
  if (!target?.active) throw new Refusal('invalid', 'The target is gone, or off')
  const text = await bodyOf(work, found, notice, origin_url)
  const { email, subject = '' } = target.settings
  if (!email) return requestOf(work, target, text)
  const reader = { for_customer: false, up_to: found.cause?.id ?? null, current_user_id: notice.actor_id, origin_url }
  const values = await placeholderValues(work, found.ticket, reader, [subject])
  await queueNotification(work, {
    ticket_id: found.ticket.id,
    event_id: notice.event_id,
    key: `${found.rule.id}:${notice.action}`,
    to: { address: email },
    cause: found.cause,
    subject: renderTemplate(subject, values, 'none'),
    html: sanitise(textToHtml(text)).html,
    text,
  })
  return null
}

function requestOf(work: Work, target: TargetRow, text: string): TargetRequest {
  const { target_url = '', method = 'post', attribute, username, content_type } = target.settings
  const url = new URL(target_url)
  const headers: Record<string, string> = { 'user-agent': 'Custos' }
  if (username) {
    const password = target.sealed
      ? work.sealing.open<TargetSecrets>(placeOfTarget(target.id), target.sealed).password
      : ''
    headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  }
  const takes_body = method !== 'get' && method !== 'delete'
  if (!takes_body) {
    if (text !== '') url.searchParams.append(attribute || 'message', text)
    return { url: url.href, options: { method: method.toUpperCase(), headers } }
  }
  // With an attribute the text is the value of a form's field; without one it is the body.
  headers['content-type'] = attribute ? 'application/x-www-form-urlencoded' : (content_type ?? 'application/json')
  const body = attribute ? new URLSearchParams({ [attribute]: text }).toString() : text
  return { url: url.href, options: { method: method.toUpperCase(), headers, body } }
}

/** Makes the request. Refusal `unavailable` where another try may help, `forbidden` and `invalid` where none will. */
export async function makeRequest({ config }: Platform, { url, options }: TargetRequest): Promise<void> {
  const answer = await fetchPublic(url, {
    ...options,
    limit_bytes: ANSWER_BYTES,
    may_cut: true,
    timeout_ms: TIMEOUT_MS,
    redirects: 'none',
    allow: (address) => isPublicTarget(address) || isInNetworks(config.webhook_networks, address),
  })
  if (answer.status >= 500 || answer.status === 429)
    throw new Refusal('unavailable', `The target answered ${answer.status}`)
  if (answer.status >= 300) throw new Refusal('invalid', `The target answered ${answer.status}`)
}
