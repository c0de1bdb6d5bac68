// What an operator did here, the newest first, as the audit has it.
import { everything, useAuditEntries } from '../../../api/audit.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'

export function OperatorActs({ userId, name, onClose }: { userId: number; name: string; onClose: () => void }) {
  const pages = useAuditEntries({ ...everything, actor_id: userId })
  const acts = pages.data?.pages.flatMap((page) => page.audit_logs) ?? []
  return (
    <Dialog title={t('support.acts.named', { name })} isOpen isWide onClose={onClose}>
      <p className="muted">{t('support.acts.text')}</p>
      {pages.isPending ? <Skeleton lines={4} /> : null}
      {pages.isError ? <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && acts.length === 0 ? <p>{t('support.acts.none')}</p> : null}
      {acts.length === 0 ? null : (
        <ul className="stack">
          {acts.map((act) => (
            <li key={act.id}>
              <TimeText at={act.created_at} as="moment" />{' '}
              <span className="code">{`${act.action_label} · ${act.source_type} ${act.source_id}`}</span>{' '}
              <span className="muted numeric">{act.ip_address ?? ''}</span>
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          {t('audit.more')}
        </Button>
      ) : null}
    </Dialog>
  )
}
