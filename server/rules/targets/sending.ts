// What a rule sends to a target: a mail to the target's address.
import { queueNotification } from '../../mail/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { sanitise, textToHtml } from '../../platform/html/index.ts'
import type { Work } from '../../platform/work.ts'
import { firstOf } from '../actions/action.ts'
import { bodyOf, type Outgoing, type OutgoingNotice } from '../notifications/body.ts'
import { renderTemplate } from '../placeholders/template.ts'
import { placeholderValues } from '../placeholders/values.ts'
import { findTarget } from './queries.ts'

export async function sendToTarget(
  work: Work,
  found: Outgoing,
  notice: OutgoingNotice & { action: number },
  origin_url: string,
): Promise<void> {
  const target = await findTarget(work, Number(firstOf(found.action.value)))
  if (!target?.active) throw new Refusal('invalid', 'The target is gone, or off')
  const text = await bodyOf(work, found, notice, origin_url)
  const { email, subject = '' } = target.settings
  if (!email) throw new Refusal('invalid', 'The target has no address')
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
}
