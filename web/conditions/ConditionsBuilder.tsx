/**
 * Builds the conditions of a view or a rule: those that must all hold, and those of which one must. What can be asked
 * comes from the server's definitions (useConditionDefinitions), so every kind of rule uses the same builder.
 */
import type { Condition, ConditionDefinition, ConditionDefinitions, Conditions } from '../api/conditions.ts'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { t } from '../language/text.ts'
import { ConditionLine } from './ConditionLine.tsx'
import { conditionOn } from './fields.ts'
import { useConditionFields } from './useConditionFields.ts'
import './conditions.css'

interface ConditionsBuilderProps {
  fields: ConditionDefinitions
  value: Conditions
  onChange: (value: Conditions) => void
  /** Why the server declined them. */
  error?: string | undefined
  /** What is said where `all` is empty. */
  emptyText?: string
}

export function ConditionsBuilder({ fields, value, onChange, error, emptyText }: ConditionsBuilderProps) {
  return (
    <div className="stack">
      {error ? (
        <p className="field-error" role="alert">
          <Icon name="circle-alert" size="small" /> {error}
        </p>
      ) : null}
      <Part
        title={t('rule.all')}
        empty={emptyText ?? t('rule.all.none')}
        definitions={fields.conditions_all}
        conditions={value.all}
        onChange={(all) => onChange({ ...value, all })}
      />
      <Part
        title={t('rule.any')}
        empty={t('rule.any.none')}
        definitions={fields.conditions_any}
        conditions={value.any}
        onChange={(any) => onChange({ ...value, any })}
      />
    </div>
  )
}

/** As many as the server takes in one rule. */
const mostConditions = 100

function Part({
  title,
  empty,
  definitions,
  conditions,
  onChange,
}: {
  title: string
  empty: string
  definitions: readonly ConditionDefinition[]
  conditions: readonly Condition[]
  onChange: (conditions: Condition[]) => void
}) {
  const fields = useConditionFields(definitions)
  const [first] = fields
  return (
    <fieldset className="conditions">
      <legend className="field-label">{title}</legend>
      {conditions.length === 0 ? <p className="field-help">{empty}</p> : null}
      {conditions.map((condition, index) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place; all controls are controlled
          key={index}
          number={index + 1}
          fields={fields}
          condition={condition}
          onChange={(next) => onChange(conditions.with(index, next))}
          onRemove={() => onChange(conditions.toSpliced(index, 1))}
        />
      ))}
      {first && conditions.length < mostConditions ? (
        <div className="row">
          <Button icon="plus" size="small" onPress={() => onChange([...conditions, conditionOn(first)])}>
            {t('rule.add')}
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}
