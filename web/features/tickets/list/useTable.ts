/**
 * How a saved view is laid out for its reader: its columns in its order (or the reader's own choice), their widths, what
 * it groups by, and what a row shows. Null for the built-in lists, which have a layout of their own.
 */
import { useMemo } from 'react'
import type { ViewRef } from '../../../api/paths.ts'
import type { TicketPage } from '../../../api/tickets.ts'
import { useSavedView, type ViewColumn } from '../../../api/views.ts'
import { cellText, type Names } from '../../../columns/cells.ts'
import { allColumns, columnTitle, columnWidth } from '../../../columns/columns.ts'
import { useNames } from '../../../columns/useNames.ts'
import { t } from '../../../language/text.ts'
import { usePreferences } from '../../../preferences/store.ts'
import type { Row } from './rows.ts'

export interface Table {
  columns: readonly (ViewColumn & { width: number })[]
  names: Names
  /** For CSS: one track a column, the subject takes what is left. */
  tracks: string
  /** In pixels: narrower than this the table scrolls sideways. */
  width: number
  groupOf: ((row: Row) => string) | null
}

const noPages: readonly TicketPage[] = []
const gap = 12
const margins = 64

export function useTable(view: ViewRef, pages: readonly TicketPage[] = noPages): Table | null {
  const saved = useSavedView(typeof view === 'number' ? view : null).view
  const looks = usePreferences().view_looks
  const look = typeof view === 'number' ? looks[view] : undefined
  const names = useNames(pages, typeof view === 'number')
  return useMemo(() => {
    if (typeof view !== 'number' || !saved) return null
    const known = new Map(
      [...allColumns([...names.fields.values()]), ...saved.execution.columns].map((column) => [column.id, column]),
    )
    const chosen = look?.columns?.flatMap((id) => known.get(id) ?? []) ?? []
    const columns = (chosen.length > 0 ? chosen : saved.execution.columns).map((column) => ({
      ...column,
      title: columnTitle(column),
      width: columnWidth(column.id, look?.widths),
    }))
    const { group_by } = saved.execution
    const isGrouped = group_by !== null && !look?.sort
    return {
      columns,
      names,
      tracks: columns
        .map(({ id, width }) => (id === 'subject' ? `minmax(${width}px, 1fr)` : `${width}px`))
        .concat('minmax(0, auto)')
        .join(' '),
      width: columns.reduce((sum, column) => sum + column.width + gap, margins),
      groupOf: isGrouped ? (row) => cellText(group_by, row.ticket, names) || t('rule.value.none') : null,
    }
  }, [view, saved, look, names])
}
