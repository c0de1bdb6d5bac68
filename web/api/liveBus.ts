// Hands live messages to whoever is on screen. The shell connects (app/useLive.ts) and publishes; features listen.
import { useEffect, useRef } from 'react'
import type { LiveMessage } from './live.ts'

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
