// What became of a reply's mails: one word for all, and each recipient with its reason when one asks.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { retryDelivery } from '../../../api/deliveries.ts'
import type { Delivery } from '../../../api/shapes.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { describeProblem } from '../../../kit/EmptyState.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { deliveryLooks, worstState } from './delivery.ts'

export function DeliveryLine({ deliveries }: { deliveries: readonly Delivery[] }) {
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: retryDelivery,
    onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
    onSettled: () => client.invalidateQueries({ queryKey: ['tickets', 'conversation'] }),
  })
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
            {entry.may_retry && entry.id !== undefined ? (
              <Button
                size="small"
                icon="refresh-cw"
                isPending={retry.isPending}
                onPress={() => retry.mutate(entry.id ?? 0)}
              >
                {t('error.retry')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  )
}
