/** A button that opens a menu: to do one of several things, or to pick one of several values. */
import type { ReactNode, Ref } from 'react'
import { Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Separator } from 'react-aria-components'
import { t } from '../language/text.ts'
import { Floating } from './Floating.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Keys } from './Keys.tsx'

export interface MenuEntry {
  id: string
  label: string
  icon?: IconName
  detail?: string
  keys?: string | undefined
  isDangerous?: boolean
  isDisabled?: boolean
  /** Stands below a line. */
  startsGroup?: boolean
  /** Begins a section of this name, up to the next one or the next line. */
  header?: string
  content?: ReactNode
}

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode
  label: string
  entries: readonly MenuEntry[]
  onPick: (id: string) => void
  /** With a chosen value the menu shows which. */
  chosen?: string | null
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  ref?: Ref<HTMLDivElement>
}

export function Menu({ trigger, label, entries, onPick, chosen, isOpen, onOpenChange }: MenuProps) {
  const picks = chosen !== undefined
  return (
    <MenuTrigger {...(isOpen === undefined ? {} : { isOpen })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger}
      <Floating>
        <AriaMenu
          className="menu"
          aria-label={label}
          onAction={(key) => onPick(String(key))}
          {...(picks ? { selectionMode: 'single' as const, selectedKeys: chosen === null ? [] : [chosen] } : {})} // literal for the mode's union
        >
          {sectionsOf(entries).flatMap(({ header, isApart, members }) => {
            const [first] = members
            const items = members.map((entry) => (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                className={entry.isDangerous ? 'menu-item menu-danger' : 'menu-item'}
              >
                {entry.icon ? <Icon name={entry.icon} size="small" /> : null}
                <span className="grow">
                  {entry.content ?? entry.label}
                  {entry.detail ? <span className="menu-detail">{entry.detail}</span> : null}
                </span>
                {entry.keys ? <Keys keys={entry.keys} /> : null}
                {picks && chosen === entry.id ? <Icon name="check" size="small" label={t('kit.chosen')} /> : null}
              </MenuItem>
            ))
            return [
              ...(isApart ? [<Separator key={`${first?.id}-line`} className="menu-line" />] : []),
              ...(header
                ? [
                    <MenuSection key={`${first?.id}-section`}>
                      <Header className="menu-header">{header}</Header>
                      {items}
                    </MenuSection>,
                  ]
                : items),
            ]
          })}
        </AriaMenu>
      </Floating>
    </MenuTrigger>
  )
}

interface Section {
  header: string | undefined
  isApart: boolean
  members: MenuEntry[]
}

function sectionsOf(entries: readonly MenuEntry[]): Section[] {
  const sections: Section[] = []
  for (const entry of entries) {
    const last = sections.at(-1)
    if (last && !entry.header && !entry.startsGroup) last.members.push(entry)
    else sections.push({ header: entry.header, isApart: entry.startsGroup ?? false, members: [entry] })
  }
  return sections
}
