/**
 * The Security center, for admins: who may come in, from where, how they prove it. One page each, by address; each page
 * is loaded when it is opened. Whoever keeps roles without being an admin has the page of these.
 */
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { mayKeepRoles, useMe } from '../../api/session.ts'
import type { Me } from '../../api/shapes.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Icon, type IconName } from '../../kit/Icon.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { type MessageKey, t } from '../../language/text.ts'
import { type SecurityPage as PageName, places } from '../../places/places.ts'
import '../../kit/settings.css'

interface Page {
  name: PageName
  label: MessageKey
  icon: IconName
  Content: LazyExoticComponent<ComponentType>
  /** Who else than admins has it. */
  isFor?: (me: Me) => boolean
}

const pages: readonly Page[] = [
  {
    name: 'sign-in',
    label: 'security.signIn',
    icon: 'lock',
    Content: lazy(() => import('./policies/PolicySettings.tsx')),
  },
  {
    name: 'factors',
    label: 'security.factors',
    icon: 'shield-check',
    Content: lazy(() => import('./factors/FactorsPage.tsx')),
  },
  {
    name: 'sessions',
    label: 'security.sessions',
    icon: 'monitor',
    Content: lazy(() => import('./sessions/SessionsPage.tsx')),
  },
  {
    name: 'single-sign-on',
    label: 'security.sso',
    icon: 'link',
    Content: lazy(() => import('./sso/SingleSignOnPage.tsx')),
  },
  {
    name: 'scim',
    label: 'security.scim',
    icon: 'users',
    Content: lazy(() => import('./scim/ScimPage.tsx')),
  },
  {
    name: 'ip-restrictions',
    label: 'security.ip',
    icon: 'globe',
    Content: lazy(() => import('./ip/IpRestrictionsPage.tsx')),
  },
  {
    name: 'roles',
    label: 'security.roles',
    icon: 'users',
    Content: lazy(() => import('./roles/RolesPage.tsx')),
    isFor: mayKeepRoles,
  },
  {
    name: 'tokens',
    label: 'security.tokens',
    icon: 'code',
    Content: lazy(() => import('./tokens/TokensPage.tsx')),
  },
  {
    name: 'service-accounts',
    label: 'security.serviceAccounts',
    icon: 'bot',
    Content: lazy(() => import('./service-accounts/ServiceAccountsPage.tsx')),
  },
  {
    name: 'applications',
    label: 'security.applications',
    icon: 'external-link',
    Content: lazy(() => import('./applications/ApplicationsPage.tsx')),
  },
  {
    name: 'support-access',
    label: 'security.supportAccess',
    icon: 'hand',
    Content: lazy(() => import('./support-access/SupportAccessPage.tsx')),
  },
  {
    name: 'alarms',
    label: 'security.alarms',
    icon: 'bell',
    Content: lazy(() => import('./alarms/AlarmsPage.tsx')),
  },
  {
    name: 'audit',
    label: 'security.audit',
    icon: 'history',
    Content: lazy(() => import('./audit/AuditPage.tsx')),
  },
]

export default function SecurityPage({ page }: { page: string | undefined }) {
  const me = useMe()
  const own = pages.filter((entry) => me.role === 'admin' || entry.isFor?.(me))
  const current = pages.find((entry) => entry.name === page) ?? own[0]
  const nav = useRef<HTMLElement>(null)
  // On narrow screens the pages are a strip that scrolls; where one is stays in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is found anew for each page
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <div className="settings">
      <nav ref={nav} className="settings-nav" aria-label={t('security.title')}>
        <p className="settings-title">{t('security.title')}</p>
        <div className="settings-group">
          <ul>
            {own.map((entry) => (
              <li key={entry.name}>
                <Link
                  href={places.security(entry.name)}
                  className="settings-link"
                  aria-current={entry === current ? 'page' : undefined}
                >
                  <Icon name={entry.icon} size="small" /> {t(entry.label)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </nav>
      <div className="page settings-page">
        {current && own.includes(current) ? (
          <Suspense fallback={<Skeleton lines={4} />}>
            <h1 className="page-title">{t(current.label)}</h1>
            <current.Content />
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
