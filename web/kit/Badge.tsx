// A short word on a soft ground; the icon and the word carry the meaning, the colour only helps.
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'blue' | 'red' | 'violet' | 'slate' | 'green' | 'amber'

export function Badge({
  tone,
  icon,
  children,
  title,
}: {
  tone: Tone
  icon?: IconName
  children: ReactNode
  title?: string
}) {
  return (
    <span className={`badge tone-${tone}`} title={title}>
      {icon ? <Icon name={icon} size="small" /> : null}
      <span>{children}</span>
    </span>
  )
}
