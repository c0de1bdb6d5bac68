/** Who is writing: identity, how to reach them, what time it is there, and what they asked before. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useRequestedTickets, userQuery } from '../../api/people.ts'
import type { Organization, Sender } from '../../api/shapes.ts'
import { Avatar } from '../../kit/Avatar.tsx'
import { Badge } from '../../kit/Badge.tsx'
import { useNow } from '../../kit/TimeText.tsx'
import { timeInZone } from '../../language/dates.ts'
import { formatLocale, language, t } from '../../language/text.ts'
import { places } from '../../places/places.ts'
import { TicketLinks } from './TicketLinks.tsx'
import './people.css'

interface PersonCardProps {
  userId: number
  ticketId: number
  organization: Organization | null
  /** What the newest mail of this person proved, if there was one. */
  sender: Sender | null
}

const shownTickets = 6

export function PersonCard({ userId, ticketId, organization, sender }: PersonCardProps) {
  const user = useQuery(userQuery(userId)).data
  const tickets = useRequestedTickets(userId, shownTickets).data
  const now = useNow()
  if (!user) return null
  const locale = formatLocale(language())
  const time = timeInZone(user.iana_time_zone ?? user.time_zone, now, locale)
  const spoken = user.locale ? new Intl.DisplayNames([locale], { type: 'language' }).of(user.locale) : null
  const others = tickets?.filter((ticket) => ticket.id !== ticketId) ?? []
  return (
    <section className="card" aria-labelledby="card-person">
      <h3 className="sr-only" id="card-person">
        {t('card.person')}
      </h3>
      <div className="person-head">
        <Avatar name={user.name} id={user.id} size="large" />
        <div className="grow">
          <Link href={places.person(user.id)} className="person-name">
            <bdi>{user.name}</bdi>
          </Link>
          {organization ? <p className="muted truncate">{organization.name}</p> : null}
          {sender ? (
            <Badge
              tone={sender.authenticated ? 'green' : 'amber'}
              icon={sender.authenticated ? 'shield-check' : 'shield-question-mark'}
            >
              {t(sender.authenticated ? 'person.proven' : 'person.unproven')}
            </Badge>
          ) : null}
        </div>
      </div>
      <dl className="facts small">
        {user.email ? (
          <>
            <dt>{t('person.email')}</dt>
            <dd>
              <bdi>{user.email}</bdi>
            </dd>
          </>
        ) : null}
        {user.phone ? (
          <>
            <dt>{t('person.phone')}</dt>
            <dd>{user.phone}</dd>
          </>
        ) : null}
        {spoken ? (
          <>
            <dt>{t('person.language')}</dt>
            <dd>{spoken}</dd>
          </>
        ) : null}
        {time ? (
          <>
            <dt>{t('person.localTime')}</dt>
            <dd className="numeric">{time}</dd>
          </>
        ) : null}
      </dl>
      <h4 className="card-subtitle">{t('person.tickets')}</h4>
      {others.length > 0 ? <TicketLinks tickets={others} /> : <p className="muted small">{t('person.noTickets')}</p>}
    </section>
  )
}
