// Rows with the heads of their groups between them, where a view groups. The server ordered them. Pure.
import type { Row } from './rows.ts'

export type Entry = { kind: 'row'; row: Row; place: number } | { kind: 'group'; key: string; label: string }

/** `labelOf` says what group a row is in; null for a list without groups. */
export function entriesOf(rows: readonly Row[], labelOf: ((row: Row) => string) | null): Entry[] {
  const entries: Entry[] = []
  let last: string | null = null
  for (const [place, row] of rows.entries()) {
    const label = labelOf?.(row) ?? null
    if (label !== null && label !== last) entries.push({ kind: 'group', key: `group-${label}-${row.ticket.id}`, label })
    last = label
    entries.push({ kind: 'row', row, place })
  }
  return entries
}
