// Hands live messages to whoever is on screen. The shell connects (app/useLive.ts) and publishes; features listen.
import { useEffect, useRef } from 'react'
import type { LiveMessage, PresenceMessage } from './live.ts'

/** A message of the server, or the news that the connection is back after a gap. */
export type LiveNews = LiveMessage | { kind: 'reconnected' }

const listeners = new Set<(news: LiveNews) => void>()

export function publishLive(news: LiveNews): void {
  for (const listener of listeners) listener(news)
}

/** Calls back for every live message while mounted. */
export function useLiveNews(onNews: (news: LiveNews) => void): void {
  const latest = useRef(onNews)
  useEffect(() => {
    latest.current = onNews
  })
  useEffect(() => {
    const listener = (news: LiveNews) => latest.current(news)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [])
}

let speaker: ((message: PresenceMessage) => void) | null = null

/** The shell gives the connection's voice here while it is there. */
export function setSpeaker(send: ((message: PresenceMessage) => void) | null): void {
  speaker = send
}

/** Tells the other pages something; lost when nothing is connected. */
export function tellOthers(message: PresenceMessage): void {
  speaker?.(message)
}
