// The control for a condition's value: a choice, several, tags, a text, a number, a day, a person or an organisation.
import type { Condition } from '../api/conditions.ts'
import { Chips } from '../kit/Chips.tsx'
import { t } from '../language/text.ts'
import { type Choice, type ConditionField, controlOf, valuesOf } from './fields.ts'
import { RecordPicker } from './RecordPicker.tsx'

interface ValueControlProps {
  label: string
  field: ConditionField
  condition: Condition
  onChange: (value: Condition['value']) => void
}

const inputTypes = { text: 'text', number: 'number', date: 'date' } as const

export function ValueControl({ label, field, condition, onChange }: ValueControlProps) {
  const control = controlOf(field, condition.operator)
  const values = valuesOf(condition)
  const value = values[0] ?? ''
  switch (control) {
    case 'none':
      return null
    case 'choice':
      return (
        <select
          className="input select"
          aria-label={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {field.choices.some((choice) => choice.value === value) ? null : <option value={value}>{value}</option>}
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )
    case 'choices':
      return <SeveralChoices label={label} choices={field.choices} values={values} onChange={onChange} />
    case 'tags':
      return (
        <Chips
          label={label}
          values={value.split(/[\s,]+/).filter(Boolean)}
          placeholder={t('tag.add')}
          nameRemoval={(tag) => t('tag.remove', { tag })}
          onChange={(tags) => onChange(tags.join(' '))}
        />
      )
    case 'user':
    case 'organization':
      return <RecordPicker of={control} label={label} specials={field.choices} value={value} onPick={onChange} />
    default:
      return (
        <input
          className="input"
          aria-label={label}
          type={inputTypes[control]}
          {...(control === 'number' ? { min: 0 } : {})}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

function SeveralChoices({
  label,
  choices,
  values,
  onChange,
}: {
  label: string
  choices: readonly Choice[]
  values: readonly string[]
  onChange: (values: string[]) => void
}) {
  const nameOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value
  const rest = choices.filter((choice) => !values.includes(choice.value))
  return (
    <Chips
      label={label}
      values={values}
      nameOf={nameOf}
      nameRemoval={(value) => t('rule.removeValue', { value: nameOf(value) })}
      onChange={onChange}
    >
      {rest.length > 0 ? (
        <select
          className="input select"
          aria-label={label}
          value="…"
          onChange={(event) => onChange([...values, event.target.value])}
        >
          <option value="…" disabled>
            {t('rule.addValue')}
          </option>
          {rest.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : null}
    </Chips>
  )
}
