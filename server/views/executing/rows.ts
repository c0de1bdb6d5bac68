// The tickets of a view: its conditions and its search, what the reader may see, in its order; as tickets and as rows of
// columns.
import { type RawBuilder, sql } from '../../platform/db.ts'
import { type ListSource, listPage, type PagingQuery } from '../../platform/http/paging.ts'
import { apiTimeOrNull } from '../../platform/instants.ts'
import type { Work } from '../../platform/work.ts'
import { ticketCondition } from '../../searching/index.ts'
import { nextBreachOf } from '../../slas/index.ts'
import {
  presentTickets,
  TICKET_COLUMNS,
  TICKET_SORTS,
  type Ticket,
  type TicketRow,
  visibleTickets,
} from '../../tickets/index.ts'
import { conditionsSql } from '../conditions/sql.ts'
import type { ViewRow } from '../schema.ts'
import { type Column, TIME_COLUMNS, type Times } from './columns.ts'
import { orderOf } from './order.ts'

/** The tickets of a view as SQL over `t`. */
export async function ticketsOfView(
  work: Work,
  view: Pick<ViewRow, 'conditions' | 'query'>,
  for_count = false,
): Promise<RawBuilder<unknown>> {
  const search = view.query === null ? sql`true` : await ticketCondition(work, view.query, for_count ? 'count' : 'list')
  return sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${await conditionsSql(work, view.conditions)} and ${search}`
}

type TicketView = Pick<ViewRow, 'conditions' | 'query' | 'execution'>

/** One page of a view's tickets in its own order, unless the request names a sort of tickets. */
export async function pageOfView(
  work: Work,
  view: TicketView,
  query: PagingQuery,
  url: URL,
  origin_url: string,
): Promise<{ tickets: Ticket[]; paging: Awaited<ReturnType<typeof listPage>>['paging'] }> {
  const { key, descending } = await orderOf(work, view.execution)
  const source: ListSource<TicketRow> = {
    columns: TICKET_COLUMNS,
    from: sql`tickets t`,
    id: sql`t.id`,
    sorts: { ...TICKET_SORTS, view: key },
    default_sort: `${descending ? '-' : ''}view`,
    where: await ticketsOfView(work, view),
  }
  const { rows, paging } = await listPage(work, source, query, url)
  return { tickets: await presentTickets(work, rows, origin_url), paging }
}

/** Times that a view shows and a ticket does not carry. */
export async function timesOf(work: Work, ids: readonly number[]): Promise<Map<number, Times>> {
  const rows = await work.db.all<{ id: number } & Record<keyof Times, Date | null>>(sql`
    select t.id, t.solved_at, m.assigned_at, m.requester_updated_at, m.assignee_updated_at,
      ${nextBreachOf} as next_breach_at
    from tickets t left join ticket_metrics m on m.account_id = t.account_id and m.ticket_id = t.id
    where t.account_id = ${work.account_id} and t.id = any(${[...ids]}::bigint[]) and ${visibleTickets(work.actor)}`)
  return new Map(
    rows.map(({ id, ...times }) => [
      id,
      {
        solved_at: apiTimeOrNull(times.solved_at),
        assigned_at: apiTimeOrNull(times.assigned_at),
        requester_updated_at: apiTimeOrNull(times.requester_updated_at),
        assignee_updated_at: apiTimeOrNull(times.assignee_updated_at),
        next_breach_at: apiTimeOrNull(times.next_breach_at),
      },
    ]),
  )
}

/** What a column shows of a ticket. */
export function shownOf(column: Column, ticket: Ticket, times: ReadonlyMap<number, Times>): unknown {
  const time = Object.hasOwn(TIME_COLUMNS, column.id) ? TIME_COLUMNS[column.id] : undefined
  return time ? (times.get(ticket.id)?.[time] ?? null) : column.read(ticket)
}
