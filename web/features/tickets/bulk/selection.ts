/** Which rows are chosen, and how X, Shift+J/K and "all" change that. Pure, so that the keys are tested without a page. */

/** Tickets that can be chosen at once: more than a person means, less than a mistake can harm. */
export const MOST_CHOSEN = 500

export type Selection = ReadonlySet<number>

export const nothing: Selection = new Set()

export function toggled(chosen: Selection, id: number): Selection {
  const next = new Set(chosen)
  if (next.has(id)) next.delete(id)
  else if (next.size < MOST_CHOSEN) next.add(id)
  return next
}

/** All rows between two, both included, are chosen too (Shift+click). */
export function extended(chosen: Selection, ids: readonly number[], from: number | null, to: number): Selection {
  const [start, end] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)]
  if (end < 0) return chosen
  const range = start < 0 ? [to] : ids.slice(Math.min(start, end), Math.max(start, end) + 1)
  return new Set([...chosen, ...range].slice(0, MOST_CHOSEN))
}

/** Every loaded row, or none when all are chosen already. */
export function allOrNone(chosen: Selection, ids: readonly number[]): Selection {
  const all = ids.slice(0, MOST_CHOSEN)
  return all.every((id) => chosen.has(id)) ? nothing : new Set(all)
}
