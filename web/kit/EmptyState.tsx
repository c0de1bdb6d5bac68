/** What stands where there is nothing: what this is, and at most one thing to do. And how failures are shown. */
import type { ReactNode } from 'react'
import { RequestProblem } from '../api/request.ts'
import { t } from '../language/text.ts'
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

/** The words for a failure: ours where we know the case, else the server's. */
export function describeProblem(error: unknown): { text: string; requestId: string | null } {
  if (!(error instanceof RequestProblem))
    return { text: error instanceof Error ? error.message : String(error), requestId: null }
  const words =
    error.status === 0
      ? t('error.unreachable')
      : error.status === 403
        ? t('error.forbidden')
        : error.status === 404
          ? t('error.notFound')
          : detailOf(error)
  return { text: words, requestId: error.request_id }
}

function detailOf(problem: RequestProblem): string {
  const reasons = Object.values(problem.details)
    .flat()
    .map((reason) => reason.description)
  return reasons.length > 0 ? reasons.join(' ') : problem.message
}
