/** What stands where there is nothing: what this is, and at most one thing to do. And how failures are shown. */
import type { ReactNode } from 'react'
import { RequestProblem } from '../api/request.ts'
import { type MessageKey, t } from '../language/text.ts'
import { Button } from './Button.tsx'
import { Icon, type IconName } from './Icon.tsx'

export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size="large" />
      </span>
      <h2 className="empty-title">{title}</h2>
      {children ? <div className="empty-text">{children}</div> : null}
      {action ? <div className="row row-wrap empty-actions">{action}</div> : null}
    </div>
  )
}

/** A failed request in words, with the id under which the log has it. */
export function ErrorNotice({ error, title, onRetry }: { error: unknown; title?: string; onRetry?: () => void }) {
  const { text, requestId } = describeProblem(error)
  return (
    <div className="notice notice-red" role="alert">
      <Icon name="triangle-alert" />
      <div className="grow">
        <p className="notice-title">{title ?? t('error.title')}</p>
        <p>{text}</p>
        {requestId ? <p className="code">{t('error.requestId', { id: requestId })}</p> : null}
      </div>
      {onRetry ? (
        <Button size="small" icon="refresh-cw" onPress={onRetry}>
          {t('error.retry')}
        </Button>
      ) : null}
    </div>
  )
}

/** Refusals of the server (server/platform/errors.ts) that have words of their own; the rest is shown in the server's. */
const codeWords: Record<string, MessageKey> = {
  address_not_allowed: 'error.addressNotAllowed',
  csrf: 'error.csrf',
  conflict: 'error.conflict',
  gone: 'error.gone',
  too_large: 'error.tooLarge',
  too_many_requests: 'error.tooManyRequests',
  unavailable: 'error.unavailable',
  no_space: 'error.noSpace',
}
const statusWords: Record<number, MessageKey> = {
  0: 'error.unreachable',
  403: 'error.forbidden',
  404: 'error.notFound',
  500: 'error.server',
  502: 'error.unavailable',
}

/** The words for a failure: ours where we know the case, else the server's. */
export function describeProblem(error: unknown): { text: string; requestId: string | null } {
  if (!(error instanceof RequestProblem))
    return { text: error instanceof Error ? error.message : String(error), requestId: null }
  const key = codeWords[error.code] ?? statusWords[error.status]
  const words = key ? t(key) : detailOf(error)
  return { text: words, requestId: error.request_id }
}

function detailOf(problem: RequestProblem): string {
  const reasons = Object.values(problem.details)
    .flat()
    .map((reason) => reason.description)
  return reasons.length > 0 ? reasons.join(' ') : problem.message
}
