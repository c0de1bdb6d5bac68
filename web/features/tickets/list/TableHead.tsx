// The heads of a wide list: press one to order by it, again for the other way; drag or arrow its edge for its width.
import type { ViewRef } from '../../../api/paths.ts'
import { narrowestColumn, widestColumn } from '../../../columns/columns.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { Splitter } from '../../../kit/Splitter.tsx'
import { t } from '../../../language/text.ts'
import { preferences, setViewLook } from '../../../preferences/store.ts'
import type { Table } from './useTable.ts'

export function TableHead({ view, table, sort }: { view: ViewRef; table: Table; sort: string }) {
  if (typeof view !== 'number') return null
  const widths = () => preferences().view_looks[view]?.widths ?? {}
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons for a list, not the heads of a <table>
    <div
      className="table-head"
      role="group"
      aria-label={t('column.heads')}
      style={{ gridTemplateColumns: table.tracks, minInlineSize: table.width }}
    >
      {table.columns.map(({ id, title, sortable, width }) => {
        const isUp = sort === id
        const isDown = sort === `-${id}`
        return (
          <span key={id} className="table-head-cell">
            {sortable ? (
              <button
                type="button"
                className="table-head-sort truncate"
                aria-pressed={isUp || isDown}
                aria-label={isUp ? t('column.sorted', { title }) : isDown ? t('column.sortedDown', { title }) : title}
                onClick={() => setViewLook(view, { sort: isDown ? id : isUp ? '' : `-${id}` })}
              >
                <span className="truncate">{title}</span>
                {isUp || isDown ? <Icon name={isUp ? 'chevron-up' : 'chevron-down'} size="small" /> : null}
              </button>
            ) : (
              <span className="truncate">{title}</span>
            )}
            <Splitter
              label={t('column.width', { title })}
              value={width}
              min={narrowestColumn}
              max={widestColumn}
              onChange={(next) => setViewLook(view, { widths: { ...widths(), [id]: next } })}
            />
          </span>
        )
      })}
    </div>
  )
}
