// Search over tickets (and whatever else the server finds).
import { useInfiniteQuery } from '@tanstack/react-query'
import { paths } from './paths.ts'
import { read } from './request.ts'
import type { SearchResult } from './shapes.ts'

export interface SearchPage {
  results: SearchResult[]
  count: number
  /** There are more than `count`; nobody counted them. */
  count_capped?: boolean
  next_page: string | null
  /** How the tickets found divide: counts by field and value. */
  facets?: Record<string, Record<string, number>> | null
}

const pageSize = 25
/** Who has not found it in 1,000 results needs another word. */
const mostPages = 40

export function readSearch(query: string, page: number, signal?: AbortSignal): Promise<SearchPage> {
  return read<SearchPage>(paths.search(query, page, pageSize), signal)
}

export function useSearch(query: string) {
  return useInfiniteQuery({
    queryKey: ['search', query],
    queryFn: ({ pageParam, signal }) => read<SearchPage>(paths.searchInDepth(query, pageParam, pageSize), signal),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (last.next_page && pages.length < mostPages ? pages.length + 1 : null),
    enabled: query.trim() !== '',
    staleTime: 10_000,
    placeholderData: (previous) => previous,
  })
}
