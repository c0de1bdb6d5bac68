// Tags as removable chips, with a field that adds one on Enter, comma or space (tags have no spaces).
import { useId, useRef, useState } from 'react'
import { useCommand } from '../../../commands/useCommand.ts'
import { Icon } from '../../../kit/Icon.tsx'
import { t } from '../../../language/text.ts'

/** The tags of the open ticket answer to the key for tags; a field with a label of its own does not. */
export function TagField({
  tags,
  onChange,
  label,
}: {
  tags: readonly string[]
  onChange: (tags: string[]) => void
  label?: string
}) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useCommand('ticket.tags', () => input.current?.focus(), label === undefined)
  const take = () => {
    const added = text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean)
    setText('')
    if (added.length > 0) onChange([...new Set([...tags, ...added])])
  }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label ?? t('field.tags')}
      </label>
      <div className="tags">
        {tags.map((tag) => (
          <span className="chip" key={tag}>
            {tag}
            <button
              type="button"
              className="chip-remove"
              aria-label={t('tag.remove', { tag })}
              onClick={() => onChange(tags.filter((entry) => entry !== tag))}
            >
              <Icon name="x" size="small" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          className="composer-cc"
          autoComplete="off"
          value={text}
          placeholder={t('tag.add')}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ',' || event.key === ' ') {
              event.preventDefault()
              take()
            } else if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1))
          }}
        />
      </div>
    </div>
  )
}
