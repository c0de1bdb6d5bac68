// Who is signed in, and who is locked out: ending the one, lifting the other.
import { useState } from 'react'
import { Link } from 'wouter'
import { useEndSessions, useLiftLockOut, useLockOuts, useOpenSessions } from '../../../api/signIn.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'

export default function SessionsPage() {
  const [role, setRole] = useState('')
  const [isAsking, setAsking] = useState(false)
  const sessions = useOpenSessions(role)
  const end = useEndSessions()
  return (
    <>
      <p className="muted">{t('sessions.text')}</p>
      <div className="row">
        <SelectField
          label={t('sessions.role')}
          value={role}
          options={[
            { value: '', label: t('sessions.role.all') },
            { value: 'end-user', label: t('sessions.role.endUser') },
            { value: 'agent', label: t('sessions.role.agent') },
            { value: 'admin', label: t('sessions.role.admin') },
            { value: 'owner', label: t('sessions.role.owner') },
          ]}
          onChange={setRole}
        />
        <Button kind="danger" onPress={() => setAsking(true)}>
          {t('sessions.endAll')}
        </Button>
      </div>
      {end.isError ? <ErrorNotice error={end.error} /> : null}
      {sessions.isPending ? <Skeleton lines={4} /> : null}
      {sessions.isError ? <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {sessions.data?.length === 0 ? <EmptyState icon="users" title={t('sessions.none')} /> : null}
      <ul className="settings-list">
        {sessions.data?.map((session) => (
          <li key={session.id} className="settings-row">
            <span className="grow">
              <Link href={places.person(session.user_id)}>
                <strong>{session.device_name || t('sessions.unknown')}</strong>
              </Link>
              <span className="muted small settings-line">
                {session.network} · {session.method} · <TimeText at={session.last_seen_at} />
              </span>
            </span>
            {session.is_current ? (
              <Badge tone="blue">{t('sessions.current')}</Badge>
            ) : (
              <Button onPress={() => end.mutate({ user_id: session.user_id, id: session.id })}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <LockOuts />
      <Confirm
        title={t('sessions.endAll.title')}
        isOpen={isAsking}
        confirm={t('sessions.endAll')}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={() => {
          end.mutate({ role })
          setAsking(false)
        }}
      >
        <p>{t('sessions.endAll.text')}</p>
      </Confirm>
    </>
  )
}

function LockOuts() {
  const lockOuts = useLockOuts()
  const lift = useLiftLockOut()
  return (
    <section className="stack" aria-labelledby="lock-outs">
      <h2 className="card-title" id="lock-outs">
        {t('lockOuts.title')}
      </h2>
      <p className="muted">{t(lockOuts.data?.length === 0 ? 'lockOuts.none' : 'lockOuts.text')}</p>
      {lockOuts.isError ? <ErrorNotice error={lockOuts.error} onRetry={() => void lockOuts.refetch()} /> : null}
      <ul className="settings-list">
        {lockOuts.data?.map((one) => (
          <li key={one.id} className="settings-row">
            <span className="grow">
              <strong>{one.email}</strong>
              <span className="muted small settings-line">{one.ip}</span>
            </span>
            <Button onPress={() => lift.mutate(one.id)}>{t('lockOuts.lift')}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
