/** The line between two columns: dragged by pointer, moved by arrow keys, and a proper separator for screen readers. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'

interface SplitterProps {
  label: string
  /** The width in pixels of the column before it. */
  value: number
  min: number
  max: number
  onChange: (value: number) => void
}

const step = 24

export function Splitter({ label, value, min, max, onChange }: SplitterProps) {
  const start = useRef<{ x: number; value: number } | null>(null)
  const clamp = (next: number) => Math.round(Math.min(max, Math.max(min, next)))
  const isRtl = () => document.documentElement.dir === 'rtl'

  const move = (event: PointerEvent) => {
    if (!start.current) return
    const distance = (event.clientX - start.current.x) * (isRtl() ? -1 : 1)
    onChange(clamp(start.current.value + distance))
  }
  const press = (event: KeyboardEvent) => {
    const sign = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (sign === 0) return
    event.preventDefault()
    onChange(clamp(value + sign * step * (isRtl() ? -1 : 1)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is the pattern for splitters; <hr> cannot take the focus
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={press}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, value }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null
      }}
    />
  )
}
