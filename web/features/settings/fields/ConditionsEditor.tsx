// Conditions of a form: when one field has a value, other fields show (and may be required). Each line is one value of
// a parent and one child; lines of the same parent and value are one condition for the server.
import type { DeskField, FormCondition } from '../../../api/fields.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { SelectField, SwitchField } from '../../../kit/Field.tsx'
import { t } from '../../../language/text.ts'

const parentTypes = ['tagger', 'multiselect', 'checkbox', 'tickettype', 'priority', 'status']

export interface ConditionLine {
  row: number
  parent: number
  value: string
  child: number
  is_required: boolean
  /** What the server has beside this, kept as it is. */
  required_on_statuses?: unknown
}

export function linesOf(conditions: readonly FormCondition[]): ConditionLine[] {
  return conditions
    .flatMap((condition) =>
      condition.child_fields.map(({ id, ...child }) => ({
        parent: condition.parent_field_id,
        value: condition.value,
        child: id,
        ...child,
      })),
    )
    .map((line, row) => ({ ...line, row }))
}

export function conditionsOf(lines: readonly ConditionLine[]): FormCondition[] {
  const groups = Map.groupBy(lines, (line) => `${line.parent} ${line.value}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    return [
      {
        parent_field_id: first.parent,
        value: first.value,
        child_fields: group.map(({ child, is_required, required_on_statuses }) => ({
          id: child,
          is_required,
          ...(required_on_statuses ? { required_on_statuses } : {}),
        })),
      },
    ]
  })
}

export function valuesOf(field: DeskField | undefined): { value: string; label: string }[] {
  if (field?.type === 'checkbox')
    return [
      { value: 'true', label: t('condition.checked') },
      { value: 'false', label: t('condition.unchecked') },
    ]
  const options = field?.custom_field_options ?? field?.system_field_options ?? []
  return options.map((option) => ({ value: option.value, label: option.name }))
}

export function ConditionsEditor({
  label,
  fields,
  lines,
  error,
  onChange,
}: {
  label: string
  /** The fields of the form, in its order. */
  fields: readonly DeskField[]
  lines: readonly ConditionLine[]
  error: string | undefined
  onChange: (lines: ConditionLine[]) => void
}) {
  const parents = fields.filter((field) => parentTypes.includes(field.type) && valuesOf(field).length > 0)
  const children = fields.filter(
    (field) => field.removable !== false || field.type === 'tickettype' || field.type === 'priority',
  )
  const entries = (list: readonly DeskField[]) => list.map((one) => ({ value: String(one.id), label: one.title }))
  const change = (row: number, part: Partial<ConditionLine>) =>
    onChange(lines.map((line) => (line.row === row ? { ...line, ...part } : line)))
  const [parent] = parents
  const child = children.find((one) => one !== parent)
  return (
    <fieldset className="stack options-editor">
      <legend className="field-label">{label}</legend>
      {error ? <p className="field-error">{error}</p> : null}
      {lines.length === 0 && parent && child ? <p className="field-help">{t('condition.none')}</p> : null}
      {lines.map((line) => {
        const chosen = fields.find((field) => field.id === line.parent)
        return (
          <div className="condition" key={line.row}>
            <SelectField
              label={t('condition.when')}
              value={String(line.parent)}
              options={entries(parents)}
              onChange={(id) => {
                const next = parents.find((field) => String(field.id) === id)
                change(line.row, { parent: Number(id), value: valuesOf(next)[0]?.value ?? '' })
              }}
            />
            <SelectField
              label={t('condition.is')}
              value={line.value}
              options={valuesOf(chosen)}
              onChange={(value) => change(line.row, { value })}
            />
            <SelectField
              label={t('condition.shows')}
              value={String(line.child)}
              options={entries(children.filter((field) => field.id !== line.parent))}
              onChange={(id) => change(line.row, { child: Number(id) })}
            />
            <SwitchField
              label={t('condition.required')}
              isOn={line.is_required}
              onChange={(isRequired) => change(line.row, { is_required: isRequired })}
            />
            <IconButton
              icon="trash-2"
              label={t('condition.remove')}
              onPress={() => onChange(lines.filter((one) => one.row !== line.row))}
            />
          </div>
        )
      })}
      {parent && child ? (
        <div className="row">
          <Button
            icon="plus"
            size="small"
            onPress={() =>
              onChange([
                ...lines,
                {
                  row: Math.max(-1, ...lines.map((line) => line.row)) + 1,
                  parent: parent.id,
                  value: valuesOf(parent)[0]?.value ?? '',
                  child: child.id,
                  is_required: false,
                },
              ])
            }
          >
            {t('condition.add')}
          </Button>
        </div>
      ) : (
        <p className="field-help">{t('condition.noParents')}</p>
      )}
    </fieldset>
  )
}
