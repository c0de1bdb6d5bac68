// Tags as removable chips, with a field that adds one on Enter, comma or space (tags have no spaces).
import { useId, useRef } from 'react'
import { useCommand } from '../../../commands/useCommand.ts'
import { Chips } from '../../../kit/Chips.tsx'
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
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  useCommand('ticket.tags', () => input.current?.focus(), label === undefined)
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label ?? t('field.tags')}
      </label>
      <Chips
        ref={input}
        id={id}
        values={tags}
        placeholder={t('tag.add')}
        nameRemoval={(tag) => t('tag.remove', { tag })}
        onChange={onChange}
      />
    </div>
  )
}
