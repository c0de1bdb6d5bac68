/** A pressed key in the notation of the command list, or null for keys that cannot be a shortcut alone. Pure. */
export function pressOf(event: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}): string | null {
  const { key } = event
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Escape', 'Tab', 'CapsLock'].includes(key)) return null
  const isLetter = /^\p{L}$/u.test(key)
  const held = [
    event.ctrlKey || event.metaKey ? '$mod' : '',
    event.altKey ? 'Alt' : '',
    // A symbol already says how it was typed; only letters and named keys keep their Shift.
    event.shiftKey && (isLetter || key.length > 1) ? 'Shift' : '',
  ]
  return [...held, isLetter ? key.toLowerCase() : key].filter(Boolean).join('+')
}
