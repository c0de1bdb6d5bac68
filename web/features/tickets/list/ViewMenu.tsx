// The list's title as a menu of all lists: the built-in ones, then the saved ones as they are shared, with their counts.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ViewRef } from '../../../api/paths.ts'
import { useCounts } from '../../../api/tickets.ts'
import { groupedViews, useSavedViews, useViewCounts } from '../../../api/views.ts'
import { Button } from '../../../kit/Button.tsx'
import { Icon } from '../../../kit/Icon.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { formatLocale, language, type MessageKey, t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { viewRefOf, views } from '../views.ts'

export const viewGroupWords = {
  personal: 'view.personal',
  team: 'view.team',
  shared: 'view.shared',
} as const satisfies Record<string, MessageKey>

export function ViewMenu({ view, title, total }: { view: ViewRef; title: string; total: number | undefined }) {
  const [, navigate] = useLocation()
  const [isOpen, setOpen] = useState(false)
  const counts = useCounts()
  const saved = useSavedViews(isOpen || typeof view === 'number').data ?? []
  const savedCounts = useViewCounts(
    saved.map((one) => one.id),
    isOpen,
  )
  const number = new Intl.NumberFormat(formatLocale(language()))
  const line = (label: string, count: number | undefined) => (
    <span className="row">
      <span className="grow truncate">{label}</span>
      <span className="muted numeric">{count === undefined ? '' : number.format(count)}</span>
    </span>
  )
  return (
    <Menu
      label={t('list.views')}
      chosen={String(view)}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onPick={(id) => {
        const next = viewRefOf(id)
        navigate(id === 'new' ? places.newView() : next === null ? places.savedViews : places.view(next))
      }}
      entries={[
        ...views.map((entry) => ({
          id: entry.name as string, // widened for the ids that follow
          label: t(entry.label),
          icon: entry.icon,
          content: line(t(entry.label), counts.data?.[entry.name]),
        })),
        ...groupedViews(saved).flatMap((group) =>
          group.views.map((one, index) => ({
            id: String(one.id),
            label: one.title,
            content: line(one.title, savedCounts.data?.[one.id]),
            ...(index === 0 ? { header: t(viewGroupWords[group.name]) } : {}),
          })),
        ),
        { id: 'new', label: t('command.create.view'), icon: 'plus' as const, startsGroup: true }, // literal for the icon's union
        { id: 'manage', label: t('view.manage'), icon: 'settings' as const }, // literal for the icon's union
      ]}
      trigger={
        <Button kind="quiet" className="list-view">
          <span className="truncate">{title}</span>
          {total === undefined ? null : <span className="list-count numeric">{number.format(total)}</span>}
          <Icon name="chevron-down" size="small" />
        </Button>
      }
    />
  )
}
