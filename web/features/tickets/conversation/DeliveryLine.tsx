// What became of a reply's mails: one word for all, and each recipient with its reason when one asks.
import type { Delivery } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { deliveryLooks, worstState } from './delivery.ts'

export function DeliveryLine({ deliveries }: { deliveries: readonly Delivery[] }) {
  const state = worstState(deliveries)
  if (!state) return null
  const look = deliveryLooks[state]
  const isTrouble = state === 'bounced' || state === 'failed' || state === 'uncertain'
  return (
    <details className="delivery" open={isTrouble || undefined}>
      <summary>
        <Badge tone={look.tone} icon={look.icon}>
          {t(look.label)}
        </Badge>
      </summary>
      <ul className="delivery-list">
        {deliveries.map((entry) => (
          <li key={entry.recipient}>
            <bdi>{entry.recipient}</bdi> · {t(deliveryLooks[entry.state].label)}
            {entry.sent_at ? (
              <>
                {' · '}
                <TimeText at={entry.sent_at} as="moment" />
              </>
            ) : null}
            {entry.error ? <p className="code">{entry.error}</p> : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
