// An instant: short in the text, exact in the tooltip and for machines. One clock ticks for all of them.
import { useSyncExternalStore } from 'react'
import { clockTime, fullTime, shortAge, shortTime } from '../language/dates.ts'
import { formatLocale, language } from '../language/text.ts'

const tick_ms = 30_000
let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, tick_ms)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The page's clock in milliseconds; ticks twice a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

export function TimeText({ at, as = 'age' }: { at: string; as?: 'age' | 'clock' | 'moment' }) {
  const current = useNow()
  const locale = formatLocale(language())
  const text =
    as === 'age'
      ? shortAge(at, Math.max(current, Date.parse(at)), locale)
      : as === 'clock'
        ? clockTime(at, locale)
        : shortTime(at, locale)
  return (
    <time dateTime={at} title={fullTime(at, locale)} className="numeric">
      {text}
    </time>
  )
}
