// What was sent to a webhook in the last days: how it went, each attempt with what was sent and answered, and again.
import { useState } from 'react'
import { type Invocation, useAttempts, useInvocations, useReplay, type Webhook } from '../../../api/webhooks.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { fullTime } from '../../../language/dates.ts'
import { formatLocale, language, type MessageKey, t } from '../../../language/text.ts'
import { base, places } from '../../../places/places.ts'
import { conditional, shortName } from './events.ts'
import { Payload } from './TestPanel.tsx'

const statusWords: Readonly<Record<string, MessageKey>> = {
  unknown: 'webhook.status.unknown',
  accepted: 'webhook.status.accepted',
  success: 'webhook.status.success',
  failed: 'webhook.status.failed',
  timeout: 'webhook.status.timeout',
  'circuit broken': 'webhook.status.broken',
  throttled: 'webhook.status.throttled',
  'client error': 'webhook.status.client',
}
const filters = ['success', 'failed', 'timeout', 'circuit broken', 'throttled', 'client error']

const toneOf = (status: string) =>
  status === 'success' ? 'green' : status === 'accepted' || status === 'unknown' ? 'slate' : 'red'

const wordOf = (status: string): string => {
  const key = statusWords[status]
  return key ? t(key) : status
}

export function WebhookLog({ webhook }: { webhook: Webhook }) {
  const [status, setStatus] = useState('')
  const log = useInvocations(webhook.id, status)
  return (
    <section className="rule-panel rules-wide" aria-label={t('webhook.log')}>
      <h2>{t('webhook.log')}</h2>
      <p className="field-help">{t('webhook.log.text')}</p>
      <div className="row row-wrap rule-ask">
        <SelectField
          label={t('webhook.log.filter')}
          value={status}
          options={[
            { value: '', label: t('webhook.log.all') },
            ...filters.map((value) => ({ value, label: wordOf(value) })),
          ]}
          onChange={setStatus}
        />
        <Button icon="refresh-cw" onPress={() => void log.refetch()}>
          {t('webhook.log.refresh')}
        </Button>
      </div>
      {log.isPending ? <Skeleton lines={2} /> : null}
      {log.isError ? <ErrorNotice error={log.error} onRetry={() => void log.refetch()} /> : null}
      {log.data?.length === 0 ? <p className="muted">{t('webhook.log.none')}</p> : null}
      <ul>
        {log.data?.map((invocation) => (
          <Line key={invocation.id} webhook={webhook} invocation={invocation} />
        ))}
      </ul>
    </section>
  )
}

function Line({ webhook, invocation }: { webhook: Webhook; invocation: Invocation }) {
  const [isOpen, setOpen] = useState(false)
  const replay = useReplay(webhook.id)
  const time = fullTime(invocation.created_at, formatLocale(language()))
  return (
    <li className="rule-result">
      <div className="row row-wrap">
        <Badge tone={toneOf(invocation.status)}>{wordOf(invocation.status)}</Badge>
        <span className="grow">
          <TimeText at={invocation.created_at} as="moment" />{' '}
          <span className="code">
            {invocation.event_type === conditional ? t('webhook.byRules') : shortName(invocation.event_type)}
          </span>{' '}
          {invocation.ticket_id === null ? null : (
            <a href={`${base}${places.ticket(invocation.ticket_id)}`} target="_blank" rel="noopener">
              {t('dryRun.ticket', { id: invocation.ticket_id })}
            </a>
          )}
          <span className="muted small settings-line">
            {t('webhook.attempts', { count: invocation.attempts_count })}
            {invocation.next_attempt_at ? (
              <>
                {' · '}
                {t('webhook.next')} <TimeText at={invocation.next_attempt_at} as="moment" />
              </>
            ) : null}
            {invocation.replay_of ? ` · ${t('webhook.isReplay')}` : ''}
          </span>
        </span>
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-label={t('webhook.detailsOf', { time })}
          onPress={() => setOpen(!isOpen)}
        >
          {t('webhook.details')}
        </Button>
        <Button
          size="small"
          icon="refresh-cw"
          isDisabled={replay.isPending}
          aria-label={t('webhook.replayOf', { time })}
          onPress={() => replay.mutate(invocation.id, { onSuccess: () => toast(t('webhook.replayed')) })}
        >
          {t('webhook.replay')}
        </Button>
      </div>
      {replay.isError ? <ErrorNotice error={replay.error} /> : null}
      {isOpen ? <Attempts webhookId={webhook.id} invocationId={invocation.id} /> : null}
    </li>
  )
}

function Attempts({ webhookId, invocationId }: { webhookId: string; invocationId: string }) {
  const attempts = useAttempts(webhookId, invocationId, true)
  if (attempts.isPending) return <Skeleton lines={2} />
  if (attempts.isError) return <ErrorNotice error={attempts.error} />
  if (attempts.data.length === 0) return <p className="muted">{t('webhook.noAttempts')}</p>
  return (
    <ol className="stack">
      {attempts.data.map((attempt) => (
        <li key={attempt.id} className="stack action-words">
          <p>
            <TimeText at={attempt.started_at} as="moment" /> · {wordOf(attempt.status)}
            {attempt.status_code === undefined ? '' : ` · ${t('webhook.code', { code: attempt.status_code })}`}
          </p>
          {attempt.error ? <p className="field-error">{attempt.error}</p> : null}
          <p className="code">
            {attempt.request.method} {attempt.request.url}
          </p>
          <Payload label={t('webhook.sent')} text={attempt.request.payload} />
          <Payload label={t('webhook.body')} text={attempt.response?.payload ?? ''} />
        </li>
      ))}
    </ol>
  )
}
