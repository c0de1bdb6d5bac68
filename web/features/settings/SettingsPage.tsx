/** Settings: what is mine (this browser), and what is the desk's (admins). One page each, by address. */
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useMe } from '../../api/session.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Icon, type IconName } from '../../kit/Icon.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { type MessageKey, t } from '../../language/text.ts'
import { type SettingsPage as PageName, places } from '../../places/places.ts'
import { DeskSettings } from './DeskSettings.tsx'
import { MailSettings } from './MailSettings.tsx'
import { PreferencesForm } from './PreferencesForm.tsx'
import { SampleData } from './SampleData.tsx'
import '../../kit/settings.css'

const AddressSettings = lazy(() => import('./AddressSettings.tsx'))
const DomainSettings = lazy(() => import('./DomainSettings.tsx'))
const FieldSettings = lazy(() => import('./fields/FieldSettings.tsx'))
const FormSettings = lazy(() => import('./fields/FormSettings.tsx'))
const GroupSettings = lazy(() => import('./team/GroupSettings.tsx'))
const AutomationSettings = lazy(() => import('./rules/AutomationSettings.tsx'))
const BrandSettings = lazy(() => import('./service/BrandSettings.tsx'))
const ContentSettings = lazy(() => import('./service/ContentSettings.tsx'))
const OwnSecurity = lazy(() => import('./security/OwnSecurity.tsx'))
const MacroSettings = lazy(() => import('./rules/MacroSettings.tsx'))
const PolicySettings = lazy(() => import('./service/PolicySettings.tsx'))
const RoutingSettings = lazy(() => import('./routing/RoutingSettings.tsx'))
const ScheduleSettings = lazy(() => import('./service/ScheduleSettings.tsx'))
const ShortcutSettings = lazy(() => import('./ShortcutSettings.tsx'))
const StatusSettings = lazy(() => import('./fields/StatusSettings.tsx'))
const TargetSettings = lazy(() => import('./webhooks/TargetSettings.tsx'))
const TeamSettings = lazy(() => import('./team/TeamSettings.tsx'))
const TriggerSettings = lazy(() => import('./rules/TriggerSettings.tsx'))
const WebhookSettings = lazy(() => import('./webhooks/WebhookSettings.tsx'))

const pages: readonly { name: PageName; label: MessageKey; icon: IconName; isForAdmins: boolean }[] = [
  { name: 'preferences', label: 'settings.preferences', icon: 'user', isForAdmins: false },
  { name: 'security', label: 'settings.security', icon: 'shield-check', isForAdmins: false },
  { name: 'shortcuts', label: 'settings.shortcuts', icon: 'keyboard', isForAdmins: false },
  { name: 'tokens', label: 'settings.tokens', icon: 'code', isForAdmins: false },
  { name: 'macros', label: 'settings.macros', icon: 'wand-sparkles', isForAdmins: false },
  { name: 'desk', label: 'settings.desk', icon: 'building-2', isForAdmins: true },
  { name: 'team', label: 'settings.team', icon: 'users', isForAdmins: true },
  { name: 'groups', label: 'settings.groups', icon: 'inbox', isForAdmins: true },
  { name: 'addresses', label: 'settings.addresses', icon: 'at-sign', isForAdmins: true },
  { name: 'domains', label: 'settings.domains', icon: 'globe', isForAdmins: true },
  { name: 'mail', label: 'settings.mail', icon: 'mail', isForAdmins: true },
  { name: 'ticket-fields', label: 'settings.fields', icon: 'list', isForAdmins: true },
  { name: 'ticket-forms', label: 'settings.forms', icon: 'file-text', isForAdmins: true },
  { name: 'statuses', label: 'settings.statuses', icon: 'circle-dot', isForAdmins: true },
  { name: 'user-fields', label: 'settings.userFields', icon: 'users', isForAdmins: true },
  { name: 'organization-fields', label: 'settings.organizationFields', icon: 'building-2', isForAdmins: true },
  { name: 'triggers', label: 'settings.triggers', icon: 'zap', isForAdmins: true },
  { name: 'automations', label: 'settings.automations', icon: 'history', isForAdmins: true },
  { name: 'webhooks', label: 'settings.webhooks', icon: 'send', isForAdmins: true },
  { name: 'targets', label: 'settings.targets', icon: 'external-link', isForAdmins: true },
  { name: 'routing', label: 'settings.routing', icon: 'split', isForAdmins: true },
  { name: 'slas', label: 'settings.slas', icon: 'flag', isForAdmins: true },
  { name: 'schedules', label: 'settings.schedules', icon: 'clock', isForAdmins: true },
  { name: 'brands', label: 'settings.brands', icon: 'tag', isForAdmins: true },
  { name: 'dynamic-content', label: 'settings.dynamicContent', icon: 'quote', isForAdmins: true },
  { name: 'sample-data', label: 'settings.sampleData', icon: 'inbox', isForAdmins: true },
]

interface SettingsPageProps {
  page: string
  /** One's own credentials, which another feature draws. */
  tokens: ReactNode
}

export default function SettingsPage({ page, tokens }: SettingsPageProps) {
  const me = useMe()
  const current = pages.find((entry) => entry.name === page) ?? pages[0]
  const nav = useRef<HTMLElement>(null)
  // On narrow screens the pages are a strip that scrolls; where one is stays in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is found anew for each page
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  const isAllowed = current && (!current.isForAdmins || me.role === 'admin')
  return (
    <div className="settings">
      <nav ref={nav} className="settings-nav" aria-label={t('settings.title')}>
        <p className="settings-title">{t('settings.title')}</p>
        {[false, true].map((isForAdmins) => (
          <div key={String(isForAdmins)} className="settings-group">
            <p className="settings-group-name">{t(isForAdmins ? 'settings.group.desk' : 'settings.group.me')}</p>
            <ul>
              {pages
                .filter((entry) => entry.isForAdmins === isForAdmins)
                .map((entry) => (
                  <li key={entry.name}>
                    <Link
                      href={places.settings(entry.name)}
                      className="settings-link"
                      aria-current={entry === current ? 'page' : undefined}
                    >
                      <Icon name={entry.icon} size="small" /> {t(entry.label)}
                    </Link>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="page settings-page">
        {current && isAllowed ? (
          <Suspense fallback={<Skeleton lines={4} />}>
            <h1 className="page-title">{t(current.label)}</h1>
            {current.name === 'tokens' ? tokens : <Content page={current.name} />}
          </Suspense>
        ) : (
          <EmptyState icon="lock" title={t('settings.adminsOnly')}>
            {t('settings.askAdmin')}
          </EmptyState>
        )}
      </div>
    </div>
  )
}

function Content({ page }: { page: Exclude<PageName, 'tokens'> }) {
  switch (page) {
    case 'preferences':
      return <PreferencesForm />
    case 'security':
      return <OwnSecurity />
    case 'shortcuts':
      return <ShortcutSettings />
    case 'desk':
      return <DeskSettings />
    case 'team':
      return <TeamSettings />
    case 'groups':
      return <GroupSettings />
    case 'addresses':
      return <AddressSettings />
    case 'domains':
      return <DomainSettings />
    case 'mail':
      return <MailSettings />
    case 'ticket-fields':
      return <FieldSettings key={page} of="ticket" />
    case 'ticket-forms':
      return <FormSettings />
    case 'statuses':
      return <StatusSettings />
    case 'user-fields':
      return <FieldSettings key={page} of="user" />
    case 'organization-fields':
      return <FieldSettings key={page} of="organization" />
    case 'triggers':
      return <TriggerSettings />
    case 'automations':
      return <AutomationSettings />
    case 'macros':
      return <MacroSettings />
    case 'webhooks':
      return <WebhookSettings />
    case 'targets':
      return <TargetSettings />
    case 'routing':
      return <RoutingSettings />
    case 'slas':
      return <PolicySettings />
    case 'schedules':
      return <ScheduleSettings />
    case 'brands':
      return <BrandSettings />
    case 'dynamic-content':
      return <ContentSettings />
    case 'sample-data':
      return <SampleData />
  }
}
