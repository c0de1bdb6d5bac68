// Who is signed in, and who is locked out: ending the one, lifting the other.
import { useState } from 'react'
import { Link } from 'wouter'
import { type OpenSession, type SessionFilter, useEndSessions, useOpenSessions } from '../../../api/signIn.ts'
import { Badge } from '../../../kit/Badge.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { TimeText } from '../../../kit/TimeText.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { methodName } from '../../../language/methods.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { LockOuts } from './LockOuts.tsx'
import { PersonFilter } from './PersonFilter.tsx'
import './sessions.css'

export default function SessionsPage() {
  const [filter, setFilter] = useState<SessionFilter>({ user_id: null, role: null })
  const [person, setPerson] = useState<{ id: number; name: string } | null>(null)
  const [isAsking, setAsking] = useState(false)
  const sessions = useOpenSessions(filter)
  const end = useEndSessions()
  const failed = (error: unknown) => toast(describeProblem(error).text, 'triangle-alert')
  const onEnd = (which: Parameters<typeof end.mutate>[0]) =>
    end.mutate(which, { onSuccess: () => toast(t('sessions.ended')), onError: failed })
  const rows = sessions.data?.pages.flatMap((page) => page.sessions) ?? []
  const names = new Map(sessions.data?.pages.flatMap((page) => [...page.names]))
  return (
    <>
      <p className="muted">{t('sessions.text')}</p>
      <div className="row row-wrap sessions-filter">
        <SelectField
          label={t('sessions.role')}
          value={filter.role ?? ''}
          options={[
            { value: '', label: t('sessions.role.all') },
            { value: 'end-user', label: t('sessions.role.endUser') },
            { value: 'agent', label: t('sessions.role.agent') },
            { value: 'admin', label: t('sessions.role.admin') },
            { value: 'owner', label: t('sessions.role.owner') },
          ]}
          onChange={(role) => {
            setPerson(null)
            setFilter({ user_id: null, role: role === '' ? null : role })
          }}
        />
        <PersonFilter
          chosen={person}
          onChoose={(chosen) => {
            setPerson(chosen)
            setFilter({ user_id: chosen?.id ?? null, role: null })
          }}
        />
        <Button kind="danger" isDisabled={rows.length === 0 || end.isPending} onPress={() => setAsking(true)}>
          {person ? t('sessions.endAllOf', { name: person.name }) : t('sessions.endAll')}
        </Button>
      </div>
      {sessions.isPending ? <Skeleton lines={4} /> : null}
      {sessions.isError ? <ErrorNotice error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {sessions.isSuccess && rows.length === 0 ? (
        <EmptyState icon="users" title={t(person || filter.role ? 'sessions.noneHere' : 'sessions.none')} />
      ) : null}
      <ul className="settings-list" aria-label={t('security.sessions')}>
        {rows.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            name={names.get(session.user_id) ?? ''}
            isBusy={end.isPending}
            onEnd={() => onEnd({ user_id: session.user_id, id: session.id })}
            onPerson={(name) => {
              setPerson({ id: session.user_id, name })
              setFilter({ user_id: session.user_id, role: null })
            }}
          />
        ))}
      </ul>
      {sessions.hasNextPage ? (
        <Button isDisabled={sessions.isFetchingNextPage} onPress={() => void sessions.fetchNextPage()}>
          {t('sessions.more')}
        </Button>
      ) : null}
      <LockOuts />
      <Confirm
        title={person ? t('sessions.endAllOf.title', { name: person.name }) : t('sessions.endAll.title')}
        isOpen={isAsking}
        confirm={t('sessions.end')}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={() => {
          onEnd(person ? { user_id: person.id, id: null } : { role: filter.role })
          setAsking(false)
        }}
      >
        <p>{t(person ? 'sessions.endAllOf.text' : 'sessions.endAll.text')}</p>
      </Confirm>
    </>
  )
}

interface SessionRowProps {
  session: OpenSession
  name: string
  isBusy: boolean
  onEnd: () => void
  onPerson: (name: string) => void
}

function SessionRow({ session, name, isBusy, onEnd, onPerson }: SessionRowProps) {
  const browser = session.device_name || t('sessions.unknown')
  const what = [browser, session.network, methodName(session.method)].filter(Boolean).join(' · ')
  return (
    <li className="settings-row">
      <span className="grow">
        <Link href={places.person(session.user_id)}>
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </Link>
        <span className="muted small settings-line">
          {what} · {t('sessions.used')} <TimeText at={session.last_seen_at} />
        </span>
      </span>
      <Button kind="quiet" aria-label={t('sessions.onlyNamed', { name })} onPress={() => onPerson(name)}>
        {t('sessions.only')}
      </Button>
      {session.is_current ? (
        <Badge tone="blue">{t('sessions.current')}</Badge>
      ) : (
        <Button isDisabled={isBusy} aria-label={t('sessions.endNamed', { name, browser })} onPress={onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}
