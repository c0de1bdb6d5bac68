// What came back when a webhook was tried.
import type { useTestWebhook } from '../../../api/webhooks.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { t } from '../../../language/text.ts'

export function TestPanel({ test }: { test: Pick<ReturnType<typeof useTestWebhook>, 'data' | 'error' | 'isPending'> }) {
  const { data, error, isPending } = test
  if (isPending) return <p className="muted">{t('webhook.test.running')}</p>
  if (error)
    return (
      <div className="rules-wide">
        <ErrorNotice error={error} title={t('webhook.test.failed')} />
      </div>
    )
  if (!data) return null
  const isGood = data.status_code >= 200 && data.status_code < 300
  return (
    <section className="rule-panel rules-wide" aria-label={t('webhook.test.answer')}>
      <h2>{t('webhook.test.answer')}</h2>
      <p role="status">
        <Badge tone={isGood ? 'green' : 'red'} icon={isGood ? 'circle-check' : 'triangle-alert'}>
          {t('webhook.code', { code: data.status_code })}
        </Badge>
      </p>
      <Payload label={t('webhook.body')} text={data.payload} />
    </section>
  )
}

/** A text as it was sent or came back; reachable by keyboard, as it may scroll. */
export function Payload({ label, text }: { label: string; text: string }) {
  return text === '' ? null : (
    <div className="stack">
      <span className="field-label">{label}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="webhook-payload" tabIndex={0} aria-label={label}>
        <pre className="code">{text}</pre>
      </section>
    </div>
  )
}
