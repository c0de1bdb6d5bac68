// The last bulk change can be taken back for ten minutes, in this page. What was said stays said.
import { useSyncExternalStore } from 'react'
import { runJob } from '../../../api/jobs.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { piecesOf } from './plan.ts'

const undoFor_ms = 10 * 60_000

type Back = Partial<Ticket> & { id: number }

let remembered: { back: Back[]; timer: ReturnType<typeof setTimeout> } | null = null
const listeners = new Set<() => void>()

function set(next: typeof remembered): void {
  clearTimeout(remembered?.timer)
  remembered = next
  for (const listener of listeners) listener()
}

/** Keeps what puts the tickets back; nothing where no field changed. */
export function rememberUndo(back: Back[]): void {
  const useful = back.filter((one) => Object.keys(one).length > 1)
  set(useful.length === 0 ? null : { back: useful, timer: setTimeout(() => set(null), undoFor_ms) })
}

/** How many tickets the last change could be taken back for; 0 for none. */
export function useUndoCount(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => remembered?.back.length ?? 0,
  )
}

/** Puts the tickets back. Returns how many could not be; those were changed or closed meanwhile. */
export async function undoLast(): Promise<number> {
  const back = remembered?.back ?? []
  set(null)
  let refused = 0
  for (const piece of piecesOf(back)) {
    const job = await runJob('PUT', '/api/v2/tickets/update_many', { tickets: piece }, () => undefined)
    refused += (job.results ?? []).filter((result) => result.error !== undefined).length
  }
  return refused
}
