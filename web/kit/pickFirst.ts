// Enter in a searchable list means "the first one that fits", also in the half second before React Aria has marked it.
import type { KeyboardEvent } from 'react'

/** For onKeyDownCapture around a search field and its list. Leaves Enter alone once an option is marked. */
export function pickFirst(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const input = event.target
  if (!(input instanceof HTMLInputElement) || input.getAttribute('aria-activedescendant')) return
  const first = event.currentTarget.querySelector<HTMLElement>('[role="option"]')
  if (!first) return
  event.preventDefault()
  event.stopPropagation()
  first.click()
}
