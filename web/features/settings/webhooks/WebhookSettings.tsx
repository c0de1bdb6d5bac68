// Webhooks: where the desk sends what happens, whether it gets there, and one at a time to edit.
import { useState } from 'react'
import { useDeleteWebhook, useWebhooks, type Webhook } from '../../../api/webhooks.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { useRulePlace } from '../rules/useRulePlace.ts'
import { conditional } from './events.ts'
import { WebhookEditor } from './WebhookEditor.tsx'
import { WebhookLog } from './WebhookLog.tsx'
import { WebhookSecret } from './WebhookSecret.tsx'
import '../rules/rules.css'

export default function WebhookSettings() {
  const { open, go } = useRulePlace('webhooks')
  const webhooks = useWebhooks()
  const remove = useDeleteWebhook()
  const [removing, setRemoving] = useState<Webhook | null>(null)
  if (webhooks.isPending) return <Skeleton lines={4} />
  if (webhooks.isError) return <ErrorNotice error={webhooks.error} onRetry={() => void webhooks.refetch()} />
  const toList = () => go({ kind: 'list' })
  if (open.kind === 'new')
    return <WebhookEditor key="new" webhook={null} onClose={toList} onSaved={(id) => go({ kind: 'one', id })} />
  if (open.kind === 'one') {
    const webhook = webhooks.data.find((one) => one.id === open.id)
    if (!webhook)
      return (
        <EmptyState
          icon="search"
          title={t('rules.gone')}
          action={<Button onPress={toList}>{t('rules.toList')}</Button>}
        />
      )
    return (
      <>
        <CircuitNotice webhook={webhook} />
        <WebhookEditor key={webhook.id} webhook={webhook} onClose={toList} onSaved={toList} />
        <WebhookSecret webhook={webhook} />
        <WebhookLog webhook={webhook} />
      </>
    )
  }
  const add = (
    <Button kind="primary" icon="plus" onPress={() => go({ kind: 'new', copyOf: null })}>
      {t('webhook.new')}
    </Button>
  )
  return (
    <>
      <p className="muted">{t('webhook.text')}</p>
      {remove.isError ? <ErrorNotice error={remove.error} title={t('settings.notSaved')} /> : null}
      {webhooks.data.length === 0 ? (
        <EmptyState icon="send" title={t('webhook.none')} action={add}>
          {t('webhook.none.text')}
        </EmptyState>
      ) : (
        <div className="row">{add}</div>
      )}
      <ul className="settings-list">
        {webhooks.data.map((webhook) => (
          <li key={webhook.id} className="settings-row">
            <span className="grow rule-row-name">
              <button type="button" className="rule-open" onClick={() => go({ kind: 'one', id: webhook.id })}>
                {webhook.name}
              </button>
              <span className="muted small settings-line">
                {webhook.http_method} {webhook.endpoint} · {subscriptionWords(webhook)}
              </span>
            </span>
            <CircuitBadge webhook={webhook} />
            {webhook.status === 'inactive' ? <Badge tone="slate">{t('webhook.inactive')}</Badge> : null}
            <IconButton
              icon="trash-2"
              label={t('service.delete', { name: webhook.name })}
              onPress={() => setRemoving(webhook)}
            />
          </li>
        ))}
      </ul>
      <Confirm
        title={t('service.delete', { name: removing?.name ?? '' })}
        isOpen={removing !== null}
        confirm={t('service.delete.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('webhook.delete.text')}</p>
      </Confirm>
    </>
  )
}

const subscriptionWords = ({ subscriptions }: Webhook): string =>
  subscriptions.length === 0 || subscriptions.includes(conditional)
    ? t('webhook.byRules')
    : t('webhook.byEvents', { count: subscriptions.length })

function CircuitBadge({ webhook: { circuit } }: { webhook: Webhook }) {
  if (circuit.state === 'closed') return null
  return (
    <Badge tone={circuit.state === 'open' ? 'red' : 'amber'} icon="triangle-alert">
      {t(circuit.state === 'open' ? 'webhook.circuit.open' : 'webhook.circuit.half')}
    </Badge>
  )
}

function CircuitNotice({ webhook: { circuit } }: { webhook: Webhook }) {
  if (circuit.state === 'closed') return null
  return (
    <div className="notice notice-amber rules-wide" role="status">
      <p>{t(circuit.state === 'open' ? 'webhook.circuit.open.text' : 'webhook.circuit.half.text')}</p>
    </div>
  )
}
