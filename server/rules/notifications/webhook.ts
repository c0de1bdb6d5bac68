// Hands what a rule says to a webhook.
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { idOfUlid, queueInvocation } from '../../webhooks/index.ts'
import { firstOf } from '../actions/action.ts'
import { bodyOf, type Outgoing, type OutgoingNotice } from './body.ts'

/** The webhook that an action names, by its ULID or its number; null where it names none. */
export function webhookIdOf(value: string): number | null {
  return /^\d{1,16}$/.test(value) ? Number(value) : idOfUlid(value)
}

export async function sendToWebhook(
  work: Work,
  found: Outgoing,
  notice: OutgoingNotice,
  origin_url: string,
): Promise<void> {
  const webhook_id = webhookIdOf(firstOf(found.action.value))
  const { rule, ticket } = found
  const sent =
    webhook_id === null
      ? null
      : await queueInvocation(work, {
          webhook_id,
          body: await bodyOf(work, found, notice, origin_url),
          event_id: notice.event_id,
          ticket_id: ticket.id,
          rule: { kind: rule.kind, id: rule.id },
        })
  if (sent === null) throw new Refusal('invalid', 'The webhook is gone, or off')
}
