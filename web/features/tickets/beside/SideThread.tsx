// What was said in one side conversation, the newest last, each message with what became of its mails.
import { useQuery } from '@tanstack/react-query'
import { besideKey, type SideEvent, useSideEvents } from '../../../api/beside.ts'
import { readDeliveries } from '../../../api/deliveries.ts'
import type { Delivery } from '../../../api/shapes.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Badge } from '../../../kit/Badge.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { Attachments } from '../conversation/Attachments.tsx'
import { DeliveryLine } from '../conversation/DeliveryLine.tsx'

export function SideThread({ ticketId, id }: { ticketId: number; id: string }) {
  const events = useSideEvents(ticketId, id)
  const deliveries = useQuery({
    queryKey: [...besideKey(ticketId), 'deliveries'],
    queryFn: ({ signal }) => readDeliveries(ticketId, signal),
    staleTime: 5_000,
  })
  if (events.isError) return <ErrorNotice error={events.error} onRetry={() => void events.refetch()} />
  if (!events.data) return <Skeleton lines={2} kind="bubble" />
  return (
    <ol className="side-thread" aria-label={t('side.messages')}>
      {events.data.map((event) => (
        <Message key={event.id} event={event} deliveries={deliveries.data?.get(Number(event.id)) ?? []} />
      ))}
    </ol>
  )
}

/** `support+side…@desk.example` is the desk's own mailbox; the long part only says which conversation it is. */
function withoutToken(address: string): string {
  return address.replace(/\+side[a-z2-7]{16,}(?=@)/i, '')
}

function Message({ event, deliveries }: { event: SideEvent; deliveries: readonly Delivery[] }) {
  const name = event.actor.name ?? event.actor.email ?? t('person.unknown')
  const { message } = event
  if (!message)
    return event.updates.state ? (
      <li className="muted small">
        {t(event.updates.state === 'open' ? 'side.wasReopened' : 'side.wasClosed', { name })} ·{' '}
        <TimeText at={event.created_at} as="moment" />
      </li>
    ) : null
  const isOurs = event.via !== 'email'
  return (
    <li className={isOurs ? 'side-message side-message-ours' : 'side-message'}>
      <p className="side-message-head">
        <Avatar name={name} id={event.actor.user_id ?? 0} isTeam={isOurs} />
        <bdi className="bubble-name">{name}</bdi>
        {message.sender_trust === 'authenticated' || isOurs ? null : (
          <Badge tone={message.sender_trust === 'failed' ? 'red' : 'amber'} icon="shield-question-mark">
            {t('person.unproven')}
          </Badge>
        )}
        <span className="grow" />
        <TimeText at={event.created_at} as="moment" />
      </p>
      <p className="muted small">
        {t('message.to')} <bdi>{message.to.map((one) => one.name || withoutToken(one.email ?? '')).join(', ')}</bdi>
      </p>
      <p className="bubble-text">{message.body}</p>
      {message.quoted_body ? (
        <details>
          <summary className="small">{t('message.showQuoted')}</summary>
          <p className="bubble-text muted">{message.quoted_body}</p>
        </details>
      ) : null}
      <Attachments attachments={message.attachments} />
      {isOurs ? <DeliveryLine deliveries={deliveries} /> : null}
    </li>
  )
}
