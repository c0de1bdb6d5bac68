/** The form of a view: a new one, a copy, or one that is changed. What it would hold is shown before it is saved. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useConditionDefinitions } from '../../api/conditions.ts'
import { reasonFor } from '../../api/fields.ts'
import { useMe } from '../../api/session.ts'
import { useSavedView, useSaveView, type ViewDraft } from '../../api/views.ts'
import { ConditionsBuilder } from '../../conditions/ConditionsBuilder.tsx'
import { isIncomplete } from '../../conditions/fields.ts'
import { useConditionFields } from '../../conditions/useConditionFields.ts'
import { Button } from '../../kit/Button.tsx'
import { EmptyState, ErrorNotice } from '../../kit/EmptyState.tsx'
import { TextField } from '../../kit/Field.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { t } from '../../language/text.ts'
import { places } from '../../places/places.ts'
import { copyOf, draftOf, newDraft } from './draft.ts'
import { ShownFields } from './ShownFields.tsx'
import { ViewPreview } from './ViewPreview.tsx'
import { WhoField } from './WhoField.tsx'
import './views.css'

interface ViewEditorPageProps {
  /** Null for a new view. */
  viewId: number | null
  /** A new view begins as a copy of this one, or with this search. */
  copyOf: number | null
  query: string | null
}

export default function ViewEditorPage({ viewId, copyOf: copied, query }: ViewEditorPageProps) {
  const me = useMe()
  const from = viewId ?? copied
  const { view, error } = useSavedView(from)
  const [, navigate] = useLocation()
  const title = t(viewId === null ? 'command.create.view' : 'command.view.edit')
  return (
    <div className="page views">
      <h1 className="page-title">{title}</h1>
      {from !== null && error ? <ErrorNotice error={error} /> : null}
      {from !== null && !view && !error ? <Skeleton lines={5} /> : null}
      {viewId !== null && view && !view.may_edit ? (
        <EmptyState
          icon="lock"
          title={view.title}
          action={
            <Button icon="copy" onPress={() => navigate(places.newView({ copy: view.id }))}>
              {t('command.view.copy')}
            </Button>
          }
        >
          {t('view.readOnly')}
        </EmptyState>
      ) : from === null || view ? (
        <ViewForm
          id={viewId}
          initial={
            !view
              ? newDraft(me.id, query)
              : viewId === null
                ? copyOf(view, me.id, t('view.copyOf', { title: view.title }))
                : draftOf(view)
          }
        />
      ) : null}
    </div>
  )
}

const noDefinitions: [] = []

function ViewForm({ id, initial }: { id: number | null; initial: ViewDraft }) {
  const [, navigate] = useLocation()
  const [draft, setDraft] = useState(initial)
  const [isAsked, setAsked] = useState(false)
  const definitions = useConditionDefinitions('views')
  const fields = useConditionFields(definitions.data?.conditions_all ?? noDefinitions)
  const save = useSaveView()
  const set = (change: Partial<ViewDraft>) => setDraft((old) => ({ ...old, ...change }))

  const conditions = [...draft.conditions.all, ...draft.conditions.any]
  const isWhole = !conditions.some((one) =>
    isIncomplete(
      one,
      fields.find((field) => field.subject === one.field),
    ),
  )
  const needsGroup = draft.restriction?.type === 'Group' && draft.restriction.ids.length === 0
  const send = () => {
    setAsked(true)
    if (!draft.title.trim() || needsGroup || !isWhole) return
    const view = { ...draft, query: draft.query?.trim() || null }
    save.mutate(
      { id, view },
      {
        onSuccess: (saved) => {
          toast(t('view.savedToast'))
          navigate(places.view(saved.id))
        },
      },
    )
  }
  return (
    <form
      className="stack views-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {save.isError ? <ErrorNotice error={save.error} title={t('view.notSaved')} /> : null}
      <TextField
        label={t('view.title')}
        value={draft.title}
        onChange={(title) => set({ title })}
        isRequired
        error={isAsked && !draft.title.trim() ? t('view.needsTitle') : reasonFor(save.error, 'title')}
      />
      <TextField
        label={t('view.description')}
        value={draft.description ?? ''}
        onChange={(description) => set({ description: description || null })}
      />
      <section className="stack" aria-labelledby="view-conditions">
        <h2 id="view-conditions">{t('view.conditions')}</h2>
        {definitions.isPending ? <Skeleton lines={2} /> : null}
        {definitions.isError ? (
          <ErrorNotice error={definitions.error} onRetry={() => void definitions.refetch()} />
        ) : null}
        {definitions.data ? (
          <ConditionsBuilder
            fields={definitions.data}
            value={draft.conditions}
            onChange={(next) => set({ conditions: next })}
            error={
              isAsked && !isWhole
                ? t('view.preview.incomplete')
                : (reasonFor(save.error, 'conditions') ?? reasonFor(save.error, 'base'))
            }
          />
        ) : null}
        <p className="field-help">{t('view.conditions.help')}</p>
        <TextField
          label={t('view.query')}
          help={t('view.query.help')}
          value={draft.query ?? ''}
          onChange={(next) => set({ query: next || null })}
          type="search"
        />
      </section>
      <div className="stack">
        <h2>{t('view.preview')}</h2>
        <ViewPreview draft={isWhole ? draft : null} />
      </div>
      <section className="stack" aria-labelledby="view-shows">
        <h2 id="view-shows">{t('view.shows')}</h2>
        <ShownFields output={draft.output} onChange={(output) => set({ output })} />
      </section>
      <WhoField
        value={draft.restriction}
        onChange={(restriction) => set({ restriction })}
        error={isAsked && needsGroup ? t('view.needsGroup') : reasonFor(save.error, 'restriction')}
      />
      <div className="row row-wrap">
        <Button kind="primary" type="submit" isDisabled={save.isPending}>
          {t('view.saveAction')}
        </Button>
        <Button onPress={() => navigate(id === null ? places.savedViews : places.view(id))}>{t('kit.cancel')}</Button>
      </div>
    </form>
  )
}
