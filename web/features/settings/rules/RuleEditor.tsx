// One trigger or automation: what it is called, when it acts, what it does, and what it would have done so far.
import { useState } from 'react'
import { useConditionDefinitions } from '../../../api/conditions.ts'
import { reasonFor } from '../../../api/fields.ts'
import { type Revision, type Rule, useDryRun, useSaveRule, useTriggerCategories } from '../../../api/rules.ts'
import { ConditionsBuilder } from '../../../conditions/ConditionsBuilder.tsx'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { ActionsEditor } from './ActionsEditor.tsx'
import { DryRunPanel } from './DryRunPanel.tsx'
import { EndlessNotice } from './EndlessNotice.tsx'
import { RuleHistory } from './RuleHistory.tsx'

interface RuleEditorProps {
  kind: 'trigger' | 'automation'
  /** Null for a new one. */
  rule: Rule | null
  /** What the form begins with: the rule itself, the one it is a copy of, or nothing. */
  model: Rule | null
  onClose: () => void
}

const shownAtField = ['title', 'conditions', 'actions']

const beginning = (rule: Rule | null, model: Rule | null) => ({
  title: model ? (rule ? model.title : t('rules.copyOf', { name: model.title })) : '',
  description: model?.description ?? '',
  active: model?.active ?? true,
  category_id: model?.category_id ?? null,
  conditions: model?.conditions ?? { all: [], any: [] },
  actions: model?.actions ?? [],
})

export function RuleEditor({ kind, rule, model, onClose }: RuleEditorProps) {
  const definitions = useConditionDefinitions(`${kind}s`)
  const categories = useTriggerCategories()
  const save = useSaveRule(kind)
  const dryRun = useDryRun(kind)
  const [start] = useState(() => beginning(rule, model))
  const [form, setForm] = useState(start)
  const [isLeaving, setLeaving] = useState(false)
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  // Whichever was asked last has the last word about what is wrong.
  const problem = save.submittedAt >= dryRun.submittedAt ? save.error : dryRun.error
  const errorOf = (field: string) => reasonFor(problem, field)
  const endless = kind === 'automation' ? errorOf('base') : undefined
  const isElsewhere = problem !== null && !endless && !shownAtField.some((field) => errorOf(field) !== undefined)
  const write = {
    title: form.title.trim(),
    description: form.description,
    active: form.active,
    conditions: form.conditions,
    actions: form.actions,
    ...(kind === 'trigger' ? { category_id: form.category_id } : {}),
  }
  const takeBack = ({ snapshot }: Revision) => {
    const { title, description, active, conditions, actions } = snapshot
    setForm({ ...form, title, description: description ?? '', active, conditions, actions })
    toast(t('history.taken'))
  }
  return (
    <>
      <form
        className="stack rules-wide"
        aria-label={rule?.title ?? t(kind === 'trigger' ? 'trigger.new' : 'automation.new')}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(
            { id: rule?.id, ...write },
            {
              onSuccess: () => {
                toast(t('settings.saved'))
                onClose()
              },
            },
          )
        }}
      >
        {isElsewhere ? <ErrorNotice error={problem} title={t('settings.notSaved')} /> : null}
        {endless ? (
          <EndlessNotice
            reason={endless}
            conditions={form.conditions}
            onFix={(tag) =>
              set({
                conditions: {
                  ...form.conditions,
                  all: [...form.conditions.all, { field: 'current_tags', operator: 'not_includes', value: tag }],
                },
                actions: [...form.actions, { field: 'current_tags', value: tag }],
              })
            }
          />
        ) : null}
        <TextField
          label={t('rules.title')}
          value={form.title}
          onChange={(title) => set({ title })}
          error={errorOf('title')}
          isRequired
        />
        <TextField
          label={t('rules.description')}
          value={form.description}
          onChange={(description) => set({ description })}
        />
        {kind === 'trigger' && (categories.data ?? []).length > 0 ? (
          <SelectField
            label={t('trigger.category')}
            value={form.category_id ?? ''}
            options={[
              { value: '', label: t('trigger.category.none') },
              ...(categories.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id) => set({ category_id: id === '' ? null : id })}
          />
        ) : null}
        <SwitchField label={t('rules.active')} isOn={form.active} onChange={(active) => set({ active })} />
        {definitions.isPending ? <Skeleton lines={3} /> : null}
        {definitions.isError ? (
          <ErrorNotice error={definitions.error} onRetry={() => void definitions.refetch()} />
        ) : null}
        {definitions.data ? (
          <ConditionsBuilder
            fields={definitions.data}
            value={form.conditions}
            onChange={(conditions) => set({ conditions })}
            error={errorOf('conditions')}
            emptyText={t('rules.needCondition')}
          />
        ) : null}
        <ActionsEditor
          kind={kind}
          actions={form.actions}
          onChange={(actions) => set({ actions })}
          error={errorOf('actions')}
        />
        <div className="row row-wrap">
          <Button kind="primary" type="submit" isDisabled={save.isPending}>
            {t('settings.save')}
          </Button>
          <Button icon="eye" isDisabled={dryRun.isPending} onPress={() => dryRun.mutate(write)}>
            {t('dryRun.try')}
          </Button>
          <Button onPress={() => (JSON.stringify(form) === JSON.stringify(start) ? onClose() : setLeaving(true))}>
            {t('kit.cancel')}
          </Button>
        </div>
      </form>
      <DryRunPanel kind={kind} run={dryRun} />
      {rule && kind === 'trigger' ? <RuleHistory triggerId={rule.id} onTake={takeBack} /> : null}
      <Confirm
        title={t('rules.leave')}
        isOpen={isLeaving}
        confirm={t('rules.leave.confirm')}
        isDangerous
        onClose={() => setLeaving(false)}
        onConfirm={onClose}
      >
        <p>{t('rules.leave.text')}</p>
      </Confirm>
    </>
  )
}
