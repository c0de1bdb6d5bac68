// Saved views: which there are, how many tickets each holds, what one would hold, and changing them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Conditions } from './conditions.ts'
import { useLiveNews } from './liveBus.ts'
import { read, write } from './request.ts'
import type { Group, Organization, Ticket, User } from './shapes.ts'

export interface ViewColumn {
  id: string
  title: string
  sortable: boolean
}

export interface SavedView {
  id: number
  title: string
  description: string | null
  active: boolean
  position: number
  conditions: Conditions
  query: string | null
  execution: {
    group_by: string | null
    group_order: 'asc' | 'desc'
    sort_by: string | null
    sort_order: 'asc' | 'desc'
    columns: ViewColumn[]
  }
  restriction: { type: 'User' | 'Group'; id: number; ids?: number[] } | null
  may_edit: boolean
}

/** A view as it is written. */
export interface ViewDraft {
  title: string
  description: string | null
  active?: boolean
  conditions: Conditions
  query: string | null
  output: {
    columns: string[]
    group_by: string | null
    group_order: 'asc' | 'desc'
    sort_by: string | null
    sort_order: 'asc' | 'desc'
  }
  restriction: { type: 'User'; id: number } | { type: 'Group'; ids: number[] } | null
}

const root = '/api/v2/views'
const pageSize = 100
/** More than this nobody finds anything in. */
const mostPages = 3
const viewsKey = ['views', 'list']

/** The views one sees and that are in use, by their position. */
export function useSavedViews(isWanted = true) {
  return useQuery({
    queryKey: viewsKey,
    enabled: isWanted,
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<SavedView[]> => await pagesOf(`${root}/active`, signal),
  })
}

/** The views one sees that are switched off, by their position. */
export function useInactiveViews() {
  return useQuery({
    queryKey: ['views', 'inactive'],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<SavedView[]> => await pagesOf(`${root}?active=false`, signal),
  })
}

async function pagesOf(path: string, signal: AbortSignal): Promise<SavedView[]> {
  const views: SavedView[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const next = `${path}${path.includes('?') ? '&' : '?'}page=${page}&per_page=${pageSize}`
    const reply = await read<{ views: SavedView[]; next_page: string | null }>(next, signal)
    views.push(...reply.views)
    if (!reply.next_page) break
  }
  return views
}

/** One view; in the list already most of the time. */
export function useSavedView(id: number | null) {
  const list = useSavedViews(id !== null)
  const known = list.data?.find((view) => view.id === id)
  const one = useQuery({
    queryKey: ['views', 'one', id],
    enabled: id !== null && list.isFetched && !known,
    retry: false,
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await read<{ view: SavedView }>(`${root}/${id}`, signal)).view,
  })
  return { view: known ?? one.data ?? null, error: one.error ?? (known ? null : list.error) }
}

/** Mine, those of my groups, and everybody's. */
export function groupedViews(
  views: readonly SavedView[],
): { name: 'personal' | 'team' | 'shared'; views: SavedView[] }[] {
  const of = (type: 'User' | 'Group' | null) => views.filter((view) => (view.restriction?.type ?? null) === type)
  return [
    { name: 'personal' as const, views: of('User') }, // literal for the union
    { name: 'team' as const, views: of('Group') }, // literal for the union
    { name: 'shared' as const, views: of(null) }, // literal for the union
  ].filter((group) => group.views.length > 0)
}

/** The server counts a view at most this often. */
const countPause_ms = 10_000
const mostCounted = 100

/** How many tickets each of the views holds: counted while somebody looks, again at most every ten seconds of news. */
export function useViewCounts(ids: readonly number[], isWanted = true) {
  const client = useQueryClient()
  const [isVisible, setVisible] = useState(document.visibilityState === 'visible')
  const [hasNews, setNews] = useState(false)
  const asked = ids.slice(0, mostCounted).join(',')
  const isOn = isWanted && isVisible && asked !== ''
  const counts = useQuery<Record<number, number>>({
    queryKey: ['views', 'counts', asked],
    enabled: isOn,
    staleTime: countPause_ms,
    refetchInterval: isOn && hasNews ? countPause_ms : false,
    placeholderData: (previous) => previous,
    queryFn: async ({ signal }) => {
      setNews(false)
      const reply = await read<{ view_counts: { view_id: number; value: number | null }[] }>(
        `${root}/count_many?ids=${asked}`,
        signal,
      )
      return Object.fromEntries(reply.view_counts.map(({ view_id, value }) => [view_id, value ?? 0]))
    },
  })
  useLiveNews((news) => {
    if (news.kind === 'ticket' || news.kind === 'reconnected') setNews(true)
  })
  useEffect(() => {
    const seen = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [])
  const { dataUpdatedAt } = counts
  useEffect(() => {
    // News after a quiet while are counted at once; in a busy one the interval does it.
    if (isOn && hasNews && Date.now() - dataUpdatedAt > countPause_ms)
      void client.invalidateQueries({ queryKey: ['views', 'counts', asked] })
  }, [client, isOn, hasNews, dataUpdatedAt, asked])
  return counts
}

function useViewChange<Input, Reply>(change: (input: Input) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['views'] }),
        client.invalidateQueries({ queryKey: ['tickets', 'list'] }),
      ]),
  })
}

/** Makes a view, or changes the one with this id. */
export function useSaveView() {
  return useViewChange(async ({ id, view }: { id: number | null; view: ViewDraft }) => {
    const [method, path] = id === null ? (['POST', root] as const) : (['PUT', `${root}/${id}`] as const)
    return (await write<{ view: SavedView }>(method, path, { view })).view
  })
}

/** Switches a view on or off. */
export function useSwitchView() {
  return useViewChange(({ id, active }: { id: number; active: boolean }) =>
    write<{ view: SavedView }>('PUT', `${root}/${id}`, { view: { active } }),
  )
}

export function useRemoveView() {
  return useViewChange((id: number) => write<undefined>('DELETE', `${root}/${id}`))
}

/** Gives views the positions that these had among themselves, in the order of the ids. */
export function useOrderViews() {
  return useViewChange((views: readonly Pick<SavedView, 'id' | 'position'>[]) =>
    write<unknown>('PUT', `${root}/update_many`, { views }),
  )
}

export interface ViewPreview {
  count: number
  rows: { ticket: Ticket }[]
  columns: ViewColumn[]
  users: User[]
  groups: Group[]
  organizations: Organization[]
}

const previewed = 8

/** What a view would hold: the first tickets and how many there are. Null while there is nothing to ask. */
export function useViewPreview(view: ViewDraft | null) {
  const asked = view && { ...view, title: view.title || '-' }
  return useQuery({
    queryKey: ['views', 'preview', asked],
    enabled: asked !== null,
    retry: false,
    staleTime: countPause_ms,
    placeholderData: (previous) => previous,
    queryFn: async (): Promise<ViewPreview> => {
      const [shown, { view_count }] = await Promise.all([
        write<Omit<ViewPreview, 'count'>>('POST', `${root}/preview?page[size]=${previewed}`, { view: asked }),
        write<{ view_count: { value: number } }>('POST', `${root}/preview/count`, { view: asked }),
      ])
      return { ...shown, count: view_count.value }
    },
  })
}
