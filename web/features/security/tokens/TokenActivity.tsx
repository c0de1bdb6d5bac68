// What was done with a token: every recorded act, the newest first. Admins go on to the audit, filtered by it.
import { Link } from 'wouter'
import { useTokenActivity } from '../../../api/credentials.ts'
import { useMe } from '../../../api/session.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'

export function TokenActivity({ id, name, onClose }: { id: number; name: string; onClose: () => void }) {
  const me = useMe()
  const pages = useTokenActivity(id)
  const acts = pages.data?.pages.flatMap((page) => page.activity) ?? []
  return (
    <Dialog title={t('tokens.activity.title', { name })} isOpen isWide onClose={onClose}>
      <p className="muted">{t('tokens.activity.text')}</p>
      {pages.isPending ? <Skeleton lines={4} /> : null}
      {pages.isError ? <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.isSuccess && acts.length === 0 ? <p>{t('tokens.activity.none')}</p> : null}
      {acts.length === 0 ? null : (
        <ul className="token-acts">
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
          {t('tokens.activity.more')}
        </Button>
      ) : null}
      {me.role === 'admin' ? (
        <p>
          <Link href={places.audit({ token: id })}>{t('tokens.activity.audit')}</Link>
        </p>
      ) : null}
    </Dialog>
  )
}
