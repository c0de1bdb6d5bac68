// Stands where the editor will be until its code has arrived. Whoever begins to type at once types into this; without it
// those letters would be shortcuts, and "e" would solve the ticket.
import { useLayoutEffect, useRef } from 'react'

interface EarlyTextProps {
  label: string
  hasFocus: boolean
  onChange: (text: string) => void
}

export function EarlyText({ label, hasFocus, onChange }: EarlyTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (hasFocus) field.current?.focus()
  }, [hasFocus])
  return (
    <textarea
      ref={field}
      className="composer-wait"
      aria-label={label}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
