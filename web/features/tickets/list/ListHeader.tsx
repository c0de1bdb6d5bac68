// The head of the list: which view, how many, in which order, and what can be done with the view.
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import type { ViewRef } from '../../../api/paths.ts'
import type { SavedView } from '../../../api/views.ts'
import { columnTitle } from '../../../columns/columns.ts'
import { useCommand } from '../../../commands/useCommand.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { Menu } from '../../../kit/Menu.tsx'
import { t } from '../../../language/text.ts'
import { places } from '../../../places/places.ts'
import { setPreferences, setViewLook } from '../../../preferences/store.ts'
import { sorts } from '../views.ts'
import type { Table } from './useTable.ts'
import { ViewMenu } from './ViewMenu.tsx'

const ColumnDialog = lazy(() => import('./ColumnDialog.tsx'))

interface ListHeaderProps {
  view: ViewRef
  saved: SavedView | null
  table: Table | null
  title: string
  sort: string
  total: number | undefined
  isFetching: boolean
  /** Beside an open ticket the ticket's subject is the page's first heading. */
  isBesideTicket: boolean
  onRefresh: () => void
  onPlay: () => void
}

export function ListHeader({
  view,
  saved,
  table,
  title,
  sort,
  total,
  isFetching,
  isBesideTicket,
  onRefresh,
  onPlay,
}: ListHeaderProps) {
  const [, navigate] = useLocation()
  const [isChoosing, setChoosing] = useState(false)
  const Heading = isBesideTicket ? 'h2' : 'h1'
  const does: Record<string, () => void> = {
    play: onPlay,
    columns: () => setChoosing(true),
    edit: () => saved && navigate(places.editView(saved.id)),
    copy: () => saved && navigate(places.newView({ copy: saved.id })),
    manage: () => navigate(places.savedViews),
  }
  useCommand('list.play', onPlay)
  useCommand('list.columns', () => setChoosing(true), saved !== null)
  useCommand('view.edit', () => does.edit?.(), saved?.may_edit ?? false)
  useCommand('view.copy', () => does.copy?.(), saved !== null)
  return (
    <header className="list-head">
      <Heading className="grow list-title">
        <ViewMenu view={view} title={title} total={total} />
      </Heading>
      {isBesideTicket ? null : (
        <Button icon="play" size="small" className="list-play" onPress={onPlay}>
          {t('command.list.play')}
        </Button>
      )}
      {typeof view === 'number' ? (
        <SavedSorts view={view} sort={sort} table={table} />
      ) : (
        <Menu
          label={t('list.sort')}
          chosen={sort}
          onPick={(value) => setPreferences({ sort: value })}
          entries={sorts.map((entry) => ({ id: entry.value, label: t(entry.label) }))}
          trigger={<IconButton icon="list-ordered" label={t('list.sort')} />}
        />
      )}
      <IconButton
        icon="refresh-cw"
        label={t('command.list.refresh')}
        onPress={onRefresh}
        className={isFetching ? 'is-turning' : ''}
      />
      <Menu
        label={t('list.more')}
        entries={[
          { id: 'play', label: t('command.list.play'), icon: 'play' },
          ...(saved
            ? [
                { id: 'columns', label: t('command.list.columns'), icon: 'list' as const }, // literal for the icon's union
                ...(saved.may_edit
                  ? [{ id: 'edit', label: t('command.view.edit'), icon: 'pencil' as const }] // literal for the icon's union
                  : []),
                { id: 'copy', label: t('command.view.copy'), icon: 'copy' as const }, // literal for the icon's union
              ]
            : []),
          { id: 'manage', label: t('view.manage'), icon: 'settings' },
        ]}
        onPick={(id) => does[id]?.()}
        trigger={<IconButton icon="ellipsis" label={t('list.more')} />}
      />
      {isChoosing && saved ? (
        <Suspense fallback={null}>
          <ColumnDialog view={saved} onClose={() => setChoosing(false)} />
        </Suspense>
      ) : null}
    </header>
  )
}

/** For narrow lists, which have no heads to press: the same orders as a menu. Picking the chosen one turns it round. */
function SavedSorts({ view, sort, table }: { view: number; sort: string; table: Table | null }) {
  const chosen = sort.replace(/^-/, '')
  return (
    <Menu
      label={t('list.sort')}
      chosen={chosen}
      onPick={(id) => setViewLook(view, { sort: id === 'own' ? '' : sort === `-${id}` ? id : `-${id}` })}
      entries={[
        { id: 'own', label: t('list.ownOrder') },
        ...(table?.columns ?? [])
          .filter((column) => column.sortable)
          .map((column) => ({ id: column.id, label: columnTitle(column) })),
      ]}
      trigger={<IconButton icon="list-ordered" label={t('list.sort')} />}
    />
  )
}
