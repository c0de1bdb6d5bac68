// Keeps who is at which ticket for the whole page, and says where this page is: on opening a ticket, while typing, when
// somebody else arrives, and every now and then.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { tellOthers, useLiveNews } from '../../../api/liveBus.ts'
import { useMe } from '../../../api/session.ts'
import { type Doing, type Presence, type PresenceMap, REPEAT_MS, withMessage, withoutOld } from './presence.ts'

let map: PresenceMap = new Map()
const listeners = new Set<() => void>()
const nobody: readonly Presence[] = []

function change(next: PresenceMap): void {
  if (next === map) return
  map = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Who else is at a ticket. */
export function usePresence(ticketId: number): readonly Presence[] {
  return useSyncExternalStore(subscribe, () => map.get(ticketId) ?? nobody)
}

/** True while somebody else is at the ticket, as far as this page heard. */
export function isSomebodyAt(ticketId: number): boolean {
  return (map.get(ticketId)?.length ?? 0) > 0
}

let composing: { ticketId: number; doing: Doing } | null = null
let saySo: (() => void) | null = null

/** While mounted, others see that a reply or a note is being written here. */
export function useComposing(ticketId: number, mode: 'reply' | 'note'): void {
  useEffect(() => {
    composing = { ticketId, doing: mode === 'reply' ? 'replying' : 'noting' }
    saySo?.()
    return () => {
      composing = null
      saySo?.()
    }
  }, [ticketId, mode])
}

/** Says where this page is while mounted; `ticketId` is null while no ticket is open. Used once, by the tickets' place. */
export function useAnnouncePresence(ticketId: number | null): void {
  const me = useMe()
  const open = useRef(ticketId)
  useEffect(() => {
    open.current = ticketId
    const say = () => {
      const id = open.current
      if (id === null || document.visibilityState === 'hidden') return
      tellOthers({ kind: 'presence', id, state: composing?.ticketId === id ? composing.doing : 'viewing' })
    }
    saySo = say
    say()
    const timer = setInterval(() => {
      say()
      change(withoutOld(map, Date.now()))
    }, REPEAT_MS)
    const seen = () => {
      if (document.visibilityState === 'visible') say()
      else if (open.current !== null) tellOthers({ kind: 'presence', id: open.current, state: 'left' })
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
      if (ticketId !== null) tellOthers({ kind: 'presence', id: ticketId, state: 'left' })
      saySo = null
    }
  }, [ticketId])
  useLiveNews((news) => {
    if (news.kind === 'reconnected') saySo?.()
    else if ('id' in news) {
      const { map: next, isArrival } = withMessage(map, news, me.id, Date.now())
      change(next)
      if (isArrival && news.id === open.current) saySo?.()
    }
  })
}
