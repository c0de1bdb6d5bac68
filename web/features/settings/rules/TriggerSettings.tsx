// Triggers: what happens by itself when a ticket is made or changed, in categories and in the order they run.
import { useState } from 'react'
import { firstReason } from '../../../api/configuration.ts'
import {
  type Rule,
  type TriggerCategory,
  useDeleteCategory,
  useReorderTriggers,
  useSaveCategory,
  useTriggerCategories,
} from '../../../api/rules.ts'
import { Button, IconButton } from '../../../kit/Button.tsx'
import { ErrorNotice } from '../../../kit/EmptyState.tsx'
import { Reorderable } from '../../../kit/Reorderable.tsx'
import { t } from '../../../language/text.ts'
import { CategoryDialog } from './CategoryDialog.tsx'
import { RuleEditor } from './RuleEditor.tsx'
import { type RuleListProps, RulePage } from './RulePage.tsx'
import { RuleRow } from './RuleRow.tsx'

const words = {
  intro: 'trigger.text',
  add: 'trigger.new',
  none: 'trigger.none',
  noneText: 'trigger.none.text',
} as const

export default function TriggerSettings() {
  const [naming, setNaming] = useState<TriggerCategory | 'new' | null>(null)
  return (
    <>
      <RulePage
        kind="trigger"
        words={words}
        more={
          <Button icon="plus" onPress={() => setNaming('new')}>
            {t('trigger.category.new')}
          </Button>
        }
        list={(props) => <TriggerList {...props} onRename={setNaming} />}
        editor={({ rule, model, onClose }) => (
          <RuleEditor key={rule?.id ?? 'new'} kind="trigger" rule={rule} model={model} onClose={onClose} />
        )}
      />
      {naming ? <CategoryDialog category={naming === 'new' ? null : naming} onClose={() => setNaming(null)} /> : null}
    </>
  )
}

function TriggerList(props: RuleListProps & { onRename: (category: TriggerCategory) => void }) {
  const { rules, isFiltered, onRename } = props
  const categories = useTriggerCategories()
  const reorder = useReorderTriggers()
  const save = useSaveCategory()
  const remove = useDeleteCategory()
  const named = (categories.data ?? []).toSorted((a, b) => a.position - b.position)
  const problem = reorder.error ?? save.error ?? remove.error
  const of = (id: string | null) => rules.filter((rule) => (rule.category_id ?? null) === id)
  const swap = (one: TriggerCategory, other: TriggerCategory | undefined) => {
    if (!other) return
    save.mutate({ id: one.id, position: other.position })
    save.mutate({ id: other.id, position: one.position })
  }
  return (
    <>
      {problem ? <ErrorNotice error={problem} title={firstReason(problem) ?? t('settings.notSaved')} /> : null}
      {categories.isError ? <ErrorNotice error={categories.error} onRetry={() => void categories.refetch()} /> : null}
      {[null, ...named].map((category, index) => {
        const members = of(category?.id ?? null)
        if (members.length === 0 && (category === null || isFiltered)) return null
        return (
          <section key={category?.id ?? 'none'} className="rule-category">
            <div className="rule-category-head">
              <h2 className="grow">{category?.name ?? t('trigger.category.none')}</h2>
              {category && !isFiltered ? (
                <>
                  {index > 1 ? (
                    <IconButton
                      icon="chevron-up"
                      label={t('sla.up', { name: category.name })}
                      onPress={() => swap(category, named[index - 2])}
                    />
                  ) : null}
                  {index < named.length ? (
                    <IconButton
                      icon="chevron-down"
                      label={t('sla.down', { name: category.name })}
                      onPress={() => swap(category, named[index])}
                    />
                  ) : null}
                  <IconButton
                    icon="pencil"
                    label={t('service.edit', { name: category.name })}
                    onPress={() => onRename(category)}
                  />
                  {members.length === 0 ? (
                    <IconButton
                      icon="trash-2"
                      label={t('service.delete', { name: category.name })}
                      onPress={() => remove.mutate(category.id)}
                    />
                  ) : null}
                </>
              ) : null}
            </div>
            {members.length === 0 ? <p className="field-help">{t('trigger.category.empty')}</p> : null}
            <Members
              {...props}
              members={members}
              label={category?.name ?? t('trigger.category.none')}
              onOrder={reorder.mutate}
            />
          </section>
        )
      })}
    </>
  )
}

interface MembersProps extends RuleListProps {
  members: readonly Rule[]
  label: string
  onOrder: (ids: number[]) => void
}

function Members({ members, label, isFiltered, onOrder, onOpen, onCopy, onDelete }: MembersProps) {
  if (members.length === 0) return null
  const row = (rule: Rule) => (
    <RuleRow
      kind="trigger"
      rule={rule}
      onOpen={() => onOpen(rule)}
      onCopy={() => onCopy(rule)}
      onDelete={() => onDelete(rule)}
    />
  )
  if (isFiltered)
    return (
      <ul className="settings-list">
        {members.map((rule) => (
          <li key={rule.id} className="settings-row">
            {row(rule)}
          </li>
        ))}
      </ul>
    )
  return (
    <Reorderable label={label} items={members} nameOf={(rule) => rule.title} onReorder={onOrder}>
      {row}
    </Reorderable>
  )
}
