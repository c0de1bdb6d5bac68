// Hands what a rule says to a webhook.
import { Refusal } from '../../platform/errors.ts'
import type { Work } from '../../platform/work.ts'
import { bodyOf, type Outgoing, type OutgoingNotice } from './body.ts'

export async function sendToWebhook(
  work: Work,
  found: Outgoing,
  notice: OutgoingNotice,
  origin_url: string,
): Promise<void> {
  await bodyOf(work, found, notice, origin_url)
  throw new Refusal('unavailable', 'The webhook is gone')
}
