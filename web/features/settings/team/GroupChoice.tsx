// Which groups somebody is in, or who is in a group: one switch for each.
import { SwitchField } from '../../../kit/Field.tsx'

interface GroupChoiceProps {
  legend: string
  /** What there is to choose from. */
  items: readonly { id: number; name: string }[]
  chosen: ReadonlySet<number>
  onChange: (chosen: ReadonlySet<number>) => void
}

export function GroupChoice({ legend, items, chosen, onChange }: GroupChoiceProps) {
  return (
    <fieldset className="stack group-choice">
      <legend className="field-label">{legend}</legend>
      {items.map((item) => (
        <SwitchField
          key={item.id}
          label={item.name}
          isOn={chosen.has(item.id)}
          onChange={(isOn) => {
            const after = new Set(chosen)
            if (isOn) after.add(item.id)
            else after.delete(item.id)
            onChange(after)
          }}
        />
      ))}
    </fieldset>
  )
}
