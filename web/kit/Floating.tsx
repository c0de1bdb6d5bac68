/**
 * What opens at a button: menus, pickers, details. It is drawn inside a landmark of the page rather than at the end of
 * <body>, so that everything on the page, even React Aria's hidden "dismiss" buttons, lies within a landmark.
 */
import type { ReactNode } from 'react'
import { Popover } from 'react-aria-components'
import { t } from '../language/text.ts'

const id = 'floating'

export function Floating({ children }: { children: ReactNode }) {
  return (
    <Popover className="popover" offset={4} UNSTABLE_portalContainer={document.getElementById(id) ?? document.body}>
      {children}
    </Popover>
  )
}

/** The landmark; stands once in the page, empty while nothing is open. */
export function FloatingPlace() {
  return <section id={id} aria-label={t('kit.floating')} />
}
