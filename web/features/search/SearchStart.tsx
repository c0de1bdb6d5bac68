// Before anything is searched: what one searched lately, and the searches that are kept as views.
import { useState } from 'react'
import { Link } from 'wouter'
import { useSavedViews } from '../../api/views.ts'
import { Button } from '../../kit/Button.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Icon } from '../../kit/Icon.tsx'
import { t } from '../../language/text.ts'
import { places } from '../../places/places.ts'
import { forgetSearches, recentSearches } from './recent.ts'

export function SearchStart() {
  const [recent, setRecent] = useState(recentSearches)
  const saved = (useSavedViews().data ?? []).filter((view) => view.query !== null)
  return (
    <>
      {recent.length > 0 ? (
        <section className="stack" aria-labelledby="search-recent">
          <div className="row">
            <h2 id="search-recent" className="grow">
              {t('search.recent')}
            </h2>
            <Button
              size="small"
              kind="quiet"
              onPress={() => {
                forgetSearches()
                setRecent([])
              }}
            >
              {t('search.forget')}
            </Button>
          </div>
          <ul>
            {recent.map((query) => (
              <li key={query}>
                <Link href={places.search(query)} className="search-known">
                  <Icon name="history" size="small" /> <bdi className="truncate">{query}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {saved.length > 0 ? (
        <section className="stack" aria-labelledby="search-saved">
          <h2 id="search-saved">{t('search.saved')}</h2>
          <ul>
            {saved.map((view) => (
              <li key={view.id}>
                <Link href={places.view(view.id)} className="search-known">
                  <Icon name="list" size="small" /> <bdi className="truncate">{view.title}</bdi>
                  <bdi className="muted truncate">{view.query}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {recent.length === 0 && saved.length === 0 ? (
        <EmptyState icon="search" title={t('search.start')}>
          <p>{t('search.help')}</p>
        </EmptyState>
      ) : (
        <p className="muted">{t('search.help')}</p>
      )}
    </>
  )
}
