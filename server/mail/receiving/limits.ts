// How much one sending client, and all of them together, may ask of the SMTP server. Every number can be overridden,
// none can be switched off. Addresses of clients stay in memory, for at most one window.
import { isIPv6 } from 'node:net'

export interface SmtpLimits {
  /** Open connections in total; more are answered 421. */
  max_connections: number
  /** Open connections of one client (an IPv4 address, or an IPv6 /64). */
  max_connections_per_client: number
  /** New connections of one client per minute. */
  max_connections_per_minute: number
  /** Messages (MAIL FROM) of one client per minute. */
  max_messages_per_minute: number
  /** Messages on one connection before it is closed with 421. */
  max_messages_per_connection: number
  /** Unknown recipients on one connection before it is closed: nobody gets to try out a list of names. */
  max_unknown_recipients: number
  /** Messages being read at once; the next ones wait, unread, until one is done. */
  max_concurrent_data: number
  /** Bytes of messages held in memory at once; beyond it 451. */
  max_bytes_in_memory: number
  /** Longest line of a message. RFC 5321 says 1,000; real mail breaks that, a gigabyte without a line end is an attack. */
  max_line_bytes: number
  /** Idle time before 421 (RFC 5321 4.5.3.2.7 asks for five minutes). */
  idle_timeout_ms: number
  /** Longest time one message may take to arrive, however steadily it trickles. */
  data_timeout_ms: number
  /** Longest wait for a free reading slot before 451. */
  slot_timeout_ms: number
  /** Longest wait for running messages when the server closes. */
  close_timeout_ms: number
  /** Networks (CIDR) that the per-client limits do not count: our own relays. */
  uncounted_networks: string[]
}

export const DEFAULT_SMTP_LIMITS: SmtpLimits = {
  max_connections: 500,
  max_connections_per_client: 20,
  max_connections_per_minute: 120,
  max_messages_per_minute: 300,
  max_messages_per_connection: 200,
  max_unknown_recipients: 10,
  max_concurrent_data: 32,
  max_bytes_in_memory: 192 * 1024 * 1024,
  max_line_bytes: 1024 * 1024,
  idle_timeout_ms: 5 * 60_000,
  data_timeout_ms: 15 * 60_000,
  slot_timeout_ms: 60_000,
  close_timeout_ms: 30_000,
  uncounted_networks: ['127.0.0.0/8', '::1/128'],
}

/** Most clients remembered in one window; beyond it the window starts anew (a flood must not fill the memory). */
const MAX_CLIENTS_COUNTED = 20_000
const WINDOW_MS = 60_000

/** The unit that limits count: an IPv4 address as it is, an IPv6 address cut to its /64, which is what one customer gets. */
export function clientNetwork(ip: string): string {
  const plain = ip.replace(/^::ffff:/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** Counts per key in windows of one minute. `take` answers false when the key is over its limit. */
export function countPerMinute(limit: number, now: () => number = Date.now): { take(key: string): boolean } {
  let counts = new Map<string, number>()
  let window_ends_at = 0
  return {
    take(key) {
      if (now() >= window_ends_at || counts.size >= MAX_CLIENTS_COUNTED) {
        counts = new Map()
        window_ends_at = now() + WINDOW_MS
      }
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count <= limit
    },
  }
}

/** A number of slots. `acquire` waits for one and answers the function that gives it back, or null after the timeout. */
export function slots(count: number): { acquire(timeout_ms: number): Promise<(() => void) | null> } {
  let free = count
  const waiting: (() => void)[] = []
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  const once = () => {
    let released = false
    return () => {
      if (!released) {
        released = true
        release()
      }
    }
  }
  return {
    acquire(timeout_ms) {
      if (free > 0) {
        free -= 1
        return Promise.resolve(once())
      }
      return new Promise((resolve) => {
        const grant = () => {
          clearTimeout(timer)
          resolve(once())
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(grant), 1)
          resolve(null)
        }, timeout_ms)
        waiting.push(grant)
      })
    },
  }
}
