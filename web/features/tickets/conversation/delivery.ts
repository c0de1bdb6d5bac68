/** How the mails of one reply are doing, in one word for the bubble. Pure. */
import type { Comment, Delivery, DeliveryState } from '../../../api/shapes.ts'
import type { Tone } from '../../../kit/Badge.tsx'
import type { IconName } from '../../../kit/icon-names.ts'
import type { MessageKey } from '../../../language/text.ts'

export const deliveryLooks: Record<DeliveryState, { label: MessageKey; tone: Tone; icon: IconName }> = {
  held: { label: 'delivery.held', tone: 'blue', icon: 'clock' },
  queued: { label: 'delivery.queued', tone: 'slate', icon: 'clock' },
  sending: { label: 'delivery.sending', tone: 'slate', icon: 'send' },
  sent: { label: 'delivery.sent', tone: 'green', icon: 'check' },
  uncertain: { label: 'delivery.uncertain', tone: 'amber', icon: 'circle-alert' },
  bounced: { label: 'delivery.bounced', tone: 'red', icon: 'mail-warning' },
  failed: { label: 'delivery.failed', tone: 'red', icon: 'octagon-alert' },
  cancelled: { label: 'delivery.cancelled', tone: 'slate', icon: 'x' },
}

/** From the one an agent must act on to the one that is fine. */
const worstFirst: readonly DeliveryState[] = [
  'bounced',
  'failed',
  'uncertain',
  'held',
  'sending',
  'queued',
  'cancelled',
  'sent',
]

/** The state that matters most among the recipients, or null when nothing was mailed. */
export function worstState(deliveries: readonly Delivery[] | undefined): DeliveryState | null {
  return worstFirst.find((state) => deliveries?.some((delivery) => delivery.state === state)) ?? null
}

/** Whole seconds in which the reply can still be taken back; 0 when it cannot. */
export function secondsToUndo(comment: Pick<Comment, 'undo_until' | 'delivery'>, now: number): number {
  const isLeft = comment.delivery?.some((delivery) => delivery.state === 'held' || delivery.state === 'queued') ?? true
  if (!comment.undo_until || !isLeft) return 0
  return Math.max(0, Math.ceil((Date.parse(comment.undo_until) - now) / 1000))
}
