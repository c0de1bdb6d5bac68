// A person on a page of their own: what we know, what they may do, how they come in, and everything they asked.

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useRequestedTickets, userQuery } from '../../api/people.ts'
import { mayKeepRoles, useMe } from '../../api/session.ts'
import { Avatar } from '../../kit/Avatar.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TimeText } from '../../kit/TimeText.tsx'
import { t } from '../../language/text.ts'
import EffectiveRights from './EffectiveRights.tsx'
import { SetPassword } from './SetPassword.tsx'
import { TicketLinks } from './TicketLinks.tsx'
import './people.css'

const PersonSecurity = lazy(() => import('./security/PersonSecurity.tsx'))

const shownTickets = 100

export default function PersonPage({ userId }: { userId: number }) {
  const user = useQuery(userQuery(userId))
  const me = useMe()
  const tickets = useRequestedTickets(userId, shownTickets)
  if (user.isError) return <ErrorNotice error={user.error} onRetry={() => void user.refetch()} />
  if (!user.data) return <Skeleton lines={4} />
  const person = user.data
  return (
    <div className="page">
      <header className="person-head">
        <Avatar name={person.name} id={person.id} size="large" />
        <div className="grow">
          <h1 className="page-title">
            <bdi>{person.name}</bdi>
          </h1>
          <p className="muted">
            <bdi>{person.email ?? ''}</bdi>
          </p>
        </div>
        {me.role === 'admin' && me.id !== person.id ? (
          <SetPassword person={{ id: person.id, name: person.name, role: person.role ?? 'end-user' }} />
        ) : null}
      </header>
      <dl className="facts">
        {person.phone ? (
          <>
            <dt>{t('person.phone')}</dt>
            <dd>{person.phone}</dd>
          </>
        ) : null}
        {person.created_at ? (
          <>
            <dt>{t(person.role === 'end-user' ? 'person.since' : 'person.added')}</dt>
            <dd>
              <TimeText at={person.created_at} as="moment" />
            </dd>
          </>
        ) : null}
      </dl>
      {me.id === person.id || mayKeepRoles(me) ? <EffectiveRights person={person} /> : null}
      {me.role === 'admin' ? (
        person.is_owner && !me.is_owner ? (
          <p className="muted">{t('person.security.ofOwner')}</p>
        ) : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <PersonSecurity person={person} />
          </Suspense>
        )
      ) : null}
      <section aria-labelledby="person-tickets">
        <h2 className="card-title" id="person-tickets">
          {t('person.tickets')}
        </h2>
        {tickets.data?.length ? <TicketLinks tickets={tickets.data} /> : null}
        {tickets.data?.length === 0 ? <EmptyState icon="inbox" title={t('person.noTickets')} /> : null}
      </section>
    </div>
  )
}
