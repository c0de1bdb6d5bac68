// Which page an address shows. Everything but the ticket list is loaded when it is first needed.
import { lazy, Suspense } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { t } from '../language/text.ts'
import { places } from '../places/places.ts'
import { TicketsPlace } from './TicketsPlace.tsx'
import { viewAt } from './useOpenView.ts'

const SearchPage = lazy(() => import('../features/search/SearchPage.tsx'))
const NewTicketPage = lazy(() => import('../features/tickets/new/NewTicketPage.tsx'))
const PersonPage = lazy(() => import('../features/people/PersonPage.tsx'))
const SuspendedPage = lazy(() => import('../features/suspended/SuspendedPage.tsx'))
const SavedViewsPage = lazy(() => import('../features/views/SavedViewsPage.tsx'))
const ViewEditorPage = lazy(() => import('../features/views/ViewEditorPage.tsx'))
const SecurityPage = lazy(() => import('../features/security/SecurityPage.tsx'))
const OwnTokensPage = lazy(() => import('../features/security/tokens/OwnTokensPage.tsx'))
const SettingsPage = lazy(() => import('../features/settings/SettingsPage.tsx'))

export function Places() {
  const [path] = useLocation()
  const search = useSearch()
  const [, first, second] = path.split('/')
  const view = viewAt(path, search)
  if (path === '/' || path === '') return <Redirect to={places.view('unsolved')} replace />
  if (view)
    return (
      <TicketsPlace
        view={view}
        isPlaying={new URLSearchParams(search).get('play') === '1'}
        ticketId={first === 'tickets' && /^\d{1,15}$/.test(second ?? '') ? Number(second) : null}
      />
    )
  return (
    <Suspense
      fallback={
        <div className="page">
          <Skeleton lines={4} />
        </div>
      }
    >
      {first === 'search' ? (
        <SearchPage query={new URLSearchParams(search).get('q') ?? ''} />
      ) : first === 'new' ? (
        <NewTicketPage />
      ) : first === 'people' && second ? (
        <PersonPage userId={Number(second)} />
      ) : first === 'views' && second ? (
        <ViewEditorPage
          key={path + search}
          viewId={second === 'new' ? null : Number(second)}
          copyOf={Number(new URLSearchParams(search).get('copy')) || null}
          query={new URLSearchParams(search).get('q')}
        />
      ) : first === 'views' ? (
        <SavedViewsPage />
      ) : first === 'suspended' ? (
        <SuspendedPage />
      ) : first === 'security' ? (
        <SecurityPage page={second} />
      ) : first === 'settings' ? (
        <SettingsPage page={second ?? 'preferences'} tokens={<OwnTokensPage />} />
      ) : (
        <EmptyState icon="search" title={t('shell.noPage')}>
          {t('shell.noPageText')}
        </EmptyState>
      )}
    </Suspense>
  )
}
