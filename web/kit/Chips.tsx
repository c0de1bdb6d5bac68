/** Values as removable chips. With a placeholder there is a field that adds words on Enter, comma or space. */
import { type ReactNode, type Ref, useState } from 'react'
import { Icon } from './Icon.tsx'

interface ChipsProps {
  values: readonly string[]
  onChange: (values: string[]) => void
  nameRemoval: (value: string) => string
  nameOf?: (value: string) => string
  /** Names the field, where no label element does. */
  label?: string
  id?: string
  ref?: Ref<HTMLInputElement>
  placeholder?: string
  /** Another way to add one. */
  children?: ReactNode
}

export function Chips({ values, onChange, nameRemoval, nameOf, label, id, ref, placeholder, children }: ChipsProps) {
  const [text, setText] = useState('')
  const take = () => {
    const added = text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean)
    setText('')
    if (added.length > 0) onChange([...new Set([...values, ...added])])
  }
  return (
    <div className="tags">
      {values.map((value) => (
        <span className="chip" key={value}>
          <span className="truncate">{nameOf?.(value) ?? value}</span>
          <button
            type="button"
            className="chip-remove"
            aria-label={nameRemoval(value)}
            onClick={() => onChange(values.filter((entry) => entry !== value))}
          >
            <Icon name="x" size="small" />
          </button>
        </span>
      ))}
      {children}
      {placeholder === undefined ? null : (
        <input
          ref={ref}
          id={id}
          aria-label={id === undefined ? label : undefined}
          className="chips-input"
          autoComplete="off"
          value={text}
          placeholder={placeholder}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ',' || event.key === ' ') {
              event.preventDefault()
              take()
            } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1))
          }}
        />
      )}
    </div>
  )
}
