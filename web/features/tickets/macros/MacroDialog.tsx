/** Macros: a searchable list, and beside it what the chosen one would write and change in this very ticket. */
import { useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { type Macro, useMacroPreview, useMacros } from '../../../api/macros.ts'
import { useAgents, useGroups } from '../../../api/people.ts'
import type { Ticket } from '../../../api/shapes.ts'
import { useWorkspace } from '../../../api/tickets.ts'
import { Button } from '../../../kit/Button.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { describeProblem, ErrorNotice } from '../../../kit/EmptyState.tsx'
import { TextField } from '../../../kit/Field.tsx'
import { Skeleton } from '../../../kit/Skeleton.tsx'
import { t } from '../../../language/text.ts'
import { plainText } from '../composer/drafts.ts'
import { kindLabels, priorityLooks, statusLooks } from '../labels.ts'
import { type Effects, effectsOf } from './effects.ts'
import './macros.css'

const labels = {
  status: 'bulk.status',
  priority: 'bulk.priority',
  type: 'field.type',
  assignee_id: 'bulk.assignee',
  group_id: 'field.group',
  subject: 'macro.subject',
  tags: 'field.tags',
  custom: 'macro.customField',
} as const

interface MacroDialogProps {
  ticket: Ticket
  onApply: (effects: Effects, macroId: number) => void
  onClose: () => void
}

export function MacroDialog({ ticket, onApply, onClose }: MacroDialogProps) {
  const macros = useMacros(true)
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const workspace = useWorkspace(ticket.id)
  const found = firstOfAll(macros.data ?? [], workspace?.macro_ids ?? []).filter((macro) => fits(macro.title, words))
  const current = found.some((macro) => macro.id === chosen) ? chosen : (found[0]?.id ?? null)
  const preview = useMacroPreview(ticket.id, current)
  const effects = preview.data ? effectsOf(ticket, preview.data) : null
  const apply = () => {
    if (effects && current !== null) onApply(effects, current)
  }
  return (
    <Dialog
      title={t('command.ticket.macro')}
      isOpen
      onClose={onClose}
      isWide
      actions={
        <>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button kind="primary" isDisabled={!effects} onPress={apply}>
            {t('macro.apply')}
          </Button>
        </>
      }
    >
      {macros.isError ? (
        <ErrorNotice error={macros.error} title={t('macro.error')} onRetry={() => void macros.refetch()} />
      ) : macros.isPending ? (
        <Skeleton lines={4} />
      ) : macros.data.length === 0 ? (
        <p className="muted">{t('macro.none')}</p>
      ) : (
        <div className="macros">
          <div className="stack">
            <TextField label={t('macro.find')} value={words} onChange={setWords} type="search" />
            <ListBox
              className="menu macros-list"
              aria-label={t('macro.list')}
              selectionMode="single"
              selectionBehavior="replace"
              selectedKeys={current === null ? [] : [String(current)]}
              onSelectionChange={(keys) => {
                const [key] = keys === 'all' ? [] : [...keys]
                if (key !== undefined) setChosen(Number(key))
              }}
              onAction={apply}
              renderEmptyState={() => <p className="menu-empty">{t('kit.nothingFound')}</p>}
            >
              {found.map((macro) => (
                <ListBoxItem key={macro.id} id={String(macro.id)} textValue={macro.title} className="menu-item">
                  <span className="grow">
                    {macro.title.replaceAll('::', ' › ')}
                    {workspace?.macro_ids.includes(macro.id) ? (
                      <span className="menu-detail">{workspace.title}</span>
                    ) : null}
                    {macro.restriction?.type === 'User' ? (
                      <span className="menu-detail">{t('macro.personal')}</span>
                    ) : null}
                  </span>
                </ListBoxItem>
              ))}
            </ListBox>
          </div>
          <section className="macros-preview" aria-label={t('macro.preview')} aria-busy={preview.isFetching}>
            {preview.isError ? <p role="alert">{describeProblem(preview.error).text}</p> : null}
            {effects ? <Preview effects={effects} /> : null}
          </section>
        </div>
      )}
    </Dialog>
  )
}

const fits = (title: string, words: string): boolean =>
  words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => title.toLocaleLowerCase().includes(word))

function Preview({ effects }: { effects: Effects }) {
  const agents = useAgents()
  const groups = useGroups()
  const shown = (field: keyof typeof labels, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('macro.nothing')
    if (field === 'status') return t(statusLooks[value as keyof typeof statusLooks].label) // a status of the API
    if (field === 'priority') return t(priorityLooks[value as keyof typeof priorityLooks].label) // as above
    if (field === 'type') return t(kindLabels[value as keyof typeof kindLabels]) // as above
    if (field === 'assignee_id') return agents.data?.find((agent) => agent.id === value)?.name ?? `#${String(value)}`
    if (field === 'group_id') return groups.data?.find((group) => group.id === value)?.name ?? `#${String(value)}`
    return Array.isArray(value) ? value.join(', ') : String(value)
  }
  const isEmpty = effects.lines.length + effects.tagsAdded.length + effects.tagsRemoved.length === 0
  return (
    <div className="stack">
      {effects.comment ? (
        <div className={effects.comment.isPublic ? 'macros-words macros-public' : 'macros-words macros-note'}>
          <strong>{effects.comment.isPublic ? t('composer.label.reply') : t('composer.label.note')}</strong>
          <p className="macros-text">{plainText(effects.comment.html)}</p>
        </div>
      ) : null}
      {isEmpty && !effects.comment ? <p className="muted">{t('macro.noChange')}</p> : null}
      <dl className="facts">
        {effects.lines.map((line) => (
          <div key={`${line.field}-${String(line.to)}`} className="macros-line">
            <dt>{t(labels[line.field])}</dt>
            <dd>
              <s className="muted">{shown(line.field, line.from)}</s> {shown(line.field, line.to)}
            </dd>
          </div>
        ))}
      </dl>
      {effects.tagsAdded.length > 0 ? <p>{t('macro.tagsAdded', { tags: effects.tagsAdded.join(', ') })}</p> : null}
      {effects.tagsRemoved.length > 0 ? (
        <p>{t('macro.tagsRemoved', { tags: effects.tagsRemoved.join(', ') })}</p>
      ) : null}
    </div>
  )
}

/** The macros with these ids come first, in their order. */
function firstOfAll(macros: readonly Macro[], ids: readonly number[]): Macro[] {
  const first = ids.flatMap((id) => macros.find((macro) => macro.id === id) ?? [])
  return [...first, ...macros.filter((macro) => !ids.includes(macro.id))]
}
