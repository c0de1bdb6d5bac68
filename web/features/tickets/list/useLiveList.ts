/**
 * Keeps a list true without moving it under the pointer: rows that are shown are patched in place; tickets that would
 * come in are counted, and shown when the agent asks ("3 new – show").
 */
import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLiveNews } from '../../../api/liveBus.ts'
import type { ViewRef } from '../../../api/paths.ts'
import { patchTicket, readTicketPage, type TicketPage, ticketKeys, ticketQuery } from '../../../api/tickets.ts'
import { countNewcomers, type Row } from './rows.ts'

const peekPause_ms = 1_200

export function useLiveList(view: ViewRef, sort: string, rows: readonly Row[]) {
  const client = useQueryClient()
  const [fresh, setFresh] = useState<TicketPage | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // In a saved view anything can come first; the built-in lists only show news on top when the newest are there.
  const isLookedAt = typeof view === 'number' || sort.startsWith('-')

  // biome-ignore lint/correctness/useExhaustiveDependencies: another view or order starts without news
  useEffect(() => {
    setFresh(null)
    return () => clearTimeout(timer.current)
  }, [view, sort])

  const peek = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(async () => {
      void client.invalidateQueries({ queryKey: ticketKeys.counts })
      if (isLookedAt) setFresh(await readTicketPage(view, sort, null).catch(keepOld))
    }, peekPause_ms)
  }
  // A failed peek is no news: the list stays as it is, and the banner of the shell tells about the connection.
  const keepOld = () => fresh

  useLiveNews((news) => {
    if (news.kind === 'ticket' && 'id' in news && rows.some((row) => row.ticket.id === news.id)) {
      // Only the row's own ticket is read again; the list keeps its order.
      void client
        .fetchQuery({ ...ticketQuery(news.id), staleTime: 0 })
        .then((reply) => patchTicket(client, news.id, reply.ticket))
        .catch(peek)
    }
    peek()
  })

  // Nothing can move under the pointer where nothing is: the first ticket of an empty view simply appears.
  useEffect(() => {
    if (fresh === null || rows.length > 0 || fresh.tickets.length === 0) return
    client.setQueryData<InfiniteData<TicketPage>>(ticketKeys.list(view, sort), { pages: [fresh], pageParams: [null] })
    setFresh(null)
  }, [client, fresh, rows.length, view, sort])

  const show = () => {
    if (!fresh) return
    client.setQueryData<InfiniteData<TicketPage>>(ticketKeys.list(view, sort), { pages: [fresh], pageParams: [null] })
    setFresh(null)
  }
  return { newcomers: countNewcomers(rows, fresh), show }
}
