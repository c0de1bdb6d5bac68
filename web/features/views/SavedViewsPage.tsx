/** All saved views one sees: to open, to change or copy, to delete, and to put in order. */
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import {
  groupedViews,
  type SavedView,
  useOrderViews,
  useRemoveView,
  useSavedViews,
  useViewCounts,
} from '../../api/views.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { Reorderable } from '../../kit/Reorderable.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { formatLocale, language, t } from '../../language/text.ts'
import { places } from '../../places/places.ts'
import { reordered } from './draft.ts'
import './views.css'

const groupWords = { personal: 'view.personal', team: 'view.team', shared: 'view.shared' } as const

export default function SavedViewsPage() {
  const [, navigate] = useLocation()
  const list = useSavedViews()
  const views = list.data ?? []
  const counts = useViewCounts(views.map((view) => view.id)).data
  const order = useOrderViews()
  const remove = useRemoveView()
  const [removing, setRemoving] = useState<SavedView | null>(null)
  const number = new Intl.NumberFormat(formatLocale(language()))
  const add = (
    <Button kind="primary" icon="plus" onPress={() => navigate(places.newView())}>
      {t('command.create.view')}
    </Button>
  )
  const lineOf = (view: SavedView) => (
    <>
      <span className="grow views-name">
        <Link href={places.view(view.id)} aria-label={t('view.open', { title: view.title })}>
          {view.title}
        </Link>
        {view.description ? <span className="muted small views-line">{view.description}</span> : null}
      </span>
      <span className="muted numeric">
        {counts?.[view.id] === undefined ? '' : number.format(counts[view.id] ?? 0)}
      </span>
      {view.may_edit ? (
        <IconButton
          icon="pencil"
          label={t('view.edit', { title: view.title })}
          onPress={() => navigate(places.editView(view.id))}
        />
      ) : null}
      <IconButton
        icon="copy"
        label={t('view.copy', { title: view.title })}
        onPress={() => navigate(places.newView({ copy: view.id }))}
      />
      {view.may_edit ? (
        <IconButton
          icon="trash-2"
          label={t('view.removeLabel', { title: view.title })}
          onPress={() => setRemoving(view)}
        />
      ) : null}
    </>
  )
  return (
    <div className="page views">
      <div className="row row-wrap">
        <h1 className="page-title grow">{t('view.list.title')}</h1>
        {views.length > 0 ? add : null}
      </div>
      <p className="muted">{t('view.list.text')}</p>
      {list.isPending ? <Skeleton lines={5} /> : null}
      {list.isError ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {order.isError ? <ErrorNotice error={order.error} title={t('view.notOrdered')} /> : null}
      {remove.isError ? <ErrorNotice error={remove.error} title={t('view.notRemoved')} /> : null}
      {list.isSuccess && views.length === 0 ? (
        <EmptyState icon="list" title={t('view.list.none')} action={add}>
          {t('view.list.text')}
        </EmptyState>
      ) : null}
      {groupedViews(views).map((group) => (
        <section key={group.name} className="stack" aria-labelledby={`views-${group.name}`}>
          <h2 id={`views-${group.name}`}>{t(groupWords[group.name])}</h2>
          {group.views.length > 1 && group.views.every((view) => view.may_edit) ? (
            <>
              <p className="muted small">{t('view.list.order')}</p>
              {/* New objects each time: rows are kept by their item, and the counts come later. */}
              <Reorderable
                label={t(groupWords[group.name])}
                items={group.views.map((view) => ({ ...view }))}
                nameOf={(view) => view.title}
                onReorder={(ids) => order.mutate(reordered(group.views, ids))}
              >
                {lineOf}
              </Reorderable>
            </>
          ) : (
            <ul className="views-list">
              {group.views.map((view) => (
                <li key={view.id} className="row">
                  {lineOf(view)}
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <Confirm
        title={t('view.remove', { title: removing?.title ?? '' })}
        isOpen={removing !== null}
        confirm={t('view.remove.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id)
          setRemoving(null)
        }}
      >
        <p>{t('view.remove.text')}</p>
      </Confirm>
    </div>
  )
}
