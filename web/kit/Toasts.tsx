/**
 * Short confirmations in a corner, and the page's two live regions. A toast never carries an action (it would be gone
 * before some people reach it), stays at least five seconds, and waits while it is pointed at or focused.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface Toast {
  id: number
  text: string
  icon: IconName
}

const shown_ms = 6_000
const most = 3
let toasts: readonly Toast[] = []
let spoken: readonly [string, number] = ['', 0]
let nextId = 1
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Confirms that something happened. */
export function toast(text: string, icon: IconName = 'check'): void {
  toasts = [...toasts.slice(1 - most), { id: nextId, text, icon }]
  nextId += 1
  changed()
}

/** Says something to screen readers only, politely and once. */
export function announce(text: string): void {
  spoken = [text, spoken[1] + 1]
  changed()
}

export function Toasts() {
  const list = useSyncExternalStore(subscribe, () => toasts)
  const [text, count] = useSyncExternalStore(subscribe, () => spoken)
  return (
    <>
      <div className="toasts" role="status">
        {list.map((entry) => (
          <ToastCard key={entry.id} entry={entry} />
        ))}
      </div>
      <div className="sr-only" aria-live="polite">
        {/* A no-break space on every other message makes readers speak the same words twice. */}
        {count % 2 === 0 ? text : `${text}\u00a0`}
      </div>
    </>
  )
}

function ToastCard({ entry }: { entry: Toast }) {
  useEffect(() => {
    let timer = setTimeout(close, shown_ms)
    function close() {
      toasts = toasts.filter((other) => other.id !== entry.id)
      changed()
    }
    const card = document.getElementById(`toast-${entry.id}`)
    const hold = () => clearTimeout(timer)
    const release = () => {
      clearTimeout(timer)
      timer = setTimeout(close, shown_ms)
    }
    card?.addEventListener('pointerenter', hold)
    card?.addEventListener('pointerleave', release)
    return () => clearTimeout(timer)
  }, [entry.id])
  return (
    <p className="toast" id={`toast-${entry.id}`}>
      <Icon name={entry.icon} size="small" /> {entry.text}
    </p>
  )
}
