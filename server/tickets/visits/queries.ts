// SQL on which tickets an agent looked at last.
import { sql } from '../../platform/db.ts'
import type { Work } from '../../platform/work.ts'
import { visibleTickets } from '../policy.ts'
import { TICKET_COLUMNS, type TicketRow } from '../queries.ts'

/** Tickets remembered of each agent. */
const VISITS_KEPT = 20

/** Remembers a visit and forgets the oldest ones. */
export async function putVisit(work: Work, user_id: number, ticket_id: number): Promise<void> {
  await work.db.run(sql`
    insert into ticket_visits (account_id, user_id, ticket_id, visited_at)
    values (${work.account_id}, ${user_id}, ${ticket_id}, ${work.now})
    on conflict (account_id, user_id, ticket_id) do update set visited_at = excluded.visited_at`)
  await work.db.run(sql`
    delete from ticket_visits v where v.account_id = ${work.account_id} and v.user_id = ${user_id} and v.visited_at < (
      select min(visited_at) from (
        select visited_at from ticket_visits k where k.account_id = ${work.account_id} and k.user_id = ${user_id}
        order by visited_at desc limit ${VISITS_KEPT}) kept)`)
}

export async function listVisited(work: Work, user_id: number | null): Promise<TicketRow[]> {
  return await work.db.all<TicketRow>(sql`
    select ${TICKET_COLUMNS} from ticket_visits v join tickets t on t.account_id = v.account_id and t.id = v.ticket_id
    where v.account_id = ${work.account_id} and v.user_id = ${user_id} and ${visibleTickets(work.actor)}
    order by v.visited_at desc, t.id desc limit ${VISITS_KEPT}`)
}
