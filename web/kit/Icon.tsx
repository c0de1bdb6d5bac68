// An icon of the sprite. Decorative by default; with a `label` it speaks.
import sprite from 'virtual:icon-sprite'
import type { IconName } from './icon-names.ts'

export type { IconName } from './icon-names.ts'

export function Icon({ name, label, size }: { name: IconName; label?: string; size?: 'small' | 'large' }) {
  const className = size ? `icon icon-${size}` : 'icon'
  if (label) {
    return (
      <svg className={className} role="img" aria-label={label}>
        <use href={`${sprite}#${name}`} />
      </svg>
    )
  }
  return (
    <svg className={className} aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
