/** All saved views one sees: to open, to change or copy, to switch on and off, to delete, and to put in order. */
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import {
  groupedViews,
  type SavedView,
  useInactiveViews,
  useOrderViews,
  useRemoveView,
  useSavedViews,
  useSwitchView,
  useViewCounts,
} from '../../api/views.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { Confirm } from '../../kit/Dialog.tsx'
import { describeProblem, EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { SelectField } from '../../kit/Field.tsx'
import { Reorderable } from '../../kit/Reorderable.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { formatLocale, language, t } from '../../language/text.ts'
import { places } from '../../places/places.ts'
import { reordered } from './draft.ts'
import './views.css'

const groupWords = { personal: 'view.personal', team: 'view.team', shared: 'view.shared' } as const

export default function SavedViewsPage() {
  const [, navigate] = useLocation()
  const [shown, setShown] = useState<'active' | 'inactive'>('active')
  const active = useSavedViews()
  const inactive = useInactiveViews()
  const list = shown === 'active' ? active : inactive
  const views = list.data ?? []
  const counts = useViewCounts((active.data ?? []).map((view) => view.id)).data
  const order = useOrderViews()
  const remove = useRemoveView()
  const turn = useSwitchView()
  const switchView = (view: SavedView) =>
    turn.mutate(
      { id: view.id, active: !view.active },
      {
        onSuccess: () => toast(t(view.active ? 'rules.isOff' : 'rules.isOn', { name: view.title })),
        onError: (error) => toast(describeProblem(error).text, 'triangle-alert'),
      },
    )
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
        {view.active ? (
          <Link href={places.view(view.id)} aria-label={t('view.open', { title: view.title })}>
            {view.title}
          </Link>
        ) : (
          <strong>{view.title}</strong>
        )}
        {view.description ? <span className="muted small views-line">{view.description}</span> : null}
      </span>
      <span className="muted numeric">
        {counts?.[view.id] === undefined ? '' : number.format(counts[view.id] ?? 0)}
      </span>
      {view.may_edit ? (
        <input
          type="checkbox"
          role="switch"
          className="switch"
          checked={view.active}
          aria-checked={view.active}
          disabled={turn.isPending}
          aria-label={t('rules.on', { name: view.title })}
          onChange={() => switchView(view)}
        />
      ) : null}
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
        {active.data?.length || inactive.data?.length ? add : null}
      </div>
      <p className="muted">{t('view.list.text')}</p>
      {inactive.data?.length || shown === 'inactive' ? (
        <div className="views-which">
          <SelectField
            label={t('view.list.which')}
            value={shown}
            options={[
              { value: 'active', label: t('view.list.active') },
              { value: 'inactive', label: t('view.list.inactive') },
            ]}
            onChange={setShown}
          />
        </div>
      ) : null}
      {list.isPending ? <Skeleton lines={5} /> : null}
      {list.isError ? <ErrorNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {order.isError ? <ErrorNotice error={order.error} title={t('view.notOrdered')} /> : null}
      {remove.isError ? <ErrorNotice error={remove.error} title={t('view.notRemoved')} /> : null}
      {list.isSuccess && views.length === 0 ? (
        shown === 'inactive' ? (
          <EmptyState icon="list" title={t('view.list.noneInactive')}>
            {t('view.list.noneInactive.text')}
          </EmptyState>
        ) : (
          <EmptyState icon="list" title={t('view.list.none')} action={add}>
            {t('view.list.text')}
          </EmptyState>
        )
      ) : null}
      {groupedViews(views).map((group) => (
        <section key={group.name} className="stack" aria-labelledby={`views-${group.name}`}>
          <h2 id={`views-${group.name}`}>{t(groupWords[group.name])}</h2>
          {shown === 'active' && group.views.length > 1 && group.views.every((view) => view.may_edit) ? (
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
