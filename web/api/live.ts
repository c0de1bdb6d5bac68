/**
 * Live updates: a WebSocket that says which ticket changed; the app then asks the API. Reconnects with growing, jittered
 * pauses, and tells whether the page is connected so that the shell can show it.
 */
import { paths } from './paths.ts'

export interface LiveMessage {
  kind: string
  id: number
  change?: string
  /** Who, in news about presence. */
  by?: number
}

/** What the page tells the others: who is here is known from the session. */
export interface PresenceMessage {
  kind: 'presence'
  id: number
  state: 'viewing' | 'replying' | 'noting' | 'left'
}

export type Connection = 'connecting' | 'open' | 'lost'

const firstPause_ms = 1_000
const longestPause_ms = 30_000

/** The pause before attempt n (0 for the first retry), doubled each time, with up to a third of jitter. */
export function pauseBefore(attempt: number, random: number): number {
  const base = Math.min(longestPause_ms, firstPause_ms * 2 ** attempt)
  return Math.round(base * (1 - random / 3))
}

/** Reads a message of the server; anything unknown is null, so that newer servers do no harm. */
export function parseLive(text: unknown): LiveMessage | null {
  if (typeof text !== 'string') return null
  try {
    const value = JSON.parse(text) as Partial<LiveMessage> // checked on the next line
    return typeof value?.kind === 'string' && typeof value.id === 'number'
      ? {
          kind: value.kind,
          id: value.id,
          change: value.change,
          ...(typeof value.by === 'number' ? { by: value.by } : {}),
        }
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Connects and stays connected until `close` is called. `onReconnect` runs after a gap. What is sent while the
 * connection is away is dropped: whoever says something says it again after the gap.
 */
export function connectLive(listeners: {
  onMessage: (message: LiveMessage) => void
  onState: (state: Connection) => void
  onReconnect: () => void
}): { send: (message: PresenceMessage) => void; close: () => void } {
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let wasOpen = false
  let isOver = false

  const open = () => {
    clearTimeout(timer)
    if (isOver || socket?.readyState === WebSocket.OPEN) return
    const address = new URL(paths.live, location.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const next = new WebSocket(address)
    socket = next
    next.onopen = () => {
      attempt = 0
      listeners.onState('open')
      if (wasOpen) listeners.onReconnect()
      wasOpen = true
    }
    next.onmessage = (event) => {
      const message = parseLive(event.data)
      if (message) listeners.onMessage(message)
    }
    next.onclose = () => {
      if (isOver || socket !== next) return
      listeners.onState('lost')
      timer = setTimeout(open, pauseBefore(attempt, Math.random()))
      attempt += 1
    }
  }
  const wake = () => {
    if (
      document.visibilityState === 'visible' &&
      socket?.readyState !== WebSocket.OPEN &&
      socket?.readyState !== WebSocket.CONNECTING
    )
      open()
  }

  const offline = () => listeners.onState('lost')
  const online = () => {
    if (socket?.readyState !== WebSocket.OPEN) return wake()
    // The socket outlived the gap, but what was said meanwhile may not have come through.
    listeners.onState('open')
    listeners.onReconnect()
  }

  open()
  window.addEventListener('online', online)
  window.addEventListener('offline', offline)
  document.addEventListener('visibilitychange', wake)
  return {
    send(message) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    },
    close() {
      isOver = true
      clearTimeout(timer)
      window.removeEventListener('online', online)
      window.removeEventListener('offline', offline)
      document.removeEventListener('visibilitychange', wake)
      socket?.close()
    },
  }
}
