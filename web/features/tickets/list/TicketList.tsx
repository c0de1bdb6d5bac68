/**
 * The list of a view: virtual rows over cursor pages, moved through with J and K, true by live updates, and designed
 * also for when there is nothing to show.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ViewRef } from '../../../api/paths.ts'
import { prefetchTicket, useCounts, useTicketList } from '../../../api/tickets.ts'
import { useSavedView, useViewCounts } from '../../../api/views.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { announce } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { BulkBar } from '../bulk/BulkBar.tsx'
import { allOrNone, extended, nothing, type Selection, toggled } from '../bulk/selection.ts'
import { UndoLine } from '../bulk/UndoLine.tsx'
import { hasLocalDraft } from '../composer/draftStore.ts'
import { views } from '../views.ts'
import { type Entry, entriesOf } from './entries.ts'
import { ListEmpty } from './ListEmpty.tsx'
import { ListHeader } from './ListHeader.tsx'
import { neighbourId, rowsOf } from './rows.ts'
import { TableHead } from './TableHead.tsx'
import { TicketRow } from './TicketRow.tsx'
import { useLiveList } from './useLiveList.ts'
import { useMeasure } from './useMeasure.ts'
import { useTable } from './useTable.ts'
import './list.css'

interface TicketListProps {
  view: ViewRef
  sort: string
  openId: number | null
  meId: number
  onPlay: () => void
}

const overscan = 8
/** In pixels, as list.css draws them. */
const groupHeight = 32
const tableHead = 32

const keyOf = (entry: Entry | undefined) => (entry?.kind === 'row' ? entry.row.ticket.id : entry?.key)

export function TicketList({ view, sort, openId, meId, onPlay }: TicketListProps) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const list = useTicketList(view, sort)
  const counts = useCounts()
  const rows = useMemo(() => rowsOf(list.data?.pages ?? []), [list.data])
  const { newcomers, show } = useLiveList(view, sort, rows)
  const [currentId, setCurrentId] = useState<number | null>(openId)
  const [chosen, setChosen] = useState<Selection>(nothing)
  const lastChosen = useRef<number | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const { rowHeight, isWide } = useMeasure(scroller)
  const savedId = typeof view === 'number' ? view : null
  const saved = useSavedView(savedId)
  const savedCount = useViewCounts(savedId === null ? [] : [savedId])
  const table = useTable(view, list.data?.pages)
  const entries = useMemo(() => entriesOf(rows, table?.groupOf ?? null), [rows, table])
  const shownTable = isWide ? table : null
  const headHeight = shownTable ? tableHead : 0

  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.kind === 'group' ? groupHeight : rowHeight),
    scrollPaddingStart: headHeight,
    overscan,
    getItemKey: (index) => keyOf(entries[index]) ?? index,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps sizes; new heights and groups must reach it
  useEffect(() => virtual.measure(), [rowHeight, entries])

  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? -1
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (lastShown >= entries.length - overscan && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [lastShown, entries.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  const ids = useMemo(() => rows.map((row) => row.ticket.id), [rows])
  const choose = (id: number, isRange: boolean) => {
    setChosen((old) => (isRange ? extended(old, ids, lastChosen.current, id) : toggled(old, id)))
    lastChosen.current = id
  }
  const clear = () => setChosen(nothing)
  useCommand('list.select', () => choose(currentId ?? openId ?? ids[0] ?? 0, false), rows.length > 0)
  useCommand('list.selectAll', () => setChosen((old) => allOrNone(old, ids)), rows.length > 0)
  useCommand('list.extendNext', () => extend(1), rows.length > 0)
  useCommand('list.extendPrevious', () => extend(-1), rows.length > 0)
  const chosenTickets = rows.flatMap((row) => (chosen.has(row.ticket.id) ? [row.ticket] : []))

  const extend = (step: 1 | -1) => {
    const from = currentId ?? openId ?? ids[0] ?? null
    const to = neighbourId(rows, from, step)
    if (from === null || to === null) return
    setChosen((old) => extended(old, ids, from, to))
    lastChosen.current = to
    move(step)
  }
  const move = (step: 1 | -1) => {
    const next = neighbourId(rows, currentId ?? openId, step)
    if (next === null) return
    setCurrentId(next)
    prefetchTicket(client, next)
    virtual.scrollToIndex(entries.findIndex((entry) => keyOf(entry) === next))
    // The row may only now be drawn; the next frame has it.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus())
  }
  useCommand('list.next', () => move(1), rows.length > 0)
  useCommand('list.previous', () => move(-1), rows.length > 0)
  useCommand('list.open', () => navigate(places.ticket(currentId ?? rows[0]?.ticket.id ?? 0, view)), rows.length > 0)
  useCommand('list.refresh', () => void list.refetch())

  const showNew = () => {
    announce(t('list.shown', { count: newcomers }))
    show()
    scroller.current?.scrollTo({ top: 0 })
  }
  const total = typeof view === 'number' ? savedCount.data?.[view] : counts.data?.[view]
  const builtIn = views.find((entry) => entry.name === view)
  return (
    <section className="list" aria-label={t('list.label')}>
      <ListHeader
        view={view}
        saved={saved.view}
        table={table}
        title={builtIn ? t(builtIn.label) : (saved.view?.title ?? '')}
        sort={sort}
        total={total}
        isFetching={list.isFetching}
        isBesideTicket={openId !== null}
        onRefresh={() => void list.refetch()}
        onPlay={onPlay}
      />
      {chosenTickets.length > 0 ? <BulkBar tickets={chosenTickets} onClear={clear} /> : null}
      <UndoLine />
      <div role="status">
        {newcomers > 0 ? (
          <button type="button" className="list-new" onClick={showNew}>
            {t('list.new', { count: newcomers })}
          </button>
        ) : null}
      </div>
      <div className={shownTable ? 'list-scroll list-table' : 'list-scroll'} ref={scroller}>
        <div className="list-probe" />
        {shownTable ? <TableHead view={view} table={shownTable} sort={sort} /> : null}
        {list.isPending ? <Skeleton lines={9} /> : null}
        {list.isError && rows.length === 0 ? (
          <ErrorNotice error={list.error} title={t('list.error')} onRetry={() => void list.refetch()} />
        ) : null}
        {list.isSuccess && rows.length === 0 ? (
          <ListEmpty view={view} hasAnyTicket={(counts.data?.all ?? 1) > 0} />
        ) : null}
        {rows.length > 0 ? (
          <ul
            className="list-rows"
            style={{ blockSize: virtual.getTotalSize(), ...(shownTable ? { minInlineSize: shownTable.width } : {}) }}
          >
            {items.map((item) => {
              const entry = entries[item.index]
              if (!entry) return null
              const style = { transform: `translateY(${item.start}px)` }
              if (entry.kind === 'group')
                return (
                  <li key={item.key} className="list-item list-group" style={style}>
                    <bdi className="truncate">{entry.label}</bdi>
                  </li>
                )
              const { row, place } = entry
              const { id } = row.ticket
              return (
                <li
                  key={item.key}
                  className="list-item"
                  aria-setsize={total ?? (hasNextPage ? -1 : rows.length)}
                  aria-posinset={place + 1}
                  data-chosen={chosen.has(id) || undefined}
                  style={style}
                >
                  <label className="ticket-choose">
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={t('list.choose', { id })}
                      checked={chosen.has(id)}
                      onChange={(event) =>
                        choose(id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
                      }
                    />
                  </label>
                  <TicketRow
                    row={row}
                    href={places.ticket(id, view)}
                    isOpen={id === openId}
                    isCurrent={id === currentId}
                    hasDraft={hasLocalDraft(meId, id)}
                    table={shownTable}
                    onNear={() => prefetchTicket(client, id)}
                    onFocus={() => setCurrentId(id)}
                  />
                </li>
              )
            })}
          </ul>
        ) : null}
      </div>
    </section>
  )
}
