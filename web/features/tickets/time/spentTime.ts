// How long an agent works on the open ticket: seconds in which the page is visible, has the focus and was touched within
// the last minute. Kept in memory only, per ticket, until it is sent or thrown away.
import { useEffect, useSyncExternalStore } from 'react'

const tick_ms = 1_000
const idleAfter_ms = 60_000
const activities = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focusin'] as const

const spent = new Map<number, number>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a second counts. Pure. */
export function isWorking(state: { isVisible: boolean; hasFocus: boolean; idle_ms: number }): boolean {
  return state.isVisible && state.hasFocus && state.idle_ms < idleAfter_ms
}

export function setSpent(ticketId: number, seconds: number): void {
  spent.set(ticketId, Math.max(0, Math.round(seconds)))
  for (const listener of listeners) listener()
}

export const spentOn = (ticketId: number): number => spent.get(ticketId) ?? 0

/** The seconds on a ticket, as they grow. */
export function useSpent(ticketId: number): number {
  return useSyncExternalStore(subscribe, () => spentOn(ticketId))
}

/** Measures while the ticket is open and the desk asks for it. */
export function useMeasureTime(ticketId: number, isEnabled: boolean): void {
  useEffect(() => {
    if (!isEnabled) return undefined
    let touched_at = performance.now()
    const touch = () => {
      touched_at = performance.now()
    }
    for (const name of activities) window.addEventListener(name, touch, { passive: true })
    const timer = setInterval(() => {
      const idle_ms = performance.now() - touched_at
      const isVisible = document.visibilityState === 'visible'
      if (isWorking({ isVisible, hasFocus: document.hasFocus(), idle_ms })) setSpent(ticketId, spentOn(ticketId) + 1)
    }, tick_ms)
    return () => {
      clearInterval(timer)
      for (const name of activities) window.removeEventListener(name, touch)
    }
  }, [ticketId, isEnabled])
}

/** `1:05:09`, `2:03`. Pure. */
export function clockOf(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Seconds from `h:mm:ss`, `mm:ss` or whole minutes; null for anything else. Pure. */
export function readClock(text: string): number | null {
  const parts = text.trim().split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null
  const [last = 0, middle, first] = parts.map(Number).toReversed()
  const seconds = middle === undefined ? last * 60 : last + middle * 60 + (first ?? 0) * 3600
  return seconds <= 86_400 ? seconds : null
}
