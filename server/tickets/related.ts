// How many tickets a person or an organisation has to do with. For staff.
import { z } from 'zod'
import {
  countOf,
  countReply,
  countSubscriptions,
  countUsers,
  getOrganization,
  getUser,
  type OfferedCount,
} from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { idParam } from '../platform/http/ids.ts'
import { visibleTickets } from './policy.ts'

const ofUser = endpoint({
  route: 'GET /api/v2/users/{user_id}/related',
  summary: 'Count the tickets a person asked for, has been given and is copied on',
  allow: STAFF,
  params: z.object({ user_id: idParam }),
  reply: z.object({
    user_related: z.object({
      assigned_tickets: z.number(),
      requested_tickets: z.number(),
      ccd_tickets: z.number(),
      organization_subscriptions: z.number(),
    }),
  }),
  async run({ work, params: { user_id } }) {
    await getUser(work, user_id)
    const counts = await work.db.one<{ assigned_tickets: number; requested_tickets: number; ccd_tickets: number }>(sql`
      select
        (select count(*) from tickets t where t.account_id = ${work.account_id}::bigint and t.assignee_id = ${user_id}::bigint and ${visibleTickets(work.actor)}) as assigned_tickets,
        (select count(*) from tickets t where t.account_id = ${work.account_id}::bigint and t.requester_id = ${user_id}::bigint and ${visibleTickets(work.actor)}) as requested_tickets,
        (select count(*) from ticket_people p join tickets t on t.account_id = p.account_id and t.id = p.ticket_id
          where p.account_id = ${work.account_id}::bigint and p.user_id = ${user_id}::bigint and p.kind = 'cc' and ${visibleTickets(work.actor)}) as ccd_tickets`)
    return { user_related: { ...counts, organization_subscriptions: await countSubscriptions(work, user_id) } }
  },
})

const ofOrganization = endpoint({
  route: 'GET /api/v2/organizations/{organization_id}/related',
  summary: 'Count the tickets and people of an organisation',
  allow: STAFF,
  params: z.object({ organization_id: idParam }),
  reply: z.object({ organization_related: z.object({ tickets_count: z.number(), users_count: z.number() }) }),
  async run({ work, params: { organization_id } }) {
    await getOrganization(work, organization_id)
    const { tickets_count } = await work.db.one<{ tickets_count: number }>(sql`
      select count(*) as tickets_count from tickets t
      where t.account_id = ${work.account_id}::bigint and t.organization_id = ${organization_id}::bigint and ${visibleTickets(work.actor)}`)
    return { organization_related: { tickets_count, users_count: await countUsers(work, { organization_id }) } }
  },
})

/** `include=open_ticket_count` on people: the unsolved tickets they have been given. */
export const openTicketCount: OfferedCount = {
  name: 'open_ticket_count',
  async load(work, user_ids) {
    const rows = await work.db.all<{ user_id: number; count: number }>(sql`
      select t.assignee_id as user_id, count(*) as count from tickets t
      where t.account_id = ${work.account_id}::bigint and t.assignee_id = any(${[...user_ids]}::bigint[]) and t.status not in ('solved', 'closed')
        and ${visibleTickets(work.actor)} group by t.assignee_id`)
    return Object.fromEntries(rows.map((row) => [row.user_id, row.count]))
  },
}

const COUNTED = {
  'users/{user_id}/tickets/assigned': (id: number) => sql`t.assignee_id = ${id}::bigint`,
  'users/{user_id}/tickets/ccd': (id: number) => sql`exists (
    select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${id}::bigint and p.kind = 'cc' and p.state = 'active')`,
  'organizations/{organization_id}/tickets': (id: number) => sql`t.organization_id = ${id}::bigint`,
} as const

/** How long lists of tickets around somebody are. */
const counts = (Object.keys(COUNTED) as (keyof typeof COUNTED)[]).map(
  (
    path, // the keys of the table
  ) =>
    endpoint({
      route: `GET /api/v2/${path}/count`,
      summary: `Count what GET ${path} lists`,
      allow: STAFF,
      params: z.object({ user_id: idParam.optional(), organization_id: idParam.optional() }),
      reply: countReply,
      async run({ work, params: { user_id, organization_id } }) {
        const { id } =
          organization_id === undefined
            ? await getUser(work, user_id ?? 0)
            : await getOrganization(work, organization_id)
        const { count } = await work.db.one<{ count: number }>(sql`
        select count(*) as count from tickets t
        where t.account_id = ${work.account_id}::bigint and ${COUNTED[path](id)} and ${visibleTickets(work.actor)}`)
        return countOf(work, count)
      },
    }),
)

export const relatedEndpoints = [ofUser, ofOrganization, ...counts]
