// The tickets of a view over HTTP: as tickets, as rows of columns, counted, previewed and exported.
import { z } from 'zod'
import { listGroupsByIds, listOrganizationsByIds, listUsersByIds } from '../../people/index.ts'
import { csvOf } from '../../platform/csv.ts'
import { invalid } from '../../platform/errors.ts'
import { endpoint, HttpReply, STAFF } from '../../platform/http/endpoint.ts'
import { readIds } from '../../platform/http/ids.ts'
import { type PagingQuery, pagingQuery, pagingReply } from '../../platform/http/paging.ts'
import type { Work } from '../../platform/work.ts'
import { sideLoad, sideLoadReply, type Ticket, ticketListReply, ticketSchema } from '../../tickets/index.ts'
import { drawView } from '../actions.ts'
import { viewParams } from '../api.ts'
import { findViews, getView } from '../queries.ts'
import { type Execution, type ViewRow, viewInput } from '../schema.ts'
import { checkExecution, columnReply, columnsOf, findColumn } from './columns.ts'
import { countOfView, countTickets, pretty } from './counts.ts'

import { pageOfView, shownOf, ticketsOfView, timesOf } from './rows.ts'

const COUNTED_VIEWS = 100
const EXPORTED_TICKETS = 10_000
const EXPORT_PAGE = 1_000

/** A request may order a view otherwise, by the view's own columns. */
const orderQuery = {
  group_by: z.string().max(60).optional(),
  group_order: z.enum(['asc', 'desc']).optional(),
}

const executed = z.object({
  rows: z.array(z.looseObject({ ticket_id: z.number(), ticket: ticketSchema })),
  columns: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  view: z.object({ id: z.number().nullable(), url: z.string().nullable() }),
  ...sideLoadReply,
  ...pagingReply,
})

interface Asked {
  work: Work
  query: PagingQuery & { group_by?: string; group_order?: 'asc' | 'desc' }
  url: URL
  origin_url: string
}

/** The view with the order that the request names by columns. Sorts of lists of tickets are left to the list. */
async function reordered({ work, query }: Asked, view: ViewRow): Promise<{ view: ViewRow; query: PagingQuery }> {
  const sort = query.sort_by === undefined ? null : await findColumn(work, query.sort_by)
  const execution: Execution = {
    ...view.execution,
    ...(query.group_by === undefined ? {} : { group_by: query.group_by || null }),
    ...(query.group_order === undefined ? {} : { group_order: query.group_order }),
    ...(sort ? { sort_by: sort.id, sort_order: query.sort_order ?? 'asc' } : {}),
  }
  if (query.group_by !== undefined || sort) await checkExecution(work, execution)
  return { view: { ...view, execution }, query: sort ? { ...query, sort_by: undefined, sort_order: undefined } : query }
}

/** Rows of columns, as clients of `execute` and `preview` read them. */
async function execute(asked: Asked, view: ViewRow, view_id: number | null) {
  const { work, url, origin_url } = asked
  const ordered = await reordered(asked, view)
  const { tickets, paging } = await pageOfView(work, ordered.view, ordered.query, url, origin_url)
  const columns = await columnsOf(work, view.execution)
  const { group_by } = ordered.view.execution
  const group = group_by === null ? null : await findColumn(work, group_by)
  const ids = tickets.map((ticket) => ticket.id)
  const times = await timesOf(work, ids)
  const rows = tickets.map((ticket) => ({
    ...Object.fromEntries(columns.map((column) => [column.id, shownOf(column, ticket, times)])),
    ...(group ? { group_value: shownOf(group, ticket, times) } : {}),
    ticket_id: ticket.id,
    requester_id: ticket.requester_id,
    assignee_id: ticket.assignee_id,
    group_id: ticket.group_id,
    fields: columns.flatMap(({ field, read }) => (field ? [{ id: field.id, value: read(ticket) }] : [])),
    custom_fields: columns.flatMap(({ field, read }) => (field ? [{ id: field.id, value: read(ticket) }] : [])),
    ticket,
  }))
  return {
    rows,
    columns: columns.map((column) => ({
      ...columnReply(column),
      ...(column.field
        ? { type: column.field.type, url: `${origin_url}/api/v2/ticket_fields/${column.field.id}.json` }
        : {}),
    })),
    ...(await sideLoad(work, tickets, 'users,groups,organizations', origin_url)),
    view: { id: view_id, url: view_id === null ? null : `${origin_url}/api/v2/views/${view_id}.json` },
    ...paging,
  }
}

const executeView = endpoint({
  route: 'GET /api/v2/views/{view_id}/execute',
  summary: "Show a view's tickets as rows of its columns",
  allow: STAFF,
  params: viewParams,
  query: z.object({ ...pagingQuery, ...orderQuery }),
  reply: executed,
  run: async (asked) => await execute(asked, await getView(asked.work, asked.params.view_id), asked.params.view_id),
})

const tickets = endpoint({
  route: 'GET /api/v2/views/{view_id}/tickets',
  summary: "List a view's tickets",
  allow: STAFF,
  params: viewParams,
  query: z.object({ ...pagingQuery, ...orderQuery }),
  reply: ticketListReply,
  async run(asked) {
    const { work, params, query, url, origin_url } = asked
    const ordered = await reordered(asked, await getView(work, params.view_id))
    const page = await pageOfView(work, ordered.view, ordered.query, url, origin_url)
    return {
      tickets: page.tickets,
      ...(await sideLoad(work, page.tickets, query.include, origin_url)),
      ...page.paging,
    }
  },
})

const viewCount = z.object({
  view_id: z.number().nullable(),
  url: z.string().nullable(),
  value: z.number().nullable(),
  pretty: z.string(),
  fresh: z.boolean(),
  active: z.boolean(),
})

const count = endpoint({
  route: 'GET /api/v2/views/{view_id}/count',
  summary: 'How many tickets a view holds; at most ten seconds old',
  allow: STAFF,
  params: viewParams,
  reply: z.object({ view_count: viewCount }),
  run: async ({ work, params, origin_url }) => ({
    view_count: await countOfView(work, await getView(work, params.view_id), origin_url),
  }),
})

const countMany = endpoint({
  route: 'GET /api/v2/views/count_many',
  summary: 'How many tickets each of up to 100 views holds',
  allow: STAFF,
  query: z.object({ ids: z.string().max(3_000) }),
  reply: z.object({ view_counts: z.array(viewCount) }),
  async run({ work, query, origin_url }) {
    const views = await findViews(work, { ids: readIds(query.ids) }, COUNTED_VIEWS)
    const view_counts = []
    for (const view of views) view_counts.push(await countOfView(work, view, origin_url))
    return { view_counts }
  },
})

const previewBody = z.object({
  view: viewInput,
  group_by: z.string().max(60).optional(),
  group_order: z.enum(['asc', 'desc']).optional(),
  sort_by: z.string().max(60).optional(),
  sort_order: z.enum(['asc', 'desc']).optional(),
})

const preview = endpoint({
  route: 'POST /api/v2/views/preview',
  summary: 'Show the rows a view would have, without saving it',
  allow: STAFF,
  right: ['view_access', 'readonly'],
  status: 200,
  query: z.object({ ...pagingQuery, ...orderQuery }),
  body: previewBody,
  reply: executed,
  async run({ work, body, query, url, origin_url }) {
    const { view, ...order } = body
    return await execute(
      { work, query: { ...order, ...query }, url, origin_url },
      await drawView(work, view, null),
      null,
    )
  },
})

const previewCount = endpoint({
  route: 'POST /api/v2/views/preview/count',
  summary: 'Count the tickets a view would hold, without saving it',
  allow: STAFF,
  right: ['view_access', 'readonly'],
  status: 200,
  body: previewBody,
  reply: z.object({ view_count: viewCount }),
  async run({ work, body }) {
    const value = await countTickets(work, await ticketsOfView(work, await drawView(work, body.view, null)))
    return { view_count: { view_id: null, url: null, value, pretty: pretty(value), fresh: true, active: true } }
  },
})

const exportView = endpoint({
  route: 'GET /api/v2/views/{view_id}/export',
  summary: 'Where to fetch a view as CSV',
  allow: STAFF,
  right: ['view_access', 'readonly'],
  params: viewParams,
  reply: z.object({ export: z.object({ view_id: z.number(), status: z.string(), content_url: z.string() }) }),
  async run({ work, params, origin_url }) {
    const { id } = await getView(work, params.view_id)
    // Zendesk mails a file later; here it is made while it is fetched.
    return { export: { view_id: id, status: 'completed', content_url: `${origin_url}/api/v2/views/${id}/rows.csv` } }
  },
})

const rowsAsCsv = endpoint({
  route: 'GET /api/v2/views/{view_id}/rows.csv',
  summary: `A view as CSV, up to ${EXPORTED_TICKETS.toLocaleString('en')} tickets`,
  allow: STAFF,
  right: ['view_access', 'readonly'],
  params: viewParams,
  reply: 'file',
  async run({ work, params, url, origin_url }) {
    const view = await getView(work, params.view_id)
    const columns = await columnsOf(work, view.execution)
    const lines: unknown[][] = [columns.map((column) => column.title)]
    for (let after: string | null = null; ; ) {
      const query: PagingQuery = { 'page[size]': EXPORT_PAGE, ...(after === null ? {} : { 'page[after]': after }) }
      const page = await pageOfView(work, view, query, url, origin_url)
      lines.push(...(await linesOf(work, columns, page.tickets, origin_url)))
      if (lines.length > EXPORTED_TICKETS + 1)
        throw invalid(
          'base',
          `This view holds more than ${EXPORTED_TICKETS} tickets: narrow it, or use the search export`,
        )
      after = page.paging.meta?.has_more ? page.paging.meta.after_cursor : null
      if (after === null) break
    }
    return new HttpReply({
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="view-${view.id}.csv"`,
      },
      body: csvOf(lines),
    })
  },
})

const PEOPLE_COLUMNS = new Set(['requester', 'submitter', 'assignee'])

/** A spreadsheet wants names where programs want ids. */
async function linesOf(
  work: Work,
  columns: Awaited<ReturnType<typeof columnsOf>>,
  page: readonly Ticket[],
  origin_url: string,
): Promise<unknown[][]> {
  const times = await timesOf(
    work,
    page.map((ticket) => ticket.id),
  )
  const names = new Map<unknown, string>()
  const learn = (records: readonly { id?: unknown; name?: unknown }[]) => {
    for (const { id, name } of records) names.set(id, String(name ?? ''))
  }
  learn(
    await listUsersByIds(
      work,
      page.flatMap((one) => [one.requester_id, one.submitter_id, one.assignee_id]),
      origin_url,
    ),
  )
  learn(
    await listGroupsByIds(
      work,
      page.map((one) => one.group_id),
      origin_url,
    ),
  )
  learn(
    await listOrganizationsByIds(
      work,
      page.map((one) => one.organization_id),
      origin_url,
    ),
  )
  const isNamed = (id: string) => PEOPLE_COLUMNS.has(id) || id === 'group' || id === 'organization'
  return page.map((ticket) =>
    columns.map((column) => {
      const value = shownOf(column, ticket, times)
      return isNamed(column.id) ? (names.get(value) ?? value) : value
    }),
  )
}

export const executingEndpoints = [executeView, tickets, count, countMany, preview, previewCount, exportView, rowsAsCsv]
