// Search over tickets: words by the keyed index, `field:value` by the tickets' own columns, one visibility predicate.
import { z } from 'zod'
import { findUserByEmail } from '../../people/index.ts'
import { type RawBuilder, sql } from '../../platform/db.ts'
import { endpoint, STAFF } from '../../platform/http/endpoint.ts'
import { listPage, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import { actorId, type Work } from '../../platform/work.ts'
import { searchCondition } from '../../search/index.ts'
import { TICKET_SORTS } from '../api.ts'
import { visibleTickets } from '../policy.ts'
import { presentTickets } from '../present.ts'
import { TICKET_COLUMNS, type TicketRow } from '../queries.ts'
import { TICKET_PRIORITIES, TICKET_STATUSES, ticketSchema } from '../schema.ts'
import { sideLoad, sideLoadReply } from '../side-loads.ts'
import { type Filter, parseQuery } from './query.ts'

const QUERY_LENGTH = 1000
/** Results are counted up to here: a common word is in most tickets, and nobody reads how many. */
const COUNT_LIMIT = 1_000
/** Zendesk's default, and ours by another name: the newest change first. */
const BY_RELEVANCE = 'relevance'

/** The SQL of one `field:value`; null for a field we do not know, which then finds nothing. */
async function conditionOf(work: Work, filter: Filter): Promise<RawBuilder<unknown> | null> {
  const { field, operator, value } = filter
  switch (field) {
    case 'type':
    case 'ticket_type':
      if (value === 'ticket') return sql`true`
      return sql`t.type = ${value}`
    case 'status':
      return ranked(sql`t.status`, TICKET_STATUSES, operator, value)
    case 'priority':
      return value === 'none' ? sql`t.priority is null` : ranked(sql`t.priority`, TICKET_PRIORITIES, operator, value)
    case 'tags':
    case 'tag':
      if (value === 'none')
        return sql`not exists (select from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id)`
      return sql`exists (select from ticket_tags g where g.account_id = t.account_id and g.ticket_id = t.id and g.tag = ${value.toLowerCase()})`
    case 'assignee':
      return await person(work, sql`t.assignee_id`, value)
    case 'requester':
      return await person(work, sql`t.requester_id`, value)
    case 'submitter':
      return await person(work, sql`t.submitter_id`, value)
    case 'cc': {
      const id = await personId(work, value)
      return sql`exists (select from ticket_people p where p.account_id = t.account_id and p.ticket_id = t.id and p.user_id = ${id} and p.kind = 'cc')`
    }
    case 'group':
      return value === 'none' ? sql`t.group_id is null` : sql`t.group_id = ${wholeNumber(value)}`
    case 'organization':
      return value === 'none' ? sql`t.organization_id is null` : sql`t.organization_id = ${wholeNumber(value)}`
    case 'external_id':
      return sql`t.external_id = ${value}`
    case 'via':
      return sql`t.via_channel = ${value === 'mail' ? 'email' : value}`
    case 'created':
      return instant(work, sql`t.created_at`, operator, value)
    case 'updated':
      return instant(work, sql`t.updated_at`, operator, value)
    case 'solved':
      return instant(work, sql`t.solved_at`, operator, value)
    case 'id':
      return sql`t.id = ${wholeNumber(value)}`
    default:
      return null
  }
}

function ranked(
  column: RawBuilder<unknown>,
  order: readonly string[],
  operator: Filter['operator'],
  value: string,
): RawBuilder<unknown> {
  const at = order.indexOf(value.toLowerCase())
  if (at === -1) return sql`false`
  const wanted = order.filter((_name, index) =>
    operator === ':'
      ? index === at
      : operator === '<'
        ? index < at
        : operator === '<='
          ? index <= at
          : operator === '>'
            ? index > at
            : index >= at,
  )
  // The names come from our own list: literals let the partial indexes apply.
  return wanted.length === 0 ? sql`false` : sql`${column} in (${sql.join(wanted.map((name) => sql.lit(name)))})`
}

function wholeNumber(value: string): number {
  return /^\d{1,16}$/.test(value) ? Number(value) : -1
}

async function person(work: Work, column: RawBuilder<unknown>, value: string): Promise<RawBuilder<unknown>> {
  return value === 'none' ? sql`${column} is null` : sql`${column} = ${await personId(work, value)}`
}

async function personId(work: Work, value: string): Promise<number> {
  if (value === 'me') return actorId(work.actor) ?? -1
  if (value.includes('@')) return (await findUserByEmail(work, value))?.id ?? -1
  return wholeNumber(value)
}

const UNITS_MS: Record<string, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
  year: 31_536_000_000,
}

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-30T00:00:00Z')

/** The nearest time that the database can hold; JavaScript knows hundreds of thousands of years more. */
function withinReach(time_ms: number): Date {
  return new Date(Math.min(Math.max(time_ms, EARLIEST_MS), LATEST_MS))
}

/** `created>2026-01-31`, `created>4hours` (within the last four hours), `created:2026-01-31` (that day, UTC). */
function instant(
  work: Work,
  column: RawBuilder<unknown>,
  operator: Filter['operator'],
  value: string,
): RawBuilder<unknown> {
  const relative = /^(\d{1,6})(minute|hour|day|week|month|year)s?$/.exec(value)
  const at = relative
    ? withinReach(work.now.getTime() - Number(relative[1]) * (UNITS_MS[relative[2] ?? ''] ?? 0))
    : withinReach(Date.parse(value))
  if (Number.isNaN(at.getTime())) return sql`false`
  if (operator === ':') return sql`(${column} >= ${at} and ${column} < ${new Date(at.getTime() + 86_400_000)})`
  return sql`${column} ${sql.raw(operator)} ${at}`
}

/** The whole condition of a query over the alias `t`, without visibility. */
export async function searchTicketsCondition(work: Work, text: string): Promise<RawBuilder<unknown>> {
  const { words, filters } = parseQuery(text)
  const conditions: RawBuilder<unknown>[] = []
  const by_field = new Map<string, RawBuilder<unknown>[]>()
  for (const filter of filters) {
    const condition = (await conditionOf(work, filter)) ?? sql`false`
    if (filter.negated) conditions.push(sql`not coalesce(${condition}, false)`)
    else by_field.set(filter.field, [...(by_field.get(filter.field) ?? []), condition])
  }
  // The same key repeated means either, except for ranges.
  for (const [field, same] of by_field)
    conditions.push(sql`(${sql.join(same, ['created', 'updated', 'solved'].includes(field) ? sql` and ` : sql` or `)})`)
  if (words !== '') {
    const number = /^#?(\d{1,15})$/.exec(words)?.[1]
    const matching = (await searchCondition(work, 'ticket', words, sql`t.id`)) ?? sql`false`
    conditions.push(number ? sql`(t.id = ${Number(number)} or ${matching})` : matching)
  }
  return conditions.length === 0 ? sql`false` : sql.join(conditions, sql` and `)
}

const resultSchema = ticketSchema.extend({ result_type: z.literal('ticket') })

const search = endpoint({
  route: 'GET /api/v2/search',
  summary: 'Search tickets by words and fields, over committed data',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    query: z.string().max(QUERY_LENGTH).default(''),
    // Ours: who only shows the number need not have it counted far.
    count_limit: z.coerce.number().int().min(1).max(COUNT_LIMIT).optional(),
  }),
  reply: z.object({ results: z.array(resultSchema), facets: z.null(), ...sideLoadReply, ...pagingReply }),
  async run({ work, query, url, origin_url }) {
    const { rows, paging } = await listPage<TicketRow>(
      work,
      {
        columns: TICKET_COLUMNS,
        from: sql`tickets t`,
        id: sql`t.id`,
        sorts: TICKET_SORTS,
        default_sort: '-updated_at',
        count_limit: query.count_limit ?? COUNT_LIMIT,
        where: sql`t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${await searchTicketsCondition(work, query.query)}`,
      },
      query.sort_by === BY_RELEVANCE
        ? { ...query, sort_by: undefined }
        : { ...query, sort_order: query.sort_order ?? 'desc' },
      url,
    )
    const tickets = await presentTickets(work, rows, origin_url)
    return {
      results: tickets.map((ticket) => ({ ...ticket, result_type: 'ticket' as const })),
      facets: null,
      ...(await sideLoad(work, tickets, query.include, origin_url)),
      ...paging,
    }
  },
})

const countSearch = endpoint({
  route: 'GET /api/v2/search/count',
  summary: 'Count what a search finds',
  allow: STAFF,
  query: z.object({ query: z.string().max(QUERY_LENGTH).default('') }),
  reply: z.object({ count: z.number() }),
  async run({ work, query }) {
    return await work.db.one<{ count: number }>(sql`
      select count(*) as count from tickets t where t.account_id = ${work.account_id} and ${visibleTickets(work.actor)} and ${await searchTicketsCondition(work, query.query)}`)
  },
})

export const searchEndpoints = [search, countSearch]
