// The options of a drop-down or multi-select: their names, the tags they put on a record, their order.
import { useState } from 'react'
import type { FieldOption } from '../../../api/fields.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { t } from '../../../language/text.ts'

/** An option while it is edited: `row` stands for it on the page, `id` is the server's, if it has one. */
export interface EditedOption extends FieldOption {
  row: number
}

export function editedOptions(options: readonly FieldOption[] = []): EditedOption[] {
  return options.map((option, row) => ({ ...option, row }))
}

function moved(options: readonly EditedOption[], from: number, to: number): EditedOption[] {
  return options.flatMap((_option, place) => options[place === from ? to : place === to ? from : place] ?? [])
}

// Rows with inputs are a plain list: in a list that can be dragged, keys belong to the list and not to the typing.
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
  const change = (row: number, part: Partial<FieldOption>) =>
    onChange(options.map((option) => (option.row === row ? { ...option, ...part } : option)))
  return (
    <fieldset className="options-editor stack" aria-describedby={error ? 'options-error' : undefined}>
      <legend className="field-label">{t('field.options')}</legend>
      <p className="field-help">{t('field.options.help')}</p>
      {error ? (
        <p className="field-error" id="options-error">
          {error}
        </p>
      ) : null}
      <ul className="settings-list">
        {options.map((option, place) => (
          <li key={option.row} className="settings-row option-row">
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
              icon="chevron-up"
              label={t('field.option.up', { name: option.name })}
              isDisabled={place === 0}
              onPress={() => onChange(moved(options, place, place - 1))}
            />
            <IconButton
              icon="chevron-down"
              label={t('field.option.down', { name: option.name })}
              isDisabled={place === options.length - 1}
              onPress={() => onChange(moved(options, place, place + 1))}
            />
            <IconButton
              icon="trash-2"
              label={t('field.option.remove', { name: option.name })}
              onPress={() => onChange(options.filter((one) => one.row !== option.row))}
            />
          </li>
        ))}
      </ul>
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
