// The frame of a page of rules: its list, or one rule of it, and the question before one is deleted.
import { type ReactNode, useState } from 'react'
import { firstReason } from '../../../api/configuration.ts'
import { type Rule, type RuleKind, useDeleteRule, useRules } from '../../../api/rules.ts'
import { Button } from '../../../kit/Button.tsx'
import { Confirm } from '../../../kit/Dialog.tsx'
import { EmptyState, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { type MessageKey, t } from '../../../language/text.ts'
import { useRulePlace } from './useRulePlace.ts'
import './rules.css'

export interface RuleListProps {
  rules: readonly Rule[]
  /** True where a search leaves some out: then nothing can be put in order. */
  isFiltered: boolean
  onOpen: (rule: Rule) => void
  onCopy: (rule: Rule) => void
  onDelete: (rule: Rule) => void
}

interface RulePageProps {
  kind: RuleKind
  words: { intro: MessageKey; add: MessageKey; none: MessageKey; noneText: MessageKey }
  /** Beside the button for a new one. */
  more?: ReactNode
  list: (props: RuleListProps) => ReactNode
  /** `rule` is null for a new one; `model` is what a new one begins as. */
  editor: (props: { rule: Rule | null; model: Rule | null; onClose: () => void }) => ReactNode
}

export function RulePage({ kind, words, more, list, editor }: RulePageProps) {
  const { open, go } = useRulePlace(`${kind}s`)
  const rules = useRules(kind)
  const remove = useDeleteRule(kind)
  const [search, setSearch] = useState('')
  const [removing, setRemoving] = useState<Rule | null>(null)
  if (rules.isPending) return <Skeleton lines={4} />
  if (rules.isError) return <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />
  const all = rules.data
  const find = (id: string | null) => all.find((rule) => String(rule.id) === id) ?? null
  const toList = () => go({ kind: 'list' })

  if (open.kind === 'new') return editor({ rule: null, model: find(open.copyOf), onClose: toList })
  if (open.kind === 'one') {
    const rule = find(open.id)
    if (rule) return editor({ rule, model: rule, onClose: toList })
    return (
      <EmptyState
        icon="search"
        title={t('rules.gone')}
        action={<Button onPress={toList}>{t('rules.toList')}</Button>}
      />
    )
  }
  const found = all.filter((rule) => fits(rule.title, search))
  const add = (
    <Button kind="primary" icon="plus" onPress={() => go({ kind: 'new', copyOf: null })}>
      {t(words.add)}
    </Button>
  )
  return (
    <>
      <p className="muted">{t(words.intro)}</p>
      {remove.isError ? (
        <ErrorNotice error={remove.error} title={firstReason(remove.error) ?? t('settings.notSaved')} />
      ) : null}
      <div className="row row-wrap">
        {all.length > 0 ? add : null}
        {more}
      </div>
      {all.length > 0 ? (
        <div className="rules-search">
          <TextField label={t('rules.search')} type="search" value={search} onChange={setSearch} />
        </div>
      ) : null}
      {all.length === 0 ? (
        <EmptyState icon="list" title={t(words.none)} action={add}>
          {t(words.noneText)}
        </EmptyState>
      ) : null}
      {all.length > 0 && found.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('kit.nothingFound')}
          action={<Button onPress={() => setSearch('')}>{t('rules.clear')}</Button>}
        />
      ) : null}
      {list({
        rules: found,
        isFiltered: found.length < all.length,
        onOpen: (rule) => go({ kind: 'one', id: String(rule.id) }),
        onCopy: (rule) => go({ kind: 'new', copyOf: String(rule.id) }),
        onDelete: setRemoving,
      })}
      <Confirm
        title={t('service.delete', { name: removing?.title ?? '' })}
        isOpen={removing !== null}
        confirm={t('service.delete.confirm')}
        isDangerous
        onClose={() => setRemoving(null)}
        onConfirm={() => {
          if (removing) remove.mutate(removing.id, { onSuccess: () => toast(t('rules.deleted')) })
          setRemoving(null)
        }}
      >
        <p>{t('rules.delete.text')}</p>
      </Confirm>
    </>
  )
}

const fits = (title: string, words: string): boolean =>
  words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => title.toLocaleLowerCase().includes(word))
