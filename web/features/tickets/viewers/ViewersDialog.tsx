// Who can see a ticket, and why: people with their reasons, found by name when there are many.
import { useState } from 'react'
import { Link } from 'wouter'
import { useViewers } from '../../../api/roles.ts'
import { Avatar } from '../../../kit/Avatar.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { reasonName } from '../../../language/rights.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import '../../../kit/settings.css'

/** With fewer one finds people by looking. */
const manyPeople = 8

export default function ViewersDialog({ ticketId, onClose }: { ticketId: number; onClose: () => void }) {
  const viewers = useViewers(ticketId)
  const [search, setSearch] = useState('')
  const people = new Map(viewers.data?.users.map((user) => [user.id, user]))
  const all = viewers.data?.viewers ?? []
  const wanted = search.trim().toLowerCase()
  const shown = all.filter(({ user_id }) => (people.get(user_id)?.name ?? '').toLowerCase().includes(wanted))
  const more = (viewers.data?.count ?? 0) - all.length
  return (
    <Dialog title={t('ticket.viewers')} isOpen onClose={onClose}>
      {viewers.isError ? <ErrorNotice error={viewers.error} onRetry={() => void viewers.refetch()} /> : null}
      {viewers.isPending ? <Skeleton lines={4} /> : null}
      <div className="stack">
        <p className="muted">{t('ticket.viewers.text')}</p>
        {all.length > manyPeople ? (
          <TextField label={t('ticket.viewers.search')} type="search" value={search} onChange={setSearch} />
        ) : null}
        {viewers.isSuccess && shown.length === 0 ? <p>{t('ticket.viewers.none')}</p> : null}
        <ul className="settings-list">
          {shown.map(({ user_id, reasons }) => {
            const person = people.get(user_id)
            return (
              <li key={user_id} className="settings-row">
                <Avatar name={person?.name ?? ''} id={user_id} isTeam={person?.role !== 'end-user'} />
                <span className="grow">
                  <Link href={places.person(user_id)} onClick={onClose}>
                    <bdi>{person?.name}</bdi>
                  </Link>
                  <span className="muted small settings-line">{[...new Set(reasons)].map(reasonName).join(' · ')}</span>
                </span>
              </li>
            )
          })}
        </ul>
        {more > 0 ? <p className="muted">{t('ticket.viewers.more', { count: more })}</p> : null}
      </div>
    </Dialog>
  )
}
