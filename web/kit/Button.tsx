/**
 * Buttons. `primary` for the one thing a place is for, `plain` for the rest, `quiet` for toolbars, `danger` for what
 * destroys. An icon button always has a label, shown as a tooltip with its key.
 */
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'
import { Keys } from './Keys.tsx'

export interface ButtonProps {
  children?: ReactNode
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'small'
  icon?: IconName
  onPress?: () => void
  isDisabled?: boolean
  isPending?: boolean
  type?: 'button' | 'submit'
  ref?: Ref<HTMLButtonElement>
  className?: string
  autoFocus?: boolean
  form?: string
  'aria-describedby'?: string
  'aria-pressed'?: boolean
  'aria-expanded'?: boolean
  'aria-label'?: string
}

export function Button({ children, kind = 'plain', size, icon, className, ...rest }: ButtonProps) {
  const classes = ['button', `button-${kind}`, size ? `button-${size}` : '', className ?? ''].filter(Boolean).join(' ')
  return (
    <AriaButton {...rest} className={classes}>
      {icon ? <Icon name={icon} size="small" /> : null}
      {children}
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: IconName
  label: string
  keys?: string | undefined
  placement?: 'top' | 'bottom' | 'left' | 'right' | 'end'
}

export function IconButton({
  icon,
  label,
  keys,
  placement = 'bottom',
  kind = 'quiet',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Hint text={label} keys={keys} placement={placement}>
      <Button {...rest} kind={kind} aria-label={label} className={`button-icon ${className ?? ''}`} icon={icon} />
    </Hint>
  )
}

/** A tooltip for a focusable child: what it is, and its key. */
export function Hint({
  text,
  keys,
  placement = 'bottom',
  children,
}: {
  text: string
  keys?: string | undefined
  placement?: 'top' | 'bottom' | 'left' | 'right' | 'end'
  children: ReactNode
}) {
  return (
    <TooltipTrigger delay={500} closeDelay={50}>
      {children}
      <Tooltip className="tooltip" placement={placement} offset={6}>
        {text}
        {keys ? <Keys keys={keys} /> : null}
      </Tooltip>
    </TooltipTrigger>
  )
}
