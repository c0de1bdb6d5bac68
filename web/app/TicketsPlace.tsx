/**
 * List, conversation and context beside each other: four columns from 1280 px (with the rail), three from 900 (the
 * context lies over the conversation), one below. The only place that composes tickets with people.
 */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { ViewRef } from '../api/paths.ts'
import { useMe } from '../api/session.ts'
import { prefetchTicket, useTicketList } from '../api/tickets.ts'
import { useSavedView } from '../api/views.ts'
import { useCommand } from '../commands/useCommand.ts'
import { neighbourId, rowsOf } from '../features/tickets/list/rows.ts'
import { TicketList } from '../features/tickets/list/TicketList.tsx'
import { PlayBar } from '../features/tickets/play/PlayBar.tsx'
import { usePlay } from '../features/tickets/play/usePlay.ts'
import { useAnnouncePresence } from '../features/tickets/presence/presenceStore.ts'
import { views } from '../features/tickets/views.ts'
import { IconButton } from '../kit/Button.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { Splitter } from '../kit/Splitter.tsx'
import { t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { setPreferences, usePreferences } from '../preferences/store.ts'
import { useMedia } from './useMedia.ts'

const loadConversation = () => import('../features/tickets/conversation/ConversationView.tsx')
const ConversationView = lazy(loadConversation)
const Context = lazy(() => import('./Context.tsx'))

const narrowestList = 260
const widestList = 720
const usualList = 376

interface TicketsPlaceProps {
  view: ViewRef
  ticketId: number | null
  isPlaying: boolean
}

export function TicketsPlace({ view, ticketId, isPlaying }: TicketsPlaceProps) {
  const me = useMe()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const chosen = usePreferences()
  const isOneColumn = useMedia('(max-width: 899px)')
  const hasRoomForContext = useMedia('(min-width: 1280px)')
  const [isOverlayOpen, setOverlayOpen] = useState(false)
  const sort = typeof view === 'number' ? (chosen.view_looks[view]?.sort ?? '') : chosen.sort
  const list = useTicketList(view, sort)
  const title = useViewTitle(view)
  const rows = useMemo(() => rowsOf(list.data?.pages ?? []), [list.data])
  const isContextOpen = hasRoomForContext ? chosen.is_context_open : isOverlayOpen

  const toggleContext = () =>
    hasRoomForContext ? setPreferences({ is_context_open: !isContextOpen }) : setOverlayOpen(!isOverlayOpen)
  useCommand('ticket.context', toggleContext, ticketId !== null)
  useCommand('list.toggle', () => setPreferences({ is_list_hidden: !chosen.is_list_hidden }), ticketId !== null)

  // The code of the conversation and the neighbours' data arrive while the agent still looks at the list.
  useEffect(() => void loadConversation(), [])
  useEffect(() => {
    if (ticketId === null) return
    for (const step of [1, -1] as const) {
      const id = neighbourId(rows, ticketId, step)
      if (id !== null) prefetchTicket(client, id)
    }
  }, [client, rows, ticketId])
  useTitle(title, ticketId)
  useAnnouncePresence(ticketId)

  const back = () => {
    navigate(places.view(view))
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${ticketId}"]`)?.focus())
  }
  const play = usePlay({ view, list, rows, ticketId, onOver: back })
  const step = (direction: 1 | -1) => {
    if (isPlaying && direction === 1) return void play.next()
    const id = neighbourId(rows, ticketId, direction)
    if (id === null) back()
    else navigate(places.ticket(id, view))
  }
  const isListShown = ticketId === null || (!isOneColumn && !chosen.is_list_hidden)
  const width = chosen.list_width ?? usualList
  return (
    <div className="columns">
      {isListShown ? (
        <div
          className={ticketId === null ? 'column grow' : 'column'}
          style={ticketId === null ? undefined : { inlineSize: width }}
        >
          <TicketList view={view} sort={sort} openId={ticketId} meId={me.id} onPlay={() => void play.start()} />
        </div>
      ) : null}
      {ticketId === null ? null : (
        <>
          {isListShown ? (
            <Splitter
              label={t('list.width')}
              value={width}
              min={narrowestList}
              max={widestList}
              onChange={(list_width) => setPreferences({ list_width })}
            />
          ) : null}
          <Suspense
            fallback={
              <div className="column grow">
                <Skeleton lines={3} kind="bubble" />
              </div>
            }
          >
            <div className="column grow play-column">
              {isPlaying ? (
                <PlayBar
                  ticketId={ticketId}
                  title={title}
                  onSkipped={() => void play.next()}
                  onStop={() => navigate(places.ticket(ticketId, view))}
                />
              ) : null}
              <ConversationView
                ticketId={ticketId}
                onBack={back}
                onStep={step}
                isPlaying={isPlaying}
                isContextOpen={isContextOpen}
                onContext={toggleContext}
              />
            </div>
            {isContextOpen ? (
              <aside className={hasRoomForContext ? 'context' : 'context context-over'} aria-label={t('context.label')}>
                {hasRoomForContext ? null : (
                  <IconButton
                    icon="x"
                    label={t('context.close')}
                    onPress={() => setOverlayOpen(false)}
                    className="context-close"
                  />
                )}
                <Context ticketId={ticketId} />
              </aside>
            ) : null}
          </Suspense>
        </>
      )}
    </div>
  )
}

/** What the view is called, for the window's title and while it is played. */
function useViewTitle(view: ViewRef): string {
  const saved = useSavedView(typeof view === 'number' ? view : null).view
  const builtIn = views.find((entry) => entry.name === view)
  return builtIn ? t(builtIn.label) : (saved?.title ?? t('view.saved'))
}

/** The window's title: the ticket's number or the view, never a customer's words (titles reach histories and logs). */
function useTitle(view: string, ticketId: number | null): void {
  useEffect(() => {
    document.title = ticketId === null ? `${view} – Custos` : `#${ticketId} – Custos`
  }, [view, ticketId])
}
