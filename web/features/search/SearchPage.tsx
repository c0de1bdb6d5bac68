/** Search: one box, filters that write into it, results with the words found. */
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useSearch } from '../../api/search.ts'
import type { SearchResult, Status } from '../../api/shapes.ts'
import { useCommand } from '../../commands/useCommand.ts'
import { Badge, type Tone } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { Icon } from '../../kit/Icon.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { TimeText } from '../../kit/TimeText.tsx'
import { formatLocale, language, type MessageKey, t } from '../../language/text.ts'
import { places, ticketIdIn } from '../../places/places.ts'
import { Facets } from './Facets.tsx'
import {
  filters,
  hasFilter,
  highlightWords,
  markPieces,
  piecesOf,
  scopeOf,
  scopes,
  toggleFilter,
  withScope,
} from './queries.ts'
import { rememberSearch } from './recent.ts'
import { SearchStart } from './SearchStart.tsx'
import './search.css'

const filterLabels: Record<(typeof filters)[number]['id'], MessageKey> = {
  open: 'search.filter.open',
  solved: 'search.filter.solved',
  mine: 'search.filter.mine',
  unassigned: 'search.filter.unassigned',
  urgent: 'search.filter.urgent',
  week: 'search.filter.week',
}
const scopeLabels: Record<(typeof scopes)[number], MessageKey> = {
  all: 'search.scope.all',
  tickets: 'search.scope.tickets',
  people: 'search.scope.people',
  organizations: 'search.scope.organizations',
}
const statusWords: Record<Status, [MessageKey, Tone]> = {
  new: ['status.new', 'blue'],
  open: ['status.open', 'red'],
  pending: ['status.pending', 'violet'],
  hold: ['status.hold', 'slate'],
  solved: ['status.solved', 'green'],
  closed: ['status.closed', 'slate'],
}

export default function SearchPage({ query }: { query: string }) {
  const [, navigate] = useLocation()
  const [text, setText] = useState(query)
  const input = useRef<HTMLInputElement>(null)
  const search = useSearch(query)
  useEffect(() => setText(query), [query])
  useEffect(() => input.current?.focus(), [])
  useCommand('general.search', () => input.current?.select())
  useEffect(() => rememberSearch(query), [query])

  const go = (next: string) => {
    const id = ticketIdIn(next)
    if (id) navigate(places.ticket(id))
    else navigate(places.search(next.trim()), { replace: query !== '' })
  }
  const results = search.data?.pages.flatMap((page) => page.results) ?? []
  const count = search.data?.pages[0]?.count ?? 0
  const more = search.data?.pages[0]?.count_capped ? '+' : ''
  const marked = highlightWords(query)
  const scope = scopeOf(text)
  const facets = search.data?.pages[0]?.facets
  return (
    <div className="page search">
      <h1 className="sr-only">{t('search.title')}</h1>
      <search>
        <form
          className="search-form"
          onSubmit={(event) => {
            event.preventDefault()
            go(text)
          }}
        >
          <Icon name="search" />
          <input
            ref={input}
            className="search-input"
            type="search"
            value={text}
            aria-label={t('search.title')}
            placeholder={t('search.placeholder')}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
          <Button kind="primary" type="submit">
            {t('search.action')}
          </Button>
        </form>
        <div className="row row-wrap" role="toolbar" aria-label={t('search.scope')}>
          {scopes.map((one) => (
            <Button
              key={one}
              size="small"
              className="filter"
              aria-pressed={scope === one}
              onPress={() => go(withScope(text, one))}
            >
              {scope === one ? <Icon name="check" size="small" /> : null}
              {t(scopeLabels[one])}
            </Button>
          ))}
        </div>
        <div className="row row-wrap" role="toolbar" aria-label={t('search.filters')}>
          {filters.map((filter) => (
            <Button
              key={filter.id}
              size="small"
              aria-pressed={hasFilter(text, filter)}
              className="filter"
              onPress={() => go(toggleFilter(text, filter))}
            >
              {hasFilter(text, filter) ? <Icon name="check" size="small" /> : null}
              {t(filterLabels[filter.id])}
            </Button>
          ))}
        </div>
      </search>
      {search.isError ? <ErrorNotice error={search.error} onRetry={() => void search.refetch()} /> : null}
      {query === '' ? <SearchStart /> : null}
      {query !== '' && search.isPending ? <Skeleton lines={5} /> : null}
      <div className="row row-wrap">
        <p role="status" className="muted grow">
          {query !== '' && search.isSuccess && results.length > 0
            ? t('search.count', { count: `${new Intl.NumberFormat(formatLocale(language())).format(count)}${more}` })
            : ''}
        </p>
        {query !== '' && (scope === 'all' || scope === 'tickets') && search.isSuccess ? (
          <Link href={places.newView({ query: withScope(query, 'all') })} className="button button-plain button-small">
            <Icon name="plus" size="small" /> {t('search.save')}
          </Link>
        ) : null}
      </div>
      {facets && results.length > 0 ? <Facets counts={facets} query={query} onGo={go} /> : null}
      {query !== '' && search.isSuccess && results.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('search.none', { query })}
          action={<Button onPress={() => go('')}>{t('search.clear')}</Button>}
        >
          <p>{t('search.noneHelp')}</p>
        </EmptyState>
      ) : null}
      <ul className="results">
        {results.map((result) => (
          <li key={`${result.result_type}-${result.id}`}>
            <ResultRow result={result} marked={marked} />
          </li>
        ))}
      </ul>
      {search.hasNextPage ? (
        <Button onPress={() => void search.fetchNextPage()} isPending={search.isFetchingNextPage}>
          {t('search.more')}
        </Button>
      ) : null}
    </div>
  )
}

function ResultRow({ result, marked }: { result: SearchResult; marked: readonly string[] }) {
  if (result.result_type === 'user') {
    return (
      <Link href={places.person(result.id)} className="result">
        <Icon name="user" />
        <span className="grow">
          <bdi className="result-title">{result.name ?? ''}</bdi>
          <bdi className="muted">{result.email ?? ''}</bdi>
        </span>
      </Link>
    )
  }
  if (result.result_type !== 'ticket') {
    return (
      <div className="result">
        <Icon name={result.result_type === 'organization' ? 'building-2' : 'users'} />
        <span className="grow">
          <bdi className="result-title">{result.name ?? ''}</bdi>
        </span>
      </div>
    )
  }
  const comments = (result.highlights ?? []).filter((highlight) => highlight.field === 'comment')
  const status = result.status ? statusWords[result.status] : null
  return (
    <Link href={places.ticket(result.id)} className="result">
      <span className="grow">
        <bdi className="result-title">
          <Marked text={result.subject || t('ticket.noSubject')} words={marked} />
        </bdi>
        {comments.length === 0 ? (
          <bdi className="result-snippet">
            <Marked text={(result.snippet ?? result.description ?? '').slice(0, 300)} words={marked} />
          </bdi>
        ) : (
          comments.map((highlight) => (
            <span key={highlight.comment_id} className="result-snippet">
              {highlight.public ? null : <Badge tone="amber">{t('search.note')}</Badge>}{' '}
              <bdi>
                <Pieces pieces={piecesOf(highlight.html)} />
              </bdi>
            </span>
          ))
        )}
        <span className="row small muted">
          {status ? <Badge tone={status[1]}>{t(status[0])}</Badge> : null} #{result.id}
          {result.updated_at ? <TimeText at={result.updated_at} as="moment" /> : null}
        </span>
      </span>
    </Link>
  )
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return <Pieces pieces={markPieces(text, words)} />
}

function Pieces({ pieces }: { pieces: readonly { text: string; isMarked: boolean }[] }) {
  return pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other identity
    piece.isMarked ? <mark key={index}>{piece.text}</mark> : piece.text,
  )
}
