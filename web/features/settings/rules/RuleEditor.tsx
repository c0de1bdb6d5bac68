// One trigger or automation: what it is called, when it acts, what it does, and what it would have done so far.
import { useState } from 'react'
import { useConditionDefinitions } from '../../../api/conditions.ts'
import { type Revision, type Rule, useTriggerCategories } from '../../../api/rules.ts'
import { ConditionsBuilder } from '../../../conditions/ConditionsBuilder.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { SelectField, SwitchField, TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { t } from '../../../language/text.ts'
import { ActionsEditor } from './ActionsEditor.tsx'
import { DryRunPanel } from './DryRunPanel.tsx'
import { EndlessNotice } from './EndlessNotice.tsx'
import { beginning, type RuleEditorProps, RuleForm, useRuleForm } from './RuleForm.tsx'
import { RuleHistory } from './RuleHistory.tsx'

const shownAtField = ['title', 'conditions', 'actions']

const ruleOf = (rule: Rule | null, model: Rule | null) => ({
  ...beginning(rule, model),
  category_id: model?.category_id ?? null,
  conditions: model?.conditions ?? { all: [], any: [] },
  actions: model?.actions ?? [],
})

interface ConditionalRuleEditorProps extends RuleEditorProps {
  kind: 'trigger' | 'automation'
}

export function RuleEditor({ kind, rule, model, onClose }: ConditionalRuleEditorProps) {
  const definitions = useConditionDefinitions(`${kind}s`)
  const categories = useTriggerCategories()
  const ruleForm = useRuleForm(kind)
  const { errorOf } = ruleForm
  const [start] = useState(() => ruleOf(rule, model))
  const [form, setForm] = useState(start)
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const endless = kind === 'automation' ? errorOf('base') : undefined
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
    <RuleForm
      form={ruleForm}
      rule={rule}
      label={rule?.title ?? t(kind === 'trigger' ? 'trigger.new' : 'automation.new')}
      write={write}
      shownAtField={endless ? [...shownAtField, 'base'] : shownAtField}
      isChanged={JSON.stringify(form) !== JSON.stringify(start)}
      onClose={onClose}
      after={
        <>
          <DryRunPanel kind={kind} run={ruleForm.dryRun} />
          {rule && kind === 'trigger' ? <RuleHistory triggerId={rule.id} onTake={takeBack} /> : null}
        </>
      }
    >
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
    </RuleForm>
  )
}
