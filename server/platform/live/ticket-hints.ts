// Hints about tickets for somebody who sees only some of them: each is looked up before it is passed on, a few at a time.
// A ticket that was theirs is told of once more when it is not any longer, so that it leaves their lists.
import type { Hint } from './bus.ts'

/** Hints that name a ticket. */
const ABOUT_TICKETS: ReadonlySet<string> = new Set(['ticket', 'presence'])
const GATHER_MS = 50
/** More are dropped: a hint may be lost. */
const WAITING = 500
/** Tickets a page is known to have heard of. */
const REMEMBERED = 2_000

export const isAboutTicket = (hint: Hint): boolean => ABOUT_TICKETS.has(hint.kind)

export interface TicketHints {
  add(hint: Hint): void
  close(): void
}

/** `listSeen` gives those of the ids that the person sees; where it fails, nothing is passed on. */
export function ticketHints(
  listSeen: (ids: readonly number[]) => Promise<readonly number[]>,
  send: (hint: Hint) => void,
): TicketHints {
  let waiting: Hint[] = []
  let timer: NodeJS.Timeout | undefined
  const known = new Set<number>()

  async function flush(): Promise<void> {
    timer = undefined
    const hints = waiting
    waiting = []
    const seen = new Set(await listSeen([...new Set(hints.map((hint) => hint.id))]))
    for (const hint of hints) {
      const was_known = known.delete(hint.id)
      if (!seen.has(hint.id) && !was_known) continue
      if (seen.has(hint.id)) known.add(hint.id)
      send(hint)
    }
    for (const id of known) {
      if (known.size <= REMEMBERED) break
      known.delete(id)
    }
  }

  return {
    add(hint) {
      if (waiting.length >= WAITING) return
      waiting.push(hint)
      timer ??= setTimeout(() => {
        flush().catch(() => undefined /* The database is away: pages ask by themselves now and then. */)
      }, GATHER_MS)
    },
    close: () => clearTimeout(timer),
  }
}
