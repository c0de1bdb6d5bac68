/**
 * Plays a view: opens its first ticket that nobody is at, and the next one whenever one is done. What was passed over in
 * this round does not come again.
 */
import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { ViewRef } from '../../../api/paths.ts'
import type { useTicketList } from '../../../api/tickets.ts'
import { announce, toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { type Row, rowsOf } from '../list/rows.ts'
import { isSomebodyAt } from '../presence/presenceStore.ts'
import { nextToPlay } from './order.ts'

/** Pages looked through for a ticket that nobody is at. */
const mostPages = 10

export function usePlay({
  view,
  list,
  rows,
  ticketId,
  onOver,
}: {
  view: ViewRef
  list: ReturnType<typeof useTicketList>
  rows: readonly Row[]
  ticketId: number | null
  onOver: () => void
}) {
  const [, navigate] = useLocation()
  const passed = useRef<{ view: ViewRef; ids: Set<number> }>({ view, ids: new Set() })

  const find = async (): Promise<number | null> => {
    let known: readonly Row[] = rows
    let hasMore = list.hasNextPage
    for (let page = 0; page < mostPages; page += 1) {
      const id = nextToPlay(known, (one) => !passed.current.ids.has(one) && !isSomebodyAt(one))
      if (id !== null || !hasMore) return id
      const more = await list.fetchNextPage()
      known = rowsOf(more.data?.pages ?? [])
      hasMore = more.hasNextPage
    }
    return null
  }
  const go = (id: number) => {
    passed.current.ids.add(id)
    navigate(places.playedTicket(id, view))
    announce(t('ticket.label', { id }))
  }
  return {
    async start() {
      passed.current = { view, ids: new Set() }
      const id = await find()
      if (id === null) toast(t('play.nothing'), 'info')
      else go(id)
    },
    async next() {
      if (passed.current.view !== view) passed.current = { view, ids: new Set() }
      if (ticketId !== null) passed.current.ids.add(ticketId)
      const id = await find()
      if (id !== null) return go(id)
      toast(t('play.over'))
      onOver()
    },
  }
}
