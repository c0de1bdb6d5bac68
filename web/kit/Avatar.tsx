/**
 * Drawn by the style sheet from data-letters, so that the letters are no text that a button's name would have to repeat.
 * A person's initials on a colour of their own. No pictures from elsewhere: that would tell third parties who writes.
 */
import { Icon } from './Icon.tsx'
import { initials } from './initials.ts'

const tones = ['blue', 'red', 'violet', 'slate', 'green', 'amber'] as const

export function Avatar({
  name,
  id,
  size,
  isTeam,
}: {
  name: string
  id: number
  size?: 'small' | 'large'
  isTeam?: boolean
}) {
  const letters = initials(name)
  const classes = [
    'avatar',
    `tone-${tones[Math.abs(id) % tones.length]}`,
    size ? `avatar-${size}` : '',
    isTeam ? 'avatar-team' : '',
  ]
  return (
    <span className={classes.filter(Boolean).join(' ')} aria-hidden="true" data-letters={letters}>
      {letters ? null : <Icon name="user" size="small" />}
    </span>
  )
}
