// One condition: what it is about, how it is compared, and with what. What the page does not know stays as it was.
import type { Condition } from '../api/conditions.ts'
import { IconButton } from '../kit/Button.tsx'
import { type MessageKey, t } from '../language/text.ts'
import { type ConditionField, conditionOn, withOperator } from './fields.ts'
import { ValueControl } from './ValueControl.tsx'

const groups: readonly { name: string; label: MessageKey }[] = [
  { name: 'ticket', label: 'rule.group.ticket' },
  { name: 'requester', label: 'rule.group.requester' },
  { name: 'organization', label: 'rule.group.organization' },
  { name: 'hours', label: 'rule.group.hours' },
  { name: 'update', label: 'rule.group.update' },
  { name: 'custom', label: 'rule.group.custom' },
]

interface ConditionLineProps {
  number: number
  fields: readonly ConditionField[]
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}

export function ConditionLine({ number, fields, condition, onChange, onRemove }: ConditionLineProps) {
  const field = fields.find((one) => one.subject === condition.field)
  const isKnownOperator = field?.operators.some((one) => one.value === condition.operator)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset per line would nest legends that say nothing new
    <div className="condition-line" role="group" aria-label={`${number}`}>
      <select
        className="input select"
        aria-label={t('rule.what', { number })}
        value={condition.field}
        onChange={(event) => {
          const next = fields.find((one) => one.subject === event.target.value)
          if (next) onChange(conditionOn(next))
        }}
      >
        {field ? null : <option value={condition.field}>{condition.field}</option>}
        {groups.map(({ name, label }) => {
          const members = fields.filter((one) => one.group === name)
          return members.length === 0 ? null : (
            <optgroup key={name} label={t(label)}>
              {members.map((one) => (
                <option key={one.subject} value={one.subject}>
                  {one.title}
                </option>
              ))}
            </optgroup>
          )
        })}
      </select>
      <select
        className="input select"
        aria-label={t('rule.how', { number })}
        value={condition.operator}
        disabled={!field}
        onChange={(event) => field && onChange(withOperator(field, condition, event.target.value))}
      >
        {isKnownOperator ? null : <option value={condition.operator}>{condition.operator}</option>}
        {(field?.operators ?? []).map((operator) => (
          <option key={operator.value} value={operator.value}>
            {operator.label}
          </option>
        ))}
      </select>
      <div className="condition-value">
        {field ? (
          <ValueControl
            label={t('rule.with', { number })}
            field={field}
            condition={condition}
            onChange={(value) => onChange({ ...condition, value })}
          />
        ) : (
          <span className="muted truncate">{[condition.value ?? ''].flat().join(', ')}</span>
        )}
      </div>
      <IconButton icon="x" label={t('rule.remove', { number })} onPress={onRemove} />
    </div>
  )
}
