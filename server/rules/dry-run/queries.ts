// SQL of dry runs: the newest tickets, each with the last thing that happened to it.
import { sql } from '../../platform/db.ts'
import type { Role, Work } from '../../platform/work.ts'
import { TICKET_COLUMNS, type TicketRow, visibleTickets } from '../../tickets/index.ts'

export interface LastChange {
  event_id: number
  type: string
  actor_id: number | null
  actor_role: Role | null
  channel: string
  data: unknown
  sealed: Buffer | null
}

export async function listLastTickets(
  work: Work,
  limit: number,
  with_change: boolean,
): Promise<{ row: TicketRow; last: LastChange | null }[]> {
  const rows = await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from tickets t where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)}
    order by t.id desc limit ${limit}`)
  if (!with_change) return rows.map((row) => ({ row, last: null }))
  const changes = await work.db.all<LastChange & { ticket_id: number }>(sql`
    select asked.id as ticket_id, e.event_id, e.type, e.actor_id, e.channel, e.data, e.sealed,
      (select role from users u where u.account_id = ${work.account_id} and u.id = e.actor_id) as actor_role
    from unnest(${rows.map((row) => row.id)}::bigint[]) asked(id)
    cross join lateral (
      select * from events e where e.account_id = ${work.account_id} and e.subject_type = 'ticket' and e.subject_id = asked.id
        and e.type in ('ticket.created', 'ticket.updated') and not (e.data ? 'rule')
      order by e.event_id desc limit 1) e`)
  const by_ticket = new Map(changes.map((change) => [change.ticket_id, change]))
  return rows.map((row) => ({ row, last: by_ticket.get(row.id) ?? null }))
}
