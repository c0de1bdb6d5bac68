// What a search found, a page at a time: records of several kinds in one order, by offset or cursor, as deep as anybody
// walks.
import type { z } from 'zod'
import { listGroupsByIds, listOrganizationsByIds, listUsersByIds } from '../people/index.ts'
import { sql } from '../platform/db.ts'
import { type ListArm, type ListSource, listPage, type PagingQuery, type SortKey } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import { listTicketsByIds, presentTickets, type SideLoads, sideLoad, type Ticket } from '../tickets/index.ts'
import { KIND, type Understood } from './conditions.ts'
import { KINDS, type Kind } from './kinds/kind.ts'
import { invalidSearch } from './language/parse.ts'
import type { resultSchema } from './schema.ts'

export interface Hit {
  kind: Kind
  id: number
}

/** Results are counted up to here: a common word is in most tickets, and nobody reads how many. */
export const COUNT_LIMIT = 1_000

/** Names that clients and people use, beside the API's own. */
const SORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['created', 'created_at'],
  ['updated', 'updated_at'],
  ['relevance', 'updated_at'],
  ['type', 'ticket_type'],
])

/** One page of hits in the order asked for; the newest change first where nothing is said. */
export async function pageOfHits(
  work: Work,
  understood: Understood,
  query: PagingQuery,
  url: URL,
  count_limit: number | undefined,
) {
  const kinds = KINDS.filter((kind) => understood.conditions.has(kind))
  const asked = orderOf(understood, query)
  const sorts = sortsOf(kinds)
  if (!Object.hasOwn(sorts, asked.by)) throw invalidSearch(`these results sort by ${Object.keys(sorts).join(', ')}`)
  const source: ListSource<Hit> = {
    ...sourceOf(understood, kinds, sorts),
    sorts,
    default_sort: 'updated_at',
    count_limit,
    counted: async () => {
      const { from, where } = sourceOf(await understood.forCount('count_to_limit'), kinds, sorts)
      return { from, where }
    },
  }
  const { rows, paging } = await listPage(
    work,
    source,
    { ...query, sort: `${asked.descending ? '-' : ''}${asked.by}`, sort_by: undefined, sort_order: undefined },
    url,
  )
  return { hits: rows, paging }
}

/** `order_by:` in the search, `sort_by` and `sort_order` beside it, or `sort`; the parameters win. */
function orderOf({ order }: Understood, query: PagingQuery): { by: string; descending: boolean } {
  const given = query.sort ?? query.sort_by ?? order.by ?? 'relevance'
  const name = given.replace(/^-/, '').toLowerCase()
  const by = SORT_NAMES.get(name) ?? name
  if (query.sort !== undefined) return { by, descending: given.startsWith('-') || name === 'relevance' }
  // Zendesk's default is descending.
  return {
    by,
    descending:
      query.sort_order === undefined ? (order.descending ?? true) : query.sort_order === 'desc' || name === 'relevance',
  }
}

/** Sorts that every kind of the results has; over one kind its own expressions, over several the union's columns. */
function sortsOf(kinds: readonly Kind[]): Record<string, SortKey> {
  const [only, another] = kinds
  if (only && !another) return { ...KIND[only].sorts }
  return {
    created_at: { by: sql`r.created_at`, type: 'timestamptz' },
    updated_at: { by: sql`r.updated_at`, type: 'timestamptz' },
    id: { by: sql`r.id`, type: 'bigint' },
  }
}

function sourceOf({ conditions }: Understood, kinds: readonly Kind[], sorts: Record<string, SortKey>) {
  const [only, another] = kinds
  if (!only) return { columns: sql`r.kind, r.id`, from: NOTHING, where: sql`true`, id: sql`r.id` }
  if (!another)
    return {
      columns: sql`${sql.lit(only)} as kind, ${KIND[only].id} as id`,
      from: KIND[only].from,
      where: conditions.get(only)!, // kinds are its keys
      id: KIND[only].id,
    }
  const arms: ListArm[] = kinds.map((kind) => {
    const { id, from, sorts: own } = KIND[kind]
    const { created_at, updated_at } = own
    if (!created_at || !updated_at) throw new Error(`records of the kind ${kind} have no times`)
    return {
      columns: sql`${sql.lit(kind)}::text as kind, ${id} as id, ${created_at.by} as created_at, ${updated_at.by} as updated_at`,
      from,
      where: conditions.get(kind)!, // kinds are its keys
      id,
      sorts: own,
    }
  })
  const whole = arms.map(({ columns, from, where }) => sql`select ${columns} from ${from} where ${where}`)
  const from = sql`(${sql.join(whole, sql` union all `)}) r`
  return { columns: sql`r.kind, r.id`, from, arms, where: sql`true`, id: sorts.id!.by } // in the union's sorts
}

const NOTHING = sql`(select null::text as kind, null::bigint as id, null::timestamptz as created_at, null::timestamptz as updated_at where false) r`

/** How many records a search finds, exactly. */
export async function countHits(work: Work, { conditions }: Understood): Promise<number> {
  if (conditions.size === 0) return 0
  const parts = [...conditions].map(
    ([kind, condition]) => sql`(select count(*) from ${KIND[kind].from} where ${condition})`,
  )
  return (await work.db.one<{ count: number }>(sql`select (${sql.join(parts, sql` + `)})::bigint as count`)).count
}

export type Result = z.input<typeof resultSchema>

/**
 * The records of some hits as the API shows them, in the same order, with what `include` names beside them or in them.
 * What vanished meanwhile is left out.
 */
export async function presentHits(
  work: Work,
  hits: readonly Hit[],
  include: string,
  origin_url: string,
): Promise<{ results: Result[]; tickets: Ticket[]; side_loads: SideLoads }> {
  const idsOf = (kind: Kind) => hits.filter((hit) => hit.kind === kind).map((hit) => hit.id)
  const [rows, users, organizations, groups] = await Promise.all([
    idsOf('ticket').length === 0 ? [] : listTicketsByIds(work, idsOf('ticket')),
    listUsersByIds(work, idsOf('user'), origin_url),
    listOrganizationsByIds(work, idsOf('organization'), origin_url),
    listGroupsByIds(work, idsOf('group'), origin_url),
  ])
  const tickets = await presentTickets(work, rows, origin_url)
  // Side-loads may add to the tickets themselves.
  const side_loads = await sideLoad(work, tickets, include, origin_url)
  const byId = (records: readonly { id?: unknown }[]) => new Map(records.map((one) => [one.id, one]))
  const shown: Record<Kind, Map<unknown, object>> = {
    ticket: byId(tickets),
    user: byId(users),
    organization: byId(organizations),
    group: byId(groups),
  }
  const results = hits.flatMap(({ kind, id }) => {
    const record = shown[kind].get(id)
    return record ? [{ ...record, result_type: kind } as Result] : [] // each map holds records of its kind
  })
  return { results, tickets, side_loads }
}
