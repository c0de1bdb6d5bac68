// The value of one action: a choice, tags, a text; or whom to write to and what.
import type { Action } from '../../../api/rules.ts'
import type { Choice } from '../../../conditions/fields.ts'
import { Chips } from '../../../kit/Chips.tsx'
import { SelectField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'
import { type ActionField, partsOf } from './actionFields.ts'
import { TemplateField } from './TemplateField.tsx'

interface ActionValueProps {
  number: number
  field: ActionField
  action: Action
  onChange: (action: Action) => void
}

const inputTypes = { text: 'text', number: 'number', date: 'date' } as const

export function ActionValue({ number, field, action, onChange }: ActionValueProps) {
  const label = t('action.with', { number })
  const set = (value: Action['value']) => onChange({ field: field.subject, value })
  const [first, second, third] = partsOf(action)
  switch (field.control) {
    case 'mail':
      return (
        <div className="stack action-words">
          <Whom
            label={t('action.to')}
            value={first}
            choices={field.choices}
            onChange={(to) => set([to, second, third])}
          />
          <TemplateField
            label={t('action.mailSubject')}
            value={second}
            onChange={(subject) => set([first, subject, third])}
          />
          <TemplateField
            label={t('action.mailBody')}
            value={third}
            isTall
            onChange={(body) => set([first, second, body])}
          />
        </div>
      )
    case 'webhook':
    case 'target':
      return (
        <div className="stack action-words">
          {field.choices.length === 0 ? (
            <p className="field-help">{t(field.control === 'webhook' ? 'action.noWebhooks' : 'action.noTargets')}</p>
          ) : null}
          <Whom label={t('action.to')} value={first} choices={field.choices} onChange={(to) => set([to, second])} />
          <TemplateField
            label={t('action.content')}
            value={second}
            isTall
            isCode
            onChange={(body) => set([first, body])}
          />
        </div>
      )
    case 'choice':
      return <Select label={label} value={first} choices={field.choices} onChange={set} />
    case 'choices': {
      const values = action.value === null ? [] : [action.value].flat()
      const nameOf = (value: string) => field.choices.find((choice) => choice.value === value)?.label ?? value
      const rest = field.choices.filter((choice) => choice.value !== '' && !values.includes(choice.value))
      return (
        <Chips
          label={label}
          values={values}
          nameOf={nameOf}
          nameRemoval={(value) => t('rule.removeValue', { value: nameOf(value) })}
          onChange={set}
        >
          <Select
            label={label}
            value="…"
            choices={[{ value: '…', label: t('rule.addValue') }, ...rest]}
            onChange={(value) => set([...values, value])}
          />
        </Chips>
      )
    }
    case 'tags':
      return (
        <Chips
          label={label}
          values={(action.value === null ? [] : [action.value].flat())
            .join(' ')
            .split(/[\s,]+/)
            .filter(Boolean)}
          placeholder={t('tag.add')}
          nameRemoval={(tag) => t('tag.remove', { tag })}
          onChange={(tags) => set(tags.join(' '))}
        />
      )
    default:
      return (
        <input
          className="input"
          aria-label={label}
          type={field.control === 'user' ? 'text' : inputTypes[field.control]}
          value={first}
          onChange={(event) => set(event.target.value)}
        />
      )
  }
}

function Whom({ label, value, choices, onChange }: SelectProps) {
  const known = choices.some((choice) => choice.value === value)
  return (
    <SelectField
      label={label}
      value={value}
      options={known ? choices : [{ value, label: value }, ...choices]}
      onChange={onChange}
    />
  )
}

interface SelectProps {
  label: string
  value: string
  choices: readonly Choice[]
  onChange: (value: string) => void
}

function Select({ label, value, choices, onChange }: SelectProps) {
  return (
    <select
      className="input select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {choices.some((choice) => choice.value === value) ? null : <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
