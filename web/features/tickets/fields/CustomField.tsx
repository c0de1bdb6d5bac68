/** One custom field of a ticket, by its type. What is typed is saved when one leaves the field; a choice at once. */
import { useEffect, useState } from 'react'
import type { DeskField } from '../../../api/fields.ts'
import { Field, SelectField, SwitchField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'

const none = ''

interface CustomFieldProps {
  field: DeskField
  value: unknown
  error: string | undefined
  isDisabled: boolean
  onChange: (value: unknown) => void
}

export function CustomField({ field, value, error, isDisabled, onChange }: CustomFieldProps) {
  const options = field.custom_field_options ?? []
  const help = field.agent_description || undefined
  switch (field.type) {
    case 'checkbox':
      return <SwitchField label={field.title} isOn={value === true} onChange={onChange} {...(help ? { help } : {})} />
    case 'tagger':
      return (
        <SelectField
          label={field.title}
          help={help}
          error={error}
          value={typeof value === 'string' ? value : none}
          options={[
            { value: none, label: t('field.none') },
            ...options.map((option) => ({ value: option.value, label: option.name.replaceAll('::', ' › ') })),
          ]}
          onChange={(chosen) => onChange(chosen === none ? null : chosen)}
        />
      )
    case 'multiselect':
      return <ChoiceField field={field} value={value} error={error} isDisabled={isDisabled} onChange={onChange} />
    default:
      return <TypedField field={field} value={value} error={error} isDisabled={isDisabled} onChange={onChange} />
  }
}

function ChoiceField({ field, value, isDisabled, onChange }: CustomFieldProps) {
  const chosen = Array.isArray(value) ? value.map(String) : []
  return (
    <fieldset className="field choices" disabled={isDisabled}>
      <legend className="field-label">{field.title}</legend>
      {(field.custom_field_options ?? []).map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, option.value] : chosen.filter((other) => other !== option.value),
              )
            }
          />
          {option.name.replaceAll('::', ' › ')}
        </label>
      ))}
    </fieldset>
  )
}

const inputTypes: Record<string, 'text' | 'date'> = { date: 'date' }
const keyboards: Record<string, 'numeric' | 'decimal' | 'text'> = {
  integer: 'numeric',
  decimal: 'decimal',
  partialcreditcard: 'numeric',
  lookup: 'numeric',
}

/** Text, numbers, dates: what stands in the field is only the value once it is left. */
function TypedField({ field, value, error, isDisabled, onChange }: CustomFieldProps) {
  const known = value === null || value === undefined ? '' : String(value)
  const [text, setText] = useState(known)
  useEffect(() => setText(known), [known])
  const save = () => {
    if (text !== known) onChange(text.trim() === '' ? null : text)
  }
  return (
    <Field label={field.title} help={field.agent_description || undefined} error={error}>
      {(ids) =>
        field.type === 'textarea' ? (
          <textarea
            {...ids}
            className="input"
            rows={3}
            value={text}
            disabled={isDisabled}
            onChange={(event) => setText(event.target.value)}
            onBlur={save}
          />
        ) : (
          <input
            {...ids}
            className="input"
            type={inputTypes[field.type] ?? 'text'}
            inputMode={keyboards[field.type] ?? 'text'}
            autoComplete="off"
            value={text}
            disabled={isDisabled}
            onChange={(event) => setText(event.target.value)}
            onBlur={save}
            onKeyDown={(event) => {
              if (event.key === 'Enter') save()
              else if (event.key === 'Escape') setText(known)
            }}
          />
        )
      }
    </Field>
  )
}
