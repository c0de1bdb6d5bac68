// Who can see a ticket, and why.
import { useViewers } from '../../../api/roles.ts'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { reasonName } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'

export default function ViewersDialog({ ticketId, onClose }: { ticketId: number; onClose: () => void }) {
  const viewers = useViewers(ticketId)
  const names = new Map(viewers.data?.users.map((user) => [user.id, user.name]))
  const more = (viewers.data?.count ?? 0) - (viewers.data?.viewers.length ?? 0)
  return (
    <Dialog title={t('ticket.viewers')} isOpen onClose={onClose}>
      {viewers.isError ? <ErrorNotice error={viewers.error} onRetry={() => void viewers.refetch()} /> : null}
      {viewers.isPending ? <Skeleton lines={4} /> : null}
      <ul>
        {viewers.data?.viewers.map(({ user_id, reasons }) => (
          <li key={user_id}>
            <bdi>{names.get(user_id)}</bdi>{' '}
            <span className="muted">{[...new Set(reasons)].map(reasonName).join(', ')}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="muted">{t('ticket.viewers.more', { count: more })}</p> : null}
    </Dialog>
  )
}
