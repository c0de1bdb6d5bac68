// Which columns, and in which order: a list to drag or move by keyboard, and a menu of those that are left.
import { useFields } from '../api/fields.ts'
import { IconButton } from '../kit/Button.tsx'
import { Reorderable } from '../kit/Reorderable.tsx'
import { t } from '../language/text.ts'
import { allColumns, mostColumns } from './columns.ts'

export function ColumnsChooser({ value, onChange }: { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const fields = useFields('ticket')
  const columns = allColumns(fields.data ?? [])
  const items = value.map((id) => {
    const place = columns.findIndex((column) => column.id === id)
    return { id: place === -1 ? Number(id) : place, name: id, title: columns[place]?.title ?? id }
  })
  const rest = columns.filter((column) => !value.includes(column.id))
  return (
    <div className="stack">
      <Reorderable
        label={t('column.list')}
        items={items}
        nameOf={(item) => item.title}
        onReorder={(ids) =>
          onChange(ids.flatMap((id) => items.filter((item) => item.id === id).map((item) => item.name)))
        }
      >
        {(item) => (
          <>
            <span className="grow">{item.title}</span>
            <IconButton
              icon="x"
              label={t('column.remove', { title: item.title })}
              onPress={() => onChange(value.filter((id) => id !== item.name))}
            />
          </>
        )}
      </Reorderable>
      {rest.length > 0 && value.length < mostColumns ? (
        <select
          className="input select"
          aria-label={t('column.add')}
          value=""
          onChange={(event) => onChange([...value, event.target.value])}
        >
          <option value="" disabled>
            {t('column.add')}
          </option>
          {rest.map((column) => (
            <option key={column.id} value={column.id}>
              {column.title}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  )
}
