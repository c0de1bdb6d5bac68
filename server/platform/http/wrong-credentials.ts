// Guessing tokens is counted by where it comes from: who changes the token with every try would otherwise have a fresh
// allowance each time (ASVS 6.3.1).
import { isIPv6 } from 'node:net'

const MINUTE_MS = 60_000
/** Beyond this many sources in a minute all are forgotten, rather than memory be filled. */
const MAX_SOURCES = 50_000

export interface WrongCredentials {
  /** One more wrong attempt from an address. */
  count(ip: string): void
  /** Whole seconds to wait, or null while the source is welcome. */
  wait_s(ip: string): number | null
}

/** `per_minute` wrong attempts of one source are heard. */
export function countWrongCredentials(
  per_minute: number,
  monotonicMs: () => number = () => performance.now(),
): WrongCredentials {
  let started_ms = monotonicMs()
  let counts = new Map<string, number>()

  function current(): Map<string, number> {
    if (monotonicMs() - started_ms >= MINUTE_MS || counts.size > MAX_SOURCES) {
      started_ms = monotonicMs()
      counts = new Map()
    }
    return counts
  }

  return {
    count(ip) {
      const source = sourceOf(ip)
      current().set(source, (current().get(source) ?? 0) + 1)
    },
    wait_s(ip) {
      if ((current().get(sourceOf(ip)) ?? 0) < per_minute) return null
      return Math.max(1, Math.ceil((started_ms + MINUTE_MS - monotonicMs()) / 1000))
    },
  }
}

/** One household or server has a whole /64 of IPv6. */
function sourceOf(ip: string): string {
  return isIPv6(ip) && !ip.includes('.') ? expand(ip).slice(0, 4).join(':') : ip
}

function expand(ip: string): string[] {
  const [head = '', tail = ''] = ip.split('::')
  const before = head.split(':').filter((part) => part !== '')
  const after = tail.split(':').filter((part) => part !== '')
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0'), ...after]
}
