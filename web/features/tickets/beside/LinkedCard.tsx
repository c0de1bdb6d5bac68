// What the ticket is linked with: its problem, its incidents, what it follows up, what was merged; and the time spent.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useIncidents, useRelated, useTicketsByIds, useTimeSpent } from '../../../api/beside.ts'
import { useAgents } from '../../../api/people.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { ticketQuery } from '../../../api/tickets.ts'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { StatusBadge } from '../StatusBadge.tsx'
import { clockOf } from '../time/spentTime.ts'
import './beside.css'

export function LinkedCard({ ticketId }: { ticketId: number }) {
  const ticket = useQuery(ticketQuery(ticketId)).data?.ticket
  const related = useRelated(ticketId).data
  const incidents = useIncidents(ticketId, (related?.incidents ?? 0) > 0)
  const problem_ids = ticket?.problem_id ? [ticket.problem_id] : []
  const sources = related?.followup_source_ids ?? []
  const later = related?.followup_ids ?? []
  const merged = related?.merged_ids ?? []
  const many = useTicketsByIds([...problem_ids, ...sources, ...later, ...merged])
  const time = useTimeSpent(ticketId).data
  const agents = useAgents()
  const named = (ids: readonly number[]) => (many.data ?? []).filter((one) => ids.includes(one.id))
  const lists = [
    { key: 'problem', title: t('linked.problem'), tickets: named(problem_ids) },
    {
      key: 'incidents',
      title: t('linked.incidents', { count: related?.incidents ?? 0 }),
      tickets: incidents.data ?? [],
    },
    { key: 'sources', title: t('linked.followsUp'), tickets: named(sources) },
    { key: 'later', title: t('linked.followUps', { count: later.length }), tickets: named(later) },
    { key: 'merged', title: t('linked.merged', { count: merged.length }), tickets: named(merged) },
  ].filter((list) => list.tickets.length > 0)
  const has_time = time !== undefined && time.total_s > 0
  if (lists.length === 0 && !has_time) return null
  const nameOf = (id: number) => agents.data?.find((agent) => agent.id === id)?.name ?? t('person.unknown')
  return (
    <section className="card" aria-labelledby="card-linked">
      <h3 className="card-title" id="card-linked">
        {t('linked.title')}
      </h3>
      {lists.map((list) => (
        <div key={list.key}>
          <h4 className="card-subtitle">{list.title}</h4>
          <TicketList tickets={list.tickets} />
        </div>
      ))}
      {has_time ? (
        <>
          <h4 className="card-subtitle">{t('time.total', { time: clockOf(time.total_s) })}</h4>
          <dl className="facts small">
            {time.totals.map((one) => [
              <dt key={`name-${one.user_id}`}>
                <bdi>{nameOf(one.user_id)}</bdi>
              </dt>,
              <dd key={one.user_id} className="numeric">
                {clockOf(one.seconds)}
              </dd>,
            ])}
          </dl>
        </>
      ) : null}
    </section>
  )
}

function TicketList({ tickets }: { tickets: readonly Ticket[] }) {
  return (
    <ul className="linked-list">
      {tickets.map((one) => (
        <li key={one.id}>
          <Link href={places.ticket(one.id)} className="linked-ticket">
            <StatusBadge status={one.status} />
            <bdi className="truncate grow">{one.subject || t('ticket.noSubject')}</bdi>
            <span className="muted small numeric">#{one.id}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Says where a ticket that was merged away goes on. */
export function MergedBanner({ ticketId }: { ticketId: number }) {
  const id = useRelated(ticketId).data?.merged_into_id ?? null
  if (id === null) return null
  return (
    <p className="notice notice-blue">
      {t('linked.mergedInto')} <Link href={places.ticket(id)}>#{id}</Link>
    </p>
  )
}
