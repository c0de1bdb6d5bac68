// What the list of a view shows: its columns in their order, how rows are grouped, and how they are ordered.
import { useFields } from '../../api/fields.ts'
import type { ViewDraft } from '../../api/views.ts'
import { ColumnsChooser } from '../../columns/ColumnsChooser.tsx'
import { allColumns } from '../../columns/columns.ts'
import { SelectField } from '../../kit/Field.tsx'
import { t } from '../../language/text.ts'

type Output = ViewDraft['output']
const nothing = ''

export function ShownFields({ output, onChange }: { output: Output; onChange: (output: Output) => void }) {
  const fields = useFields('ticket')
  const sortable = allColumns(fields.data ?? []).filter((column) => column.sortable)
  const entries = (none: string) => [
    { value: nothing, label: none },
    ...sortable.map((column) => ({ value: column.id, label: column.title })),
  ]
  const orders = [
    { value: 'asc' as const, label: t('view.ascending') }, // literal for the union
    { value: 'desc' as const, label: t('view.descending') }, // literal for the union
  ]
  const set = (change: Partial<Output>) => onChange({ ...output, ...change })
  return (
    <>
      <ColumnsChooser value={output.columns} onChange={(columns) => set({ columns })} />
      <div className="views-pairs">
        <SelectField
          label={t('view.sortBy')}
          value={output.sort_by ?? nothing}
          options={entries(t('view.newestFirst'))}
          onChange={(value) => set({ sort_by: value || null })}
        />
        {output.sort_by ? (
          <SelectField
            label={t('view.sortOrder')}
            value={output.sort_order}
            options={orders}
            onChange={(sort_order) => set({ sort_order })}
          />
        ) : null}
        <SelectField
          label={t('view.groupBy')}
          value={output.group_by ?? nothing}
          options={entries(t('view.none'))}
          onChange={(value) => set({ group_by: value || null })}
        />
        {output.group_by ? (
          <SelectField
            label={t('view.groupOrder')}
            value={output.group_order}
            options={orders}
            onChange={(group_order) => set({ group_order })}
          />
        ) : null}
      </div>
    </>
  )
}
