// What a view would hold as it stands: how many tickets, and the first of them. Asked again when typing pauses.
import { useEffect, useMemo, useState } from 'react'
import { useViewPreview, type ViewDraft } from '../../api/views.ts'
import { cellText, cellTime } from '../../columns/cells.ts'
import { columnTitle } from '../../columns/columns.ts'
import { useNames } from '../../columns/useNames.ts'
import { ErrorNotice } from '../../kit/EmptyState.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TimeText } from '../../kit/TimeText.tsx'
import { t } from '../../language/text.ts'

const pause_ms = 500

export function ViewPreview({ draft }: { draft: ViewDraft | null }) {
  // The name and who sees it change nothing of what it holds.
  const asked = useSettled(
    draft && JSON.stringify({ ...draft, title: '', description: null, restriction: null, query: draft.query || null }),
  )
  const preview = useViewPreview(useMemo(() => (asked === null ? null : (JSON.parse(asked) as ViewDraft)), [asked])) // written above
  const { data } = preview
  const beside = useMemo(() => (data ? [data] : []), [data])
  const names = useNames(beside)
  if (draft === null) return <p className="muted">{t('view.preview.incomplete')}</p>
  if (preview.isError) return <ErrorNotice error={preview.error} title={t('view.preview.failed')} />
  if (!data) return <Skeleton lines={3} />
  return (
    <>
      <p role="status">{t('view.preview.count', { count: data.count })}</p>
      {data.rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="views-preview" tabIndex={0} aria-label={t('view.preview')}>
          <table>
            <thead>
              <tr>
                {data.columns.map((column) => (
                  <th key={column.id} scope="col">
                    {columnTitle(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map(({ ticket }) => (
                <tr key={ticket.id}>
                  {data.columns.map(({ id }) => {
                    const at = cellTime(id, ticket)
                    return (
                      <td key={id}>
                        {at ? <TimeText at={at} /> : <bdi>{at === null ? '' : cellText(id, ticket, names)}</bdi>}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </>
  )
}

/** The value, once it has stayed the same for a moment. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause_ms)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
