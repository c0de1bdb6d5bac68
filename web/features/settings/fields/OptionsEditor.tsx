// The options of a drop-down or multi-select: their names, the tags they put on a record, their order.
import { useRef, useState } from 'react'
import type { FieldOption } from '../../../api/fields.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Reorderable } from '../../../kit/Reorderable.tsx'
import { t } from '../../../language/text.ts'

/** An option while it is edited: `row` stands for it on the page, `id` is the server's, if it has one. */
export interface EditedOption extends FieldOption {
  row: number
}

export function editedOptions(options: readonly FieldOption[] = []): EditedOption[] {
  return options.map((option, row) => ({ ...option, row }))
}

export function OptionsEditor({
  options,
  error,
  onChange,
}: {
  options: readonly EditedOption[]
  error: string | undefined
  onChange: (options: EditedOption[]) => void
}) {
  const [next, setNext] = useState(options.length)
  const list = useRef<HTMLFieldSetElement>(null)
  const change = (row: number, part: Partial<FieldOption>) =>
    onChange(options.map((option) => (option.row === row ? { ...option, ...part } : option)))
  return (
    <fieldset className="options-editor stack" ref={list} aria-describedby={error ? 'options-error' : undefined}>
      <legend className="field-label">{t('field.options')}</legend>
      <p className="field-help">{t('field.options.help')}</p>
      {error ? (
        <p className="field-error" id="options-error">
          {error}
        </p>
      ) : null}
      {options.length === 0 ? null : (
        <Reorderable
          label={t('field.options')}
          items={options.map((option) => ({ ...option, id: option.row }))}
          nameOf={(option) => option.name || t('field.option.new')}
          onReorder={(rows) => onChange(options.toSorted((a, b) => rows.indexOf(a.row) - rows.indexOf(b.row)))}
        >
          {(option) => (
            <>
              <input
                className="input grow"
                aria-label={t('field.option.name')}
                placeholder={t('field.option.name')}
                value={option.name}
                onChange={(event) => change(option.row, { name: event.target.value })}
              />
              <input
                className="input option-tag"
                aria-label={t('field.option.tag', { name: option.name })}
                placeholder={t('field.option.tagPlaceholder')}
                value={option.value}
                onChange={(event) => change(option.row, { value: event.target.value })}
              />
              <IconButton
                icon="trash-2"
                label={t('field.option.remove', { name: option.name })}
                onPress={() => onChange(options.filter((one) => one.row !== option.row))}
              />
            </>
          )}
        </Reorderable>
      )}
      <div className="row">
        <Button
          icon="plus"
          size="small"
          onPress={() => {
            onChange([...options, { row: next, name: '', value: '', default: false }])
            setNext(next + 1)
          }}
        >
          {t('field.option.add')}
        </Button>
      </div>
    </fieldset>
  )
}
