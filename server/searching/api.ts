// Search over HTTP: one language over tickets, people, organisations and groups, for staff.
import { z } from 'zod'
import { endpoint, STAFF } from '../platform/http/endpoint.ts'
import { pagingQuery } from '../platform/http/paging.ts'
import type { Work } from '../platform/work.ts'
import type { Ticket } from '../tickets/index.ts'
import { understand } from './conditions.ts'
import { MAX_EXPORT_PAGE, pageOfExport } from './export.ts'
import { facetsOf } from './facets.ts'
import { highlightsOf } from './highlights.ts'
import { KINDS } from './kinds/kind.ts'
import { COUNT_LIMIT, countHits, pageOfHits, presentHits, type Result } from './results.ts'
import { searchReply, searchText } from './schema.ts'

/** `include=tickets(users,organizations),highlights`: what to add to tickets, and what to the results. */
function readInclude(include: string | undefined): { side_loads: string; highlights: boolean } {
  const text = include ?? ''
  const names = text.split(/[,()]/).map((name) => name.trim())
  return { side_loads: names.filter((name) => name !== 'tickets').join(','), highlights: names.includes('highlights') }
}

async function withHighlights(
  work: Work,
  results: Result[],
  tickets: readonly Ticket[],
  words: string,
): Promise<Result[]> {
  const highlights = await highlightsOf(work, words, tickets)
  return results.map((result) =>
    result.result_type === 'ticket' ? { ...result, highlights: highlights.get(result.id) ?? [] } : result,
  )
}

const search = endpoint({
  route: 'GET /api/v2/search',
  summary: 'Search tickets, people, organisations and groups by words and fields, over committed data',
  allow: STAFF,
  query: z.object({
    ...pagingQuery,
    query: searchText,
    facets: z.enum(['true', 'false']).optional(),
    // Ours: who only shows the number need not have it counted far.
    count_limit: z.coerce.number().int().min(1).max(COUNT_LIMIT).optional(),
  }),
  reply: searchReply,
  async run({ work, query, url, origin_url }) {
    const understood = await understand(work, query.query)
    const { hits, paging } = await pageOfHits(work, understood, query, url, query.count_limit ?? COUNT_LIMIT)
    const include = readInclude(query.include)
    const { results, tickets, side_loads } = await presentHits(work, hits, include.side_loads, origin_url)
    return {
      results: include.highlights ? await withHighlights(work, results, tickets, understood.words) : results,
      facets: query.facets === 'true' ? await facetsOf(work, await understood.forCount('count')) : null,
      ...side_loads,
      ...paging,
    }
  },
})

const countSearch = endpoint({
  route: 'GET /api/v2/search/count',
  summary: 'Count what a search finds',
  allow: STAFF,
  query: z.object({ query: searchText }),
  reply: z.object({ count: z.number() }),
  run: async ({ work, query }) => ({
    count: await countHits(work, await understand(work, query.query, undefined, 'count')),
  }),
})

const size = z.coerce
  .number('must be an integer')
  .int('must be an integer')
  .min(1, 'must be an integer from 1')
  .max(MAX_EXPORT_PAGE, `must be at most ${MAX_EXPORT_PAGE}`)

const exportSearch = endpoint({
  route: 'GET /api/v2/search/export',
  summary: 'Read everything a search finds of one kind, in pages of up to a thousand',
  allow: STAFF,
  query: z.object({
    query: searchText,
    'filter[type]': z.enum(KINDS),
    'page[size]': size.optional(),
    'page[after]': z.string('must be given once').max(1_000).optional(),
    include: z.string('must be given once').max(300).optional(),
  }),
  reply: searchReply,
  async run({ work, query, url, origin_url }) {
    const kind = query['filter[type]']
    const understood = await understand(work, query.query, [kind])
    const { hits, paging } = await pageOfExport(work, understood, query, url)
    const { side_loads: include } = readInclude(query.include)
    const { results, side_loads } = await presentHits(work, hits, include, origin_url)
    return { results, facets: null, ...side_loads, ...paging }
  },
})

export const searchEndpoints = [search, countSearch, exportSearch]
