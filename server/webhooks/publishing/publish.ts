// The job that tells a fact to the webhooks which subscribe to it. It may run twice; an event still makes one invocation.
import { z } from 'zod'
import { sql } from '../../platform/db.ts'
import { job } from '../../platform/module.ts'
import { systemWork } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { addInvocation } from '../invocations/queue.ts'
import { listEventWebhooks } from '../queries.ts'
import { TICKET_MERGED } from '../subscriptions.ts'
import { type Envelope, envelopes, idText } from './envelope.ts'
import { type PeopleFact, peopleDetail, peopleEvents, personOfFact } from './people.ts'
import { PUBLISH_JOB } from './subscribe.ts'
import { type TicketFact, ticketDetail, ticketEvents } from './tickets.ts'

interface EventRow {
  type: string
  subject_type: string
  subject_id: number
  actor_id: number | null
  data: object
  sealed: Buffer | null
  created_at: Date
}

export const publishJob = job({
  name: PUBLISH_JOB,
  summary: 'Tells a fact to the webhooks that subscribe to it',
  payload: z.object({ account_id: z.number().int(), event_id: z.number().int() }),
  run: (platform, { account_id, event_id }) =>
    systemWork(platform, account_id, PUBLISH_JOB, 'staff', (work) => publish(work, event_id)),
})

async function publish(work: Work, event_id: number): Promise<void> {
  const webhooks = await listEventWebhooks(work)
  if (webhooks.length === 0) return
  const wanted = new Set(webhooks.flatMap((webhook) => webhook.subscriptions))
  const found = await tell(work, event_id)
  for (const [position, envelope] of found.entries()) {
    if (!wanted.has(envelope.type)) continue
    for (const webhook of webhooks.filter((one) => one.subscriptions.includes(envelope.type)))
      await addInvocation(work, {
        webhook_id: webhook.id,
        event_type: envelope.type,
        event_id,
        ticket_id: envelope.ticket_id,
        rule_kind: null,
        rule_id: null,
        replay_of_id: null,
        once_key: `${event_id}/${position}/${webhook.id}`,
        idempotency_key: envelope.id,
        body: envelope.body,
      })
  }
}

/** All events of a fact; none when the fact is gone. */
async function tell(work: Work, event_id: number): Promise<(Envelope & { ticket_id: number | null })[]> {
  const row = await work.db.first<EventRow>(sql`
    select type, subject_type, subject_id, actor_id, data, sealed, created_at from events
    where account_id = ${work.account_id}::bigint and event_id = ${event_id}::bigint`)
  if (!row) return []
  const texts = row.sealed ? work.sealing.open<object>(`events/${event_id}/sealed`, row.sealed) : {}
  const { type, subject_id, actor_id, data } = row
  const about = { account_id: work.account_id, event_id, created_at: row.created_at }
  if (type === 'ticket.merged') return await tellMerge(work, about, row)
  if (row.subject_type === 'ticket') {
    const fact = { type, subject_id, actor_id, data, texts } as TicketFact // as the event's schemas say
    const told = await ticketEvents(work, fact)
    const detail = await ticketDetail(work, fact)
    return envelopes(about, `zen:ticket:${subject_id}`, detail, told).map((one) => ({ ...one, ticket_id: subject_id }))
  }
  const fact = personOfFact({ type, subject_type: row.subject_type, subject_id, data, texts } as PeopleFact) // as above
  const detail = await peopleDetail(work, fact)
  const subject = `zen:${fact.subject_type}:${fact.subject_id}`
  return envelopes(about, subject, detail, peopleEvents(fact)).map((one) => ({ ...one, ticket_id: null }))
}

/** Each ticket that was merged into another is told of, with where its conversation goes on. */
async function tellMerge(
  work: Work,
  about: { account_id: number; event_id: number; created_at: Date },
  { type, subject_id, actor_id, data }: EventRow,
): Promise<(Envelope & { ticket_id: number | null })[]> {
  const { source_ids } = data as { source_ids: number[] } // as the event's schema says
  const told = [{ type: TICKET_MERGED, event: { target_ticket_id: idText(subject_id) } }]
  const found: (Envelope & { ticket_id: number | null })[] = []
  for (const ticket_id of source_ids) {
    const detail = await ticketDetail(work, { type, subject_id: ticket_id, actor_id, data: {}, texts: {} })
    const name = `${about.event_id}/${ticket_id}`
    found.push(
      ...envelopes({ ...about, name }, `zen:ticket:${ticket_id}`, detail, told).map((one) => ({ ...one, ticket_id })),
    )
  }
  return found
}
