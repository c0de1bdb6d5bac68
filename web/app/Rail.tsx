/** The rail: where one can go, with counts; narrow it has icons, wide it has words. At the foot of small screens. */
import { Link, useLocation } from 'wouter'
import type { ViewRef } from '../api/paths.ts'
import { mayKeepRoles, useMe } from '../api/session.ts'
import type { Counts } from '../api/shapes.ts'
import { useCounts } from '../api/tickets.ts'
import { groupedViews, useSavedViews, useViewCounts } from '../api/views.ts'
import { useCommand } from '../commands/useCommand.ts'
import { viewGroupWords } from '../features/tickets/list/ViewMenu.tsx'
import { views } from '../features/tickets/views.ts'
import { IconButton } from '../kit/Button.tsx'
import { Icon, type IconName } from '../kit/Icon.tsx'
import { formatLocale, language, t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { setPreferences, usePreferences } from '../preferences/store.ts'
import { useMedia } from './useMedia.ts'
import { useOpenView } from './useOpenView.ts'

/** Links in the rail; all views are a press away in the list's menu. */
const mostSaved = 30
const wideFrom = '(min-width: 1600px)'

export function Rail() {
  const chosen = usePreferences().is_rail_wide
  const isWide = chosen ?? matchMedia(wideFrom).matches
  const counts = useCounts().data
  const me = useMe()
  const [path] = useLocation()
  const view = useOpenView()
  const toggle = () => setPreferences({ is_rail_wide: !isWide })
  useCommand('general.rail', toggle)
  return (
    <nav className={isWide ? 'rail rail-wide' : 'rail'} aria-label={t('rail.label')}>
      <div className="rail-brand">
        <Mark />
        <span className="rail-word">Custos</span>
      </div>
      <ul className="rail-list rail-views">
        {views.map((entry) => (
          <RailLink
            key={entry.name}
            href={places.view(entry.name)}
            icon={entry.icon}
            label={t(entry.label)}
            count={countOf(counts, entry.name)}
            isHere={view === entry.name}
            isWide={isWide}
          />
        ))}
      </ul>
      {isWide ? <SavedLinks open={view} /> : null}
      <span className="grow" />
      <ul className="rail-list">
        <RailLink
          href={places.search()}
          icon="search"
          label={t('rail.search')}
          isHere={path.startsWith('/search')}
          isWide={isWide}
        />
        <RailLink
          href={places.suspended}
          icon="shield-alert"
          label={t('rail.suspended')}
          count={countOf(counts, 'suspended')}
          isHere={path.startsWith('/suspended')}
          isWide={isWide}
        />
        {mayKeepRoles(me) ? (
          <RailLink
            href={places.security(me.role === 'admin' ? 'sign-in' : 'roles')}
            icon="shield-check"
            label={t('rail.security')}
            isHere={path.startsWith('/security')}
            isWide={isWide}
          />
        ) : null}
        <RailLink
          href={places.settings()}
          icon="settings"
          label={t('rail.settings')}
          isHere={path.startsWith('/settings')}
          isWide={isWide}
        />
      </ul>
      <div className="rail-foot">
        <IconButton
          icon="panel-left"
          label={t('command.general.rail')}
          keys="["
          placement="end"
          aria-expanded={isWide}
          onPress={toggle}
          className="rail-toggle"
        />
      </div>
    </nav>
  )
}

/** Saved views by who sees them; the narrow rail leaves them to the list's own menu. */
function SavedLinks({ open }: { open: ViewRef | null }) {
  const isSmall = useMedia('(max-width: 899px)')
  const saved = (useSavedViews().data ?? []).slice(0, mostSaved)
  const counts = useViewCounts(
    saved.map((view) => view.id),
    !isSmall,
  ).data
  return groupedViews(saved).map((group) => (
    <div key={group.name} className="rail-group">
      <p className="rail-group-name" id={`rail-${group.name}`}>
        {t(viewGroupWords[group.name])}
      </p>
      <ul className="rail-list" aria-labelledby={`rail-${group.name}`}>
        {group.views.map((view) => (
          <RailLink
            key={view.id}
            href={places.view(view.id)}
            label={view.title}
            count={counts?.[view.id]}
            isHere={open === view.id}
            isWide
          />
        ))}
      </ul>
    </div>
  ))
}

/** Counts that ask for something are shown; how many are solved in all is not news. */
function countOf(counts: Counts | undefined, name: keyof Counts): number | undefined {
  return name === 'solved' || name === 'all' ? undefined : counts?.[name]
}

interface RailLinkProps {
  href: string
  icon?: IconName
  label: string
  count?: number | undefined
  isHere: boolean
  isWide: boolean
}

function RailLink({ href, icon, label, count, isHere, isWide }: RailLinkProps) {
  const number = new Intl.NumberFormat(formatLocale(language()), { notation: 'compact', maximumFractionDigits: 1 })
  const link = (
    <Link href={href} className="rail-link" aria-current={isHere ? 'page' : undefined}>
      {icon ? <Icon name={icon} /> : null}
      <span className="rail-word">{label}</span>
      {count ? <span className="rail-count numeric">{number.format(count)}</span> : null}
    </Link>
  )
  return <li title={isWide ? undefined : label}>{link}</li>
}

/** The product's mark: a shield with two lines of a letter. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 3.5 26.500 7.500v8.400c0 5.900-4.200 10.100-10.500 12.100C9.700 26 5.500 21.800 5.500 15.900V7.500z" />
      <path d="M11.500 13h9M11.500 17.500h5.500" />
    </svg>
  )
}
